//! `lingering`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "lingering",
    severity: Severity::Note,
    what: "Something runs on a group that devices stay in by a status, though the task that reported it does not run on them any more.",
    why: "A device that people took out keeps its last status for ever, so what runs on the group goes on running there. It is not said of a group that nothing runs on, of one that leaves the scope out on purpose, and where what runs there writes the status itself or a task clears it.",
    example: "[group.failed] outcome = \"backup.failed\"      # and task.alert, which stores nothing in the same field, has target = [\"failed\"]",
};
