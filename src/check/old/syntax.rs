//! Bodies that cannot be read, by the grammar and by PowerShell itself.

use std::ops::Range;

use super::Check;
use crate::check;
use crate::diag::Code;
use crate::powershell::{Opinion, Reading, doubts};

/// A place, what kind of problem is there, its message and its help.
pub(super) type Doubt = (Range<usize>, &'static Code, String, String);

impl Check<'_> {
    /// What is wrong with a body's syntax: the places, the kind, the words.
    pub(super) fn syntax(&self, text: &str, reading: &Reading) -> Vec<Doubt> {
        let places = if self.inputs.reads_syntax() { doubts(text, reading) } else { Vec::new() };
        if places.is_empty() {
            return Vec::new();
        }
        match self.inputs.powershell_reads(text) {
            Opinion::Readable => Vec::new(),
            Opinion::Unreadable(error) => {
                let message = format!("PowerShell cannot read this script: {}", error.message);
                let help = "it would end with exit code 1 and print nothing".to_owned();
                vec![(error.range(text), &check::script::body_syntax::CODE, message, help)]
            }
            Opinion::None => places.into_iter().map(doubt).collect(),
        }
    }
}

fn doubt(place: Range<usize>) -> Doubt {
    let message = "this may be a syntax error: our grammar of PowerShell cannot read it";
    let help = "with PowerShell 7 (`pwsh`) on PATH, `check` asks it; if it is sound, \
                `# rmmgen: allow doubtful-syntax REASON` on this line";
    (place, &check::script::doubtful_syntax::CODE, message.to_owned(), help.to_owned())
}
