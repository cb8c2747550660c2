//! The command line: verbs, what is printed where, exit codes. The diff, and problems in a format for programs, go
//! to stdout, everything else to stderr.

mod args;
mod tell;
mod terminal;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use terminal::Terminal;

pub use verbs::schema;

use crate::host::panics;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.color, cli.quiet);
    panics::keep_for_the_catcher();
    let exit = panics::caught(|| verbs::run(&cli.verb, &terminal));
    let exit = exit.unwrap_or_else(|panic| terminal.broken(None, &panic));
    ExitCode::from(exit.max(terminal.finish()) as u8)
}
