//! Classes.

use super::Checker;
use crate::powershell::parser::tree::NodeId;

impl Checker<'_> {
    pub(super) fn type_definition(&mut self, _id: NodeId) {}
}
