//! Rules about what fields hold.

pub mod tested;

rules! {
    rules: [shared_result, unread_field, unstored_example, unwritable_field],
    // Raised where the mistake is met.
    codes: [shared_field],
}
