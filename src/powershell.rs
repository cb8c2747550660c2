//! PowerShell as text: literals, and what stands in a script's body.

/// A single-quoted literal that means exactly this text.
pub fn literal(text: &str) -> String {
    format!("'{text}'")
}
