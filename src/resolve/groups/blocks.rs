//! Conditions as the blocks that a group has in the console.

use crate::diag::Problem;
use crate::document::Path;
use crate::logic::conditions::{
    Alternatives, Compiler, Condition, Growth, MOST_BLOCKS, MOST_CRITERIA, Refusal, finished,
};
use crate::logic::criteria::Subjects;
use crate::resolve::codes::{TOO_LONG, TOO_MANY_BLOCKS};
use crate::resolve::origins::{Unit, Written};
use crate::resolve::scope::Scope;
use crate::solution::Block;
use crate::solution::text::Text;

/// A written block, or the condition of a whole group.
pub(super) struct Source {
    pub(super) path: Path,
    pub(super) note: Option<Text>,
    pub(super) condition: Condition,
}

/// The blocks of a group.
pub(super) fn blocks(
    scope: &mut Scope<'_>,
    compiler: &mut Compiler,
    sources: Vec<Source>,
    subjects: &Subjects,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut written = Written::default();
    let mut largest: Option<Alternatives> = None;
    for Source { path, note, condition } in sources {
        let alternatives = finished(subjects, compiled(scope, compiler, &condition));
        let start = blocks.len();
        for terms in &alternatives.blocks {
            written.from.push(terms.iter().map(|term| term.from.clone()).collect());
            let criteria = terms.iter().map(|term| term.criterion.clone()).collect();
            blocks.push(Block { note: note.clone(), criteria });
        }
        written.units.push(Unit { path, condition, blocks: start..blocks.len() });
        let most = largest.as_ref().map_or(0, |largest| largest.blocks.len());
        if alternatives.compiled && alternatives.blocks.len() > most {
            largest = Some(alternatives);
        }
    }
    if let Some(growth) = largest.and_then(|largest| largest.growth)
        && blocks.len() > MOST_BLOCKS
    {
        too_many_blocks(scope, &growth, blocks.len());
    }
    scope.origins.groups.push(written);
    blocks
}

/// The blocks of a condition; none where they would be too many.
pub(super) fn compiled(
    scope: &mut Scope<'_>,
    compiler: &mut Compiler,
    condition: &Condition,
) -> Alternatives {
    compiler.compile(condition).unwrap_or_else(|refusal| {
        refused(scope, &refusal);
        Alternatives { blocks: vec![Vec::new()], compiled: false, growth: None }
    })
}

fn refused(scope: &mut Scope<'_>, refusal: &Refusal) {
    match refusal {
        Refusal::Blocks(growth) => too_many_blocks(scope, growth, growth.count()),
        Refusal::Criteria(site) => {
            let message =
                format!("with this, conditions come to more than {MOST_CRITERIA} criteria in blocks");
            let help = "conditions that use each other twice double each time";
            let place = scope.origins.at_site(*site, |at| scope.document.value(at));
            scope.problems.report(&TOO_LONG, place, message, help);
        }
        Refusal::Again => {}
    }
}

/// A condition that comes to so many blocks, by way of what multiplies in it.
fn too_many_blocks(scope: &mut Scope<'_>, growth: &Growth, count: usize) {
    let place = |site: usize| scope.origins.at_site(site, |at| scope.document.key(at));
    let others = growth.factors.iter().filter(|(site, _)| *site != growth.at).take(3);
    let problem = Problem::new(&TOO_MANY_BLOCKS, product(growth, count)).at(place(growth.at));
    let problem = others
        .fold(problem, |problem, (site, count)| problem.also(place(*site), format!("{count} alternatives")))
        .help(
            "alternatives that differ in one value are one `contains-any-of`; else make a group of each part",
        );
    scope.problems.push(problem);
}

/// How so many blocks come about.
fn product(growth: &Growth, count: usize) -> String {
    let factors: Vec<String> = growth.factors.iter().map(|(_, count)| count.to_string()).collect();
    let written = match factors.get(..4) {
        Some(first) if factors.len() > 5 => format!("{} × …", first.join(" × ")),
        _ => factors.join(" × "),
    };
    let product = growth.count();
    let how = match factors.len() {
        1 => format!("{count} blocks"),
        _ if count == product => format!("{written} = {count} blocks"),
        _ => format!("{count} blocks, since {written} = {product} here"),
    };
    format!("this comes to {how}, and a group has {MOST_BLOCKS} at most")
}
