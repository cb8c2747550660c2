//! `#Requires`.

use super::Checker;
use crate::powershell::parser::tree::Span;

impl Checker<'_> {
    pub(super) fn requires(&mut self, _comments: &[Span]) {}
}
