//! `misspelt-value`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "misspelt-value",
    severity: Severity::Warning,
    what: "A text that is tested on a device's property and is nearly one of its known values, or is a part of another one than it seems.",
    why: "Matching compares characters: `Servers` is no endpoint type, so an exclusion of it leaves nobody out; and `win` is in `Darwin`. What is known is not all there is, so a text that is far from all known ones is not said to be wrong.",
    example: "{ device = \"endpoint-type\", not-equal = \"Servers\" }      # \"Server\"",
};
