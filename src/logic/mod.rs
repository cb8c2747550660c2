//! What follows from a solution, exactly: criteria as sets, conditions as blocks, what fields hold, what runs leave.

pub mod conditions;
pub mod criteria;
pub mod options;
pub mod runs;
pub mod values;
