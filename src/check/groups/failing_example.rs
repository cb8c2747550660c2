//! `failing-example`: what an example of a group says does not hold for every device with its values.
//!
//! What an example gives decides the criteria on it: they hold or they do not, by the definition. What is left of the
//! group tests only what the example leaves open, and that is a question of sets.

use super::cannot_tell::{self, CannotTell, InBothCases, device};
use super::criteria::{matches_everything::is_everybody, never_matches::is_mistake};
use super::selection::{Selection, if_case, selections};
use crate::check::Context;
use crate::check::record::letter_case;
use crate::diag::{Code, Problem, Severity};
use crate::diff::words;
use crate::document::{At, Problems};
use crate::logic::criteria::{Case, Example, Contents, Sets, Subjects, meets};
use crate::solution::{Block, Criterion, Given, Group, GroupExample, Holds, Test, Value};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "failing-example",
    severity: Severity::Error,
    what: "An example of a group that does not hold: a device with its values is in the group, or is not, against what it says.",
    why: "Either the criteria do not select what their author means, or the example says too little; on the page it would be untrue.",
    example: "[[group.enabled.example]]\nfields = { disable-site = true }\nmember = false      # and a block that forgets disable-site",
};

/// Looks at the examples of every group that can have been meant as it is.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let is_wrong = |it: &Selection<'_, '_>| {
        is_everybody(it) || (0..it.group.blocks.len()).any(|block| is_mistake(it, block))
    };
    let has_examples = |it: &Selection<'_, '_>| !it.group.examples.is_empty();
    for selection in selections(context).filter(has_examples).filter(|it| !is_wrong(it)) {
        let list = At::ROOT.key("group");
        let group = list.key(&selection.group.part.key);
        for (index, example) in selection.group.examples.iter().enumerate() {
            let at = group.key("example");
            let at = at.index(index);
            if context.is_sound(&at) {
                problems.extend(problem(&selection, example, &at));
            }
        }
    }
}

fn problem(selection: &Selection<'_, '_>, example: &GroupExample, at: &At<'_>) -> Option<Problem> {
    let (message, lacks) = match example.member {
        true => ("`member = true`, but not every device like this is a member", "it takes"),
        false => ("`member = false`, but a device like this is a member", "keeps it out"),
    };
    let place = selection.context.document.key(at);
    let (code, message, counter) = match counter(selection.context.subjects(), selection.group, example) {
        InBothCases::Nothing => return None,
        InBothCases::CannotTell => {
            let help = "the more values it names, the sooner it is told";
            return Some(cannot_tell::problem(place, "whether this example holds", help));
        }
        InBothCases::Both(counter) => (&CODE, message.to_owned(), counter),
        InBothCases::OnlyIn(case, counter) => {
            (&letter_case::CODE, format!("{message}, {}", if_case(case)), counter)
        }
    };
    let (by, how) = match counter.missed {
        Some(criterion) => {
            (selection.criterion_place((counter.block, criterion)), "it does not meet this")
        }
        None => (selection.block_place(counter.block), "it is in the group by this"),
    };
    let device = words::one_line(&counter.device.in_words(selection.context.subjects()));
    let problem = Problem::new(code, message).at(place).also(by, how).help(format!("such a device: {device}"));
    Some(problem.help(format!("name in the example what else {lacks}, or mend the criteria")))
}

/// A device of which an example says the contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The device.
    pub device: Example,
    /// The block that it is in, or that it misses by the fewest criteria.
    pub block: usize,
    /// The first criterion of the block that it does not meet.
    pub missed: Option<usize>,
}

/// A device with the values of an example for which it does not hold.
pub fn counter(subjects: &Subjects, group: &Group, example: &GroupExample) -> InBothCases<Counter> {
    let given = GivenValues::new(example);
    InBothCases::of(|case| match example.member {
        true => given.outside(subjects, case, &group.blocks),
        false => given.inside(subjects, case, &group.blocks),
    })
}

/// What an example says of a device.
struct GivenValues {
    /// What it holds in full.
    fixed: Example,
    /// What stands in its lists beside whatever else.
    held: Block,
}

impl GivenValues {
    fn new(example: &GroupExample) -> Self {
        let fixed = example.device.iter().filter_map(|given| Some((given.subject.clone(), whole(given)?)));
        let held = example.device.iter().filter_map(|Given { subject, holds }| match holds {
            Holds::AtLeast(text) => {
                let test = Test::Equal(Value::Text(text.clone()));
                Some(Criterion { subject: subject.clone(), test, outcomes: Vec::new() })
            }
            _ => None,
        });
        GivenValues { fixed: Example::new(fixed), held: Block { note: None, criteria: held.collect() } }
    }

    /// What is left of a block for devices with these values; none where none of them can be in it.
    fn left_of(&self, block: &Block, case: Case) -> Option<Block> {
        let mut criteria = Vec::new();
        for criterion in &block.criteria {
            match self.fixed.get(&criterion.subject) {
                None => criteria.push(criterion.clone()),
                Some(held) if meets(&criterion.test, held, case) => {}
                Some(_) => return None,
            }
        }
        Some(Block { note: None, criteria })
    }

    /// A device with these values that is in none of the blocks.
    fn outside(
        &self,
        subjects: &Subjects,
        case: Case,
        blocks: &[Block],
    ) -> Result<Option<Counter>, CannotTell> {
        let left: Vec<Block> = blocks.iter().filter_map(|block| self.left_of(block, case)).collect();
        let (sets, left, held) = Sets::of_both(subjects, case, &left, [&self.held]);
        let device = device(sets.find(held, left))?;
        Ok(device.map(|device| self.missing(self.with(&device), blocks, case)))
    }

    /// A device with these values that is in one of the blocks.
    fn inside(
        &self,
        subjects: &Subjects,
        case: Case,
        blocks: &[Block],
    ) -> Result<Option<Counter>, CannotTell> {
        let left = blocks.iter().enumerate();
        let (numbers, left): (Vec<usize>, Vec<Block>) =
            left.filter_map(|(index, block)| Some((index, self.left_of(block, case)?))).unzip();
        let (sets, _, held) = Sets::of_both(subjects, case, &left, [&self.held]);
        for (index, &block) in numbers.iter().enumerate() {
            if let Some(device) = device(sets.find_in_both(held.clone(), [index]))? {
                return Ok(Some(Counter { device: self.with(&device), block, missed: None }));
            }
        }
        Ok(None)
    }

    /// The device with what the example says of it.
    fn with(&self, device: &Example) -> Example {
        let values = self.fixed.values().chain(device.values());
        Example::new(values.map(|(subject, held)| (subject.clone(), held.clone())))
    }

    /// By what a device is in none of the blocks.
    fn missing(&self, device: Example, blocks: &[Block], case: Case) -> Counter {
        let misses = |criterion: &&Criterion| {
            device.get(&criterion.subject).is_some_and(|held| !meets(&criterion.test, held, case))
        };
        let missed = |block: &Block| block.criteria.iter().filter(misses).count();
        let nearest = (0..blocks.len()).min_by_key(|&block| missed(&blocks[block])).unwrap_or_default();
        let criteria = blocks.get(nearest).map_or(&[][..], |block| &block.criteria);
        let missed = criteria.iter().position(|criterion| misses(&criterion));
        Counter { device, block: nearest, missed }
    }
}

/// A value that is known in full.
fn whole(given: &Given) -> Option<Contents> {
    match &given.holds {
        Holds::Blank => Some(Contents::Blank),
        Holds::Value(value) => Some(Contents::Text(value.to_string())),
        Holds::Exactly(texts) => Some(Contents::List(texts.clone())),
        Holds::AtLeast(_) => None,
    }
}
