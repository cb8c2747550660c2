//! PowerShell as PowerShell 7 reads it: tokens, a parser that goes on behind errors, and a tree with places.
//!
//! It depends on nothing else of the project. The rules of the language are those of the public language specification
//! and, where that is silent, of PowerShell 7.6 itself: `tests/parser.rs` holds the two together.

mod check;
mod errors;
mod newer;
mod output;
mod parse;
mod scan;
mod tokens;
mod tree;
mod values;

pub use errors::{ClassRule, Fault, Problem, Related};
pub use newer::{Construct, Newer};
pub use tokens::{Keyword, Token, TokenKind};
pub use tree::*;
pub use values::unescape;

use output::Output;
use parse::Parser;
use scan::Source;

/// What a text says.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// All of it, as far as it could be read.
    pub tree: Tree,
    /// What is wrong with it, in the order in which PowerShell says so.
    pub faults: Vec<Fault>,
    /// Comments with their signs, in the order of the text.
    pub comments: Vec<Span>,
    /// What Windows PowerShell 5.1 cannot read, in the order of the text.
    pub newer: Vec<Newer>,
}

/// Reads a text.
pub fn parse(text: &str) -> Parsed {
    let mut out = Output::default();
    if u32::try_from(text.len()).is_err() {
        out.halt(Problem::TooLong, Span::default());
    }
    let text = if out.halted { "" } else { text };
    out.tree.reserve(text.len() / 8);
    Parser::new(Source { text, file: text, base: 0, offsets: None }, &mut out).script();
    out.tree.finish();
    let Output { tree, mut faults, mut comments, mut requirements, mut newer, .. } = out;
    requirements.sort_unstable();
    requirements.dedup();
    if faults.is_empty() {
        faults = check::check(text, &tree, &requirements);
    }
    comments.sort_unstable();
    comments.dedup();
    newer.sort_by_key(|newer| newer.span);
    newer.dedup();
    Parsed { tree, faults, comments, newer }
}
