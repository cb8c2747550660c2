//! The names that the platform knows parts by.

use crate::solution::{Kind, Level, Part, Solution};

/// A name: for a field it counts at its level.
pub(in crate::check::record) struct Named<'a> {
    /// What it names.
    pub kind: Kind,
    /// The part.
    pub part: &'a Part,
    /// The level of a field.
    pub level: Option<Level>,
}

/// The names of all parts, in the order of the manifest.
pub(in crate::check::record) fn named(solution: &Solution) -> impl Iterator<Item = Named<'_>> {
    let of = |kind: Kind| move |part| Named { kind, part, level: None };
    let fields = solution.fields.iter().map(|field| Named {
        kind: Kind::Field,
        part: &field.part,
        level: Some(field.level),
    });
    let groups = solution.groups.iter().map(|group| &group.part).map(of(Kind::Group));
    let tasks = solution.tasks.iter().map(|task| &task.part).map(of(Kind::Task));
    fields.chain(groups).chain(tasks)
}
