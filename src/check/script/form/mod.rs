//! Whether a body can be read, and can stand where bodies are put.

rules! {
    rules: [body_syntax, newer_syntax, script_body, script_text],
    codes: [],
}
