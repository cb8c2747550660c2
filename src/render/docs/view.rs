//! What templates see: values by name, made without serialising anything twice.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use crate::render::markdown as md;
use crate::solution::platform::{Content, yes_or_no};

/// Values by name. A page has a dozen: looking through them is faster than a map is made.
#[derive(Debug)]
struct View(Vec<(&'static str, Value)>);

impl Object for View {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(name, _)| Value::from(*name)).collect())
    }
}

/// An object of these values.
pub(super) fn view<const N: usize>(values: [(&'static str, Value); N]) -> Value {
    object(Vec::from(values))
}

/// An object of these values.
pub(super) fn object(values: Vec<(&'static str, Value)>) -> Value {
    Value::from_object(View(values))
}

/// What is Markdown already, or whatever else the template takes as it is.
pub(super) fn markdown(text: String) -> Value {
    Value::from_safe_string(text)
}

/// A value, or nothing.
pub(super) fn optional(value: Option<Value>) -> Value {
    value.unwrap_or_else(|| Value::from(()))
}

/// A code span outside tables.
pub(super) fn code(plain: &str) -> Value {
    markdown(md::code(plain))
}

/// Code spans in a table cell, or in a line.
pub(super) fn codes(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut out = String::new();
    for value in values {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&md::code_in_cell(value.as_ref()));
    }
    out
}

/// What a setting holds, in a table cell; none where nothing is set.
pub(super) fn cell(content: &Content<'_>) -> Option<Value> {
    Some(match content {
        content if !content.is_set() => return None,
        Content::Choice(_) | Content::YesNo(_) | Content::Range(..) => Value::from(content.shown()),
        Content::Texts(texts) => markdown(codes(texts)),
        other => markdown(md::code_in_cell(&other.shown())),
    })
}

/// `Yes` or `No`.
pub(super) fn yes(value: bool) -> Value {
    Value::from(yes_or_no(value))
}
