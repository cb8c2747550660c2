//! Rules about secrets.

rules! {
    rules: [],
    // Raised where the mistake is met.
    codes: [pasted_output, pasted_value, secret_in_output, secret_literal, secret_on_device],
}
