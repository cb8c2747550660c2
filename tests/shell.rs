//! A body that the grammar cannot read is shown to the PowerShell on PATH. Here a stand-in answers, which notes what it
//! was asked: it is asked about nothing else, and only where warnings count.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // makes a folder, and runs the program in it

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const SMALL: &str = include_str!("check/bases/small.toml");
/// A line that no PowerShell can read.
const BROKEN: &str = "if $files { Complete-Task -Outcome failed }\nComplete-Task -Outcome done\n''' }";

/// What `rmmgen` prints on stderr and its exit code, with a stand-in that answers this; and what that one was asked. Of
/// several commands, the last.
fn told(command: &str, body_end: &str, answer: Option<&str>) -> (String, i32, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let manifest = SMALL.replace("Complete-Task -Outcome done\n''' }", body_end);
    fs::write(folder.path().join("solution.toml"), manifest).unwrap();
    let tools = folder.path().join("tools");
    fs::create_dir(&tools).unwrap();
    if let Some(answer) = answer {
        let program = tools.join("pwsh");
        fs::write(&program, format!("#!/bin/sh\n/bin/cat > \"$0.asked\"\n/bin/cat <<'end'\n{answer}\nend\n"))
            .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = |command: &str| {
        let mut rmmgen = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
        rmmgen.args(command.split(' ').chain(["--color", "never"])).current_dir(folder.path());
        rmmgen.env("PATH", &tools).output().unwrap()
    };
    let run = command.split(" && ").map(run).last().unwrap();
    (String::from_utf8(run.stderr).unwrap(), run.status.code().unwrap(), asked(&tools))
}

fn asked(tools: &Path) -> Option<String> {
    fs::read_to_string(tools.join("pwsh.asked")).ok()
}

#[test]
fn a_powershell_that_cannot_read_it_either_makes_it_an_error() {
    let (said, code, asked) =
        told("check", BROKEN, Some("7 4 Missing '(' after 'if' in if statement.\ndone"));
    assert!(
        said.starts_with("error[body-syntax]: PowerShell cannot read this script: Missing '(' after 'if'"),
        "{said}"
    );
    assert!(said.contains("102 | if $files"), "{said}");
    assert_eq!(code, 1);
    assert!(asked.unwrap().contains("if $files {"));
}

#[test]
fn a_powershell_that_can_read_it_has_the_last_word() {
    let (said, code, asked) = told("check", BROKEN, Some("done"));
    assert_eq!((said.as_str(), code), ("No problems in 1 manifest.\n", 0));
    assert!(asked.is_some());
}

#[test]
fn without_an_answer_there_is_a_doubt() {
    for answer in [None, Some("pwsh: something else")] {
        let (said, code, _) = told("check", BROKEN, answer);
        assert!(said.starts_with("warning[doubtful-syntax]"), "{said}");
        assert_eq!(code, 0);
    }
}

#[test]
fn denied_doubts_keep_a_solution_from_being_written() {
    for command in ["generate --deny-warnings", "generate --check --deny-warnings"] {
        let (said, code, _) = told(command, BROKEN, None);
        assert!(said.starts_with("error[doubtful-syntax]") && !said.contains("stale"), "{said}");
        assert_eq!(code, 1);
    }
    let (said, code, asked) = told("generate --deny-warnings", BROKEN, Some("done"));
    assert_eq!((code, asked.is_some()), (0, true), "{said}");
}

#[test]
fn each_statement_has_a_doubt() {
    let (said, _, _) = told("check", &format!("while $files {{ 1 }}\n{BROKEN}"), None);
    assert_eq!(said.matches("warning[doubtful-syntax]").count(), 2, "{said}");
}

#[test]
fn nobody_is_asked_about_what_the_grammar_reads_nor_by_another_verb() {
    let (_, code, asked) = told("check", "Complete-Task -Outcome done\n''' }", Some("1 1 no\ndone"));
    assert_eq!((code, asked), (0, None));
    for command in
        ["generate", "generate && diff", "generate && diff --against out", "generate && diff --against ./out"]
    {
        let (said, code, asked) = told(command, BROKEN, Some("1 1 no\ndone"));
        assert_eq!((code, asked), (0, None), "{command}: {said}");
    }
}
