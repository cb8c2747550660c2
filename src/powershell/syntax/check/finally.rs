//! What leaves a `finally` block.

use super::Checker;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, LeaveForm, NodeId};

impl Checker<'_> {
    pub(super) fn leaving(&mut self, id: NodeId, form: LeaveForm, value: Option<NodeId>) {
        let word = match form {
            LeaveForm::Break => "break",
            LeaveForm::Continue => "continue",
            LeaveForm::Return => "return",
            LeaveForm::Exit | LeaveForm::Throw => return,
        };
        match value {
            Some(label) if form != LeaveForm::Return => self.label(id, label),
            _ if form == LeaveForm::Return => self.returning(id, value),
            _ => {}
        }
        let label = (form != LeaveForm::Return).then(|| value.map(|value| self.label_text(value)));
        let label = label.map(|label| label.filter(|text| text.as_deref() != Some("")));
        if self.leaves_finally(id, label.as_ref()) {
            self.fault(Problem::LeavesFinally(word.into()), self.tree.span(id));
        }
    }

    fn label_text(&self, value: NodeId) -> Option<String> {
        match self.tree.kind(value) {
            Kind::Text { value, .. } => Some(self.value(value).to_lowercase()),
            _ => None,
        }
    }

    /// Whether it leaves one: `return` (no label) always, the others unless their loop stands within.
    fn leaves_finally(&self, id: NodeId, label: Option<&Option<Option<String>>>) -> bool {
        let mut below = id;
        for parent in self.tree.ancestors(id) {
            match self.tree.kind(parent) {
                Kind::Try { finally: Some(block), .. } if *block == below => return true,
                Kind::ScriptBlock { .. } => return false,
                Kind::Trap { .. } if label.is_some() => return false,
                Kind::Loop { label: name, .. }
                | Kind::For { label: name, .. }
                | Kind::ForEach { label: name, .. }
                | Kind::Switch { label: name, .. } => {
                    let name = name.map(|name| self.text_at(name).to_lowercase());
                    match label {
                        Some(None) => return false,
                        Some(Some(Some(label))) if name.as_ref() == Some(label) => return false,
                        _ => {}
                    }
                }
                _ => {}
            }
            below = parent;
        }
        false
    }
}
