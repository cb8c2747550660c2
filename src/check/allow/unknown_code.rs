//! `unknown-code`: a word that is no kind of problem.

use super::said::allowance::Kinds;
use crate::diag::{Code, Severity, nearest};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-code",
    severity: Severity::Error,
    what: "A word in `[check]` or in an `allow` that is no kind of problem.",
    why: "Whoever wrote it believes that something is silenced or denied, and nothing is.",
    example: "[check]\nunwatched-outcom = \"deny\"      # unwatched-outcome",
};

/// Says that there is no such kind.
pub(super) fn report(at: &At<'_>, word: &str, kinds: Kinds, problems: &mut Problems<'_>) {
    let help = nearest(word, kinds.iter().map(|code| code.word));
    let help = help.unwrap_or_else(|| "`rmmgen explain` lists them all".into());
    problems.at_key(&CODE, at, format!("there is no problem `{}`", word.escape_debug()), help);
}
