//! `secret-on-device`: a secret that a script leaves on the device.

use super::secret::secret;
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-on-device",
    severity: Severity::Warning,
    what: "A secret that a script writes to a file, the registry or an event log of the device.",
    why: "It stays there in the clear when the script has ended, on every device that it ran on.",
    example: "$Field['token'] | Out-File $path      # use it where it is needed",
};

/// Looks at everything that a body writes to the device.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let help = "leave it out, or delete it at the end; where it must be there, `# rmmgen: allow secret-on-device REASON` on this line";
    for script in context.scripts() {
        for stored in &script.reading.kept {
            let Some((what, _)) = secret(context, script, stored) else { continue };
            let message = format!("{what} stays on the device in the clear, for whoever reads it there");
            problems.push(script.problem(&CODE, stored.range(), message).help(help));
        }
    }
}
