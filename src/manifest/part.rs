//! What the tables of all parts have in common.

use super::{Keyed, OneOrMany};

/// What the keys that every part has say, whatever the part.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Common<'a> {
    pub id: Option<&'a str>,
    pub formerly: Option<&'a str>,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub description: &'a str,
    pub summary: Option<&'a str>,
    pub remarks: Option<&'a str>,
    pub listed_under: Option<&'a OneOrMany>,
    pub keywords: Option<&'a [String]>,
    pub tags: Option<&'a [String]>,
    pub allow: &'a Keyed<String>,
}

/// A table of a part: the keys that every part has, and its own.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name {
            /// The id of what is already published. Without one it is derived from the solution's id and the key.
            #[schemars(pattern(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"))]
            pub id: Option<String>,
            /// The first key the part ever had: keeps its id when the key is renamed. It stays for good.
            #[schemars(pattern(r"^[a-z0-9-]+$"))]
            pub formerly: Option<String>,
            /// The console's name. One line.
            pub name: String,
            /// The docs page's title, when it differs from the name.
            pub title: Option<String>,
            /// One line: the console's description, the page's, and the Purpose column. May name parts: {group.key}.
            pub description: String,
            /// The page's first section, as CommonMark. Default: the description.
            pub summary: Option<String>,
            /// The page's closing remarks, as CommonMark.
            pub remarks: Option<String>,
            /// Heading or headings of the solution page's content tables it belongs to. Default: its kind.
            pub listed_under: Option<$crate::manifest::OneOrMany>,
            /// Keywords of the page. Default: the solution's.
            pub keywords: Option<Vec<String>>,
            /// Tags of the page. Default: the solution's.
            pub tags: Option<Vec<String>>,
            /// Kinds of warnings that are meant here, each with the reason: { code = "reason" }.
            #[serde(default)]
            pub allow: $crate::manifest::Keyed<String>,
            $($own)*
        }

        impl $name {
            /// The keys that every part has.
            pub fn common(&self) -> $crate::manifest::Common<'_> {
                $crate::manifest::Common {
                    id: self.id.as_deref(),
                    formerly: self.formerly.as_deref(),
                    name: &self.name,
                    title: self.title.as_deref(),
                    description: &self.description,
                    summary: self.summary.as_deref(),
                    remarks: self.remarks.as_deref(),
                    listed_under: self.listed_under.as_ref(),
                    keywords: self.keywords.as_deref(),
                    tags: self.tags.as_deref(),
                    allow: &self.allow,
                }
            }
        }
    };
}

pub(super) use part;
