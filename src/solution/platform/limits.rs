//! What a platform can hold, and what it replaces in texts.

use crate::solution::{Field, Rule};

/// What a platform can hold.
pub struct Limits {
    /// The most characters of a text box.
    pub text_box: usize,
}

impl Limits {
    /// The most characters of a field's value: its own limit, else the platform's.
    pub fn of(&self, field: &Field) -> usize {
        match field.rule {
            Some(Rule::MaxLength(most)) => self.text_box.min(most as usize),
            _ => self.text_box,
        }
    }
}

/// The tokens that a platform replaces in texts.
pub struct Tokens {
    /// The names that the platform itself sets, between `%` signs, as far as they are known. `%TEMP%` is none.
    pub system: [&'static str; 4],
    /// What stands on both sides of a parameter's or a variable's name.
    pub around_name: char,
}

impl Tokens {
    /// The token of a parameter or a variable.
    pub fn of_name(&self, name: &str) -> String {
        format!("{0}{name}{0}", self.around_name)
    }
}
