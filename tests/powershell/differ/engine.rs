//! PowerShell, in one process for all texts.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use super::Shape;

/// What PowerShell says of a text.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    Valid(Vec<Shape>),
    Invalid(Words),
    /// Its parser failed itself.
    Threw,
}

/// What it minds.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The ids of its errors, with commas.
    pub ids: String,
}

/// Errors that depend on the types and modules that are loaded.
const OF_THE_MACHINE: [&str; 15] = [
    "AttributeNotAllowedOnDeclaration",
    "PropertyNotFoundForAttribute",
    "CannotFindAppropriateCtor",
    "CustomAttributeTypeNotFound",
    "ErrorLoadingAssembly",
    "ModuleNotFoundDuringParse",
    "TypeNotFound",
    "TypeNotFoundDuringParse",
    "CannotLoadAssembly",
    "NamespaceNotFound",
    "SealedBaseClass",
    "BaseClassNoDefaultCtor",
    "InterfaceNameExpected",
    "InvalidUnderlyingType",
    "TypeCreationError",
];

impl Words {
    pub(crate) fn depend_on_the_machine(&self, text: &str) -> bool {
        // Of `#Requires` the text alone decides; `using module` looks for a file.
        let names_module = text.contains("module") && !text.to_lowercase().contains("#requires");
        // Whether `[Type]::Name` is a constant, only the type knows.
        let names_member = text.contains("::");
        self.ids.split(',').all(|id| match id {
            "RequiresModuleInvalid" => names_module,
            "ParameterAttributeArgumentNeedsToBeConstant"
            | "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock" => names_member,
            _ => OF_THE_MACHINE.contains(&id),
        })
    }
}

/// A running `pwsh` that answers.
pub(crate) struct Engine {
    process: Child,
    questions: Option<std::sync::mpsc::Sender<String>>,
    answers: Receiver<String>,
}

impl Engine {
    /// Nothing where there is no `pwsh`.
    pub(crate) fn start() -> Option<Engine> {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/powershell/differ/ask.ps1");
        let mut command = Command::new("pwsh");
        command.args(["-NoProfile", "-NonInteractive", "-File"]).arg(script);
        command.env("POWERSHELL_TELEMETRY_OPTOUT", "1").env("NO_COLOR", "1");
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let mut input = process.stdin.take()?;
        let output = process.stdout.take()?;
        let (questions, asked) = channel::<String>();
        std::thread::spawn(move || {
            for text in asked {
                if writeln!(input, "{}", base64(text.as_bytes())).is_err() {
                    return;
                }
            }
        });
        let (answer, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if answer.send(line).is_err() {
                    return;
                }
            }
        });
        Some(Engine { process, questions: Some(questions), answers })
    }

    /// What it says of each text.
    pub(crate) fn ask(&mut self, texts: &[String]) -> Vec<Verdict> {
        let questions = self.questions.as_ref().expect("the engine runs");
        for text in texts {
            questions.send(text.clone()).expect("pwsh takes every text");
        }
        texts.iter().map(|_| verdict(&self.answers.recv().expect("pwsh answers every text"))).collect()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.questions = None;
        let _ = self.process.wait();
    }
}

fn verdict(line: &str) -> Verdict {
    let mut words = line.split(' ');
    match words.next() {
        Some("+") => {
            let words: Vec<&str> = words.collect();
            Verdict::Valid(words.chunks_exact(4).map(node).collect())
        }
        Some("-") => Verdict::Invalid(Words { ids: words.next().unwrap_or_default().to_owned() }),
        _ => Verdict::Threw,
    }
}

fn node(words: &[&str]) -> Shape {
    let number = |at: usize| words[at].parse().expect("an offset");
    Shape { name: words[0].to_owned(), start: number(1), end: number(2), depth: number(3) }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let used = digit <= chunk.len();
            let value = (bits >> (18 - 6 * digit)) & 63;
            text.push(if used { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    text
}
