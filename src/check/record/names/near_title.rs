//! `near-title`: a title that is nearly the name.

use super::alike::is_nearly;
use super::named::named;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "near-title",
    severity: Severity::Warning,
    what: "A `title` that differs from the part's name in letter case, blanks, a sign or one letter only.",
    why: "The page has one spelling and the console another: one of the two is a slip, and who searches for the one does not find the other.",
    example: "name = \"Clean Disks\"\ntitle = \"Clean Disk\"      # leave the title out: it is the name",
};

/// Looks at the titles of the solution and of all parts.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let own = &context.solution.part;
    let parts = named(context.solution).map(|named| (Some(named.kind), named.part));
    for (kind, part) in std::iter::once((None, own)).chain(parts) {
        if !part.title.as_deref().is_some_and(|title| is_nearly(title, &part.name)) {
            continue;
        }
        let table = At::ROOT.key(kind.map_or("solution", |kind| kind.word()));
        let at = if kind.is_some() { table.key(&part.key) } else { table };
        let message = format!("this title is nearly the name, `{}`", part.name);
        let problem = Problem::new(&CODE, message)
            .at(context.document.value(&at.key("title")))
            .also(context.document.value(&at.key("name")), "the name")
            .help("leave it out: without a `title` the page has the name");
        problems.push(problem);
    }
}
