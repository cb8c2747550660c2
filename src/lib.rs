//! Solution-as-code for remote monitoring and management (RMM) platforms.
//!
//! This library is the program's own: it is no API, and anything in it may change with any release.

pub mod check;
pub mod cli;
pub mod diag;
pub mod diff;
pub mod document;
pub mod host;
pub mod logic;
pub mod manifest;
pub mod plan;
pub mod platform;
pub mod powershell;
pub mod render;
pub mod report;
pub mod resolve;
pub mod solution;
pub mod source;
pub mod words;
pub mod workspace;
