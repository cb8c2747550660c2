//! `catch` clauses that never run.

use super::Checker;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId, Nodes};

/// Exceptions of .NET and what they derive from; whatever is not here may derive from anything.
const BASES: &[(&str, &str)] = &[
    ("ArgumentException", "SystemException"),
    ("ArgumentNullException", "ArgumentException"),
    ("ArgumentOutOfRangeException", "ArgumentException"),
    ("ArithmeticException", "SystemException"),
    ("DivideByZeroException", "ArithmeticException"),
    ("FormatException", "SystemException"),
    ("IO.DirectoryNotFoundException", "IO.IOException"),
    ("IO.FileNotFoundException", "IO.IOException"),
    ("IO.IOException", "SystemException"),
    ("IO.PathTooLongException", "IO.IOException"),
    ("IndexOutOfRangeException", "SystemException"),
    ("InvalidCastException", "SystemException"),
    ("InvalidOperationException", "SystemException"),
    ("Management.Automation.ActionPreferenceStopException", "Management.Automation.RuntimeException"),
    ("Management.Automation.CommandNotFoundException", "Management.Automation.RuntimeException"),
    ("Management.Automation.ItemNotFoundException", "Management.Automation.SessionStateException"),
    ("Management.Automation.ParameterBindingException", "Management.Automation.RuntimeException"),
    ("Management.Automation.RuntimeException", "SystemException"),
    ("Management.Automation.SessionStateException", "Management.Automation.RuntimeException"),
    ("Net.Sockets.SocketException", "ComponentModel.Win32Exception"),
    ("Net.WebException", "InvalidOperationException"),
    ("NotImplementedException", "SystemException"),
    ("NotSupportedException", "SystemException"),
    ("NullReferenceException", "SystemException"),
    ("OverflowException", "ArithmeticException"),
    ("Security.SecurityException", "SystemException"),
    ("SystemException", "Exception"),
    ("TimeoutException", "SystemException"),
    ("UnauthorizedAccessException", "SystemException"),
];

impl Checker<'_> {
    pub(super) fn catches(&mut self, catches: Nodes) {
        let catches: Vec<NodeId> = self.tree.list(catches).to_vec();
        let mut caught: Vec<&str> = Vec::new();
        for (number, &catch) in catches.iter().enumerate() {
            let Kind::Catch { types, body } = *self.tree.kind(catch) else { continue };
            if types.is_empty() && number + 1 < catches.len() {
                let start = self.tree.span(catch).start;
                let end = self.tree.span(body).start;
                self.fault(Problem::CatchAllNotLast, crate::powershell::syntax::tree::Span::new(start, end));
                return;
            }
            let here: Vec<NodeId> = self.tree.list(types).to_vec();
            let mut names = Vec::new();
            for constraint in here {
                let name = self.type_name(constraint);
                let name =
                    name.get(7..).filter(|_| name[..7].eq_ignore_ascii_case("System.")).unwrap_or(name);
                if caught.iter().any(|&other| derives(name, other)) {
                    self.fault(Problem::CaughtBefore(name.into()), self.tree.span(constraint));
                }
                names.push(name);
            }
            caught.extend(names);
        }
    }
}

/// One type of exception is the other, or derives from it.
fn derives(name: &str, other: &str) -> bool {
    let mut name = name;
    loop {
        if name.eq_ignore_ascii_case(other) {
            return true;
        }
        match BASES.iter().find(|(derived, _)| derived.eq_ignore_ascii_case(name)) {
            Some(&(_, base)) => name = base,
            None => return other.eq_ignore_ascii_case("Exception"),
        }
    }
}
