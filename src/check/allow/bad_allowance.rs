//! `bad-allowance`: a comment that looks like an allowance and is none.

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "bad-allowance",
    severity: Severity::Error,
    what: "A comment `# rmmgen: allow CODE REASON` that names no problem, or gives no reason.",
    why: "It would silence nothing, or nobody could tell later whether it still holds.",
    example: "# rmmgen: allow aliases      # rmmgen: allow alias the vendor's installer expects it",
};
