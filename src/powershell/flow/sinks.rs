//! Where the values of a body go.

use std::collections::BTreeMap;

use crate::powershell::syntax::NodeId;
use crate::powershell::values::Taint;

/// What goes where; a node may be come to more than once.
#[derive(Debug, Default)]
pub(crate) struct Sinks {
    /// The details of calls of `Complete-Task`, by the node of the command.
    pub(crate) details: BTreeMap<NodeId, Taint>,
    /// The messages of errors, by the node of `throw` or of the command.
    pub(crate) errors: BTreeMap<NodeId, Raised>,
    /// What is written to the device, by the node that writes it.
    pub(crate) kept: BTreeMap<NodeId, Taint>,
}

/// An error that is raised.
#[derive(Debug, Default)]
pub(crate) struct Raised {
    /// What its message holds.
    pub(crate) message: Taint,
    /// The error that was caught, once more.
    pub(crate) is_again: bool,
}

impl Sinks {
    pub(super) fn detail(&mut self, id: NodeId, taint: &Taint) {
        self.details.entry(id).or_default().join(taint);
    }

    pub(super) fn error(&mut self, id: NodeId, message: &Taint, is_again: bool) {
        let raised = self.errors.entry(id).or_default();
        raised.message.join(message);
        raised.is_again |= is_again;
    }

    pub(super) fn keep(&mut self, id: NodeId, taint: &Taint) {
        if !taint.is_empty() {
            self.kept.entry(id).or_default().join(taint);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::powershell::{TOKENS, read_body};

    #[test]
    fn what_stays_on_the_device() {
        for (body, is_found) in [
            ("\"token $s\" | Out-File x.txt", true),
            ("Set-Content -Path x -Value $s", true),
            ("New-ItemProperty -Path x -Name y -Value $s", true),
            ("$l | Select-Object | Export-Csv x", true),
            ("[IO.File]::WriteAllText('x', $s)", true),
            ("Write-EventLog -LogName a -Message \"b $s\"", true),
            ("\"token $s\" >> x.txt", true),
            ("net use $s *> x.txt", true),
            ("$s | sc x.txt", true),
            ("net use $s > $null; net use $s 2> x.txt", false),
            ("'set' | Out-File x.txt; F $s", false),
            ("Set-Content -Path x -Value (Get-Hash $s)", false),
            ("[IO.File]::Exists($s)", false),
            ("Set-LocalUser -Name x -Password $s", false),
        ] {
            let kept = read_body(&format!("$s = $Field['t']; $l = @($s)\n{body}"), &TOKENS).kept;
            assert_eq!(!kept.is_empty(), is_found, "{body}: {kept:?}");
        }
    }
}
