//! Rules about the texts that criteria test on fields.

pub mod texts;

rules! {
    rules: [inexact_status, never_held, only_by_hand, unheld_value],
    codes: [],
}
