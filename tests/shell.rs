//! What is done with the word of the PowerShell on PATH. Here a stand-in answers, which notes what it was asked; that
//! text and answer arrive whole is tested with a real one (`powershell.rs`).
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // makes a folder, and runs the program in it

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const SMALL: &str = include_str!("check/bases/small.toml");
/// A line that no PowerShell can read.
const BROKEN: &str = "if $files { Complete-Task -Outcome failed }\nComplete-Task -Outcome done\n''' }";

/// What `rmmgen` prints on stderr and its exit code, with a stand-in that answers this; and what that one was asked.
fn told(command: &str, body_end: &str, answer: Option<&str>) -> (String, i32, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let manifest = SMALL.replace("Complete-Task -Outcome done\n''' }", body_end);
    fs::write(folder.path().join("solution.toml"), manifest).unwrap();
    let tools = folder.path().join("tools");
    fs::create_dir(&tools).unwrap();
    if let Some(answer) = answer {
        let program = tools.join("pwsh");
        let script = format!(
            "#!/bin/sh\nwhile read -r line; do\necho \"$line\" | /usr/bin/base64 -d >> \"$0.asked\"\n\
             echo \"+$(printf '%s' '{answer}' | /usr/bin/base64 | /usr/bin/tr -d '\\n')\"\ndone\n"
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = Command::new(env!("CARGO_BIN_EXE_rmmgen"))
        .args(command.split(' ').chain(["--color", "never"]))
        .current_dir(folder.path())
        .env("PATH", &tools)
        .output()
        .unwrap();
    (String::from_utf8(run.stderr).unwrap(), run.status.code().unwrap(), asked(&tools))
}

fn asked(tools: &Path) -> Option<String> {
    fs::read_to_string(tools.join("pwsh.asked")).ok()
}

const SOUND: &str = "Complete-Task -Outcome done\n''' }";

#[test]
fn what_cannot_be_read_is_an_error_of_every_verb() {
    for command in ["check", "generate", "generate --check", "generate --deny-warnings"] {
        for answer in [None, Some("1 4 MissingOpenParenthesisInIfStatement no"), Some("something else")] {
            let (said, code, _) = told(command, BROKEN, answer);
            assert!(
                said.starts_with("error[body-syntax]: PowerShell cannot read this: a condition"),
                "{said}"
            );
            assert!(said.contains("102 | if $files") && !said.contains("report this"), "{said}");
            assert_eq!(code, 1, "{command}");
        }
    }
}

#[test]
fn each_line_that_cannot_be_read_is_told() {
    let (said, ..) = told("check", &format!("while $files {{ 1 }}\n{BROKEN}"), None);
    assert_eq!(said.matches("error[body-syntax]").count(), 2, "{said}");
}

#[test]
fn a_powershell_that_can_read_it_has_the_last_word() {
    let (said, code, asked) = told("check", BROKEN, Some(""));
    assert_eq!((said.as_str(), code), ("No problems in 1 manifest.\n", 0));
    assert!(asked.unwrap().contains("if $files {"));
    // What this machine lacks, a device may have.
    let (said, code, _) = told("check", SOUND, Some("1 1 TypeNotFound Unable to find type [X]."));
    assert_eq!((said.as_str(), code), ("No problems in 1 manifest.\n", 0));
}

#[test]
fn what_only_powershell_minds_is_to_be_reported() {
    let (said, code, _) = told("check", SOUND, Some("1 1 UnexpectedToken Unexpected token."));
    assert!(
        said.starts_with("error[body-syntax]: PowerShell cannot read this script: Unexpected token."),
        "{said}"
    );
    assert!(said.contains("please report this"), "{said}");
    assert_eq!(code, 1);
}

#[test]
fn check_asks_about_every_body_and_generate_about_broken_ones() {
    for (command, body, expected) in
        [("check", SOUND, true), ("generate", SOUND, false), ("generate", BROKEN, true)]
    {
        let (said, _, asked) = told(command, body, Some(""));
        assert_eq!(asked.is_some(), expected, "{command}: {said}");
    }
}
