//! `script-body`: what cannot work where bodies are put.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "script-body",
    severity: Severity::Error,
    what: "Something in a script's body that cannot work where bodies are put: `param`, `using`, `exit` or what else ends PowerShell, a name of the prelude's own, `#Requires`, a signature block, a platform token.",
    why: "A body runs inside a block that catches its errors and prints one line; these break out of it or stop the script before its first line.",
    example: "exit 1      # Complete-Task -Outcome failed",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (
        FindingKind::Using,
        "`using` cannot stand inside a block",
        "write types with their namespace: [System.IO.File]",
    ),
    (
        FindingKind::Exit,
        "`exit` ends the script before it reports",
        "Complete-Task -Outcome … ends it from anywhere",
    ),
    (
        FindingKind::EndsProcess,
        "this ends PowerShell before the script reports",
        "Complete-Task -Outcome … ends the script from anywhere",
    ),
    (
        FindingKind::OwnFunction,
        "the rendered script has a function or a class of this name, and relies on it",
        "give it another name; names with RmmGen are the rendered script's own",
    ),
    (
        FindingKind::OwnVariable,
        "this variable is the rendered script's own, and it relies on it",
        "give it another name; Complete-Task sets the outcome",
    ),
    (
        FindingKind::Signature,
        "a signature cannot hold for the rendered script",
        "leave it out, and sign what is rendered",
    ),
    (
        FindingKind::Token,
        "the platform replaces this before PowerShell reads it",
        "$Parameter['key'] or $Field['key'], which the prelude fills",
    ),
    (
        FindingKind::LateType,
        "PowerShell looks for this type before it runs the first line, and Add-Type loads it later: nothing would start",
        "define the class in the C# of Add-Type too, or use a function and [pscustomobject] in place of it",
    ),
    (FindingKind::Nul, "a NUL stands in the script", "leave it out"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
    for (script, finding) in context.findings().filter(|(_, it)| it.kind == FindingKind::Param) {
        let help = match declares_nothing(&script.text()[finding.range.end..]) {
            true => "delete it, and a [CmdletBinding()] before it",
            false => "declare a parameter in the manifest and read $Parameter['key']",
        };
        problems.push(script.problem(&CODE, &finding.range, "`param` binds nothing here").help(help));
    }
    for (script, finding) in context.findings().filter(|(_, it)| it.kind == FindingKind::Requires) {
        let (message, help) = match always_holds(&script.text()[finding.range.clone()]) {
            true => (
                "this `#Requires` always holds: a script runs as SYSTEM, in Windows PowerShell 5.1 or later",
                "delete it",
            ),
            false => (
                "`#Requires` stops the script before its first line, and nothing is reported",
                "test for it, and report an outcome",
            ),
        };
        problems.push(script.problem(&CODE, &finding.range, message).help(help));
    }
}

/// Whether nothing stands in the parentheses behind a `param`.
fn declares_nothing(rest: &str) -> bool {
    let inner = rest.trim_start().strip_prefix('(').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(')'))
}

/// Whether all that a `#Requires` asks for is so wherever a script runs.
fn always_holds(comment: &str) -> bool {
    let mut words = comment.split_whitespace().skip(1).map(str::to_ascii_lowercase);
    while let Some(word) = words.next() {
        let holds = match word.as_str() {
            "-runasadministrator" => true,
            "-version" => words.next().is_some_and(|version| is_at_most_5_1(&version)),
            _ => false,
        };
        if !holds {
            return false;
        }
    }
    true
}

fn is_at_most_5_1(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(u32::MAX));
    let (major, minor) = (numbers.next().unwrap_or(u32::MAX), numbers.next().unwrap_or(0));
    (major, minor) <= (5, 1)
}
