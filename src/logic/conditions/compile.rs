//! From a condition to its blocks, bounded at every step.

use std::rc::Rc;

use super::simplify::{Kinds, simplified};
use super::tree::{Alternatives, Condition, Growth, MOST_CRITERIA, MOST_ON_THE_WAY, Terms};

/// Why a condition is not compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It takes more than [`MOST_ON_THE_WAY`] blocks.
    Blocks(Growth),
    /// With the list or `use` at this place there are more than [`MOST_CRITERIA`].
    Criteria(usize),
    /// There were too many criteria before.
    Again,
}

/// Compiles the conditions of a solution.
#[derive(Default)]
pub struct Compiler {
    kinds: Kinds,
    copied: usize,
}

impl Compiler {
    /// The blocks that a condition comes to.
    ///
    /// # Errors
    /// Where they would be too many.
    pub fn compile(&mut self, condition: &Condition) -> Result<Alternatives, Refusal> {
        match condition {
            Condition::Is(term) => Ok(as_written(vec![Rc::clone(term)])),
            Condition::All { at, of } => self.all(*at, of),
            Condition::Any { at, of } => self.any(*at, of),
            Condition::Use { at, of } => {
                self.copy(*at, of.criteria())?;
                Ok(Alternatives::clone(of))
            }
        }
    }

    /// Counts criteria before they are copied.
    fn copy(&mut self, at: usize, criteria: usize) -> Result<(), Refusal> {
        let before = self.copied;
        self.copied = before.saturating_add(criteria);
        match self.copied {
            ..=MOST_CRITERIA => Ok(()),
            _ if before > MOST_CRITERIA => Err(Refusal::Again),
            _ => Err(Refusal::Criteria(at)),
        }
    }

    fn any(&mut self, at: usize, of: &[Condition]) -> Result<Alternatives, Refusal> {
        let (mut blocks, mut largest, mut growth) = (Vec::new(), 1, None);
        for part in of {
            let part = self.compile(part)?;
            if part.blocks.len() > largest {
                (largest, growth) = (part.blocks.len(), part.growth);
            }
            blocks.extend(part.blocks);
        }
        let own = Growth { at, factors: vec![(at, blocks.len())] };
        let growth = growth.filter(|_| 2 * largest > blocks.len()).unwrap_or(own);
        if blocks.len() > MOST_ON_THE_WAY {
            return Err(Refusal::Blocks(growth));
        }
        Ok(Alternatives { blocks: simplified(&mut self.kinds, blocks), compiled: true, growth: Some(growth) })
    }

    fn all(&mut self, at: usize, of: &[Condition]) -> Result<Alternatives, Refusal> {
        let parts = of.iter().map(|part| Ok((part.at(), self.compile(part)?)));
        let parts = parts.collect::<Result<Vec<_>, Refusal>>()?;
        let growth = growth(at, &parts);
        let compiled = parts.iter().any(|(_, part)| part.compiled);
        let mut blocks = vec![Vec::new()];
        for (_, part) in parts {
            match part.blocks.as_slice() {
                [only] => {
                    self.copy(at, only.len() * blocks.len().saturating_sub(1))?;
                    blocks.iter_mut().for_each(|block| block.extend(only.iter().cloned()));
                }
                several => blocks = self.product(at, &blocks, several, growth.as_ref())?,
            }
        }
        if compiled {
            blocks = simplified(&mut self.kinds, blocks);
        }
        Ok(Alternatives { blocks, compiled, growth })
    }

    /// Each of these with each of those.
    fn product(
        &mut self,
        at: usize,
        these: &[Terms],
        those: &[Terms],
        growth: Option<&Growth>,
    ) -> Result<Vec<Terms>, Refusal> {
        if these.len() * those.len() > MOST_ON_THE_WAY {
            let own = || Growth { at, factors: vec![(at, these.len()), (at, those.len())] };
            return Err(Refusal::Blocks(growth.cloned().unwrap_or_else(own)));
        }
        let criteria = |blocks: &[Terms]| blocks.iter().map(Vec::len).sum::<usize>();
        self.copy(at, criteria(these) * those.len() + criteria(those) * these.len())?;
        let pairs = these.iter().flat_map(|this| those.iter().map(move |that| (this, that)));
        let blocks = pairs.map(|(this, that)| this.iter().chain(that).cloned().collect());
        Ok(simplified(&mut self.kinds, blocks.collect()))
    }
}

fn as_written(block: Terms) -> Alternatives {
    Alternatives { blocks: vec![block], compiled: false, growth: None }
}

/// What makes the blocks of an `all` many: it, where it multiplies; else its one part that has several.
fn growth(at: usize, parts: &[(usize, Alternatives)]) -> Option<Growth> {
    let mut several = parts.iter().filter(|(_, part)| part.blocks.len() > 1);
    match (several.next(), several.next()) {
        (Some((_, only)), None) => only.growth.clone(),
        (None, _) => None,
        _ => {
            let factors = parts.iter().map(|(at, part)| (*at, part.blocks.len()));
            Some(Growth { at, factors: factors.filter(|(_, count)| *count > 1).collect() })
        }
    }
}
