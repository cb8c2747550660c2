//! Options that a list of texts catches by accident: it lists `Windows`, contains matches by substring, and the dropdown
//! has an option `Windows Server` too.

use super::criteria::{Case, Contents, meets};
use crate::solution::{Field, Test};

/// What a dropdown can hold: its options, and what they were called.
pub fn options(field: &Field) -> impl Iterator<Item = &str> {
    field.options.iter().chain(field.options_formerly.keys()).map(String::as_str)
}

/// Whether a list with these values catches an option that it does not list.
pub fn catches_another(field: &Field, values: &[String]) -> bool {
    let is_caught = |option| Case::BOTH.iter().any(|&case| catching(field, values, option, case).is_some());
    options(field).any(is_caught)
}

/// The value, by index, by which a list catches an option that it does not list, nor another name of it.
pub fn catching(field: &Field, values: &[String], option: &str, case: Case) -> Option<usize> {
    let name = |text| field.options_formerly.get(text).map_or(text, String::as_str);
    if values.iter().any(|value| name(value) == name(option)) {
        return None;
    }
    let held = Contents::Text(option.to_owned());
    values.iter().position(|value| meets(&Test::ContainsAnyOf(vec![value.clone()]), &held, case))
}
