//! `identical-groups`: groups that select the same devices.

use super::selection::{Selection, selections};
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::criteria::{Case, Example, Found, Sets, Subjects, matches};
use crate::solution::Group;

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

/// Where they differ on devices that hold what is no option of a dropdown any more.
const BY_OPTIONS: &str = ", but for those that hold a text which is no option any more";

/// Says so of each group that selects what one before it does.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    if context.solution.groups.len() > MOST_GROUPS {
        return;
    }
    let groups: Vec<Known<'_>> = selections(context).filter_map(|it| Known::new(context, &it)).collect();
    let table = At::ROOT.key("group");
    for (index, known) in groups.iter().enumerate() {
        let Some(first) = groups[..index].iter().find(|first| first.is_same(known, context.subjects())) else {
            continue;
        };
        let is_by_options = !are_same(&opened(context.subjects(), [first.group, known.group]), first.group, known.group);
        let (group, first) = (&known.group.part, &first.group.part);
        let message = format!("this group selects the same devices as `{}`", first.name);
        let message = if is_by_options { message + BY_OPTIONS } else { message };
        let problem = Problem::new(&CODE, message)
            .at(context.document.key(&table.key(&group.key)))
            .also(context.document.key(&table.key(&first.key)), "the other group")
            .help("one group is enough, unless the two are to part some day");
        problems.push(problem);
    }
}

/// A group, and a device that is in it.
struct Known<'a> {
    group: &'a Group,
    device: Example,
}

impl<'a> Known<'a> {
    fn new(context: &Context<'a>, selection: &Selection<'_, 'a>) -> Option<Self> {
        let blocks = 0..selection.group.blocks.len();
        match context.sets(selection.index, Case::Sensitive).find(blocks, []) {
            Found::Device(device) => Some(Known { group: selection.group, device }),
            Found::Nobody | Found::CannotTell => None,
        }
    }

    /// Whether two groups select the same devices. Most that do not are told apart by one device of either.
    fn is_same(&self, other: &Known<'_>, subjects: &Subjects) -> bool {
        let is_in =
            |group: &Group, device: &Example| matches(&group.blocks, device, subjects, Case::Sensitive);
        is_in(other.group, &self.device)
            && is_in(self.group, &other.device)
            && are_same(subjects, self.group, other.group)
    }
}

/// The subjects of two groups, where a dropdown may hold what is no option any more.
fn opened(subjects: &Subjects, groups: [&Group; 2]) -> Subjects {
    subjects.open(&groups.map(|group| group.blocks.as_slice()).concat())
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
