//! The command line: verbs, what is printed where, exit codes. The diff, and problems in a format for programs, go
//! to stdout, everything else to stderr.

mod args;
mod check;
mod completions;
mod explain;
mod new;
mod solutions;
mod tell;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Verb};
use terminal::Terminal;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Clean, or done.
    Clean = 0,
    /// The manifest has problems, or there are differences where the verb asks.
    Findings = 1,
    /// It broke: usage, reading or writing, could not compare.
    Broken = 2,
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.color, cli.quiet);
    let exit = run(&cli, &terminal);
    ExitCode::from(exit.max(terminal.finish()) as u8)
}

fn run(cli: &Cli, terminal: &Terminal) -> Exit {
    match &cli.verb {
        Verb::Generate(arguments) if arguments.check => solutions::stale(arguments, terminal),
        Verb::Generate(arguments) => solutions::generate(arguments, terminal),
        Verb::Diff(arguments) => solutions::diff(arguments, terminal),
        Verb::Check(arguments) => check::check(arguments, terminal),
        Verb::Explain { code } => explain::explain(code.as_deref(), terminal),
        Verb::Schema => {
            terminal.out(&schema());
            Exit::Clean
        }
        Verb::New { name } => new::new(name, terminal),
        Verb::Completions { shell } => {
            terminal.out(&completions::script(*shell));
            Exit::Clean
        }
    }
}

/// The manifest's JSON Schema as it is published.
pub fn schema() -> String {
    format!("{:#}\n", crate::manifest::published(crate::check::codes()))
}
