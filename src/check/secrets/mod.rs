//! Rules about secrets, and about what others can put into a script's text.

pub mod pasted;
mod secret;

rules! {
    rules: [secret_in_output, secret_literal, secret_on_device],
    codes: [],
}
