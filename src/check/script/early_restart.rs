//! `early-restart`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "early-restart",
    severity: Severity::Warning,
    what: "A script that restarts the device or turns it off at once.",
    why: "The outcome is printed when the script has ended, and the row that stores it runs after that: the device may be down by then.",
    example: "Restart-Computer -Force      # shutdown /r /t 60, then Complete-Task -Outcome restarting",
};
