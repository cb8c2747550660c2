//! What in a new list continues what in the old one.

/// Two lists side by side, by index.
pub(crate) struct Pairing {
    /// Old and new index of what continues, in the new order.
    pub(super) both: Vec<(usize, usize)>,
    /// Old indices of what is gone.
    pub(crate) removed: Vec<usize>,
    /// New indices of what is new.
    pub(super) added: Vec<usize>,
}

/// Whether a new thing may continue an old one.
pub(super) type Rule<'r, T> = &'r dyn Fn(&T, &T) -> bool;

impl Pairing {
    /// Pairs by the first rule whatever it can, what is left by the next one, and so on. What stands at the
    /// same place is tried first.
    pub(super) fn new<T>(old: &[T], new: &[T], rules: &[Rule<'_, T>]) -> Self {
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
        let both = partner.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new))).collect();
        let removed = (0..old.len()).filter(|&index| !taken[index]).collect();
        let added = (0..new.len()).filter(|&index| partner[index].is_none()).collect();
        Pairing { both, removed, added }
    }

    /// The old index of what continues at this new one.
    pub(crate) fn before(&self, new: usize) -> Option<usize> {
        self.both.iter().find(|(_, it)| *it == new).map(|(old, _)| *old)
    }

    /// Whether what continues stands in another order than before.
    pub(super) fn reordered(&self) -> bool {
        !self.both.is_sorted_by_key(|(old, _)| *old)
    }
}
