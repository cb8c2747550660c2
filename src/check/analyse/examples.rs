//! Whether what a group's examples say holds, for every device with their values.
//!
//! What an example gives decides the criteria on it: they hold or they do not, by the definition. What is left of the
//! group tests only what the example leaves open, and that is a question of sets.

use crate::logic::criteria::{Case, Contents, Example, Found, Sets, Subjects, meets};
use crate::solution::{Block, Criterion, Given, Group, GroupExample, Holds, Test, Value};

/// What becomes of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not: here is a device.
    Fails(Counter),
    /// It does not in this reading of letter case.
    FailsOnlyIn(Case, Counter),
    /// It takes too long to tell.
    CannotTell,
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

/// Whether what the example says holds for every device with its values.
pub fn example(subjects: &Subjects, group: &Group, example: &GroupExample) -> Verdict {
    let known = Known::new(example);
    match Case::BOTH.map(|case| known.counter(subjects, case, &group.blocks, example.member)) {
        [Ok(None), Ok(None)] => Verdict::Holds,
        [Ok(Some(counter)), Ok(Some(_))] => Verdict::Fails(counter),
        [Ok(Some(counter)), Ok(None)] => Verdict::FailsOnlyIn(Case::Sensitive, counter),
        [Ok(None), Ok(Some(counter))] => Verdict::FailsOnlyIn(Case::Insensitive, counter),
        [Err(CannotTell), _] | [_, Err(CannotTell)] => Verdict::CannotTell,
    }
}

struct CannotTell;

/// What an example says of a device.
struct Known {
    /// What it holds in full.
    fixed: Example,
    /// What stands in its lists beside whatever else.
    held: Block,
}

impl Known {
    fn new(example: &GroupExample) -> Self {
        let fixed = example.device.iter().filter_map(|given| Some((given.subject.clone(), whole(given)?)));
        let held = example.device.iter().filter_map(|Given { subject, holds }| match holds {
            Holds::AtLeast(text) => {
                let test = Test::Equal(Value::Text(text.clone()));
                Some(Criterion { subject: subject.clone(), test, outcomes: Vec::new() })
            }
            _ => None,
        });
        Known { fixed: Example::new(fixed), held: Block { note: None, criteria: held.collect() } }
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

    /// A device with these values that is not in the group though it should be, or the other way round.
    fn counter(
        &self,
        subjects: &Subjects,
        case: Case,
        blocks: &[Block],
        member: bool,
    ) -> Result<Option<Counter>, CannotTell> {
        let left = blocks.iter().enumerate();
        let (numbers, left): (Vec<usize>, Vec<Block>) =
            left.filter_map(|(index, block)| Some((index, self.left_of(block, case)?))).unzip();
        let (sets, left, held) = Sets::of_both(subjects, case, &left, [&self.held]);
        if member {
            let device = found(sets.find(held, left))?;
            return Ok(device.map(|device| self.outside(&device, blocks, case)));
        }
        for (index, &block) in numbers.iter().enumerate() {
            if let Some(device) = found(sets.find_in_both(held.clone(), [index]))? {
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

    fn outside(&self, device: &Example, blocks: &[Block], case: Case) -> Counter {
        let device = self.with(device);
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

fn found(found: Found) -> Result<Option<Example>, CannotTell> {
    match found {
        Found::Nobody => Ok(None),
        Found::Device(device) => Ok(Some(device)),
        Found::CannotTell => Err(CannotTell),
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
