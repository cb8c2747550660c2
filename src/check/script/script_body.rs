//! `script-body`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "script-body",
    severity: Severity::Error,
    what: "Something in a script's body that cannot work where bodies are put: `param`, `using`, `exit` or what else ends PowerShell, a name of the prelude's own, `#Requires`, a signature block, a platform token.",
    why: "A body runs inside a block that catches its errors and prints one line; these break out of it or stop the script before its first line.",
    example: "exit 1      # Complete-Task -Outcome failed",
};
