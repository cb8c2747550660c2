//! Solution-as-code for remote monitoring and management (RMM) platforms.

pub mod disk;
pub mod plan;
pub mod powershell;
pub mod render;
pub mod solution;
pub mod text;
