//! `failing-outcome`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "failing-outcome",
    severity: Severity::Error,
    what: "An outcome with an exit code other than 0, before a row that stores the status.",
    why: "On the platform a script that fails stops its task: the row that stores the status would never run.",
    example: "exit-code = 1      # or continue-on-failure = true on the script's row",
};
