//! PowerShell as text: literals, and what stands in a script's body.

/// A single-quoted literal that means exactly this text.
pub fn literal(text: &str) -> String {
    format!("'{text}'")
}

/// Stub until the branch lands.
pub struct Finding {
    /// Where.
    pub range: std::ops::Range<usize>,
}
impl Finding {
    /// .
    pub fn is_text(&self) -> bool {
        false
    }
    /// .
    pub fn message(&self) -> String {
        String::new()
    }
    /// .
    pub fn help(&self) -> String {
        String::new()
    }
}
/// .
pub fn check_body(_: &str) -> Vec<Finding> {
    Vec::new()
}
