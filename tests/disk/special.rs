//! Files of our own that are no ordinary files: nothing hangs, nothing is read without end, and it is said.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use rmmgen::host::{Lock, Straight};
use rmmgen::plan::{Permit, Render};
use rmmgen::workspace::Failure;

use crate::support::{Repository, no_wait, render};

/// What may stand at a path, and how that is said.
const THINGS: [(&str, &str); 4] = [
    ("a pipe", "a pipe or a device"),
    ("a link to /dev/zero", "a symbolic link"),
    ("a folder", "a folder"),
    ("a file of 900 MB", "larger than"),
];

fn make(thing: &str, path: &Path) {
    match thing {
        "a pipe" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        "a link to /dev/zero" => symlink("/dev/zero", path).unwrap(),
        "a folder" => fs::create_dir(path).unwrap(),
        _ => fs::File::create(path).unwrap().set_len(900 << 20).unwrap(),
    }
}

fn after() -> Render {
    render(&[("a.md", "2")])
}

/// A rendered repository in which this thing stands at a path of our own.
fn with(thing: &str, path: &str) -> Repository {
    let repository = Repository::new();
    repository.render(&render(&[("a.md", "1")]));
    let path = repository.path("solution/out").join(path);
    let _ = fs::remove_file(&path);
    make(thing, &path);
    repository
}

#[test]
fn a_record_or_a_journal_that_is_no_ordinary_file_is_named() {
    for path in ["render.json", ".rmmgen/journal"] {
        for (thing, words) in THINGS {
            let repository = with(thing, path);
            let error = repository.output.observe(&after()).unwrap_err();
            assert!(error.message.contains(path) && error.message.contains(words), "{thing}: {error}");
            assert!(error.help.unwrap().contains("move it away"), "{thing}");
            assert_eq!(repository.read("solution/out/a.md"), "1");
        }
    }
}

#[test]
fn a_lock_that_is_no_ordinary_file_is_named() {
    for (thing, words) in &THINGS[..3] {
        let repository = with(thing, ".rmmgen/lock");
        let Err(Failure::Failed(error)) = repository.apply(after(), Permit::default()) else {
            panic!("{thing}")
        };
        assert!(error.message.contains("lock") && error.message.contains(words), "{thing}: {error}");
        assert_eq!(repository.read("solution/out/a.md"), "1");
    }
}

#[test]
fn nobody_is_waited_for_at_a_pipe_that_says_who_holds_the_lock() {
    let repository = with("a folder", ".rmmgen/unused");
    let _lock = Lock::take(&repository.path("solution/out/.rmmgen"), &no_wait(), &Straight).unwrap();
    fs::remove_file(repository.path("solution/out/.rmmgen/holder")).unwrap();
    make("a pipe", &repository.path("solution/out/.rmmgen/holder"));
    let Err(Failure::Failed(error)) = repository.apply(after(), Permit::default()) else { panic!() };
    assert!(error.message.starts_with("another rmmgen still writes"), "{error}");
}

#[test]
fn a_record_elsewhere_that_is_no_ordinary_file_is_none() {
    for (thing, _) in &THINGS[..3] {
        let repository = Repository::new();
        fs::create_dir_all(repository.path("solution/site")).unwrap();
        make(thing, &repository.path("solution/site/render.json"));
        repository.render(&after());
    }
}
