//! Two solutions, part by part.

use super::pairing::rekey::{Pairs, rekeyed};
use super::{Change, Scope, part, solution};
use crate::solution::Solution;

/// Every change in meaning from the recorded solution to the new one: deletions first, then breaking, caution
/// and cosmetic ones; in the order of the manifest where these are equal.
pub fn compare(old: Option<&Solution>, new: &Solution) -> Vec<Change> {
    let Some(recorded) = old else { return vec![Change::first_render(new)] };
    let pairs = Pairs::new(recorded, new);
    let old = &*rekeyed(recorded, new, &pairs);
    let mut changes = Vec::new();
    solution::compare(&mut Scope::solution(old, new, &mut changes));
    part::compare_all(recorded, old, new, &pairs, &mut changes);
    changes.sort_by_key(Change::rank);
    changes
}
