//! Rules about script.

rules! {
    rules: [],
    // Raised where the mistake is met.
    codes: [alias, body_syntax, complete_task, doubtful_syntax, dropped_output, early_restart, empty_catch, invoke_expression, newer_syntax, no_comparison, open_end, script_body, script_text, silenced_errors, silent_script, unknown_outcome, unknown_value, unread_value, unreported_outcome, waits_for_input],
}
