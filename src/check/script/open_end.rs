//! `open-end`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "open-end",
    severity: Severity::Warning,
    what: "A way through a script that ends without an outcome: a bare `return`, a `break` or `continue` outside a loop, or a last statement behind which the script may go on.",
    why: "The run ends as the on-error outcome, though nothing broke: whoever looks at it searches for an error that is not there.",
    example: "if ($done) { Complete-Task -Outcome done }      # and if not? Complete-Task -Outcome skipped behind it",
};
