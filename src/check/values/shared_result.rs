//! `shared-result`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "shared-result",
    severity: Severity::Warning,
    what: "A task stores what a device reports in a field of its site or company, or sets a flag there.",
    why: "Every device there overwrites it, so it shows what ran last, and a group that tests it selects all devices of the site or company, or none.",
    example: "[field.status] level = \"company\"      # level = \"endpoint\"",
};
