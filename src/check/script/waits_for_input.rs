//! `waits-for-input`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "waits-for-input",
    severity: Severity::Warning,
    what: "A script that waits for somebody: Read-Host, Get-Credential, `pause`, a prompt, a key.",
    why: "It runs as SYSTEM, where nobody sees it: it hangs until its timeout, or fails, and reports nothing of its own.",
    example: "Read-Host 'Name'      # $Parameter['name']",
};
