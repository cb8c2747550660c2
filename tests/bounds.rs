//! What is hostile, broken or without end in one solution: it is said, nothing hangs or aborts, and the other solutions are
//! rendered.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // makes folders, runs the program in them

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn rmmgen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rmmgen")).args(arguments).current_dir(folder).output().unwrap()
}

/// Two solutions in a repository, `a` and `b`.
fn repository() -> tempfile::TempDir {
    let top = tempfile::tempdir().unwrap();
    fs::create_dir(top.path().join(".git")).unwrap();
    for name in ["a", "b"] {
        assert!(rmmgen(top.path(), &["new", name]).status.success());
    }
    top
}

/// What a verb says of two solutions, in one of which something was made by hand. The other one comes through.
fn said(hand: impl FnOnce(&Path), verb: &str) -> (Option<i32>, String) {
    let top = repository();
    hand(&top.path().join("a"));
    let output = rmmgen(top.path(), &[verb, "."]);
    assert!(
        verb != "generate" || top.path().join("b/out/render.json").exists(),
        "the other solution is rendered"
    );
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn templates_and_images_stay_inside_and_what_is_none_is_named() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("closing.md"), "").unwrap();
    let docs = |solution: &Path| fs::create_dir_all(solution.join("templates/docs")).unwrap();
    let told = |words: &str, hand: &dyn Fn(&Path)| {
        let (code, told) = said(hand, "generate");
        assert!(code == Some(1) && told.contains(words), "{words}: {code:?} {told}");
    };
    told("`templates` leads out of the manifest's folder", &|solution| {
        symlink(outside.path(), solution.join("templates")).unwrap();
    });
    told("`templates` is not a folder", &|solution| {
        fs::write(solution.join("templates"), "").unwrap();
    });
    told("`templates/docs/closing.md` leads out of the manifest's folder", &|solution| {
        docs(solution);
        symlink(outside.path().join("closing.md"), solution.join("templates/docs/closing.md")).unwrap();
    });
    told("`templates/docs/closing.md` is a link that leads nowhere", &|solution| {
        docs(solution);
        symlink("nowhere", solution.join("templates/docs/closing.md")).unwrap();
    });
    told("`templates/docs/more` is a link to a folder, which is not followed", &|solution| {
        docs(solution);
        symlink(".", solution.join("templates/docs/more")).unwrap();
    });
    told("`templates/docs/closing.md` is not a file", &|solution| {
        docs(solution);
        let pipe = solution.join("templates/docs/closing.md");
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    });
    // A link inside is as good as the file.
    let inside = |solution: &Path| {
        docs(solution);
        fs::write(solution.join("closing.md"), "By the link.\n").unwrap();
        symlink("../../closing.md", solution.join("templates/docs/closing.md")).unwrap();
    };
    assert_eq!(said(inside, "generate").0, Some(0));
}

#[test]
fn images_that_lead_out_are_named() {
    use std::os::unix::fs::symlink;
    for (link, words) in
        [("images", "images`: it leads out"), ("images/solution/x.png", "x.png`: it leads out")]
    {
        let hand = |solution: &Path| {
            let link = solution.join(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink("/usr", link).unwrap();
        };
        let (code, told) = said(hand, "check");
        assert!(code == Some(0) && told.contains(words), "{code:?} {told}");
    }
}

#[test]
fn a_body_that_is_there_and_cannot_be_read_breaks_its_solution() {
    let hand = |solution: &Path| {
        let path = solution.join("scripts/check-disk-space.ps1");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(path.file_name().unwrap(), &path).unwrap();
    };
    let (code, told) = said(hand, "generate");
    assert!(
        code == Some(2) && told.contains("cannot be read: ") && !told.contains("error["),
        "{code:?} {told}"
    );
}

/// A folder whose path is longer than any system call takes: not even root can list it.
fn make_unlistable(folder: &Path) {
    use rustix::fs::{Mode, OFlags, mkdirat, open, openat};
    let mut at = open(folder, OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..20 {
        let name = "x".repeat(250);
        mkdirat(&at, &name, Mode::RWXU).unwrap();
        at = openat(&at, &name, OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
}

#[test]
fn a_folder_that_cannot_be_searched_stops_no_other_solution() {
    for verb in ["generate", "check", "diff"] {
        let (code, told) = said(make_unlistable, verb);
        assert!(code == Some(2) && told.contains("could not search the folder"), "{verb}: {code:?} {told}");
    }
    let top = repository();
    make_unlistable(&top.path().join("a"));
    let diff = rmmgen(top.path(), &["diff", "--format", "json", "."]);
    let told: serde_json::Value = serde_json::from_slice(&diff.stdout).unwrap();
    assert_eq!(told["not-compared"].as_array().map(Vec::len), Some(1), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_says_why() {
    let top = repository();
    for arguments in [["diff", "a"], ["explain", "clash"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
        let output = command.args(arguments).current_dir(top.path()).stdout(full).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {told}");
        assert_eq!(told.matches("could not write the output").count(), 1, "{arguments:?} {told}");
        assert!(told.contains("No space left"), "{told}");
    }
}
