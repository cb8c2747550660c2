//! The words of the only platform there is, for code that is not handed one: `resolve`, the rules of `check`, and
//! `logic`. Whatever here has no caller left goes.

use super::Console;
use crate::platform::CONNECTWISE;
use crate::solution::{
    Criterion, Device, Field, FieldType, Level, Os, ParameterType, Solution, Subject, Test,
};

/// The most characters a Text Box holds, by the platform's documentation.
pub const TEXT_BOX_LENGTH: usize = CONNECTWISE.limits.text_box;

/// The token for what the last script row printed, in any letter case.
pub(in crate::solution) const OUTPUT: &str = CONNECTWISE.tokens.output;

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

impl ParameterType {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        CONNECTWISE.vocabulary.parameter_type(self)
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

impl Field {
    /// The most characters a value may have: its own limit, else the platform's.
    pub fn max_length(&self) -> usize {
        CONNECTWISE.limits.of(self)
    }
}

impl Subject {
    /// What the console calls by this name: one of the built-in properties, or another one.
    pub fn called(name: String) -> Subject {
        let known = Device::ALL.into_iter().find(|device| device.console() == name);
        known.map_or(Subject::Property(name), Subject::Device)
    }
}
