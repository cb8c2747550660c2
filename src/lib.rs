//! Solution-as-code for remote monitoring and management (RMM) platforms.

pub mod change;
pub mod powershell;
pub mod render;
pub mod report;
pub mod solution;
pub mod text;
