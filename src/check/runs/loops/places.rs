//! Where what goes round is written, and a device in words.

use crate::check::Context;
use crate::document::At;
use crate::logic::criteria::Example;
use crate::solution::{Criterion, Group, Subject, Task};
use crate::source::Place;
use crate::words;

/// Whether all is known that decides about this: what the tasks report and where they run, what the groups select, and
/// what the other tasks store in the fields that these groups test.
pub(super) fn are_sound(context: &Context<'_>, tasks: &[&Task], groups: &[&Group]) -> bool {
    let mut fields = groups.iter().flat_map(|group| group.criteria()).filter_map(tested);
    tasks.iter().all(|task| context.runs_are_sound(task))
        && groups.iter().all(|group| context.selection_is_sound(group))
        && fields.all(|field| context.writers_are_sound(field))
}

/// The field that a criterion tests.
pub(super) fn tested(criterion: &Criterion) -> Option<&str> {
    match &criterion.subject {
        Subject::Field(key) => Some(key),
        _ => None,
    }
}

/// Where a schedule of a task names a group.
pub(super) fn target(context: &Context<'_>, task: &Task, group: &Group) -> Place {
    let table = At::ROOT.key("task");
    let at = table.key(&task.part.key);
    let mut named = task.schedules.iter().enumerate().filter_map(|(index, schedule)| {
        Some((index, schedule.target.iter().position(|key| *key == group.part.key)?))
    });
    let (schedule, target) = named.next().unwrap_or_default();
    context.document.value(&at.key("schedule").index(schedule).key("target").index(target))
}

/// Where a group is written.
pub(super) fn group_key(context: &Context<'_>, group: &Group) -> Place {
    context.document.key(&At::ROOT.key("group").key(&group.part.key))
}

/// A device in words.
pub(super) fn in_words(context: &Context<'_>, device: &Example) -> String {
    words::one_line(&device.in_words(context.subjects()))
}
