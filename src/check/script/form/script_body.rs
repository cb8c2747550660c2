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
        "the rendered script has a function of this name, and relies on it",
        "give it another name; names with RmmGen are the rendered script's own",
    ),
    (
        FindingKind::OwnVariable,
        "this variable is the rendered script's own, and it relies on it",
        "give it another name; Complete-Task sets the outcome",
    ),
    (
        FindingKind::Requires,
        "`#Requires` stops the script before its first line, and nothing is reported",
        "test for it, and report an outcome",
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
}

/// Whether nothing stands in the parentheses behind a `param`.
fn declares_nothing(rest: &str) -> bool {
    let inner = rest.trim_start().strip_prefix('(').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(')'))
}
