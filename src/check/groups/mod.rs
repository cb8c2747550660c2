//! Rules about groups.

pub mod cannot_tell;
pub mod caught_option;
pub mod failing_example;
pub mod identical_groups;
pub mod matches_everything;
pub mod misspelt_value;
pub mod never_matches;
pub mod overlapping_groups;
pub mod redundant_block;
pub mod redundant_criterion;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &never_matches::CODE,
    &matches_everything::CODE,
    &redundant_block::CODE,
    &redundant_criterion::CODE,
    &caught_option::CODE,
    &misspelt_value::CODE,
    &identical_groups::CODE,
    &overlapping_groups::CODE,
    &failing_example::CODE,
    &cannot_tell::CODE,
];
