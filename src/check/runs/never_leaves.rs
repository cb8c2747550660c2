//! `never-leaves`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-leaves",
    severity: Severity::Warning,
    what: "A group that a task runs on, that is about what the task reports, and that every report keeps a device in.",
    why: "The task runs on these devices for ever; whoever wrote the criterion meant them to leave.",
    example: "[group.retry] outcome = [\"repair.failed\", \"repair.error\"]      # and the task has no other outcome",
};
