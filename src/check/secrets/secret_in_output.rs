//! `secret-in-output`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-in-output",
    severity: Severity::Error,
    what: "A secret in the detail of an outcome, in a log or in a field that is none: a recovery password, a parameter or field with `secret = true`, also by way of whatever mentions it: a variable, a table, a method, a function, a program that is given it, an error.",
    why: "The line is logged and stored in a field that everybody can read.",
    example: "-Detail $protector.RecoveryPassword      # $protector.KeyProtectorId",
};
