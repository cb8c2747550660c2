//! The bodies of scripts: where they stand, and what must not be in them.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::origins::BodyOrigin;
use super::{Resolver, Unreadable};
use crate::diag::{self};
use crate::document::At;
use crate::manifest::FileOrInline;
use crate::resolve::codes;
use crate::solution::Body;
use crate::source::{Place, Source, normalise};

impl Resolver<'_> {
    /// A script's body, and where each of its bytes stands.
    pub(super) fn body(
        &mut self,
        at: &At<'_>,
        source: &FileOrInline,
        task: &str,
        step: usize,
    ) -> Option<Body> {
        let (file, text, (source, start, whole)) = match source {
            FileOrInline::Inline(text) => {
                let text = normalise(text.clone());
                let place = self.inline(&at.key("inline"), &text);
                (None, text, place)
            }
            FileOrInline::File(path) => {
                let body = self.body_file(at, path)?;
                let whole = Place::new(&body, 0..0);
                (Some(path.clone()), body.text.clone(), (body, Some(0), whole))
            }
        };
        if text.trim().is_empty() {
            self.problems.at_value(
                &codes::EMPTY_SCRIPT,
                at,
                "this script has no line of code",
                "write its body",
            );
            return None;
        }
        self.origins.bodies.push(BodyOrigin { task: task.to_owned(), step, source, start, whole });
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        Some(Body { file, text, sha256 })
    }

    /// A body in the manifest: where it is written as it is, each of its bytes has a place.
    fn inline(&self, at: &At<'_>, text: &str) -> (Arc<Source>, Option<usize>, Place) {
        let source = Arc::clone(self.document.source());
        let whole = self.document.value(at);
        let start = source.text[whole.range.clone()].find(text).map(|start| whole.range.start + start);
        (source, start, whole)
    }

    fn body_file(&mut self, at: &At<'_>, path: &str) -> Option<std::sync::Arc<Source>> {
        if let Err(why) = super::output::inside(path) {
            self.problems.at_value(
                &codes::PATH_OUTSIDE,
                at,
                format!("`{}` {why}", super::output::shown(path)),
                "a path below the manifest's folder, with `/`",
            );
            return None;
        }
        match self.inputs.read(path) {
            Ok(body) => Some(body),
            Err(Unreadable::Outside(why)) => {
                self.problems.at_value(
                    &codes::PATH_OUTSIDE,
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
                self.problems.at_value(&codes::UNREADABLE_FILE, at, format!("`{path}` {why}"), help);
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

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}
