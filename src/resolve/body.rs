//! The bodies of scripts: where they stand, and what must not be in them.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::held::Declared;
use super::{Resolver, Unreadable};
use crate::diag::{self, Code};
use crate::document::At;
use crate::manifest::FileOrInline;
use crate::powershell::{FindingKind, Reading};
use crate::solution::Body;
use crate::source::{Place, Source, normalise};

/// A body with the place of each of its bytes.
pub(super) struct Located<'a> {
    pub(super) text: &'a str,
    /// The text that holds it.
    source: Arc<Source>,
    /// Where it begins there; none where it is not written as it is.
    start: Option<usize>,
    /// What stands for all of it then.
    whole: Place,
}

impl Located<'_> {
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        match self.start {
            Some(start) => Place::new(&self.source, start + range.start..start + range.end),
            None => self.whole.clone(),
        }
    }
}

impl Resolver<'_> {
    pub(super) fn body(
        &mut self,
        at: &At<'_>,
        source: &FileOrInline,
        declared: Declared<'_>,
    ) -> Option<(Body, Reading)> {
        let (file, text, reading) = match source {
            FileOrInline::Inline(text) => {
                let text = normalise(text.clone());
                let reading = self.inline(&at.key("inline"), &text, declared);
                (None, text, reading)
            }
            FileOrInline::File(path) => {
                let body = self.body_file(at, path)?;
                let whole = Place::new(&body, 0..0);
                let located = Located { text: &body.text, source: Arc::clone(&body), start: Some(0), whole };
                let reading = self.check_body(&located, declared);
                let text = body.text.clone();
                self.bodies.push(body);
                (Some(path.clone()), text, reading)
            }
        };
        if text.trim().is_empty() {
            self.at_value(Code::EmptyScript, at, "this script has no line of code", "write its body");
            return None;
        }
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        Some((Body { file, text, sha256 }, reading))
    }

    /// A body in the manifest: where it is written as it is, each of its bytes has a place.
    fn inline(&mut self, at: &At<'_>, text: &str, declared: Declared<'_>) -> Reading {
        let source = Arc::clone(self.document.source());
        let whole = self.document.value(at);
        let start = source.text[whole.range.clone()].find(text).map(|start| whole.range.start + start);
        self.check_body(&Located { text, source, start, whole }, declared)
    }

    fn body_file(&mut self, at: &At<'_>, path: &str) -> Option<std::sync::Arc<Source>> {
        if let Err(why) = super::output::inside(path) {
            self.at_value(
                Code::PathOutside,
                at,
                format!("`{}` {why}", super::output::shown(path)),
                "a path below the manifest's folder, with `/`",
            );
            return None;
        }
        match self.inputs.read(path) {
            Ok(body) => Some(body),
            Err(Unreadable::Outside(why)) => {
                self.at_value(
                    Code::PathOutside,
                    at,
                    format!("`{path}` {why}"),
                    "script bodies stay inside the manifest's folder",
                );
                None
            }
            Err(Unreadable::Failed(why)) => {
                let help = self.nearest_path(path).map_or_else(
                    || "the path is relative to the manifest".to_owned(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                self.at_value(Code::UnreadableFile, at, format!("`{path}` {why}"), help);
                None
            }
        }
    }

    /// The path of a file that is spelt nearly so, name by name.
    fn nearest_path(&self, path: &str) -> Option<String> {
        let mut meant = String::new();
        for typed in path.split('/') {
            let names = self.inputs.names(&meant);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let exact = names.iter().find(|name| **name == typed).copied();
            let name = exact.or_else(|| diag::close_match(typed, &names))?;
            meant = if meant.is_empty() { name.to_owned() } else { format!("{meant}/{name}") };
        }
        (meant != path).then_some(meant)
    }
}

/// What is wrong with a body, and what to write instead.
pub(super) fn said(kind: FindingKind) -> (Code, String, String) {
    let (code, message, help) = match kind {
        FindingKind::Alias(command) => {
            let message = format!("this is an alias of `{command}`");
            return (
                Code::Alias,
                message,
                format!("write {command}: aliases differ from one machine to the next"),
            );
        }
        FindingKind::DroppedOutput => (
            Code::DroppedOutput,
            "nobody sees what this writes: a script prints its outcome only",
            "Complete-Task -Outcome … -Detail … says it",
        ),
        FindingKind::DroppedValue => (
            Code::DroppedOutput,
            "nobody sees this value: a script prints its outcome only",
            "Complete-Task -Outcome … -Detail … says it",
        ),
        FindingKind::ReturnedValue => (
            Code::DroppedOutput,
            "nobody sees what this returns, and the script ends without an outcome",
            "Complete-Task -Outcome … -Detail … ends the script from anywhere",
        ),
        FindingKind::BareReturn => (
            Code::OpenEnd,
            "the script ends here without an outcome: the run ends as its on-error outcome",
            "Complete-Task -Outcome … ends the script from anywhere",
        ),
        FindingKind::OpenEnd => (
            Code::OpenEnd,
            "the script may come to its end behind this without an outcome: the run would end as its on-error outcome",
            "Complete-Task -Outcome … where it has succeeded; an `if` without `else` goes on behind it",
        ),
        FindingKind::StrayJump => (
            Code::OpenEnd,
            "outside a loop this ends the script, without an outcome: the run ends as its on-error outcome",
            "`return` leaves a block of ForEach-Object or a function; Complete-Task -Outcome … ends the script",
        ),
        FindingKind::SilencedErrors => (
            Code::SilencedErrors,
            "from here on the script goes on behind an error, and may report success",
            "leave it out: the script stops at an error; -ErrorAction on the one call that may fail, or `try`",
        ),
        FindingKind::InvokeExpression => (
            Code::InvokeExpression,
            "this runs a text as code",
            "call the command itself: & $command @arguments",
        ),
        FindingKind::EmptyCatch => (
            Code::EmptyCatch,
            "this swallows every error",
            "report an outcome, or say in a comment inside why nothing has to be done",
        ),
        FindingKind::NewerSyntax => (
            Code::NewerSyntax,
            "Windows PowerShell 5.1 has no such syntax, and would not start the script",
            "write it with `if`; a `|` stands at the end of a line",
        ),
        FindingKind::AskingVariable => (
            Code::NewerSyntax,
            "this reads a variable whose name ends in `?`",
            "test it with `if`: Windows PowerShell 5.1 has no `?.` and no `?[`",
        ),
        FindingKind::NonAscii => (
            Code::ScriptText,
            "Windows PowerShell 5.1 reads this character as others",
            "write it as [char]0x…, or in a comment, where it is dropped",
        ),
        kind => return unfit(kind),
    };
    (code, message.to_owned(), help.to_owned())
}

/// What the prelude cannot live with.
fn unfit(kind: FindingKind) -> (Code, String, String) {
    let (message, help) = match kind {
        FindingKind::Param => {
            ("`param` binds nothing here", "declare a parameter in the manifest and read $Parameter['key']")
        }
        FindingKind::Using => {
            ("`using` cannot stand inside a block", "write types with their namespace: [System.IO.File]")
        }
        FindingKind::Exit => {
            ("`exit` ends the script before it reports", "Complete-Task -Outcome … ends it from anywhere")
        }
        FindingKind::EndsProcess => (
            "this ends PowerShell before the script reports",
            "Complete-Task -Outcome … ends the script from anywhere",
        ),
        FindingKind::OwnFunction => (
            "the rendered script has a function of this name, and relies on it",
            "give it another name; names with RmmGen are the rendered script's own",
        ),
        FindingKind::OwnVariable => (
            "this variable is the rendered script's own, and it relies on it",
            "give it another name; Complete-Task sets the outcome",
        ),
        FindingKind::Requires => (
            "`#Requires` stops the script before its first line, and nothing is reported",
            "test for it, and report an outcome",
        ),
        FindingKind::Signature => {
            ("a signature cannot hold for the rendered script", "leave it out, and sign what is rendered")
        }
        FindingKind::Token => (
            "the platform replaces this before PowerShell reads it",
            "$Parameter['key'] or $Field['key'], which the prelude fills",
        ),
        FindingKind::EndlessText => (
            "the text that begins here does not end on its line, so all quotes behind it are taken the wrong way round",
            "close it with the same quote",
        ),
        FindingKind::Nul => ("a NUL stands in the script", "leave it out"),
        _ => ("this bracket, quote or comment has no counterpart", "close it, or take it out"),
    };
    (Code::ScriptBody, message.to_owned(), help.to_owned())
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}
