//! Rules about what fields hold.

pub mod tested;

rules! {
    rules: [shared_field, shared_result, unread_field, unstored_example, unwritable_field],
    codes: [],
}
