//! Rules about the texts of outcomes: what scripts print, and by what groups recognise it.

rules! {
    rules: [ambiguous_match, former_text, match_not_in_text, outcome_too_long, short_match],
    codes: [],
}
