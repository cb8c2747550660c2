//! What in a new list continues what in the old one.

pub(super) mod rekey;

use std::cmp::Reverse;

/// The pairs beyond which the most alike are not looked for. Nobody writes so many blocks.
const MOST_PAIRS: usize = 40_000;

/// Two lists side by side, by index.
pub(crate) struct Pairing {
    /// Old and new index of what continues, in the new order.
    pub(in crate::diff) both: Vec<(usize, usize)>,
    /// Old indices of what is gone.
    pub(crate) removed: Vec<usize>,
    /// New indices of what is new.
    pub(in crate::diff) added: Vec<usize>,
}

/// Whether a new thing may continue an old one.
pub(in crate::diff) type Rule<'r, T> = &'r dyn Fn(&T, &T) -> bool;

impl Pairing {
    /// Pairs by the first rule whatever it can, what is left by the next one, and so on. What stands at the
    /// same place is tried first.
    pub(in crate::diff) fn new<T>(old: &[T], new: &[T], rules: &[Rule<'_, T>]) -> Self {
        let mut partner: Vec<Option<usize>> = vec![None; new.len()];
        let mut taken = vec![false; old.len()];
        for rule in rules {
            if !taken.contains(&false) {
                break;
            }
            for (index, item) in new.iter().enumerate() {
                if partner[index].is_some() {
                    continue;
                }
                let free = |&it: &usize| it < old.len() && !taken[it] && rule(&old[it], item);
                if let Some(found) = Some(index).filter(free).or_else(|| (0..old.len()).find(|it| free(it))) {
                    taken[found] = true;
                    partner[index] = Some(found);
                }
            }
        }
        Pairing::of(&partner, &taken)
    }

    /// Pairs the most alike first, and of equally alike ones those that stand closest. What has nothing in common is
    /// not paired. Of very many, the first that are alike at all.
    pub(in crate::diff) fn by_likeness<T, L: Ord>(
        old: &[T],
        new: &[T],
        likeness: impl Fn(&T, &T) -> Option<L>,
    ) -> Self {
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            return Pairing::new(old, new, &[&|old, new| likeness(old, new).is_some()]);
        }
        let mut candidates: Vec<(Reverse<L>, usize, usize, usize)> = Vec::new();
        for (after, item) in new.iter().enumerate() {
            let alike = old.iter().enumerate().filter_map(|(before, it)| Some((likeness(it, item)?, before)));
            candidates.extend(alike.map(|(it, before)| (Reverse(it), before.abs_diff(after), after, before)));
        }
        candidates.sort_unstable();
        let mut partner: Vec<Option<usize>> = vec![None; new.len()];
        let mut taken = vec![false; old.len()];
        for (.., after, before) in candidates {
            if partner[after].is_none() && !taken[before] {
                partner[after] = Some(before);
                taken[before] = true;
            }
        }
        Pairing::of(&partner, &taken)
    }

    /// The old index of what continues at each new one, and which old ones continue.
    fn of(partner: &[Option<usize>], taken: &[bool]) -> Self {
        let both = partner.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new))).collect();
        let removed = (0..taken.len()).filter(|&index| !taken[index]).collect();
        let added = (0..partner.len()).filter(|&index| partner[index].is_none()).collect();
        Pairing { both, removed, added }
    }

    /// The old index of what continues at this new one.
    pub(crate) fn before(&self, new: usize) -> Option<usize> {
        self.both.iter().find(|(_, it)| *it == new).map(|(old, _)| *old)
    }

    /// Whether what continues stands in another order than before.
    pub(in crate::diff) fn reordered(&self) -> bool {
        !self.both.is_sorted_by_key(|(old, _)| *old)
    }
}
