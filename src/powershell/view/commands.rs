//! Commands: what is called, and with what.

use std::borrow::Cow;
use std::ops::Range;

use super::Body;
use super::aliases::command_of;
use super::arguments::Arguments;
use crate::powershell::syntax::{Kind, NodeId, Nodes, Quotes};

/// A call of a command.
#[derive(Clone)]
pub(crate) struct Command<'a> {
    body: Body<'a>,
    pub(crate) id: NodeId,
    /// The node of its name.
    pub(crate) head: NodeId,
    name: Option<Cow<'a, str>>,
    /// Names with their values, and values.
    pub(crate) elements: &'a [NodeId],
    pub(crate) redirections: Nodes,
}

impl<'a> Body<'a> {
    /// The call that a node is.
    pub(crate) fn command(self, id: NodeId) -> Option<Command<'a>> {
        let Kind::Command { elements, redirections, .. } = *self.kind(id) else { return None };
        let (&head, elements) = self.list(elements).split_first()?;
        let name = match *self.kind(head) {
            Kind::ScriptBlockExpression { .. } => None,
            _ => self.literal(head),
        };
        Some(Command { body: self, id, head, name, elements, redirections })
    }

    /// All calls, in the order of the text.
    pub(crate) fn commands(self) -> Vec<Command<'a>> {
        let calls = self.nodes(|kind| matches!(kind, Kind::Command { .. }));
        calls.into_iter().filter_map(|id| self.command(id)).collect()
    }
}

impl<'a> Command<'a> {
    /// Its name, without its module; empty where it is known only when the script runs.
    pub(crate) fn name(&self) -> &str {
        let name = self.name.as_deref().unwrap_or_default();
        match name.rsplit_once('\\') {
            Some((module, name)) if is_module(module) => name,
            _ => name,
        }
    }

    /// The command that an alias stands for, if its name is one.
    pub(crate) fn alias(&self) -> Option<&'static str> {
        command_of(self.name())
    }

    /// Its full name: that of the command where it is an alias.
    pub(crate) fn full_name(&self) -> &str {
        self.alias().unwrap_or_else(|| self.name())
    }

    /// Whether it is this command, by its name or an alias.
    pub(crate) fn is(&self, command: &str) -> bool {
        self.full_name().eq_ignore_ascii_case(command)
    }

    /// Whether it is one of these.
    pub(crate) fn is_any(&self, commands: &[&str]) -> bool {
        commands.iter().any(|command| self.is(command))
    }

    /// The program that its name is: without folder and `.exe`, in lower case.
    pub(crate) fn program(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default();
        let file = name.rsplit(['\\', '/']).next().unwrap_or_default().to_ascii_lowercase();
        file.strip_suffix(".exe").map_or(file.clone(), str::to_owned)
    }

    /// Whether its name is a bare word, which an alias has to be to be one.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(self.body.kind(self.head), Kind::Text { quotes: Quotes::None, .. })
    }

    /// Where its name stands.
    pub(crate) fn name_range(&self) -> Range<usize> {
        self.body.range(self.head)
    }

    /// What it is given, where nothing is known of its parameters: a value behind a name is taken for that name's.
    pub(crate) fn arguments(&self) -> Arguments<'a> {
        Arguments::of(self.body, self.elements, |_| false)
    }

    /// What it is given, where it is known which of its parameters are switches.
    pub(crate) fn arguments_with(&self, is_switch: impl Fn(&str) -> bool) -> Arguments<'a> {
        Arguments::of(self.body, self.elements, is_switch)
    }

    /// Whether nothing takes what it writes: no further command, no file.
    pub(crate) fn is_last(&self) -> bool {
        let pipeline = self.body.tree.parent(self.id).map(|id| self.body.kind(id));
        let is_last = match pipeline {
            Some(Kind::Pipeline { elements, .. }) => self.body.list(*elements).last() == Some(&self.id),
            _ => true,
        };
        is_last && self.redirections.is_empty()
    }
}

/// Whether what stands before the last `\` of a name is a module, and no folder.
fn is_module(name: &str) -> bool {
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_in_name)
}

#[cfg(test)]
mod tests {
    use super::super::{Argument, Form, FrameKind, body::with_body};

    #[test]
    fn what_a_call_is() {
        for (text, name, full, program) in [
            ("Get-Item x", "Get-Item", "Get-Item", "get-item"),
            ("GCI x", "GCI", "Get-ChildItem", "gci"),
            ("& 'C:\\A b\\Shutdown.EXE' /r", "C:\\A b\\Shutdown.EXE", "C:\\A b\\Shutdown.EXE", "shutdown"),
            ("Microsoft.PowerShell.Utility\\Write-Host x", "Write-Host", "Write-Host", "write-host"),
            (".\\tool.exe", ".\\tool.exe", ".\\tool.exe", "tool"),
            ("& $x y", "", "", ""),
            ("& { } y", "", "", ""),
        ] {
            with_body(text, |body| {
                let command = body.commands().remove(0);
                assert_eq!(
                    (command.name(), command.full_name(), &*command.program()),
                    (name, full, program),
                    "{text}"
                );
            });
        }
    }

    #[test]
    fn what_a_call_is_given() {
        for (text, expected) in [
            ("F a 'b' -C d -E:f -G -H", "a|'b'|-C=d|-E:f=f|-G|-H"),
            ("F -A @b $c", "-A|@@b|$c"),
            ("F (1, 2) -A 3, 4", "(1, 2)|-A=3, 4"),
            ("F -A { 1 } `\n  b", "-A={ 1 }|b"),
        ] {
            with_body(text, |body| {
                let arguments = body.commands().remove(0).arguments();
                let said = arguments.iter().map(|argument| match argument {
                    Argument::Named(named) => {
                        let value = named.value.map_or(String::new(), |id| format!("={}", body.written(id)));
                        format!("{}{value}", body.written(named.parameter))
                    }
                    Argument::Positional(id) => body.written(id).to_owned(),
                    Argument::Splat(id) => format!("@{}", body.written(id)),
                });
                assert_eq!(said.collect::<Vec<_>>().join("|"), expected, "{text}");
            });
        }
    }

    #[test]
    fn in_what_a_call_stands() {
        use FrameKind::*;
        for (text, expected) in [
            ("X", vec![]),
            ("foreach ($a in $b) { if ($a) { X } }", vec![Loop]),
            ("try { F } catch { X } finally { G }", vec![Catch]),
            ("F | ForEach-Object { X }", vec![Called]),
            ("& { X }", vec![Called]),
            ("F -Block { X }", vec![Called]),
            ("(1, 2).ForEach({ X })", vec![Called]),
            ("$a = { X }", vec![Kept]),
            ("@{ a = { X } }", vec![Kept]),
            ("Start-Job { X }", vec![Elsewhere]),
            ("sajb -ScriptBlock { X }", vec![Elsewhere]),
            ("Start-Job -Name a -ArgumentList 1 { X }", vec![Elsewhere]),
            ("1 | % -Parallel { X }", vec![Elsewhere]),
            ("1 | ForEach-Object -Process { X }", vec![Called]),
            ("pwsh -NoProfile -Command { X }", vec![Elsewhere]),
            ("Invoke-Command { X }", vec![Called]),
            ("Invoke-Command -ScriptBlock { X } -Session $s", vec![Elsewhere]),
            ("icm server { X }", vec![Elsewhere]),
            ("icm -Cn server { X }", vec![Elsewhere]),
            ("trap { X }", vec![Trap]),
            ("function F { param([ValidateScript({ X })] $A) }", vec![Attribute]),
            ("class C { F() { X } }", vec![Method]),
            ("switch ($a) { 1 { X } }", vec![Switch]),
        ] {
            with_body(text, |body| {
                let form = Form::of(body);
                let call = form.commands.iter().find(|command| command.is("X")).map(|command| command.id);
                let kinds: Vec<_> =
                    call.into_iter().flat_map(|id| form.frames.around(id)).map(|it| it.kind).collect();
                let inner: Vec<_> = kinds.into_iter().filter(|kind| !matches!(kind, Function(_))).collect();
                assert_eq!(inner, expected, "{text}");
            });
        }
    }
}
