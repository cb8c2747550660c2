//! `script-text`: a character outside ASCII that is in no comment.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "script-text",
    severity: Severity::Error,
    what: "A character outside ASCII in a script's body, other than in a comment.",
    why: "Windows PowerShell 5.1 reads a file without a byte-order mark as ANSI: the character arrives as others.",
    example: "'Größe'      # \"Gr$([char]0xF6)$([char]0xDF)e\"",
};

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for (script, finding) in context.findings().filter(|(_, it)| it.kind == FindingKind::NonAscii) {
        let help = match script.text()[finding.range.clone()].chars().next() {
            Some('\u{2018}'..='\u{201B}') => "write the plain quote: '",
            Some('\u{201C}'..='\u{201F}') => "write the plain quote: \"",
            Some('\u{2010}'..='\u{2015}' | '\u{2212}') => "type a hyphen: -",
            _ => "write it as [char]0x…, or in a comment, where it is dropped",
        };
        let message = "Windows PowerShell 5.1 reads this character as others";
        problems.push(script.problem(&CODE, &finding.range, message).help(help));
    }
}
