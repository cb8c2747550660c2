//! The words for what is found in a body.

use crate::check;
use crate::diag::Code;
use crate::powershell::FindingKind;

/// What is wrong with a body, and what to write instead.
pub(super) fn said(kind: FindingKind) -> (&'static Code, String, String) {
    let (code, message, help) = match kind {
        FindingKind::Alias(command) => {
            let message = format!("this is an alias of `{command}`");
            return (
                &check::script::alias::CODE,
                message,
                format!("write {command}: aliases differ from one machine to the next"),
            );
        }
        FindingKind::DroppedOutput => (
            &check::script::dropped_output::CODE,
            "nobody sees what this writes: a script prints its outcome only",
            "Complete-Task -Outcome … -Detail … says it",
        ),
        FindingKind::DroppedValue => (
            &check::script::dropped_output::CODE,
            "nobody sees this value: a script prints its outcome only",
            "Complete-Task -Outcome … -Detail … says it",
        ),
        FindingKind::ConsoleOutput => (
            &check::script::dropped_output::CODE,
            "this writes past everything that keeps a script to its one line: its text stands beside the outcome",
            "Complete-Task -Outcome … -Detail … says it; Write-Verbose where it is for a test by hand",
        ),
        FindingKind::Waits => (
            &check::script::waits_for_input::CODE,
            "nobody is there to answer: a script runs as SYSTEM, and this waits until its timeout or fails",
            "a parameter or a field of the manifest asks for it: $Parameter['key'], $Field['key']",
        ),
        FindingKind::Restarts => (
            &check::script::early_restart::CODE,
            "the device may go down before the outcome is printed and stored",
            "schedule it and report behind it: shutdown /r /t 60, then Complete-Task -Outcome …",
        ),
        FindingKind::NearReport => (
            &check::script::complete_task::CODE,
            "there is no such command: the script would end here as its on-error outcome",
            "did you mean `Complete-Task`?",
        ),
        FindingKind::Assigns => (
            &check::script::no_comparison::CODE,
            "this assigns: it does not compare",
            "-eq compares; -ceq minds letter case",
        ),
        FindingKind::Redirects => (
            &check::script::no_comparison::CODE,
            "this writes a file of that name: it does not compare",
            "-gt is greater than, -ge greater or equal",
        ),
        FindingKind::ReturnedValue => (
            &check::script::dropped_output::CODE,
            "nobody sees what this returns, and the script ends without an outcome",
            "Complete-Task -Outcome … -Detail … ends the script from anywhere",
        ),
        FindingKind::BareReturn => (
            &check::script::open_end::CODE,
            "the script ends here without an outcome: the run ends as its on-error outcome",
            "Complete-Task -Outcome … ends the script from anywhere",
        ),
        FindingKind::OpenEnd => (
            &check::script::open_end::CODE,
            "the script may come to its end behind this without an outcome: the run would end as its on-error outcome",
            "Complete-Task -Outcome … where it has succeeded; an `if` without `else` goes on behind it",
        ),
        FindingKind::StrayJump => (
            &check::script::open_end::CODE,
            "outside a loop this ends the script, without an outcome: the run ends as its on-error outcome",
            "`return` leaves a block of ForEach-Object or a function; Complete-Task -Outcome … ends the script",
        ),
        FindingKind::SilencedErrors => (
            &check::script::silenced_errors::CODE,
            "from here on the script goes on behind an error, and may report success",
            "leave it out: the script stops at an error; -ErrorAction on the one call that may fail, or `try`",
        ),
        FindingKind::InvokeExpression => (
            &check::script::invoke_expression::CODE,
            "this runs a text as code",
            "call the command itself: & $command @arguments",
        ),
        FindingKind::EmptyCatch => (
            &check::script::empty_catch::CODE,
            "this swallows every error",
            "report an outcome, or say in a comment inside why nothing has to be done",
        ),
        FindingKind::NewerSyntax => (
            &check::script::newer_syntax::CODE,
            "Windows PowerShell 5.1 has no such syntax, and would not start the script",
            "write it with `if`; a `|` stands at the end of a line",
        ),
        FindingKind::AskingVariable => (
            &check::script::newer_syntax::CODE,
            "this reads a variable whose name ends in `?`",
            "test it with `if`: Windows PowerShell 5.1 has no `?.` and no `?[`",
        ),
        FindingKind::NonAscii => (
            &check::script::script_text::CODE,
            "Windows PowerShell 5.1 reads this character as others",
            "write it as [char]0x…, or in a comment, where it is dropped",
        ),
        FindingKind::LoneTry => (
            &check::script::body_syntax::CODE,
            "PowerShell cannot read this script: a `try` needs its `catch` or `finally`",
            "end it with `catch { Complete-Task -Outcome … -Detail $_ }`: as it is, the script prints nothing and its exit code is 1",
        ),
        kind => return unfit(kind),
    };
    (code, message.to_owned(), help.to_owned())
}

/// What the prelude cannot live with.
fn unfit(kind: FindingKind) -> (&'static Code, String, String) {
    let (message, help) = match kind {
        FindingKind::Param => {
            ("`param` binds nothing here", "declare a parameter in the manifest and read $Parameter['key']")
        }
        FindingKind::Using => {
            ("`using` cannot stand inside a block", "write types with their namespace: [System.IO.File]")
        }
        FindingKind::Exit => {
            ("`exit` ends the script before it reports", "Complete-Task -Outcome … ends it from anywhere")
        }
        FindingKind::EndsProcess => (
            "this ends PowerShell before the script reports",
            "Complete-Task -Outcome … ends the script from anywhere",
        ),
        FindingKind::OwnFunction => (
            "the rendered script has a function of this name, and relies on it",
            "give it another name; names with RmmGen are the rendered script's own",
        ),
        FindingKind::OwnVariable => (
            "this variable is the rendered script's own, and it relies on it",
            "give it another name; Complete-Task sets the outcome",
        ),
        FindingKind::Requires => (
            "`#Requires` stops the script before its first line, and nothing is reported",
            "test for it, and report an outcome",
        ),
        FindingKind::Signature => {
            ("a signature cannot hold for the rendered script", "leave it out, and sign what is rendered")
        }
        FindingKind::Token => (
            "the platform replaces this before PowerShell reads it",
            "$Parameter['key'] or $Field['key'], which the prelude fills",
        ),
        FindingKind::EndlessText => (
            "the text that begins here does not end on its line, so all quotes behind it are taken the wrong way round",
            "close it with the same quote",
        ),
        FindingKind::Nul => ("a NUL stands in the script", "leave it out"),
        _ => ("this bracket, quote or comment has no counterpart", "close it, or take it out"),
    };
    (&check::script::script_body::CODE, message.to_owned(), help.to_owned())
}
