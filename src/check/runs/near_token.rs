//! `near-token`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "near-token",
    severity: Severity::Warning,
    what: "A name between percent signs that is nearly one of the platform's own: `%output%`, `%companyname%`, `%sitename%`, `%friendlyname%`.",
    why: "The platform leaves a token that it does not know as it stands, and the text `%outpt%` would be stored or logged on every device.",
    example: "log = \"%outpt%\"      # %output%",
};
