//! `schema`: the manifest's JSON Schema.

/// The schema as it is published.
pub fn schema() -> String {
    format!("{:#}\n", crate::manifest::published(crate::check::codes()))
}
