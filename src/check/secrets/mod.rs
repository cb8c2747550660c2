//! Rules about secrets.

pub mod pasted_output;
pub mod pasted_value;
pub mod secret_in_output;
pub mod secret_literal;
pub mod secret_on_device;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &pasted_output::CODE,
    &pasted_value::CODE,
    &secret_in_output::CODE,
    &secret_literal::CODE,
    &secret_on_device::CODE,
];
