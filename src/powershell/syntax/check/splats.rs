//! Splatted variables.

use super::Checker;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId};

impl Checker<'_> {
    /// A splatted variable is an argument of a command.
    pub(super) fn splat(&mut self, id: NodeId) {
        let parent = self.tree.parent(id).map(|parent| self.tree.kind(parent));
        if !matches!(parent, Some(Kind::Command { .. } | Kind::Using { .. })) {
            self.fault(Problem::SplatNotHere, self.tree.span(id));
        }
    }
}
