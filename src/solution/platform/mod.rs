//! What a platform is to the stages: its words, its limits, and the form in which its console takes each part. A
//! platform fills this in (`platform/`), and each stage that needs it is handed it.

mod console;
mod limits;
pub mod script;
mod sheet;
mod vocabulary;

pub use console::{Artifact, Console, Platform, Sheets};
pub use limits::{Limits, Tokens};
pub use sheet::{Content, Named, Reference, Setting, Sheet, as_set, yes_or_no};
pub use vocabulary::Vocabulary;
