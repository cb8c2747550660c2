//! The command line as it may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Solution-as-code for RMM platforms: one manifest renders the script, criteria, fields and docs, and shows what
/// would change before it writes.
#[derive(Debug, Parser)]
#[command(name = "rmmgen", version, propagate_version = true, max_term_width = 110)]
#[command(
    after_help = "Exit codes: 0 clean or done; 1 the manifest has problems, or there are differences where the \
verb asks; 2 it broke."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub verb: Verb,
    /// Colour: only on a terminal and without NO_COLOR, or as said.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Print problems and results only.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// Which solutions a verb is about.
#[derive(Args, Debug)]
pub(super) struct Which {
    /// Manifests, or folders: every solution.toml below them. Default: solution.toml in this folder.
    #[arg(value_name = "MANIFEST")]
    pub manifests: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Render, show what changes, and write it.
    Generate(Generate),
    /// Show what would change: in meaning first, then file by file.
    Diff(Diff),
    /// List every problem of a manifest.
    Check(Check),
    /// Explain a kind of problem.
    Explain {
        /// The word in brackets behind `error` or `warning`. Default: list them all.
        code: Option<String>,
    },
    /// Print the manifest's JSON Schema.
    Schema,
    /// Make a folder with a small solution that passes `check`.
    New {
        /// The solution's name. The folder is named after it.
        name: String,
    },
    /// Print a completion script.
    Completions {
        /// The shell to complete in.
        shell: clap_complete::Shell,
    },
    /// Render by templates of the author's own, as another rmmgen asks.
    #[command(hide = true)]
    RenderTemplates,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    pub which: Which,
    /// How to print the problems.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Take every warning for an error.
    #[arg(long)]
    pub deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people, on stderr.
    Text,
    /// For programs, by schemas/check.schema.json.
    Json,
    /// GitHub's workflow commands: annotations of a pull request.
    Github,
    /// SARIF 2.1.0, for code scanners.
    Sarif,
}

#[derive(Args, Debug)]
pub(super) struct Generate {
    #[command(flatten)]
    pub which: Which,
    /// Write nothing; exit 1 when what is rendered is not what the manifest says.
    #[arg(long)]
    pub check: bool,
    /// Take every warning for an error: a solution that has one is not rendered.
    #[arg(long)]
    pub deny_warnings: bool,
    /// Replace rendered files that were edited by hand since.
    #[arg(long, conflicts_with = "check")]
    pub overwrite_edits: bool,
    /// Remove more than 30 % of the rendered files, where there are 10 or more.
    #[arg(long, conflicts_with = "check")]
    pub allow_removals: bool,
}

#[derive(Args, Debug)]
pub(super) struct Diff {
    #[command(flatten)]
    pub which: Which,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Exit 1 when there is such a change.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub fail_on: Option<FailOn>,
    /// Compare with another render: a folder, or a Git revision.
    #[arg(long, value_name = "PATH|REV")]
    pub against: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For people, and for `git apply`.
    Text,
    /// For programs, by schemas/diff.schema.json.
    Json,
    /// For a comment on a pull request: at most 65,536 characters.
    Markdown,
    /// GitHub's workflow commands: annotations of a pull request.
    Github,
    /// What a person has to do in the console, as Markdown with boxes to tick.
    Checklist,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// A breaking change.
    Breaking,
    /// Any change.
    Any,
}
