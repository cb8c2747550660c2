//! What a text that can be read may still not say.

use super::errors::Fault;
use super::tree::{Span, Tree};

/// All that is wrong.
pub(super) fn check(_text: &str, _tree: &Tree, _comments: &[Span]) -> Vec<Fault> {
    Vec::new()
}
