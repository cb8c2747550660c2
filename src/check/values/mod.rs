//! Rules about values.

rules! {
    rules: [unstored_example, unwritable_field],
    // Raised where the mistake is met.
    codes: [inexact_status, never_held, only_by_hand, shared_field, shared_result, unheld_value, unread_field],
}
