//! Pipelines and commands: what they give back of what they are given.

use super::Flow;
use super::links::RECOVERY_PASSWORD;
use crate::powershell::syntax::{Kind, NodeId, Nodes};
use crate::powershell::values::{Abstract, Source, Taint, is_harmless_command, is_other_type};
use crate::powershell::view::{Argument, Command, FrameKind, Parameter, REPORT, Scope, report_arguments};

/// Commands that write what they are given to the device, where it stays.
const KEEPING: [&str; 7] = [
    "Out-File",
    "Set-Content",
    "Add-Content",
    "Set-ItemProperty",
    "New-ItemProperty",
    "Write-EventLog",
    "Tee-Object",
];

/// The functions beyond which calls are followed like those of any other command.
const FUNCTIONS: usize = 200;

/// Commands that give back what the block they are given writes.
const RUNNING: [&str; 6] =
    ["Start-Job", "Start-ThreadJob", "Receive-Job", "Wait-Job", "Invoke-Command", "Measure-Command"];

impl<'a> Flow<'a> {
    /// Each element is given what the one before it wrote.
    pub(super) fn pipeline(&mut self, elements: Nodes) -> Abstract {
        let mut input = None;
        for &element in self.body.list(elements) {
            input = Some(self.deeper(element, |flow| flow.element(element, input.take())));
        }
        input.unwrap_or_default()
    }

    /// A command or an expression.
    pub(super) fn element(&mut self, id: NodeId, input: Option<Abstract>) -> Abstract {
        let (value, redirections) = match *self.body.kind(id) {
            Kind::CommandExpression { expression, redirections } => {
                (self.expression(expression), redirections)
            }
            Kind::Command { .. } => match self.body.command(id) {
                Some(command) => {
                    let redirections = command.redirections;
                    (self.command(&command, input.unwrap_or_default()), redirections)
                }
                None => return Abstract::default(),
            },
            _ => return self.value(id),
        };
        if self.body.list(redirections).iter().any(|&id| self.is_to_file(id)) {
            self.sinks.keep(id, &value.all());
        }
        value
    }

    /// Whether a redirection writes values to a file; `$null` is none.
    fn is_to_file(&self, id: NodeId) -> bool {
        match *self.body.kind(id) {
            Kind::FileRedirection { stream: 0 | 1, target, .. } => !self.body.is_variable(target, "null"),
            _ => false,
        }
    }

    fn command(&mut self, command: &Command<'a>, input: Abstract) -> Abstract {
        let name = command.name();
        if let Kind::ScriptBlockExpression { block } = *self.body.kind(command.head) {
            self.given(command);
            let block = |flow: &mut Self| flow.deeper(block, |flow| flow.own_block(block));
            return self.with_input(input, block);
        }
        let functions = self.form.functions.called(name);
        if functions.first().is_some_and(|&first| first < FUNCTIONS) {
            return self.calls(command, functions, &input);
        }
        if command.is(REPORT) {
            return self.report(command);
        }
        self.built_in(command, input)
    }

    /// A call of a function of the body.
    fn calls(&mut self, command: &Command<'a>, functions: &[usize], input: &Abstract) -> Abstract {
        let mut result = Abstract::default();
        let mut all = self.given(command);
        all.join(&self.splatted(command));
        for &index in functions {
            let function = self.form.functions.get(index);
            let given = function.given(self.body, command);
            let values: Vec<_> = given.into_iter().map(|(at, id)| (at, self.expression(id))).collect();
            let splatted = self.splatted(command);
            let mut around = self.environment.clone();
            around.set("_", input.clone());
            around.set("input", input.clone());
            for name in ["args", "psboundparameters"] {
                around.set(name, all.handed_on());
            }
            around.has_left = false;
            let summary = &mut self.summaries[index];
            match summary.is_called {
                true => summary.around.join_variables(&around),
                false => summary.around = around,
            }
            let was_called = std::mem::replace(&mut summary.is_called, true);
            for (at, value) in values {
                let keeps = keeps_text(&function.parameters[at]);
                let value = if keeps { value.at(&(0..0)) } else { Abstract::default() };
                match was_called {
                    true => summary.given[at].join(&value),
                    false => summary.given[at] = value,
                }
            }
            for (at, parameter) in function.parameters.iter().enumerate() {
                let value = splatted.entry(&parameter.name);
                if !value.is_clean() && keeps_text(parameter) {
                    summary.given[at].join(&value.at(&(0..0)));
                }
            }
            result.join(&summary.result);
            let writes = summary.writes.clone();
            self.written_by(&writes);
        }
        result.at(&command.name_range())
    }

    /// What a function sets in the script's scope, behind a call of it.
    fn written_by(&mut self, writes: &crate::powershell::values::Environment) {
        for (name, value) in writes.iter() {
            let mut joined = self.environment.get(name).cloned().unwrap_or_default();
            joined.join(value);
            self.set(name, Scope::Script, joined);
        }
    }

    /// What tables give to a command.
    fn splatted(&mut self, command: &Command<'a>) -> Abstract {
        let mut all = Abstract::default();
        for id in command.arguments().splats() {
            all.join(&self.read(id));
        }
        all
    }

    /// All that a command is given as arguments; and where its name is a value, what that may hold: a block that is kept.
    fn given(&mut self, command: &Command<'a>) -> Abstract {
        let is_value = command.name().is_empty()
            && !matches!(self.body.kind(command.head), Kind::ScriptBlockExpression { .. });
        let mut all = if is_value { self.expression(command.head) } else { Abstract::default() };
        for id in command.arguments().values() {
            let is_block = matches!(self.body.kind(id), Kind::ScriptBlockExpression { .. });
            if !is_block {
                all.join(&self.expression(id));
            }
        }
        all
    }

    /// What the blocks write that a command is given; none where there is no block.
    fn blocks(&mut self, command: &Command<'a>, input: &Abstract) -> Option<Abstract> {
        let mut written: Option<Abstract> = None;
        for id in command.arguments().values() {
            if let Kind::ScriptBlockExpression { block } = *self.body.kind(id) {
                let value = self.with_input(input.clone(), |flow| {
                    flow.turns(|flow| flow.deeper(block, |flow| flow.own_block(block)))
                });
                written = Some(written.unwrap_or_default().with(&value));
            }
        }
        written
    }

    fn report(&mut self, command: &Command<'a>) -> Abstract {
        let call = report_arguments(self.body, command);
        self.given(command);
        let mut stored = Taint::default();
        if let Some(detail) = call.detail {
            stored.join(&self.expression(detail).taint);
        }
        for id in command.arguments().splats() {
            let detail = self.read(id).entry("Detail").at(&self.body.range(id));
            stored.join(&detail.taint);
        }
        if self.form.frames.is_here(command.id) {
            self.sinks.detail(command.id, &stored);
            self.environment.has_left |=
                !self.form.frames.around(command.id).any(|it| it.kind == FrameKind::Trap);
        }
        Abstract::default()
    }

    fn built_in(&mut self, command: &Command<'a>, input: Abstract) -> Abstract {
        let given = self.given(command);
        let written = self.blocks(command, &input);
        self.keeps(command, &input);
        self.sets_variable(command, &input, &given);
        if command.is("Write-Error") {
            self.writes_error(command);
        }
        let full = command.full_name();
        if let Some(value) = self.picks(command, &input) {
            return value;
        }
        match written {
            Some(written) if command.is("ForEach-Object") => written,
            Some(_) if command.is("Where-Object") => input,
            _ if command.is("Write-Output") => input.with(&given),
            written if command.is_any(&RUNNING) => {
                input.with(&given).handed_on().with(&written.unwrap_or_default())
            }
            _ if is_harmless_command(full) => Abstract::default(),
            Some(written) => given.handed_on().with(&written),
            None if command.is_any(&["Where-Object", "Sort-Object"]) => input,
            None => input.with(&given).handed_on(),
        }
    }

    /// What commands give back that pick properties by their names.
    fn picks(&mut self, command: &Command<'a>, input: &Abstract) -> Option<Abstract> {
        let parameters: &[&str] = match command.full_name() {
            name if name.eq_ignore_ascii_case("Select-Object") => &["ExpandProperty", "Property"],
            name if name.eq_ignore_ascii_case("ForEach-Object") => &["MemberName"],
            name if name.get(..7).is_some_and(|verb| verb.eq_ignore_ascii_case("Format-")) => &["Property"],
            _ => return None,
        };
        let arguments = command.arguments();
        let positional = arguments.positional().next();
        let expanded = arguments.named(parameters[0]).and_then(|named| named.value);
        if let (Some(id), "ExpandProperty" | "MemberName") = (expanded, parameters[0]) {
            return self.picked(id, input);
        }
        if parameters[0] == "MemberName" {
            return positional.and_then(|id| self.picked(id, input));
        }
        let listed = arguments.named("Property").and_then(|named| named.value).or(positional)?;
        let names = self.body.elements(listed);
        let is_named = |id: &&NodeId| self.body.is_literal(**id, RECOVERY_PASSWORD);
        let id = *names.iter().find(is_named)?;
        let found = Taint::of(Source::RecoveryPassword, self.body.range(id));
        Some(input.clone().with(&Abstract::tainted(found)))
    }

    fn picked(&mut self, id: NodeId, input: &Abstract) -> Option<Abstract> {
        let name = self.body.literal(id)?;
        Some(match name.eq_ignore_ascii_case(RECOVERY_PASSWORD) || input.table.is_none() {
            true => self.entry(id, input, &name),
            false => input.handed_on(),
        })
    }

    /// What is written to a file, the registry or an event log.
    fn keeps(&mut self, command: &Command<'a>, input: &Abstract) {
        let name = command.full_name();
        let exports = name.get(..7).is_some_and(|verb| verb.eq_ignore_ascii_case("Export-"));
        if exports || command.is_any(&KEEPING) {
            let mut kept = input.all();
            for id in command.arguments().values() {
                kept.join(&self.expression(id).taint);
            }
            self.sinks.keep(command.id, &kept);
        }
    }

    /// `Set-Variable`, `-OutVariable` and `Tee-Object -Variable`.
    fn sets_variable(&mut self, command: &Command<'a>, input: &Abstract, given: &Abstract) {
        let arguments = command.arguments();
        let name =
            |named: &str| arguments.named(named).and_then(|it| it.value).and_then(|id| self.body.literal(id));
        let (name, value) = if command.is_any(&["Set-Variable", "New-Variable"]) {
            let name =
                name("Name").or_else(|| arguments.positional().next().and_then(|id| self.body.literal(id)));
            (name, given.clone().with(input))
        } else if command.is("Tee-Object") {
            (name("Variable"), input.clone())
        } else {
            let is_out = |argument: Argument| match argument {
                Argument::Named(named) => ["OutVariable", "ov"]
                    .iter()
                    .any(|it| self.body.parameter_name(named).eq_ignore_ascii_case(it))
                    .then_some(named.value)
                    .flatten(),
                _ => None,
            };
            let out = arguments.iter().find_map(is_out).and_then(|id| self.body.literal(id));
            (out, given.clone().with(input).handed_on())
        };
        if let Some(name) = name.filter(|_| !value.is_clean()) {
            let name = name.trim_start_matches('+').to_ascii_lowercase();
            let before = self.environment.get(&name).cloned().unwrap_or_default();
            self.set(&name, Scope::None, before.with(&value));
        }
    }

    fn writes_error(&mut self, command: &Command<'a>) {
        let arguments = command.arguments();
        let message = arguments.named("Message").and_then(|it| it.value);
        if let Some(message) = message.or_else(|| arguments.positional().next()) {
            let taint = self.expression(message).taint;
            self.sinks.error(command.id, &taint, false);
        }
    }
}

/// Whether a parameter holds the text that is given to it.
fn keeps_text(parameter: &Parameter) -> bool {
    !parameter.is_switch && !parameter.types.iter().any(|name| is_other_type(name))
}
