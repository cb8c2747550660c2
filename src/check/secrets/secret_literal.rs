//! `secret-literal`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-literal",
    severity: Severity::Error,
    what: "The value of a secret field or parameter, written out: in a criterion, an example, a stored value or a schedule.",
    why: "It would stand in the rendered files, on the docs pages and in Git, where everybody can read it.",
    example: "{ field = \"bootstrap\", equal = \"Winter2024!\" }      # { field = \"bootstrap\", is-blank = false }",
};
