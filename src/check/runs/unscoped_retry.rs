//! `unscoped-retry`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unscoped-retry",
    severity: Severity::Warning,
    what: "A task runs again on the devices that reported something, also on those that people have taken out of where it runs else.",
    why: "The group knows the status only: an excluded device keeps it, so the task goes on running where people said that it must not.",
    example: "[group.retry] outcome = \"enable.error\"      # all = [{ use = \"in-scope\" }, { outcome = \"enable.error\" }]",
};
