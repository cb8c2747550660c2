//! Solution-as-code for remote monitoring and management (RMM) platforms.

pub mod analyse;
pub mod change;
pub mod checklist;
pub mod cli;
pub mod conditions;
pub mod contract;
pub mod criteria;
pub mod diag;
pub mod disk;
pub mod document;
pub mod look_alike;
pub mod manifest;
pub mod parallel;
pub mod plan;
pub mod powershell;
pub mod render;
pub mod report;
pub mod resolve;
pub mod solution;
pub mod source;
pub mod text;
pub mod workspace;
