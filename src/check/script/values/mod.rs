//! The parameters and fields that a script reads.

rules! {
    rules: [unknown_value, unread_value],
    codes: [],
}
