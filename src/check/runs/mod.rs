//! Rules about runs.

pub mod early_output;
pub mod flapping;
pub mod idle_row;
pub mod launch;
pub mod lingering;
pub mod missing_parameter;
pub mod near_token;
pub mod never_leaves;
pub mod re_admission;
pub mod unknown_token;
pub mod unscoped_retry;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &idle_row::CODE,
    &never_leaves::CODE,
    &flapping::CODE,
    &re_admission::CODE,
    &lingering::CODE,
    &unscoped_retry::CODE,
    &early_output::CODE,
    &unknown_token::CODE,
    &near_token::CODE,
    &launch::CODE,
    &missing_parameter::CODE,
];
