//! `unknown-code`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-code",
    severity: Severity::Error,
    what: "A word in `[check]` or in an `allow` that is no kind of problem.",
    why: "Whoever wrote it believes that something is silenced or denied, and nothing is.",
    example: "[check]\nunwatched-outcom = \"deny\"      # unwatched-outcome",
};
