//! What a change of criteria does to the devices that a group selects.

pub(super) mod blocks;
pub(super) mod bridge;
mod effect;
pub(super) mod witness;

use crate::diff::{Severity, words};
use crate::logic::criteria::{self, Case, Found, Relation, Subjects};
use crate::solution::Group;
use crate::solution::platform::Console;

pub use effect::Effect;

/// What a change of criteria does, and an example each way.
pub struct Targeting {
    /// What it does, where letter case counts.
    pub effect: Effect,
    /// What it does where letter case does not count, if that is something else.
    pub ignoring_case: Option<Effect>,
    /// A device that would join, in words.
    pub joins: Option<String>,
    /// A device that would leave, in words.
    pub leaves: Option<String>,
    /// Devices that would join and leave only where letter case does not count, in words.
    by_case: [Option<String>; 2],
}

impl Targeting {
    /// What matters more of what it may do: nobody knows whether the platform minds letter case.
    pub(in crate::diff) fn severity(&self) -> Severity {
        self.effects().map(Effect::severity).min().unwrap_or(Severity::Breaking)
    }

    /// What a person should expect.
    pub(in crate::diff) fn sentence(&self) -> String {
        match (self.effect, self.is_same()) {
            (Effect::Same, false) => {
                "the criteria change: the same devices are selected, if letter case counts".to_owned()
            }
            _ => self.effect.sentence(),
        }
    }

    /// Whether it surely selects the same devices.
    pub(in crate::diff) fn is_same(&self) -> bool {
        self.effects().all(|effect| effect == Effect::Same)
    }

    /// Whether devices may join, and whether they may leave, where letter case counts.
    pub(in crate::diff) fn moves(&self) -> (bool, bool) {
        match self.effect {
            Effect::Same => (false, false),
            Effect::Wider => (true, false),
            Effect::Narrower => (false, true),
            Effect::Disjoint | Effect::Mixed | Effect::CannotTell => (true, true),
        }
    }

    fn effects(&self) -> impl Iterator<Item = Effect> {
        [self.effect].into_iter().chain(self.ignoring_case)
    }

    /// The examples, and what depends on letter case.
    pub(in crate::diff) fn lines(&self) -> Vec<String> {
        let example = |word: &str, device: &Option<String>| {
            device.as_ref().map(|device| format!("would {word}: {}", words::one_line(device)))
        };
        let case = self.ignoring_case.map(|effect| {
            let consequence = effect.consequence();
            format!("if letter case does not count on the platform, which is undocumented: {consequence}")
        });
        let [joins, leaves] = &self.by_case;
        let by_case = [example("join then", joins), example("leave then", leaves)];
        let always = [example("join", &self.joins), example("leave", &self.leaves), case];
        always.into_iter().chain(by_case).flatten().collect()
    }
}

/// What the criteria of the new group do, compared with those of the old one. A field holds whatever it can by
/// either solution: devices keep the options that are gone.
pub fn targeting(old: (Console<'_>, &Group), new: (Console<'_>, &Group)) -> Targeting {
    let subjects = Subjects::of(&[old.0, new.0]);
    let [sensitive, insensitive] =
        Case::BOTH.map(|case| criteria::relation(&subjects, case, &old.1.blocks, &new.1.blocks));
    let (effect, other) = (effect(&sensitive), effect(&insensitive));
    let words = |found: &Found| match found {
        Found::Device(device) => Some(device.in_words(&subjects)),
        Found::Nobody | Found::CannotTell => None,
    };
    let (joins, leaves) = (words(&sensitive.joins), words(&sensitive.leaves));
    let only = |always: &Option<String>, found| words(found).filter(|_| always.is_none() && other != effect);
    Targeting {
        effect,
        ignoring_case: (other != effect).then_some(other),
        by_case: [only(&joins, &insensitive.joins), only(&leaves, &insensitive.leaves)],
        joins,
        leaves,
    }
}

fn effect(relation: &Relation) -> Effect {
    use Found::{CannotTell, Device, Nobody};
    match (&relation.joins, &relation.leaves, &relation.stays) {
        (Nobody, Nobody, _) => Effect::Same,
        (CannotTell, ..) | (_, CannotTell, _) => Effect::CannotTell,
        (Device(_), Nobody, _) => Effect::Wider,
        (Nobody, Device(_), _) => Effect::Narrower,
        (Device(_), Device(_), Nobody) => Effect::Disjoint,
        // Where it is not known whether any device stays, some join and some leave all the same.
        (Device(_), Device(_), Device(_) | CannotTell) => Effect::Mixed,
    }
}
