//! `template`: a template of the author's own that cannot be read or rendered.

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "template",
    severity: Severity::Error,
    what: "A template of the author's own cannot be read or rendered.",
    why: "A page that is half rendered is worse than none.",
    example: "{{ soluton.name }}      # solution.name",
};
