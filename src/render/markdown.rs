//! Text into Markdown that MDX accepts too.

/// Plain text as Markdown inline content.
pub fn text(plain: &str) -> String {
    plain.to_owned()
}
