//! A merge under way that left the record in conflict: what Git made of the two sides of a rendered file is ours.

use super::Output;
use crate::host::{Git, Merging};
use crate::plan::{Conflict, Found, Previous, RECORD, Record, Render, Seen, Sha256, is_merge_of};

/// The merge, and the output folder whose record is in conflict.
pub(super) struct Merge<'a> {
    output: &'a Output,
    trees: Merging,
}

impl<'a> Merge<'a> {
    /// The merge that left this record in conflict, which is told of the record that both sides began from.
    pub(super) fn of(output: &'a Output, previous: &mut Previous) -> Option<Merge<'a>> {
        let Previous::Conflict(conflict) = previous else { return None };
        let merge = Merge { output, trees: Git::merging(output.top())? };
        let base = merge.trees.base.as_ref().and_then(|base| merge.read(base, RECORD));
        conflict.base = base.and_then(|text| Record::read(&text).ok()).map(Box::new);
        Some(merge)
    }

    /// Claims the files that hold nothing but lines that the renders of both sides wrote.
    pub(super) fn claim(&self, render: &Render, seen: &mut Seen) {
        let Previous::Conflict(conflict) = &mut seen.previous else { return };
        let wanted = render.artifacts.iter().map(|artifact| artifact.path.as_str()).zip(&seen.wanted);
        let leftovers = seen.leftovers.iter().map(|(path, found)| (path.as_str(), found));
        for (path, found) in wanted.chain(leftovers) {
            if let Found::Differs(text) = found
                && self.made(path, text, conflict)
            {
                conflict.owned.add(path, Some(Sha256::of(text)));
            }
        }
    }

    fn made(&self, path: &str, text: &[u8], conflict: &Conflict) -> bool {
        let rendered = |side: &Git| {
            let text = self.read(side, path)?;
            let hashes = conflict.owned.hashes(path)?;
            hashes.contains(&Sha256::of(&text)).then_some(text)
        };
        let (Some(ours), Some(theirs)) = (rendered(&self.trees.ours), rendered(&self.trees.theirs)) else {
            return false;
        };
        let text_of = |bytes| std::str::from_utf8(bytes).ok();
        let texts = (text_of(text), text_of(&ours), text_of(&theirs));
        matches!(texts, (Some(text), Some(ours), Some(theirs)) if is_merge_of(text, [ours, theirs]))
    }

    fn read(&self, tree: &Git, path: &str) -> Option<Vec<u8>> {
        tree.read(&self.output.in_repository(path)).ok().flatten()
    }
}
