//! A kind of problem: its word, how grave it is, what it means, why it matters, and an example.

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing sound could be rendered, or the script would surely fail. It cannot be lowered anywhere.
    Error,
    /// It is very likely an error, and one until its author allows it where it stands, with a reason.
    LikelyError,
    /// It is likely a mistake: something to change, or to allow with a reason.
    Warning,
    /// Something to know. It is no problem, and counts as none.
    Note,
}

impl Severity {
    /// Whether it keeps the solution from being rendered.
    pub fn is_error(self) -> bool {
        matches!(self, Severity::Error | Severity::LikelyError)
    }

    /// Whether nobody can decide otherwise.
    pub fn is_certain(self) -> bool {
        self == Severity::Error
    }
}

/// A kind of problem. It stands beside the stage or the rule that finds it; `check::codes` lists them all.
#[derive(Debug)]
pub struct Code {
    /// The word people use for it.
    pub word: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it means.
    pub what: &'static str,
    /// Why it matters on the platform.
    pub why: &'static str,
    /// What raises it, and what to write instead.
    pub example: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.word == other.word
    }
}

impl Eq for Code {}
