//! Rules about outcomes.

rules! {
    rules: [],
    // Raised where the mistake is met.
    codes: [ambiguous_match, failing_outcome, former_text, match_not_in_text, missing_on_error, outcome_too_long, short_match, unfit_outcome, unwatched_outcome],
}
