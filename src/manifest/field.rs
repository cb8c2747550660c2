//! `[field.*]`: a custom field of the platform.

use super::part::part;
use super::{Keyed, Scalar};
use crate::solution::{FieldType, Level};

part! {
    /// A custom field.
    FieldTable {
        /// Where its value is kept.
        pub level: Level,
        /// What it holds.
        #[serde(rename = "type")]
        pub field_type: FieldType,
        /// A dropdown's options.
        pub options: Option<Vec<String>>,
        /// Renamed options, old to new: criteria may name the old one while devices still hold it.
        #[serde(default)]
        pub options_formerly: Keyed<String>,
        /// What an unset field counts as. A flag's is true or false.
        pub default: Option<Scalar>,
        /// People must give a value. Default: false.
        #[serde(default)]
        pub required: bool,
        /// People may change it. Default: false when a task writes it, else true.
        pub editable: Option<bool>,
        /// Shown beside the field in the console.
        pub help_text: Option<String>,
        /// A value people would enter.
        pub example: Option<String>,
        /// A regular expression for what a text box may hold.
        pub pattern: Option<String>,
        /// The whole numbers a text box may hold: [0, 365].
        pub range: Option<[i64; 2]>,
        /// The most characters a text box may hold.
        pub max_length: Option<u32>,
        /// It holds a secret: nothing may print, log or store it elsewhere.
        #[serde(default)]
        pub secret: bool,
    }
}
