//! Rules about record.

pub mod bad_allowance;
pub mod changelog_order;
pub mod clash;
pub mod draft_unlisted;
pub mod duplicate_name;
pub mod fixed_severity;
pub mod letter_case;
pub mod template;
pub mod unknown_code;
pub mod unused_allowance;
pub mod unused_criteria;
pub mod unused_image;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &unknown_code::CODE,
    &fixed_severity::CODE,
    &unused_allowance::CODE,
    &duplicate_name::CODE,
    &letter_case::CODE,
    &unused_criteria::CODE,
    &bad_allowance::CODE,
    &changelog_order::CODE,
    &draft_unlisted::CODE,
    &unused_image::CODE,
    &template::CODE,
    &clash::CODE,
];
