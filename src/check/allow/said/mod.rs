//! What the author says: in comments, in parts, in `[check]`.

pub(in crate::check) mod allowance;
pub(super) mod comments;
pub(super) mod parts;
pub(super) mod table;
