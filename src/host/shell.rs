//! A PowerShell on this machine, asked whether it can read a text. It parses, and runs none of it.
//!
//! One process answers for the whole run. Text and answer go over its input and output as lines of Base64, so that
//! every character arrives: line breaks, lone ones too, and what no code page of Windows holds.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use data_encoding::BASE64;

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

/// What the PowerShell of this machine answers about a script: `LINE COLUMN KIND MESSAGE` for each error. None where there
/// is none, or where it cannot be made to answer.
pub fn parse_with_powershell(script: &str) -> Option<String> {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*state, State::NotStarted) {
        *state =
            PROGRAMS.iter().find_map(|program| Shell::start(program)).map_or(State::None, State::Running);
    }
    let State::Running(shell) = &mut *state else { return None };
    let answer = shell.ask(script);
    if answer.is_none() {
        shell.end();
        *state = State::None;
    }
    answer.flatten()
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
        Builder::new()
            .spawn(move || asked.iter().try_for_each(|question| writeln!(input, "{question}")))
            .ok()?;
        let (said, answers) = channel();
        let listen = move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.try_for_each(|line| said.send(line))
        };
        Builder::new().spawn(listen).ok()?;
        Some(Shell { process, questions, answers })
    }

    /// None where it answers no more; nothing in it where it gives up on this text.
    fn ask(&self, script: &str) -> Option<Option<String>> {
        self.questions.send(BASE64.encode(script.as_bytes())).ok()?;
        let line = self.answers.recv_timeout(PATIENCE).ok()?;
        if line.trim() == "-" {
            return Some(None);
        }
        let answer = BASE64.decode(line.trim().strip_prefix('+')?.as_bytes()).ok()?;
        Some(Some(String::from_utf8(answer).ok()?))
    }

    fn end(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
