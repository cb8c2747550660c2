//! Rules about record.

rules! {
    rules: [],
    // Raised where the mistake is met.
    codes: [bad_allowance, changelog_order, clash, draft_unlisted, duplicate_name, fixed_severity, letter_case, template, unknown_code, unused_allowance, unused_criteria, unused_image],
}
