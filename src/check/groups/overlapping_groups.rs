//! `overlapping-groups`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "overlapping-groups",
    severity: Severity::Error,
    what: "Groups that are declared disjoint and share a device, by what their fields can hold.",
    why: "Whoever relies on it counts such a device twice, or does two things to it that exclude each other. A field that only tasks write holds what they report; one that people may edit holds anything.",
    example: "[group.create]\ndisjoint = [\"delete\"]      # and a device with both flags is in both",
};
