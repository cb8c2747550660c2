//! The two kinds of text that may name parts of the solution: one-line [`Text`] and CommonMark [`Prose`].

use serde::{Deserialize, Serialize};

/// One line of text in which `{kind.key}` names a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    source: String,
}

/// CommonMark in which `{kind.key}` names a part, outside code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose {
    source: String,
}
