//! Rules about the record: names, order, what stands in the manifest and is not used.

pub mod names;

rules! {
    rules: [changelog_order, draft_unlisted, letter_case, unused_criteria],
    // Raised where the mistake is met.
    codes: [clash, template, unused_image],
}
