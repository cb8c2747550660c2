//! Tokens in the texts of rows: each is set in its task, or is one of the platform's own.

use super::Check;
use crate::check;
use crate::diag::{Problem, close_match};
use crate::document::At;
use crate::powershell::SYSTEM_TOKENS;
use crate::solution::{Task, tokens};

/// A name that a task sets.
pub(super) struct Known<'a> {
    pub(super) name: &'a str,
    /// Its value must not be logged or stored, so it is never offered.
    pub(super) secret: bool,
}

impl Check<'_> {
    /// Whether the value of this name is a secret: a parameter's, or that of the field it copies.
    pub(super) fn is_secret(&self, task: &Task, name: &str, field: Option<&str>) -> bool {
        match field {
            Some(key) => self.manifest.field.get(key).is_some_and(|field| field.secret),
            None => task.parameters.iter().any(|parameter| parameter.secret && parameter.name == name),
        }
    }

    pub(super) fn known_tokens(&mut self, at: &At<'_>, text: &str, known: &[Known<'_>]) {
        for written in tokens(text) {
            let name = &written[1..written.len() - 1];
            if written.starts_with('%') {
                self.system_token(at, written, name);
            } else if !known.iter().any(|known| known.name == name) {
                let offered = known.iter().filter(|known| !known.secret).map(|known| known.name);
                let problem = Problem::new(
                    &check::runs::unknown_token::CODE,
                    format!("nothing sets `{written}` in this task"),
                )
                .at(self.document.within(at, written))
                .maybe_help(self.problems.nearest(name, offered))
                .help("a token is the name of a parameter, or of a variable that a script's `reads` names");
                self.problems.push(problem);
            }
        }
    }

    /// A name between `%` may be anything to the platform; one that is nearly its own is a slip.
    fn system_token(&mut self, at: &At<'_>, written: &str, name: &str) {
        if SYSTEM_TOKENS.iter().any(|token| name.eq_ignore_ascii_case(token)) {
            return;
        }
        if let Some(meant) = close_match(&name.to_ascii_lowercase(), &SYSTEM_TOKENS) {
            let message = format!("the platform sets no `{written}` that we know of");
            let place = self.document.within(at, written);
            self.problems.report(
                &check::runs::near_token::CODE,
                place,
                message,
                format!("did you mean `%{meant}%`?"),
            );
        }
    }
}
