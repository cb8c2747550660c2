//! `flapping`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "flapping",
    severity: Severity::Warning,
    what: "What one task reports puts a device where another one runs, and what that one reports puts it back, whatever the two report, errors apart. One of them may run on it all the time.",
    why: "The two undo each other's work on every run, on every such device, for ever.",
    example: "[group.off] outcome = \"on.done\"   [group.on] outcome = \"off.done\"      # each targeted by the other's task",
};
