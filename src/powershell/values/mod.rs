//! What values may hold: the domain in which a body is followed.

mod domain;
mod environment;
mod harmless;
mod reads;
mod stored;

pub(crate) use domain::Abstract;
pub(crate) use environment::Environment;
pub(crate) use harmless::{is_harmless_command, is_harmless_member, is_mask, is_other_type, is_test};
pub use reads::Reads;
pub(crate) use reads::reads;
pub(crate) use stored::{Source, Taint};
pub use stored::{Stored, Table, Value};
