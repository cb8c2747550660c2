//! `secret-on-device`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-on-device",
    severity: Severity::Warning,
    what: "A secret that a script writes to a file, the registry or an event log of the device.",
    why: "It stays there in the clear when the script has ended, on every device that it ran on.",
    example: "$Field['token'] | Out-File $path      # use it where it is needed",
};
