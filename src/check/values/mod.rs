//! Rules about values.

pub mod inexact_status;
pub mod never_held;
pub mod only_by_hand;
pub mod shared_field;
pub mod shared_result;
pub mod unheld_value;
pub mod unread_field;
pub mod unwritable_field;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &never_held::CODE,
    &unheld_value::CODE,
    &inexact_status::CODE,
    &only_by_hand::CODE,
    &shared_result::CODE,
    &unwritable_field::CODE,
    &unread_field::CODE,
    &shared_field::CODE,
];
