//! Rules about what groups select.

pub mod criteria;
pub mod selection;

rules! {
    rules: [failing_example, identical_groups, misspelt_value, overlapping_groups],
    // Raised where the question is asked.
    codes: [cannot_tell],
}
