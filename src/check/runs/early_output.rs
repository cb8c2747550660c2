//! `early-output`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "early-output",
    severity: Severity::Error,
    what: "A row with `%output%` before any script of its task has run.",
    why: "There is no output yet: the row logs or stores nothing, or the token as it stands, and the groups that wait for the task's outcomes stay empty.",
    example: "[[task.backup.step]] set-field = \"status\" value = \"%output%\"      # behind the row with `powershell`",
};
