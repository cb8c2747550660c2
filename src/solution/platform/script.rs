//! What a platform makes a script of: a body, and what its prelude says.

use crate::solution::{Field, Script, Task};

/// What a script is rendered from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The task, for its outcomes and parameters.
    pub task: &'a Task,
    /// Its description, with names in place of references.
    pub description: &'a str,
    /// The script row.
    pub script: &'a Script,
    /// The fields of the solution, among them those the script reads.
    pub fields: &'a [Field],
    /// Every text that a criterion tests on the script's output or on a field that stores it. The outcomes'
    /// own need not be among them.
    pub tested: &'a [&'a str],
    /// The most characters (UTF-16 units) the line may have.
    pub limit: usize,
}

/// Why a script cannot be rendered. Each is a problem of the manifest that is reported before.
#[derive(Debug)]
pub enum Error {
    /// Nothing says what an unhandled error is reported as, or the task does not declare it.
    NoErrorOutcome,
    /// A variable's name that could not stand in a token.
    BadVariable(String),
    /// The script reads a field that does not exist.
    UnknownField(String),
    /// The template, which may be the author's own, failed.
    Template(minijinja::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::NoErrorOutcome => f.write_str("no outcome is named for an unhandled error"),
            Error::BadVariable(name) => write!(f, "{name:?} is no name for a variable"),
            Error::UnknownField(key) => write!(f, "the script reads a field that does not exist: {key}"),
            Error::Template(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for Error {}
