//! Where text goes: stdout or stderr, with colour or without. A broken pipe ends quietly.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anstream::{AutoStream, ColorChoice};

use super::args::Color;
use crate::host;
use crate::report::Palette;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Clean, or done.
    Clean = 0,
    /// The manifest has problems, or there are differences where the verb asks.
    Findings = 1,
    /// It broke: usage, reading or writing, could not compare.
    Broken = 2,
}

/// From this many solutions up, a run is long; and so often it says how far it is.
const MANY: usize = 50;

/// How far a long run is.
pub(super) struct Progress {
    of: usize,
    done: Option<AtomicUsize>,
}

impl Progress {
    /// One more is done.
    pub(super) fn tick(&self) {
        let Some(done) = &self.done else { return };
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done == self.of {
            note("\r\x1b[K");
        } else if done % MANY == 0 {
            note(&format!("\r{done} of {} solutions", self.of));
        }
    }
}

/// Writes to stderr from any thread.
pub(super) fn note(text: &str) {
    // Nothing hangs on a remark about the run itself.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Both streams.
pub(super) struct Terminal {
    pub quiet: bool,
    color: ColorChoice,
    failed: Cell<Exit>,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        Terminal { quiet, color, failed: Cell::new(Exit::Clean) }
    }

    /// How a diff looks. Without colour nothing is stripped, since a file's own bytes may look like colour.
    pub(super) fn palette(&self) -> Palette {
        if self.is_plain() { Palette::PLAIN } else { Palette::COLOUR }
    }

    fn is_plain(&self) -> bool {
        let choice = match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            said => said,
        };
        choice == ColorChoice::Never
    }

    /// Writes what was asked for.
    pub(super) fn out(&self, text: &str) {
        let written = if self.is_plain() {
            io::stdout().lock().write_all(text.as_bytes())
        } else {
            AutoStream::new(io::stdout().lock(), self.color).write_all(text.as_bytes())
        };
        self.note(written);
    }

    /// Writes what was asked for, when that is all.
    pub(super) fn answer(&self, text: &str) -> Exit {
        self.out(text);
        Exit::Clean
    }

    /// Writes what is to be said about it.
    pub(super) fn err(&self, text: &str) {
        let written = AutoStream::new(io::stderr().lock(), self.color).write_all(text.as_bytes());
        self.note(written);
    }

    /// A remark that `--quiet` leaves out.
    pub(super) fn remark(&self, text: &str) {
        if !self.quiet {
            self.err(text);
        }
    }

    /// Says what failed, and what to do about it.
    pub(super) fn broken(&self, about: Option<&Path>, error: &host::Error) -> Exit {
        let about = about.map_or_else(String::new, |path| format!("{}: ", path.display()));
        self.err(&format!("\x1b[1m\x1b[91merror\x1b[0m: {about}{error}\n"));
        if let Some(help) = &error.help {
            self.err(&format!("  help: {help}\n"));
        }
        Exit::Broken
    }

    /// A line that says how far a long run is. Only a person at a terminal wants to know.
    pub(super) fn progress(&self, of: usize) -> Progress {
        let wanted = !self.quiet && of >= MANY && io::stderr().is_terminal();
        Progress { of, done: wanted.then(|| AtomicUsize::new(0)) }
    }

    /// Nobody reads on after a broken pipe, and nothing is wrong with that. Anything else is said once.
    fn note(&self, written: io::Result<()>) {
        let Err(error) = written else { return };
        if error.kind() != io::ErrorKind::BrokenPipe && self.failed.replace(Exit::Broken) != Exit::Broken {
            note(&format!("error: could not write the output: {error}\n"));
        }
    }

    /// Whether everything could be written.
    pub(super) fn finish(&self) -> Exit {
        self.note(io::stdout().flush());
        self.failed.get()
    }
}
