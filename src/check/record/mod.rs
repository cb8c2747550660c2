//! Rules about record.

rules! {
    rules: [],
    // Raised where the mistake is met.
    codes: [changelog_order, clash, draft_unlisted, duplicate_name, letter_case, template, unused_criteria, unused_image],
}
