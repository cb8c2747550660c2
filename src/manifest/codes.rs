//! The kinds of problems that this stage finds.

use crate::diag::{Code, Severity};

/// Each of them.
pub static CODES: &[&Code] = &[&UNKNOWN_KEY, &MISSING_KEY, &WRONG_TYPE, &UNKNOWN_WORD];

/// `unknown-key`
pub static UNKNOWN_KEY: Code = Code {
    word: "unknown-key",
    severity: Severity::Error,
    what: "A key that the language does not have at this place.",
    why: "A key that is silently ignored is a setting that people believe in and that does nothing.",
    example: "descripton = \"…\"      # description",
};

/// `missing-key`
pub static MISSING_KEY: Code = Code {
    word: "missing-key",
    severity: Severity::Error,
    what: "A key that must be there is not.",
    why: "The platform refuses a part without it, or the tool cannot know what is meant.",
    example: "[field.status]\nname = \"Status\"      # no description, level, type",
};

/// `wrong-type`
pub static WRONG_TYPE: Code = Code {
    word: "wrong-type",
    severity: Severity::Error,
    what: "A value of another type than the key takes.",
    why: "`\"true\"` is a text that is never equal to the flag true.",
    example: "required = \"yes\"      # required = true",
};

/// `unknown-word`
pub static UNKNOWN_WORD: Code = Code {
    word: "unknown-word",
    severity: Severity::Error,
    what: "A word that is not in the closed list of a key.",
    why: "The console has just these choices.",
    example: "level = \"client\"      # company, site or endpoint",
};
