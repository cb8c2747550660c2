//! Where two sheets of the console differ.

use super::words;
use crate::solution::Value;
use crate::solution::platform::{Content, Sheet};

/// A setting that differs.
pub(super) struct Edit<'s> {
    pub(super) key: &'static str,
    /// The console's word for it.
    pub(super) name: &'static str,
    was: &'s Content<'s>,
    is: &'s Content<'s>,
}

impl Edit<'_> {
    /// From one value to the other, each in this unit.
    pub(super) fn words(&self, unit: &str) -> String {
        words::became(&(said(self.was) + unit), &(said(self.is) + unit))
    }
}

/// A value as a diff says it: what the manifest gives as a value or a list of them is quoted.
fn said(content: &Content<'_>) -> String {
    match content {
        Content::Value(value) => words::quoted(&Value::to_string(value)),
        Content::Texts(texts) => texts.iter().map(|it| words::quoted(it)).collect::<Vec<_>>().join(", "),
        other => other.shown(),
    }
}

/// The settings that differ, in the order of the new sheet; then those that only the old one has.
pub(super) fn edits<'s>(old: &'s Sheet<'s>, new: &'s Sheet<'s>) -> impl Iterator<Item = Edit<'s>> {
    const UNSET: &Content<'_> = &Content::Unset;
    let find = |sheet: &'s Sheet<'s>, key, name| {
        let found = sheet.settings.iter().find(|it| (it.key, it.name) == (key, name));
        found.map(|it| &it.content)
    };
    let kept = new.settings.iter().map(move |it| {
        let was = find(old, it.key, it.name).unwrap_or(UNSET);
        Edit { key: it.key, name: it.name, was, is: &it.content }
    });
    let gone = old.settings.iter().filter(move |it| find(new, it.key, it.name).is_none());
    let gone = gone.map(|it| Edit { key: it.key, name: it.name, was: &it.content, is: UNSET });
    kept.chain(gone).filter(|edit| edit.was != edit.is)
}
