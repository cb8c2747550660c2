//! What groups select, and where each criterion of it is written.

use crate::check::Context;
use crate::document::At;
use crate::logic::conditions::Condition;
use crate::logic::criteria::Case;
use crate::resolve::Written;
use crate::solution::{Criterion, Group};
use crate::source::Place;

/// A criterion, by the index of its block and its own.
pub type Index = (usize, usize);

/// A group as it is written and as it is meant.
pub struct Selection<'c, 'a> {
    /// The solution it stands in.
    pub context: &'c Context<'a>,
    /// The group's index.
    pub index: usize,
    /// As it is meant.
    pub group: &'a Group,
    /// As it is written.
    pub written: &'c Written,
}

/// All groups, as far as they could be resolved.
pub fn groups<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = Selection<'c, 'a>> {
    let groups = context.solution.groups.iter().zip(&context.origins.groups).enumerate();
    groups.map(move |(index, (group, written))| Selection { context, index, group, written })
}

/// The groups of which it is known what they select.
pub fn selections<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = Selection<'c, 'a>> {
    groups(context).filter(Selection::is_sound)
}

/// The conditions as they are written and known: of groups, then shared ones, each once.
pub fn conditions<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Condition> {
    let own = selections(context).flat_map(|it| &it.written.units).map(|unit| &unit.condition);
    let shared = context.origins.shared.iter().filter(|(key, _)| context.shared_is_sound(key));
    own.chain(shared.map(|(_, shared)| &shared.condition))
}

/// All conditions, as far as they could be resolved; those that are known, where some come to more than can be looked at.
pub fn all_conditions<'c>(context: &'c Context<'_>) -> Box<dyn Iterator<Item = &'c Condition> + 'c> {
    if context.is_too_long() {
        return Box::new(conditions(context));
    }
    let own = groups(context).flat_map(|it| &it.written.units).map(|unit| &unit.condition);
    Box::new(own.chain(context.origins.shared.values().map(|shared| &shared.condition)))
}

/// The place of what carries these numbers: the first, where it comes from several.
pub fn first_place(context: &Context<'_>, from: &[usize]) -> Place {
    let site = from.first().copied().unwrap_or(usize::MAX);
    context.origins.at_site(site, |at| context.document.value(at))
}

/// A criterion as the console has it: `Endpoint Type Not Equal Server`.
pub fn said(context: &Context<'_>, criterion: &Criterion) -> String {
    format!("`{}`", context.console().criterion(criterion))
}

/// What holds in one reading of letter case only.
pub fn if_case(case: Case) -> &'static str {
    match case {
        Case::Sensitive => "if letter case counts on the platform",
        Case::Insensitive => "if letter case does not count on the platform",
    }
}

impl<'a> Selection<'_, 'a> {
    /// Whether it is known what the group selects.
    pub fn is_sound(&self) -> bool {
        self.context.selection_is_sound(self.group)
    }

    /// The criterion of this index.
    pub fn criterion(&self, (block, criterion): Index) -> &'a Criterion {
        &self.group.blocks[block].criteria[criterion]
    }

    /// It, as the console has it.
    pub fn said(&self, index: Index) -> String {
        said(self.context, self.criterion(index))
    }

    /// The place of the group's key.
    pub fn place(&self) -> Place {
        self.context.document.key(&At::ROOT.key("group").key(&self.group.part.key))
    }

    /// The numbers of the places at which a criterion is written.
    pub fn from(&self, (block, criterion): Index) -> &[usize] {
        &self.written.from[block][criterion]
    }

    /// The place of a criterion: the first, where it is written at several.
    pub fn criterion_place(&self, index: Index) -> Place {
        first_place(self.context, self.from(index))
    }

    /// The place of a written block.
    pub fn unit_place(&self, unit: usize) -> Place {
        self.written.units[unit].path.look(|at| self.context.document.key(at))
    }

    /// What tells a block from the others: the written block it is; of several that one condition comes to, the first
    /// criterion that is not in all of them.
    pub fn block_place(&self, block: usize) -> Place {
        let Written { units, from } = self.written;
        let Some(unit) = units.iter().position(|unit| unit.blocks.contains(&block)) else {
            return self.place();
        };
        let blocks = || from[units[unit].blocks.clone()].iter();
        let own = from[block].iter().find(|term| !blocks().all(|other| other.contains(term)));
        own.map_or_else(|| self.unit_place(unit), |own| first_place(self.context, own))
    }
}
