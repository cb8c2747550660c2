//! `caught-option`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "caught-option",
    severity: Severity::Warning,
    what: "A criterion lists an option whose text is in the text of another option, and so catches that one too.",
    why: "The platform's contains matches by substring, for dropdowns too: devices are selected that nobody named.",
    example: "options = [\"Windows\", \"Windows Server\"]\ncontains-any-of = [\"Windows\"]      # equal = \"Windows\", or list both",
};
