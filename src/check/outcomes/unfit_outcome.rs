//! `unfit-outcome`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unfit-outcome",
    severity: Severity::Error,
    what: "A row stores an outcome's text in a field that cannot hold it: a flag, a number, a date, a dropdown without that option.",
    why: "The platform would refuse the value, and no device would ever show what its script reported. A script's whole line fits a text box only: an error's carries its message.",
    example: "[field.status] type = \"flag\"   set-field = \"status\" value = \"%output%\"      # type = \"text-box\"",
};
