//! `near-token`: a token that is nearly one of the platform's own.

use super::texts::texts;
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::solution::tokens;
use crate::words::close_match;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "near-token",
    severity: Severity::Warning,
    what: "A name between percent signs that is nearly one of the platform's own: `%output%`, `%companyname%`, `%sitename%`, `%friendlyname%`.",
    why: "The platform leaves a token that it does not know as it stands, and the text `%outpt%` would be stored or logged on every device.",
    example: "log = \"%outpt%\"      # %output%",
};

/// Looks at every text in which the platform replaces tokens. A name between percent signs may be anything to it; one
/// that is nearly its own is a slip.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    texts(context, |_, at, text| {
        for written in tokens(text).filter(|token| token.starts_with('%')) {
            if let Some(meant) = meant(&context.platform.tokens.system, &written[1..written.len() - 1]) {
                let message = format!("the platform sets no `{written}` that we know of");
                let place = context.document.within(at, written);
                problems.report(&CODE, place, message, format!("did you mean `%{meant}%`?"));
            }
        }
    });
}

/// The platform's token that a name is nearly, if it is none.
fn meant<'t>(known: &[&'t str], name: &str) -> Option<&'t str> {
    let is_known = known.iter().any(|token| name.eq_ignore_ascii_case(token));
    if is_known { None } else { close_match(&name.to_ascii_lowercase(), known) }
}
