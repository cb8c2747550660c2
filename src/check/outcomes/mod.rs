//! Rules about outcomes.

pub mod texts;

rules! {
    rules: [failing_outcome, missing_on_error, unfit_outcome, unwatched_outcome],
    codes: [],
}
