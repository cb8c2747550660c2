//! `alias`: an alias in place of a command's name.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "alias",
    severity: Severity::Warning,
    what: "An alias in place of a command's name.",
    why: "Aliases differ between versions and can be changed on a machine: `sc`, `curl` and `sort` are programs elsewhere.",
    example: "gci | % { $_.Name }      # Get-ChildItem | ForEach-Object { $_.Name }",
};

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for (script, finding) in context.findings() {
        let (message, help) = match finding.kind {
            FindingKind::Alias(command) => (
                format!("this is an alias of `{command}`"),
                format!("write {command}: aliases differ from one machine to the next"),
            ),
            FindingKind::Program(command, program) => (
                format!("in Windows PowerShell 5.1 this is an alias of `{command}`, and not the program"),
                format!("write {program}"),
            ),
            _ => continue,
        };
        problems.push(script.problem(&CODE, &finding.range, message).help(help));
    }
}
