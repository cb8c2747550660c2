//! The resolved solution: what a template, a check or a comparison may rely on. Defaults are applied,
//! references exist, ids are fixed. It is also what the record of a render keeps, so that the next one can
//! say what changed in meaning.

mod fit;
mod keys;
mod model;
pub mod platform;
mod relations;
mod rows;
mod runs;
pub mod text;
pub mod visit;

pub use fit::{Misfit, can_store, cannot_take, is_date, names_flag, utf16_length, why_not};
pub use keys::{FieldKey, GroupKey, Kind, OutcomeKey, PartRef, TaskKey};
pub use model::*;
pub use rows::{FieldWrite, Row};
pub use runs::TaskRun;
pub use text::{Case, around_output, is_output, look_alike, tokens};
