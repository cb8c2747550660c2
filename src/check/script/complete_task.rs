//! `complete-task`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "complete-task",
    severity: Severity::Error,
    what: "A call of Complete-Task without an outcome, with a parameter it does not have, or under a name that is nearly its own.",
    why: "The script would end as its on-error outcome, or lose what was to be said.",
    example: "Complete-Task -Message 'gone'      # Complete-Task -Outcome failed -Detail 'gone'",
};
