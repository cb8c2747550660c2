//! Rules about script.

pub mod alias;
pub mod body_syntax;
pub mod complete_task;
pub mod doubtful_syntax;
pub mod dropped_output;
pub mod early_restart;
pub mod empty_catch;
pub mod invoke_expression;
pub mod newer_syntax;
pub mod no_comparison;
pub mod open_end;
pub mod script_body;
pub mod script_text;
pub mod silenced_errors;
pub mod silent_script;
pub mod unknown_outcome;
pub mod unknown_value;
pub mod unread_value;
pub mod unreported_outcome;
pub mod waits_for_input;

use crate::diag::Code;

/// The codes of these rules.
pub static CODES: &[&Code] = &[
    &script_body::CODE,
    &body_syntax::CODE,
    &doubtful_syntax::CODE,
    &script_text::CODE,
    &complete_task::CODE,
    &unknown_outcome::CODE,
    &silent_script::CODE,
    &open_end::CODE,
    &unreported_outcome::CODE,
    &unknown_value::CODE,
    &unread_value::CODE,
    &newer_syntax::CODE,
    &dropped_output::CODE,
    &invoke_expression::CODE,
    &empty_catch::CODE,
    &silenced_errors::CODE,
    &waits_for_input::CODE,
    &early_restart::CODE,
    &no_comparison::CODE,
    &alias::CODE,
];
