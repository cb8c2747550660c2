//! Bodies that cannot be read, by the grammar and by PowerShell itself.

use std::ops::Range;

use super::Resolver;
use crate::diag::Code;
use crate::powershell::{Opinion, Reading, doubt};

impl Resolver<'_> {
    /// What is wrong with a body's syntax: the place, the kind, the words.
    pub(super) fn syntax(
        &self,
        text: &str,
        reading: &Reading,
    ) -> Option<(Range<usize>, Code, String, String)> {
        let place = if self.inputs.reads_syntax() { doubt(text, reading)? } else { return None };
        match self.inputs.powershell_reads(text) {
            Opinion::Readable => None,
            Opinion::Unreadable(error) => {
                let message = format!("PowerShell cannot read this script: {}", error.message);
                let help = "it would end with exit code 1 and print nothing".to_owned();
                Some((error.range(text), Code::BodySyntax, message, help))
            }
            Opinion::None => {
                let message =
                    "this may be a syntax error: our grammar of PowerShell cannot read it".to_owned();
                let help = "with PowerShell 7 (`pwsh`) on PATH, `check` asks it; if it is sound, \
                            `# rmmgen: allow doubtful-syntax REASON` on this line";
                Some((place, Code::DoubtfulSyntax, message, help.to_owned()))
            }
        }
    }
}
