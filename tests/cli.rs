//! Stories of the command line. A story is a page under `tests/cli`: its console blocks are run in an empty folder,
//! and what they print has to be what stands there. `SNAPSHOTS=overwrite cargo test --test cli` writes what is
//! printed: read it before it is committed.
//!
//! A fence of four backticks holds output with fences of its own. In a block, `$` begins a command, `!` stands before each line of stderr, and `? 1` is an exit code that is not 0.
//! Beside `rmmgen`, `git`, and `conflict`, a merge of Git's that ends in one, there are a few commands of the test's own, which are the same on every system.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests set up folders of their own

mod inputs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use inputs::files;

const STORIES: &str = "tests/cli";

#[test]
fn stories_go_as_they_are_told() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    for path in files(Path::new(STORIES), "md") {
        // `annotate-snippets` has other colours on Windows.
        if cfg!(windows) && path.ends_with("09-colour.md") {
            continue;
        }
        let told = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let folder = tempfile::tempdir().unwrap();
        // The system may reach its folder for temporary files through a link.
        let top = fs::canonicalize(folder.path()).unwrap();
        assert.eq(Story::new(&top).run(&told), snapbox::Data::read_from(&path, None));
    }
}

/// A story as far as it went.
struct Story {
    top: PathBuf,
    here: PathBuf,
}

impl Story {
    fn new(top: &Path) -> Story {
        Story { top: top.to_owned(), here: top.to_owned() }
    }

    /// The page with what its commands print now.
    fn run(&mut self, told: &str) -> String {
        let mut page = String::new();
        let mut fence: Option<&str> = None;
        for line in told.lines() {
            match (fence, line.strip_suffix("console")) {
                (None, Some(opening)) if opening.starts_with("```") => fence = Some(opening),
                (Some(opening), _) if line == opening => fence = None,
                (Some(_), _) => {
                    // What a command printed the last time gives way to what it prints now.
                    if let Some(command) = line.strip_prefix("$ ") {
                        page += &format!("{line}\n{}", self.command(command));
                    }
                    continue;
                }
                (None, _) => {}
            }
            page += &format!("{line}\n");
        }
        page
    }

    /// What a command prints, without what differs from run to run.
    fn command(&mut self, line: &str) -> String {
        let mut words = words(line);
        let mut environment = Vec::new();
        while let Some((name, value)) = words[0].split_once('=') {
            environment.push((name.to_owned(), value.to_owned()));
            words.remove(0);
        }
        let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let printed = match words[0].as_str() {
            "rmmgen" => said(&self.rmmgen(&arguments, &environment)),
            own => self.own(own, &arguments),
        };
        self.plain(&printed)
    }

    fn rmmgen(&self, arguments: &[&str], environment: &[(String, String)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
        command.args(arguments).current_dir(&self.here).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "CI"] {
            command.env_remove(name);
        }
        command.envs(environment.iter().map(|(name, value)| (name, value))).output().unwrap()
    }

    /// The test's own commands.
    fn own(&mut self, command: &str, arguments: &[&str]) -> String {
        let path = |index: usize| self.here.join(arguments[index]);
        match command {
            "cd" => self.here = fs::canonicalize(path(0)).unwrap(),
            "fixture" => copy(&Path::new(STORIES).join("fixtures").join(arguments[0]), &path(1)),
            "shipped" => shipped(&path(0)),
            "copy" => copy(&path(0), &path(1)),
            "move" => fs::rename(path(0), path(1)).unwrap(),
            "remove" if path(0).is_dir() => fs::remove_dir_all(path(0)).unwrap(),
            "remove" => fs::remove_file(path(0)).unwrap(),
            "append" => write(&path(0), &(read(&path(0)) + &read(&path(1)))),
            "write" => write(&path(0), &arguments[1].replace("\\n", "\n")),
            "replace" => replace(&path(0), arguments[1], arguments[2]),
            "crlf" => write(&path(0), &read(&path(0)).replace("\r\n", "\n").replace('\n', "\r\n")),
            "cat" => return read(&path(0)),
            "files" => return list(&self.here.join(arguments.first().unwrap_or(&"."))),
            "git" => return git(&self.here, arguments, true),
            "conflict" => return git(&self.here, arguments, false),
            other => panic!("no story can `{other}`"),
        }
        String::new()
    }

    fn plain(&self, printed: &str) -> String {
        let top = self.top.display().to_string();
        // Windows spells a path that is looked up with `\\?\` before its drive.
        let plain = printed
            .replace(&top, "[TOP]")
            .replace(top.trim_start_matches(r"\\?\"), "[TOP]")
            .replace('\u{1b}', "␛");
        let line = |line: &str| match line.trim_end() {
            line if cfg!(windows) => with_slashes(line).replace("rmmgen.exe", "rmmgen") + "\n",
            line => format!("{line}\n"),
        };
        plain.lines().map(line).collect()
    }
}

/// A line's backslashes between names made slashes; others, and those in JSON, are no separators.
fn with_slashes(line: &str) -> String {
    if line.trim_start().starts_with('"') {
        return line.to_owned();
    }
    let is_name = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || "._-]".contains(*c));
    let all: Vec<char> = line.chars().collect();
    let separates =
        |at: usize| all[at] == '\\' && is_name(all[..at].last()) && is_name(all[at + 1..].first());
    (0..all.len()).map(|at| if separates(at) { '/' } else { all[at] }).collect()
}

/// What a process printed: stdout, then stderr with a mark, then the exit code if it is one to notice.
fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut said = text(&output.stdout);
    if !said.is_empty() && !said.ends_with('\n') {
        said.push('\n');
    }
    said.extend(text(&output.stderr).lines().map(|line| format!("! {line}\n")));
    match output.status.code() {
        Some(0) => {}
        Some(code) => said += &format!("? {code}\n"),
        None => said += "? killed\n",
    }
    said
}

/// The words of a command line. Quotes of either kind hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, ' ') => words.push(String::new()),
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (_, c) => words.last_mut().unwrap().push(c),
        }
    }
    words
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn replace(path: &Path, old: &str, new: &str) {
    let text = read(path);
    let old = &old.replace("\\n", "\n");
    assert!(text.contains(old), "`{old}` is not in {}", path.display());
    write(path, &text.replacen(old, &new.replace("\\n", "\n"), 1));
}

/// Copies this repository's own solution, with its render.
fn shipped(to: &Path) {
    for name in ["solution.toml", "scripts", "out"] {
        copy(Path::new(name), &to.join(name));
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        return write(to, &read(from));
    }
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// Every file below a folder, one a line. What Git keeps for itself is left out.
fn list(folder: &Path) -> String {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(path) = folders.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true if entry.file_name() == ".git" => {}
                true => folders.push(entry.path()),
                false => found.push(entry.path().strip_prefix(folder).unwrap().display().to_string()),
            }
        }
    }
    found.sort();
    found.iter().map(|path| format!("{}\n", path.replace('\\', "/"))).collect()
}

/// Runs Git as nobody in particular, in a merge to a conflict. What it prints is its own affair.
fn git(here: &Path, arguments: &[&str], succeeds: bool) -> String {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"];
    let usual = ["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"];
    let output =
        Command::new("git").args(identity).args(usual).args(arguments).current_dir(here).output().unwrap();
    assert_eq!(output.status.success(), succeeds, "{}", String::from_utf8_lossy(&output.stderr));
    String::new()
}

#[test]
fn every_code_is_explained() {
    let story = Story::new(Path::new("."));
    for info in rmmgen::check::codes() {
        let said = said(&story.rmmgen(&["explain", info.word], &[]));
        for piece in [info.word, info.what, info.why, "For example:"] {
            assert!(said.contains(piece), "`{piece}` is not in:\n{said}");
        }
        assert!(!said.contains("\n! ") && !said.contains("\n? "), "{said}");
    }
}

#[test]
fn completions_know_every_verb_and_kind_of_problem_in_every_shell() {
    let story = Story::new(Path::new("."));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = story.rmmgen(&["completions", shell], &[]);
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && output.stderr.is_empty());
        for word in ["generate", "diff", "check", "explain", "schema", "new", "completions", "against"] {
            assert!(script.contains(word), "`{word}` is not in the script for {shell}");
        }
        for info in rmmgen::check::codes() {
            let offered = script.split(|c: char| c != '-' && !c.is_ascii_alphanumeric());
            assert!(offered.into_iter().any(|word| word == info.word), "`{}` is not in {shell}'s", info.word);
        }
    }
}

#[test]
fn the_schema_is_printed_as_it_is_published() {
    let output = Story::new(Path::new(".")).rmmgen(&["schema"], &[]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), rmmgen::cli::schema());
}
