//! `failing-example`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "failing-example",
    severity: Severity::Error,
    what: "An example of a group that does not hold: a device with its values is in the group, or is not, against what it says.",
    why: "Either the criteria do not select what their author means, or the example says too little; on the page it would be untrue.",
    example: "[[group.enabled.example]]\nfields = { disable-site = true }\nmember = false      # and a block that forgets disable-site",
};
