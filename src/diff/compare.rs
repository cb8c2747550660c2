//! Two solutions, part by part.

use super::pairing::rekey::{Pairs, rekeyed};
use super::{Change, Scope, part, solution};
use crate::solution::Solution;
use crate::solution::platform::Platform;

/// Every change in meaning from the recorded solution to the new one: deletions first, then breaking, caution
/// and cosmetic ones; in the order of the manifest where these are equal.
pub fn compare(platform: &Platform, old: Option<&Solution>, new: &Solution) -> Vec<Change> {
    let Some(recorded) = old else { return vec![Change::first_render(new)] };
    let pairs = Pairs::new(recorded, new);
    let old = &*rekeyed(recorded, new, &pairs);
    let mut changes = Vec::new();
    solution::compare(&mut Scope::solution(platform, old, new, &mut changes));
    part::compare_all(platform, (recorded, old, new), &pairs, &mut changes);
    changes.sort_by_key(Change::rank);
    changes
}
