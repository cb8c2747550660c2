//! What others can put into a script's text: values of fields that the platform pastes in.

mod fields;
mod one_line;

rules! {
    rules: [pasted_output, pasted_value],
    codes: [],
}
