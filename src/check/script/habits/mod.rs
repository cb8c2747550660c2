//! Habits that do harm in a script that runs as SYSTEM with nobody there.

rules! {
    rules: [alias, early_restart, empty_catch, invoke_expression, no_comparison, silenced_errors, waits_for_input],
    codes: [],
}
