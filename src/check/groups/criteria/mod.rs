//! Rules about the criteria of one group or shared condition.

mod alternatives;
mod compare;

rules! {
    rules: [never_matches, matches_everything, redundant_block, redundant_criterion, caught_option],
    codes: [],
}
