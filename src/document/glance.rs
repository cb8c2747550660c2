//! Single texts of a document that need not be sound otherwise.

use toml::de::{DeTable, DeValue};

/// The texts that stand at these paths, read from a document whatever else is wrong with it.
pub fn texts<const N: usize>(document: &str, paths: [&[&str]; N]) -> [Option<String>; N] {
    let (table, _) = DeTable::parse_recoverable(document);
    paths.map(|path| text(table.get_ref(), path))
}

fn text(table: &DeTable<'_>, path: &[&str]) -> Option<String> {
    let (key, rest) = path.split_first()?;
    match table.get(*key)?.get_ref() {
        DeValue::Table(table) => text(table, rest),
        DeValue::String(text) if rest.is_empty() => Some(text.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn a_text_is_found_beside_mistakes() {
        let document = "[a]\nb = \"1\"\nc = [\n[d]\ne = \"2\"\ne = 3\n";
        let found = texts(document, [&["a", "b"], &["a"], &["a", "c", "x"], &[]]);
        assert_eq!(found, [Some("1".to_owned()), None, None, None]);
        assert_eq!(texts("a.b = 1", [&["a", "b"]]), [None]);
    }
}
