//! Resolved solutions for tests, built from their serialised form: one real, one that has every member.

#![allow(clippy::unwrap_used, dead_code, missing_docs, unreachable_pub)]

use rmmgen::solution::Solution;
use serde_json::Value;

/// The BitLocker solution, resolved.
pub fn bitlocker() -> Value {
    serde_json::from_str(include_str!("bitlocker.json")).unwrap()
}

/// A solution with every member that a resolved solution can have.
pub fn everything() -> Value {
    serde_json::from_str(include_str!("everything.json")).unwrap()
}

pub fn solution(value: &Value) -> Solution {
    serde_json::from_value(value.clone()).unwrap()
}

/// The value with what stands at a JSON pointer replaced; null removes it, and `-` appends to an array.
pub fn edit(mut value: Value, pointer: &str, replacement: Value) -> Value {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    match value.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {parent}")) {
        Value::Array(items) if last == "-" => items.push(replacement),
        Value::Array(items) => {
            let index: usize = last.parse().unwrap();
            if replacement.is_null() {
                items.remove(index);
            } else {
                items[index] = replacement;
            }
        }
        Value::Object(members) if replacement.is_null() => {
            assert!(members.shift_remove(last).is_some(), "nothing at {pointer}");
        }
        Value::Object(members) => {
            members.insert(last.to_owned(), replacement);
        }
        other => panic!("{parent} is {other}"),
    }
    value
}
