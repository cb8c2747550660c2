//! Rules about outcomes.

pub mod ambiguous_match;
pub mod failing_outcome;
pub mod former_text;
pub mod match_not_in_text;
pub mod missing_on_error;
pub mod outcome_too_long;
pub mod short_match;
pub mod unfit_outcome;
pub mod unwatched_outcome;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &unfit_outcome::CODE,
    &outcome_too_long::CODE,
    &short_match::CODE,
    &match_not_in_text::CODE,
    &ambiguous_match::CODE,
    &former_text::CODE,
    &unwatched_outcome::CODE,
    &missing_on_error::CODE,
    &failing_outcome::CODE,
];
