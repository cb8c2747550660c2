//! `fixed-severity`: an error that somebody would lower.

use crate::diag::{Code, Problem, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "fixed-severity",
    severity: Severity::Error,
    what: "An error that `[check]`, an `allow` or a comment in a script would lower.",
    why: "An error is something that the platform refuses, or that would surely not do what it says: there is nothing sound to render. What is only likely to be one can be allowed where it stands, with the reason; `rmmgen explain CODE` says which of the two a kind is.",
    example: "[check]\ndangling-reference = \"warn\"      # mend the reference",
};

/// What there is to say of a kind that cannot be lowered here.
pub(super) fn problem(code: &'static Code) -> Problem {
    let word = code.word;
    let (message, help) = match code.severity.is_certain() {
        true => (
            format!("`{word}` is an error, and stays one"),
            "mend what it is about: a solution with such an error cannot be rendered".to_owned(),
        ),
        false => (
            format!("`{word}` is an error wherever it is not allowed by itself"),
            format!("allow it where it stands: `allow = {{ {word} = \"REASON\" }}` in its part, or `# rmmgen: allow {word} REASON` at the line of a script"),
        ),
    };
    Problem::new(&CODE, message).help(help)
}
