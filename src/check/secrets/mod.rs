//! Rules about secrets, and about what others can put into a script's text.

mod one_line;
mod pasted;
mod secret;

rules! {
    rules: [pasted_output, pasted_value, secret_in_output, secret_literal, secret_on_device],
    codes: [],
}
