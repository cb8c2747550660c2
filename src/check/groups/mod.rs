//! Rules about groups.

rules! {
    rules: [identical_groups],
    // Raised where the mistake is met.
    codes: [cannot_tell, caught_option, failing_example, matches_everything, misspelt_value, never_matches, overlapping_groups, redundant_block, redundant_criterion],
}
