//! The bridge over the time in which devices still hold an old text: what groups have to test until then.

use super::{hangs, words};
use crate::solution::{Criterion, Group, Solution, Subject, Test, Value};

/// A text that changes, and the fields that hold it.
pub(super) struct Gap<'a> {
    pub fields: Vec<&'a str>,
    /// A value that devices hold still, and what of it is worth testing.
    pub old: (&'a str, &'a str),
    /// The value that they are going to hold.
    pub new: &'a str,
}

/// For each group that tests the new text and misses the old one: the criterion that takes both, as the manifest has it.
pub(super) fn bridges(solution: &Solution, gap: &Gap<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for group in &solution.groups {
        let criteria = group.blocks.iter().flat_map(|block| &block.criteria);
        for line in criteria.filter_map(|criterion| bridge(group, criterion, gap)) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

fn bridge(group: &Group, criterion: &Criterion, gap: &Gap<'_>) -> Option<String> {
    let Subject::Field(field) = &criterion.subject else { return None };
    if !gap.fields.contains(&field.as_str()) {
        return None;
    }
    let Gap { old: (held, tested), new, .. } = *gap;
    let both = |key: &str, values: &[String]| {
        let misses = !values.iter().any(|value| held.contains(value.as_str()));
        let waits = misses && values.iter().any(|value| new.contains(value.as_str()));
        let values = values.iter().map(String::as_str).chain([tested]).map(hangs::toml_text);
        let list = values.collect::<Vec<_>>().join(", ");
        waits.then(|| format!("`{{ field = \"{field}\", {key} = [{list}] }}`"))
    };
    let criterion = match &criterion.test {
        Test::ContainsAnyOf(values) => both("contains-any-of", values),
        Test::DoesNotContainAnyOf(values) => both("does-not-contain-any-of", values),
        // An equality takes one text only.
        Test::Equal(Value::Text(value)) if value == new => {
            both("contains-any-of", std::slice::from_ref(value))
        }
        Test::NotEqual(Value::Text(value)) if value == new => {
            both("does-not-contain-any-of", std::slice::from_ref(value))
        }
        Test::Equal(_) | Test::NotEqual(_) => None,
        Test::IsBlank(_) => None,
    }?;
    Some(format!("the bridge in {}: {}", hangs::groups(&[group]), words::one_line(&criterion)))
}
