//! Completion scripts. `explain` takes the words of all kinds of problems: a shell offers them, while the parser
//! takes any word, so that a misspelt one is met with the nearest, and `--help` need not list them.

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::check;
use crate::cli::args::Cli;
use crate::diag::Code;
use crate::powershell;

/// The script for a shell.
pub(super) fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "rmmgen", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    // For the others it offers what may stand behind an option, and nothing else.
    match shell {
        Shell::Fish => script + &fish(),
        Shell::PowerShell => behind(script, "'rmmgen;explain' {\n", powershell_line),
        Shell::Elvish => behind(script, "&'rmmgen;explain'= {\n", elvish_line),
        _ => script,
    }
}

fn command() -> Command {
    let words = PossibleValuesParser::new(check::codes().map(|code| code.word));
    Cli::command()
        .mut_subcommand("explain", |explain| explain.mut_arg("code", |code| code.value_parser(words)))
}

fn fish() -> String {
    let words: Vec<&str> = check::codes().map(|code| code.word).collect();
    let condition = "__fish_rmmgen_using_subcommand explain";
    format!("complete -c rmmgen -n \"{condition}\" -f -a \"{}\"\n", words.join(" "))
}

fn powershell_line(info: &Code) -> String {
    let (word, what) = (info.word, powershell::literal(info.what));
    format!("[CompletionResult]::new('{word}', '{word}', [CompletionResultType]::ParameterValue, {what})")
}

fn elvish_line(info: &Code) -> String {
    format!("cand {} '{}'", info.word, info.what.replace('\'', "''"))
}

/// A script with a line for each kind of problem behind one of its own.
fn behind(script: String, opening: &str, line: impl Fn(&Code) -> String) -> String {
    let Some(start) = script.find(opening) else { return script };
    let (before, after) = script.split_at(start + opening.len());
    let lines: String = check::codes().map(|info| format!("            {}\n", line(info))).collect();
    format!("{before}{lines}{after}")
}
