//! What parts are named by: keys, and references to a part of any kind.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Keys of one kind each, so that no part of one kind is looked for among those of another.
macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self)
            }
        }

        impl<T: Into<String>> From<T> for $name {
            fn from(key: T) -> Self {
                $name(key.into())
            }
        }

        impl $name {
            /// The key as the manifest writes it.
            pub fn as_str(&self) -> &str {
                self
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self
            }
        }

        keys!(@ $name, str);
        keys!(@ $name, &str);
        keys!(@ $name, String);
    )*};
    (@ $name:ty, $text:ty) => {
        impl PartialEq<$text> for $name {
            fn eq(&self, other: &$text) -> bool {
                **self == *<$text as AsRef<str>>::as_ref(other)
            }
        }

        impl PartialEq<$name> for $text {
            fn eq(&self, other: &$name) -> bool {
                *other == *self
            }
        }
    };
}

keys! {
    /// The key of a custom field.
    FieldKey,
    /// The key of a device group.
    GroupKey,
    /// The key of a task.
    TaskKey,
    /// The key of an outcome, within its task.
    OutcomeKey,
}

/// The kinds of things a reference can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The solution itself.
    Solution,
    /// A custom field.
    Field,
    /// A device group.
    Group,
    /// A task.
    Task,
}

impl Kind {
    /// Every kind of part, in the order in which they are set up in the console.
    pub const PARTS: [Kind; 3] = [Kind::Field, Kind::Group, Kind::Task];

    /// The word the manifest uses.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Solution => "solution",
            Kind::Field => "field",
            Kind::Group => "group",
            Kind::Task => "task",
        }
    }

    /// The word the docs pages use, as in `Custom Field - Status`.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Solution => "Solution",
            Kind::Field => "Custom Field",
            Kind::Group => "Group",
            Kind::Task => "Task",
        }
    }
}

/// A reference to a part of this solution, or to the solution itself (whose key is empty).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartRef {
    /// What it names.
    pub kind: Kind,
    /// The part's key in the manifest.
    pub key: String,
}

impl PartRef {
    /// A reference to the part of this kind and key.
    pub fn new(kind: Kind, key: impl Into<String>) -> Self {
        PartRef { kind, key: key.into() }
    }

    /// A reference to the solution itself.
    pub fn solution() -> Self {
        PartRef::new(Kind::Solution, "")
    }
}

impl std::fmt::Display for PartRef {
    /// As the manifest writes it: `group.enabled`, or `solution`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            Kind::Solution => f.write_str("solution"),
            kind => write!(f, "{}.{}", kind.word(), self.key),
        }
    }
}
