//! The resolved solution: what a template, a check or a comparison may rely on. Defaults are applied,
//! references exist, ids are fixed. It is also what the record of a render keeps, so that the next one can
//! say what changed in meaning.

mod case;
mod keys;
pub mod look_alike;
mod model;
mod relations;
mod rows;
pub mod text;
mod tokens;
pub mod visit;

pub use case::Case;
pub use keys::{FieldKey, GroupKey, Kind, OutcomeKey, PartRef, TaskKey};
pub use model::*;
pub use rows::{FieldWrite, Row};
pub use tokens::{around_output, is_output, tokens};
