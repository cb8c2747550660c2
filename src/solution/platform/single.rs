//! The words of the only platform there is, for code that is not handed one: `resolve`, the rules of `check`, and
//! `logic`. Whatever here has no caller left goes.

use super::Console;
use crate::platform::CONNECTWISE;
use crate::solution::{Criterion, Device, FieldType, Level, Os, Solution, Test};

/// The names that the platform itself sets, between `%` signs.
pub const SYSTEM_TOKENS: [&str; 4] = CONNECTWISE.tokens.system;

impl<'a> From<&'a Solution> for Console<'a> {
    fn from(solution: &'a Solution) -> Self {
        Console::new(CONNECTWISE, solution)
    }
}

impl Level {
    /// As the console shows it beside a field's name: `COMPANY`.
    pub fn console(self) -> &'static str {
        CONNECTWISE.vocabulary.level(self)
    }
}

impl FieldType {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        CONNECTWISE.vocabulary.field_type(self)
    }
}

impl Device {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        CONNECTWISE.vocabulary.device(self)
    }
}

impl Test {
    /// The operator as the console shows it.
    pub fn operator(&self) -> &'static str {
        CONNECTWISE.vocabulary.operator(self)
    }
}

impl Os {
    /// As the console's rows show it.
    pub fn console(self) -> &'static str {
        CONNECTWISE.vocabulary.system(self)
    }

    /// The criterion that selects the devices with it, as they report it.
    pub fn criterion(self) -> Criterion {
        CONNECTWISE.on_system(self)
    }
}
