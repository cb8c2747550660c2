//! The platforms on which solutions run: each fills in `solution::platform::Platform`.

pub mod connectwise;

use crate::solution::platform::Platform;

/// ConnectWise RMM.
pub const CONNECTWISE: &Platform = &connectwise::PLATFORM;

/// Every platform.
pub const ALL: [&Platform; 1] = [CONNECTWISE];
