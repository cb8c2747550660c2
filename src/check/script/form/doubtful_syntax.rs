//! `doubtful-syntax`: a script that our grammar cannot read, with no PowerShell to decide.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::Opinion;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "doubtful-syntax",
    severity: Severity::Warning,
    what: "A script that our grammar of PowerShell cannot read, where no PowerShell is at hand to decide.",
    why: "If PowerShell cannot read it either, the script would end before its first line and report nothing. The grammar rejects a little that is sound; with `pwsh` on PATH, `check` asks it. `generate` does not: what is rendered must not depend on the machine.",
    example: "if $x { Complete-Task -Outcome done }      # if ($x)",
};

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let message = "this may be a syntax error: our grammar of PowerShell cannot read it";
    let help = "with PowerShell 7 (`pwsh`) on PATH, `check` asks it; if it is sound, \
                `# rmmgen: allow doubtful-syntax REASON` on this line";
    for script in context.scripts() {
        if let (places, Opinion::None) = script.doubts(context.inputs) {
            problems.extend(places.iter().map(|range| script.problem(&CODE, range, message).help(help)));
        }
    }
}
