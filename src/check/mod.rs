//! The rules: what is wrong with a solution, and what its author should know.
//!
//! A rule is a file of its code's name in the folder of its family. The codes of the stages before stand beside them.

pub mod analyse;
pub mod groups;
pub mod outcomes;
pub mod record;
pub mod runs;
pub mod script;
pub mod secrets;
pub mod values;

use crate::diag::Code;
use crate::{document, manifest, resolve};

/// Every kind of problem, in the order in which a manifest is checked.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let stages = [document::CODES, manifest::CODES, resolve::CODES];
    let rules = [
        record::CODES,
        groups::CODES,
        values::CODES,
        outcomes::CODES,
        runs::CODES,
        secrets::CODES,
        script::CODES,
    ];
    stages.into_iter().chain(rules).flatten().copied()
}

/// The kind of this word.
pub fn code(word: &str) -> Option<&'static Code> {
    codes().find(|code| code.word == word)
}
