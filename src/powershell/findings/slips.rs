//! What runs, but not as it was meant: nobody answers, the device is gone, a comparison that is none.

use std::ops::Range;

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::{Kind, LoopForm, NodeId};
use crate::powershell::view::{Body, Command, Form, REPORT};

/// All of them.
pub(super) fn slips(form: &Form<'_>) -> Vec<Finding> {
    let known = form.commands.iter().filter(|command| !form.functions.is_function(command.name()));
    let mut found: Vec<Finding> = known.filter_map(|command| of_command(form, command)).collect();
    for id in form.body.tree.ids() {
        match *form.body.kind(id) {
            Kind::If { clauses, .. } => {
                for clause in form.body.list(clauses).chunks(2) {
                    found.extend(condition(form.body, clause[0]));
                }
            }
            Kind::Loop { form: LoopForm::While | LoopForm::DoWhile, condition: id, .. } => {
                found.extend(condition(form.body, id));
            }
            Kind::InvokeMember { .. } => found.extend(method(form.body, id)),
            _ => {}
        }
    }
    found
}

fn of_command(form: &Form<'_>, command: &Command<'_>) -> Option<Finding> {
    let body = form.body;
    let at_name = |kind| Some(Finding { kind, range: command.name_range() });
    if command.is("Read-Host") {
        let prompts = !command.elements.is_empty();
        at_name(if prompts { FindingKind::Prompts } else { FindingKind::Waits })
    } else if command.is("pause") || command.is("Get-Credential") && asks(body, command) {
        at_name(FindingKind::Waits)
    } else if restarts(body, command) {
        at_name(FindingKind::Restarts)
    } else if is_nearly_report(command.name()) {
        at_name(FindingKind::NearReport)
    } else if command.is(REPORT) && !form.frames.is_here(command.id) {
        at_name(FindingKind::LostReport)
    } else {
        None
    }
}

/// Whether no finished credential is given.
fn asks(body: Body<'_>, command: &Command<'_>) -> bool {
    let credential = command.arguments().named("Credential").and_then(|named| named.value);
    credential.is_none_or(|value| !matches!(body.kind(value), Kind::Variable { .. }))
}

/// Whether a command restarts this device, or turns it off, before the outcome is stored.
fn restarts(body: Body<'_>, command: &Command<'_>) -> bool {
    if command.is_any(&["Restart-Computer", "Stop-Computer"]) {
        return is_own_device(body, command);
    }
    match &*command.program() {
        "shutdown" => is_at_once(body, command.elements),
        "cmd" => {
            let words = words(body, command.elements);
            let mut words = words.iter().map(String::as_str).skip_while(|word| !matches!(*word, "/c" | "/k"));
            let called = words.nth(1).map(program);
            called.as_deref() == Some("shutdown")
                && ends_at_once(&words.map(str::to_owned).collect::<Vec<_>>())
        }
        _ if command.is("Start-Process") => starts_shutdown(body, command),
        _ => command.arguments().has_switch("AutoReboot") && begins_whole(body, command, "AutoReboot"),
    }
}

/// Whether a switch is given by its whole name: of a command that is not known, the beginning says nothing.
fn begins_whole(body: Body<'_>, command: &Command<'_>, name: &str) -> bool {
    command.arguments().all_named().any(|named| body.parameter_name(named).eq_ignore_ascii_case(name))
}

/// Whether no other computer is named, and it is not only tried.
fn is_own_device(body: Body<'_>, command: &Command<'_>) -> bool {
    const OWN: [&str; 4] = ["localhost", ".", "127.0.0.1", "::1"];
    let arguments = command.arguments();
    if arguments.splats().next().is_some() || arguments.has_switch("WhatIf") {
        return false;
    }
    let named = arguments.named("ComputerName").or_else(|| arguments.named("Cn"));
    let names = named.and_then(|named| named.value).or_else(|| arguments.positional().next());
    names.is_none_or(|names| body.elements(names).into_iter().any(|id| is_own_name(body, id, &OWN)))
}

fn is_own_name(body: Body<'_>, id: NodeId, own: &[&str]) -> bool {
    let id = body.expression(id);
    let is_environment = body.written(id).eq_ignore_ascii_case("$env:COMPUTERNAME");
    is_environment || own.iter().any(|name| body.is_literal(id, name))
}

/// The texts of arguments, in lower case with `/` for `-`; a text that holds several words is several.
fn words(body: Body<'_>, elements: &[NodeId]) -> Vec<String> {
    let text = |id: &NodeId| match body.literal(*id) {
        Some(text) => text.to_ascii_lowercase(),
        None => body.written(*id).to_ascii_lowercase(),
    };
    let words = |text: String| -> Vec<String> {
        let slashed = |word: &str| match word.strip_prefix('-') {
            Some(rest) => format!("/{rest}"),
            None => word.to_owned(),
        };
        text.split([' ', ',']).filter(|word| !word.is_empty()).map(slashed).collect()
    };
    elements.iter().map(text).flat_map(words).collect()
}

/// `shutdown /r` without `/t` and a time to report in.
fn is_at_once(body: Body<'_>, elements: &[NodeId]) -> bool {
    ends_at_once(&words(body, elements))
}

fn ends_at_once(words: &[String]) -> bool {
    let is = |word: &String, any: &[&str]| any.contains(&word.as_str());
    let ends = words.iter().any(|word| is(word, &["/r", "/s", "/g", "/p"]));
    let time = words.iter().position(|word| word == "/t").and_then(|at| words.get(at + 1));
    ends && time.is_some_and(|time| time == "0") || words.iter().any(|word| is(word, &["/p"]))
}

/// `Start-Process shutdown.exe -ArgumentList '/r /t 0'`.
fn starts_shutdown(body: Body<'_>, command: &Command<'_>) -> bool {
    let arguments = command.arguments();
    let file = arguments.value("FilePath").and_then(|id| body.literal(id));
    let rest = arguments.named("ArgumentList").or_else(|| arguments.named("Args")).and_then(|it| it.value);
    let rest =
        rest.or_else(|| arguments.positional().nth(usize::from(arguments.named("FilePath").is_none())));
    let given = rest.map_or_else(Vec::new, |rest| body.elements(rest));
    file.is_some_and(|file| program(&file) == "shutdown") && is_at_once(body, &given)
}

/// The program that a path is.
fn program(path: &str) -> String {
    let file = path.rsplit(['\\', '/']).next().unwrap_or_default().to_ascii_lowercase();
    file.strip_suffix(".exe").map_or(file.clone(), str::to_owned)
}

/// `(Get-WmiObject Win32_OperatingSystem).Reboot()`.
fn method(body: Body<'_>, id: NodeId) -> Option<Finding> {
    let Kind::InvokeMember { member, is_static: false, .. } = *body.kind(id) else { return None };
    let restarts = ["Reboot", "Win32Shutdown", "Win32ShutdownTracker"];
    let restarts = restarts.iter().any(|name| body.is_literal(member, name));
    restarts.then(|| Finding { kind: FindingKind::Restarts, range: body.range(member) })
}

/// A condition that is one comparison, written with another language's sign.
fn condition(body: Body<'_>, id: NodeId) -> Option<Finding> {
    if let Kind::Assignment { target, value, .. } = *body.kind(id) {
        let between = body.range(target).end..body.range(value).start;
        let sign = between.start + body.text[between].find('=')?;
        let is_twice = doubled(body, value);
        let is_value = is_constant(body, body.expression(value));
        let range = sign..sign + if is_twice { 2 } else { 1 };
        return (is_twice || is_value).then_some(Finding { kind: FindingKind::Assigns, range });
    }
    redirected(body, id).map(|range| Finding { kind: FindingKind::Redirects, range })
}

/// `==`: behind the first sign a command begins that is called `=`.
fn doubled(body: Body<'_>, value: NodeId) -> bool {
    let first = match *body.kind(value) {
        Kind::Pipeline { elements, .. } => body.list(elements).first().copied(),
        _ => Some(value),
    };
    first.and_then(|id| body.command(id)).is_some_and(|command| body.written(command.head).starts_with('='))
}

/// `$a > 1`: the sign, where a value stands behind it.
fn redirected(body: Body<'_>, id: NodeId) -> Option<Range<usize>> {
    let Kind::Pipeline { elements, .. } = *body.kind(id) else { return None };
    let [only] = *body.list(elements) else { return None };
    let Kind::CommandExpression { expression, redirections } = *body.kind(only) else { return None };
    let [redirection] = *body.list(redirections) else { return None };
    let Kind::FileRedirection { stream: 1, target, .. } = *body.kind(redirection) else { return None };
    let is_compared = matches!(body.kind(body.base(expression)), Kind::Variable { .. } | Kind::Paren { .. });
    let is_value = is_constant(body, target) || matches!(body.kind(target), Kind::Variable { .. });
    let start = body.range(redirection).start;
    (is_compared && is_value && !body.is_variable(target, "null")).then_some(start..start + 1)
}

/// A text in quotes, a number, `$true`, `$false`, `$null`.
fn is_constant(body: Body<'_>, id: NodeId) -> bool {
    match body.kind(id) {
        Kind::Constant => true,
        Kind::Text { quotes, .. } => {
            *quotes != crate::powershell::syntax::Quotes::None
                || body.written(id).bytes().all(|byte| byte.is_ascii_digit())
        }
        Kind::Variable { .. } => ["true", "false", "null"].iter().any(|name| body.is_variable(id, name)),
        _ => false,
    }
}

/// Whether a command's name is a slip of the pen for `Complete-Task`.
fn is_nearly_report(name: &str) -> bool {
    const NEAR: [&str; 8] = [
        "completetask",
        "completetasks",
        "completedtask",
        "completask",
        "completetaks",
        "completettask",
        "taskcomplete",
        "completeatask",
    ];
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let is_itself = name.eq_ignore_ascii_case(REPORT);
    !is_itself && NEAR.iter().any(|near| letters.eq_ignore_ascii_case(near))
}

#[cfg(test)]
mod tests {
    use crate::powershell::{FindingKind, TOKENS, read_body};

    #[test]
    fn what_is_not_as_it_was_meant() {
        use FindingKind::{Assigns, ConsoleOutput, NearReport, Prompts, Redirects, Restarts, Waits};
        for (text, expected) in [
            ("$x = Read-Host 'x'; pause", vec![(Prompts, "Read-Host"), (Waits, "pause")]),
            (
                "Get-Credential; F (Get-Credential -Credential 'a')",
                vec![(Waits, "Get-Credential"), (Waits, "Get-Credential")],
            ),
            ("Get-Credential -Credential $x", vec![]),
            (
                "$x = [Console]::ReadLine(); $null = $Host.UI.PromptForChoice('a')",
                vec![(Waits, "[Console]::ReadLine"), (Waits, "$Host.UI.PromptForChoice")],
            ),
            (
                "[System.Console]::WriteLine('a'); [Console]::Error.WriteLine('a')",
                vec![(ConsoleOutput, "[System.Console]::WriteLine"), (ConsoleOutput, "[Console]::Error")],
            ),
            ("$host.UI.WriteLine('a')", vec![(ConsoleOutput, "$host.UI.WriteLine")]),
            ("[Console]::OutputEncoding = $x; $host.UI.RawUI.BufferSize = $y", vec![]),
            (
                "Restart-Computer -Force; Stop-Computer",
                vec![(Restarts, "Restart-Computer"), (Restarts, "Stop-Computer")],
            ),
            ("shutdown /r /t 0; shutdown /s /f -t 0", vec![(Restarts, "shutdown"), (Restarts, "shutdown")]),
            ("shutdown /r /t 60; shutdown /a; Restart-Computer -ComputerName $x", vec![]),
            (
                "CompleteTask -Outcome a; Completed-Task a",
                vec![(NearReport, "CompleteTask"), (NearReport, "Completed-Task")],
            ),
            ("function Complete-Tasks { 1 }\nComplete-Tasks", vec![]),
            ("if ($a == 1) { F } elseif ($a.B = 'c') { G }", vec![(Assigns, "=="), (Assigns, "=")]),
            ("while ($a > 1) { F }; if ($a.Count > $b) { F }", vec![(Redirects, ">"), (Redirects, ">")]),
            (
                "if ($a = Get-It) { F }; if ($a -gt 1) { F }; if ((F) 2> $null) { G }; if ($a > $null) { F }",
                vec![],
            ),
        ] {
            let own = [Assigns, ConsoleOutput, NearReport, Prompts, Redirects, Restarts, Waits];
            let findings = read_body(text, &TOKENS).findings.into_iter().filter(|it| own.contains(&it.kind));
            let found: Vec<_> = findings.map(|finding| (finding.kind, &text[finding.range])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
