//! The keys of hashtables.

use std::collections::BTreeSet;

use super::Checker;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::scan;
use crate::powershell::syntax::tree::{Kind, NodeId, Nodes};

impl Checker<'_> {
    pub(super) fn keys(&mut self, entries: Nodes) {
        let mut seen = BTreeSet::new();
        let keys: Vec<NodeId> = self.tree.list(entries).iter().step_by(2).copied().collect();
        for id in keys {
            let Some(key) = self.key(id) else { continue };
            if !seen.insert(key.to_lowercase()) {
                self.fault(Problem::KeyTwice(key.into()), self.tree.span(id));
            }
        }
    }

    /// A key that is known beforehand, as text.
    fn key(&self, id: NodeId) -> Option<String> {
        match self.tree.kind(id) {
            Kind::Text { value, .. } => Some(self.value(value).to_owned()),
            Kind::Constant => {
                let text = self.text_at(self.tree.span(id));
                scan::number(text).map(|form| form.key())
            }
            _ => None,
        }
    }
}
