//! The bodies of scripts: where they stand, and what must not be in them.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diag;
use crate::document::{At, Pieces};
use crate::manifest::FileOrInline;
use crate::resolve::codes::{EMPTY_SCRIPT, PATH_OUTSIDE, UNREADABLE_FILE};
use crate::resolve::origins::BodyOrigin;
use crate::resolve::output::{inside, shown};
use crate::resolve::scope::{Scope, Unreadable};
use crate::solution::Body;
use crate::source::{Place, Source, normalise};
use crate::words::hex;

/// A script's body: the row of this index in the manifest, of the task of this key. Notes where each of its bytes
/// stands. One that cannot be read is empty: the row reports all the same.
pub(super) fn body(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    written: &FileOrInline,
    task: &str,
    step: usize,
) -> Body {
    let empty = |file: Option<&String>| Body {
        file: file.cloned(),
        text: String::new(),
        sha256: hex(&Sha256::digest("")),
    };
    let (file, text, (source, pieces, whole)) = match written {
        FileOrInline::Inline(text) => {
            let text = normalise(text.clone());
            let place = inline(scope, &at.key("inline"), &text);
            (None, text, place)
        }
        FileOrInline::File(path) => {
            let Some(body) = body_file(scope, at, path) else { return empty(Some(path)) };
            let whole = Place::new(&body, 0..0);
            (Some(path.clone()), body.text.clone(), (body, Pieces::whole(0), whole))
        }
    };
    if text.trim().is_empty() {
        scope.problems.at_value(&EMPTY_SCRIPT, at, "this script has no line of code", "write its body");
        return empty(file.as_ref());
    }
    scope.origins.bodies.push(BodyOrigin { task: task.to_owned(), step, source, pieces, whole });
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    Body { file, text, sha256 }
}

/// A body in the manifest.
fn inline(scope: &Scope<'_>, at: &At<'_>, text: &str) -> (Arc<Source>, Pieces, Place) {
    let source = Arc::clone(scope.document.source());
    (source, scope.document.pieces(at, text), scope.document.value(at))
}

/// The file of a body. It stays inside the manifest's folder.
fn body_file(scope: &mut Scope<'_>, at: &At<'_>, path: &str) -> Option<Arc<Source>> {
    let read = inside(path).map_err(|why| {
        let help = "a path below the manifest's folder, with `/`";
        Some((&PATH_OUTSIDE, format!("`{}` {why}", shown(path)), help.to_owned()))
    });
    let read = read.and_then(|()| {
        scope.inputs.read(path).map_err(|why| match why {
            Unreadable::Outside(why) => {
                let help = "script bodies stay inside the manifest's folder";
                Some((&PATH_OUTSIDE, format!("`{path}` {why}"), help.to_owned()))
            }
            Unreadable::Failed(why) => {
                Some((&UNREADABLE_FILE, format!("`{path}` {why}"), instead_of(scope, path)))
            }
            Unreadable::Broken => None,
        })
    });
    let problem = match read {
        Ok(body) => return Some(body),
        Err(problem) => problem,
    };
    if let Some((code, message, help)) = problem {
        scope.problems.at_value(code, at, message, help);
    }
    None
}

fn instead_of(scope: &Scope<'_>, path: &str) -> String {
    match nearest_path(scope, path) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "the path is relative to the manifest".to_owned(),
    }
}

/// The path of a file that is spelt nearly so, name by name.
fn nearest_path(scope: &Scope<'_>, path: &str) -> Option<String> {
    let mut meant = String::new();
    for typed in path.split('/') {
        let names = scope.inputs.names(&meant);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let exact = names.iter().find(|name| **name == typed).copied();
        let name = exact.or_else(|| diag::close_match(typed, &names))?;
        meant = if meant.is_empty() { name.to_owned() } else { format!("{meant}/{name}") };
    }
    (meant != path).then_some(meant)
}
