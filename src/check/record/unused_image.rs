//! `unused-image`: an image that no page shows.

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unused-image",
    severity: Severity::Warning,
    what: "An image under `images/` that no page shows: its folder names no part, its name no section that the page has a place for, or its ending is not `.png` or `.webp`.",
    why: "Screenshots are found by their names alone, so a misspelt one is missing from its page, and nobody is told. What pages are not meant to show can lie in another folder.",
    example: "images/groups-failed/criteria.jpg      # images/group-failed/group-criteria.png",
};
