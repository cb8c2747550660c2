//! Rules about what fields hold.

mod texts;

rules! {
    rules: [never_held, only_by_hand, shared_result, unheld_value, unread_field, unwritable_field],
    // Raised where the mistake is met.
    codes: [inexact_status, shared_field],
}
