//! What a script reports, and whether it always does.

rules! {
    rules: [complete_task, dropped_output, open_end, silent_script, unknown_outcome, unreachable_code, unreported_outcome],
    codes: [],
}
