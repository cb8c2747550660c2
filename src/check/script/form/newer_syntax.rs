//! `newer-syntax`: syntax that Windows PowerShell 5.1 lacks.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;
use crate::powershell::syntax::Construct;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "newer-syntax",
    severity: Severity::Error,
    what: "Syntax that Windows PowerShell 5.1 lacks: `? :`, `??`, `?.`, `&&`, `||`, a line that begins with `|`, a job's `&`, `clean`, binary numbers, `` `e `` and `` `u{…} ``.",
    why: "5.1 refuses the whole script: nothing runs, and nothing is reported.",
    example: "$x = $a ?? 1      # if ($null -eq $a) { 1 } else { $a }",
};

/// What is said of a variable that was meant for an operator.
const WORDS: &[Words] = &[(
    FindingKind::AskingVariable,
    "this reads a variable whose name ends in `?`",
    "test it with `if`: Windows PowerShell 5.1 has no `?.` and no `?[`",
)];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
    for (script, finding) in context.findings() {
        let FindingKind::NewerSyntax(construct) = finding.kind else { continue };
        let message = "Windows PowerShell 5.1 has no such syntax, and would not start the script";
        problems.push(script.problem(&CODE, &finding.range, message).help(instead(construct)));
    }
}

/// What to type instead.
fn instead(construct: Construct) -> &'static str {
    match construct {
        Construct::Ternary | Construct::Coalesce | Construct::NullConditional => "write it with `if`",
        Construct::Chain => "write it with `if`: `if ($?) { … }` behind the first command",
        Construct::Background => "`Start-Job { … }` runs it in the background",
        Construct::LeadingPipe => "put the `|` at the end of the line before",
        Construct::Clean => "write it as `try { … } finally { … }`",
        Construct::NumberForm => "write the number in decimal or hexadecimal digits, with a type before it: [uint32] 5",
        Construct::Escape => "write the character as $([char]0x…)",
        Construct::GenericMethod => "leave the types out: PowerShell finds them by the arguments",
    }
}
