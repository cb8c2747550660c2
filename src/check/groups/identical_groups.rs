//! `identical-groups`: groups that select the same devices.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{Group, Subject};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "identical-groups",
    severity: Severity::Note,
    what: "Two groups that select the same devices.",
    why: "Who changes one forgets the other; and where each is the target of another task, both run on every device of them.",
    example: "[group.on] all = [{ field = \"choice\", equal = \"On\" }]      # and [group.off] with the same line",
};

/// The groups beyond which they are not compared with each other.
const MOST_GROUPS: usize = 100;

/// Says so of each group that selects what one before it does.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
        let groups = &context.solution.groups;
        if groups.len() > MOST_GROUPS || !context.are_sound(&["group", "criteria", "field"]) {
            return;
        }
        let tested: Vec<BTreeSet<Tested<'_>>> = groups.iter().map(tested).collect();
        let table = At::ROOT.key("group");
        for (index, group) in groups.iter().enumerate() {
            let is_same = |other: &usize| {
                tested[*other] == tested[index] && are_same(context.subjects(), &groups[*other], group)
            };
            let Some(first) = (0..index).find(is_same) else { continue };
            let message = format!("this group selects the same devices as `{}`", groups[first].part.name);
            let problem = Problem::new(&CODE, message)
                .at(context.document.key(&table.key(&group.part.key)))
                .also(context.document.key(&table.key(&groups[first].part.key)), "the other group")
                .help("one group is enough, unless the two are to part some day");
            problems.push(problem);
        }
}

/// A subject, and the texts that are tested on it.
type Tested<'s> = (&'s Subject, Vec<String>);

/// What a group tests. Groups that select the same devices without a criterion too many test the same: comparing that
/// first spares comparing all groups as sets.
fn tested(group: &Group) -> BTreeSet<Tested<'_>> {
    let mut texts: BTreeMap<&Subject, BTreeSet<String>> = BTreeMap::new();
    for criterion in group.criteria() {
        texts.entry(&criterion.subject).or_default().extend(criterion.test.values());
    }
    texts.into_iter().map(|(subject, texts)| (subject, texts.into_iter().collect())).collect()
}

/// Whether two groups select the same devices, and any, whatever letter case means.
fn are_same(subjects: &Subjects, one: &Group, other: &Group) -> bool {
    Case::BOTH.iter().all(|&case| {
        let (sets, these, those) = Sets::of_both(subjects, case, &one.blocks, &other.blocks);
        sets.is_nobody(these.clone(), those.clone()) == Some(true)
            && sets.is_nobody(those, these.clone()) == Some(true)
            && sets.is_nobody(these, []) == Some(false)
    })
}
