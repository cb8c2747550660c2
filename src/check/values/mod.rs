//! Rules about what fields hold.

pub mod tested;

rules! {
    rules: [shared_field, shared_result, unread_field, unwritable_field],
    codes: [],
}
