//! From the resolved solution to files: pure, and the same bytes on every platform.

pub mod docs;
pub mod markdown;
pub mod templates;
pub mod yaml;

/// One rendered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes: relative to the output folder, with `/`. It begins with `../` where the manifest's
    /// `[output]` sends pages or scripts elsewhere in the repository.
    pub path: String,
    /// Its bytes: text with LF.
    pub bytes: Vec<u8>,
}
