//! A PowerShell on this machine, asked whether it can read a text. It parses, and runs none of it.
//!
//! One process answers for the whole run. Text and answer go over its input and output as lines of Base64, so that
//! every character arrives: line breaks, lone ones too, and what no code page of Windows holds.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use data_encoding::BASE64;

use crate::powershell::{Opinion, Unreadable};

/// What it is to do: for each line of its input one of its output, with the line, column, kind and words of each error;
/// `-` where its parser gives up.
const PARSE: &str = "\
$utf8 = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false; \
while ($null -ne ($line = [Console]::In.ReadLine())) { \
$text = $utf8.GetString([Convert]::FromBase64String($line)); $tokens = $null; $errors = $null; \
try { $null = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $tokens, [ref] $errors) } \
catch { [Console]::Out.WriteLine('-'); [Console]::Out.Flush(); continue }; \
$said = foreach ($one in $errors) { '{0} {1} {2} {3}' -f $one.Extent.StartLineNumber, $one.Extent.StartColumnNumber, $one.ErrorId, ($one.Message -replace '\\s+', ' ') }; \
[Console]::Out.WriteLine('+' + [Convert]::ToBase64String($utf8.GetBytes((@($said) -join [char]10)))); [Console]::Out.Flush() }";

/// It starts within a second or so; one that says nothing for this long says nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Errors that depend on the types and modules that this machine has: on a device they may be there.
const OF_THE_MACHINE: [&str; 10] = [
    "AttributeNotAllowedOnDeclaration",
    "CannotFindAppropriateCtor",
    "CannotLoadAssembly",
    "CustomAttributeTypeNotFound",
    "ErrorLoadingAssembly",
    "InvalidUnderlyingType",
    "ModuleNotFoundDuringParse",
    "RequiresModuleInvalid",
    "TypeNotFound",
    "TypeNotFoundDuringParse",
];

/// A PowerShell that answers.
struct Shell {
    process: Child,
    questions: Sender<String>,
    answers: Receiver<String>,
}

/// The one of this run, once it was asked for.
enum State {
    NotStarted,
    Running(Shell),
    /// There is none, or it gave no answer.
    None,
}

static STATE: Mutex<State> = Mutex::new(State::NotStarted);

/// What the PowerShell of this machine says of a script; nothing where there is none, or where it cannot be made to
/// answer.
pub fn powershell_reads(script: &str) -> Opinion {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*state, State::NotStarted) {
        *state =
            PROGRAMS.iter().find_map(|program| Shell::start(program)).map_or(State::None, State::Running);
    }
    let State::Running(shell) = &mut *state else { return Opinion::None };
    let answer = shell.ask(script);
    if answer.is_none() {
        shell.end();
        *state = State::None;
    }
    answer.unwrap_or(Opinion::None)
}

/// What it may be called.
const PROGRAMS: &[&str] = if cfg!(windows) { &["pwsh", "powershell.exe"] } else { &["pwsh"] };

impl Shell {
    fn start(program: &str) -> Option<Shell> {
        let mut process = Command::new(program)
            .args(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", PARSE])
            .env("POWERSHELL_TELEMETRY_OPTOUT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (mut input, output) = (process.stdin.take()?, process.stdout.take()?);
        let (questions, asked) = channel::<String>();
        // A program that ends without reading its input is no failure of ours.
        thread::spawn(move || asked.iter().try_for_each(|question| writeln!(input, "{question}")));
        let (said, answers) = channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.try_for_each(|line| said.send(line))
        });
        Some(Shell { process, questions, answers })
    }

    fn ask(&self, script: &str) -> Option<Opinion> {
        self.questions.send(BASE64.encode(script.as_bytes())).ok()?;
        let line = self.answers.recv_timeout(PATIENCE).ok()?;
        if line.trim() == "-" {
            return Some(Opinion::None);
        }
        let answer = BASE64.decode(line.trim().strip_prefix('+')?.as_bytes()).ok()?;
        Some(opinion(&String::from_utf8(answer).ok()?))
    }

    fn end(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// An answer in words of its own: `LINE COLUMN KIND MESSAGE` for each error.
fn opinion(answer: &str) -> Opinion {
    let error = |line: &str| {
        let mut words = line.splitn(4, ' ');
        let (line, column) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let (kind, message) = (words.next()?, words.next()?.to_owned());
        Some((kind.to_owned(), Unreadable { line, column, message }))
    };
    let errors: Option<Vec<_>> = answer.lines().filter(|line| !line.is_empty()).map(error).collect();
    let Some(errors) = errors else { return Opinion::None };
    match errors.into_iter().find(|(kind, _)| !OF_THE_MACHINE.contains(&kind.as_str())) {
        None => Opinion::Readable,
        Some((_, error)) => Opinion::Unreadable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let error = Unreadable { line: 3, column: 14, message: "Missing closing '}'.".to_owned() };
        for (answer, expected) in [
            ("", Opinion::Readable),
            ("1 9 TypeNotFound Unable to find type [X].", Opinion::Readable),
            (
                "1 9 TypeNotFound Unable to find type [X].\n3 14 MissingEndCurlyBrace Missing closing '}'.",
                Opinion::Unreadable(error),
            ),
            ("pwsh: not licensed", Opinion::None),
        ] {
            assert_eq!(opinion(answer), expected, "{answer}");
        }
    }
}
