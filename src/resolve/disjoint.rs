//! Groups that must not share a device.

use super::Resolver;
use super::texts::firsts;
use crate::check;
use crate::document::At;
use crate::resolve::codes;
use crate::solution::{GroupKey, Kind};

impl Resolver<'_> {
    /// The groups that a group must not share a device with, by key.
    pub(super) fn disjoint(&mut self, at: &At<'_>, own: &str, written: &[String]) -> Vec<GroupKey> {
        let firsts = firsts(written);
        let mut keys = Vec::new();
        for (index, key) in written.iter().enumerate() {
            let item = at.index(index);
            if let Some(first) = firsts[index] {
                let message = format!("`{key}` stands twice in this list");
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    &at.index(first),
                    message,
                    "take one of them out",
                );
            } else if key == own {
                let help = "name the other group";
                self.problems.at_value(
                    &check::groups::overlapping_groups::CODE,
                    &item,
                    "a group shares every device with itself",
                    help,
                );
            } else if self.known(&item, Kind::Group, key) {
                keys.push(key.into());
            }
        }
        keys
    }
}
