//! Kills and faults at every change, and two runs at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use rmmgen::host::{Lock, Straight, Wait};
use rmmgen::plan::{Permit, Render};
use rmmgen::workspace::{self, Failure};

use crate::support::{At, Repository, What, no_wait, output, render_with};

/// Where the child finds the repository, and the change it ends at.
const CHILD: &str = "RMMGEN_TEST_KILL";

fn before() -> Render {
    let files = [
        ("../site/gone.md", "old"),
        ("../site/page.md", "old"),
        ("docs/changed.md", "old"),
        ("docs/folder/gone.md", "old"),
        ("docs/kept.md", "same"),
        ("shape", "a file that becomes a folder"),
        ("tasks/a/script.ps1", "old"),
    ];
    render_with("Before", &files, &[])
}

fn after() -> Render {
    let files = [
        ("../site/page.md", "new"),
        ("docs/changed.md", "new"),
        ("docs/kept.md", "same"),
        ("docs/new/page.md", "new"),
        ("shape/file", "new"),
        ("tasks/a/script.ps1", "new"),
    ];
    render_with("After", &files, &[])
}

const FOREIGN: [(&str, &str); 3] = [
    ("solution/out/docs/theirs.md", "theirs"),
    ("solution/out/docs/.rmmgen-2.new", "a name we would like to have"),
    ("solution/notes.txt", "theirs"),
];

fn start() -> Repository {
    let repository = Repository::new();
    repository.write("solution/out/.git/HEAD", "theirs");
    for (path, text) in FOREIGN {
        repository.write(path, text);
    }
    repository.render(&before());
    repository
}

/// The files of a render and the foreign ones.
fn files_of(render: &Render) -> BTreeMap<String, String> {
    let scratch = Repository::new();
    scratch.render(render);
    let mut files = scratch.files();
    files.extend(FOREIGN.map(|(path, text)| (path.to_string(), text.to_string())));
    files
}

/// Every file of either render is whole, old or new, or not there where one of the renders has none.
fn assert_whole(repository: &Repository, at: usize) {
    let (old, new) = (files_of(&before()), files_of(&after()));
    let found = repository.files();
    for path in old.keys().chain(new.keys()) {
        let text = found.get(path);
        assert!(text == old.get(path) || text == new.get(path), "after change {at}: {path}: {text:?}");
    }
    for path in found.keys().filter(|path| !old.contains_key(*path) && !new.contains_key(*path)) {
        assert!(path.contains(".rmmgen-"), "after change {at}: {path}");
    }
}

fn assert_finishes(repository: &Repository, render: &Render, at: usize) {
    repository
        .apply(render.clone(), Permit::default())
        .unwrap_or_else(|error| panic!("after {at}: {error:?}"));
    assert_eq!(repository.files(), files_of(render), "after change {at}");
    assert_eq!(repository.read("solution/out/.git/HEAD"), "theirs");
    assert!(!repository.path("solution/out/.rmmgen/journal").exists(), "after change {at}");
    assert!(repository.plan(render.clone()).is_empty(), "after change {at}");
}

/// How many changes there are.
fn count(render: &Render) -> usize {
    let repository = start();
    let seam = At::new(usize::MAX, What::Fail);
    workspace::apply(
        &repository.output,
        repository.plan(render.clone()),
        Permit::default(),
        &no_wait(),
        &seam,
    )
    .unwrap();
    seam.passed()
}

/// Not a test of its own: the process that is killed, which [`killed`] starts.
#[test]
fn child() {
    let Some(arguments) = std::env::var_os(CHILD) else { return };
    let arguments = arguments.into_string().unwrap();
    let (number, folder) = arguments.split_once(' ').unwrap();
    let output = output(&PathBuf::from(folder));
    let render = after();
    let seen = output.observe(&render).unwrap();
    let plan = rmmgen::plan::Plan::new(render, seen);
    let seam = At::new(number.parse().unwrap(), What::End);
    workspace::apply(&output, plan, Permit::default(), &no_wait(), &seam).unwrap();
}

/// Runs the child until it is killed after a change; the number it reached.
fn killed(repository: &Repository, number: usize) -> Option<i32> {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "faults::child"]).env(CHILD, format!("{number} {}", repository.top().display()));
    child.output().unwrap().status.code()
}

#[test]
fn a_kill_after_any_change_leaves_whole_files_and_the_next_run_finishes() {
    let changes = count(&after());
    assert!(changes > 25, "{changes}");
    for number in 1..=changes {
        let repository = start();
        assert_eq!(killed(&repository, number), Some(i32::try_from(number).unwrap()));
        assert_whole(&repository, number);
        assert_finishes(&repository, &after(), number);
    }
    assert_eq!(killed(&start(), changes + 1), Some(0), "there is no further change");
}

#[test]
fn a_kill_after_any_change_can_be_taken_back() {
    for number in 1..=count(&after()) {
        let repository = start();
        assert_eq!(killed(&repository, number), Some(i32::try_from(number).unwrap()));
        assert_finishes(&repository, &before(), number);
        let folders = repository.folders();
        assert!(
            !folders.contains(&"solution/out/docs/new".to_string()),
            "after change {number}: {folders:?}"
        );
    }
}

#[test]
fn a_second_kill_loses_nothing_either() {
    for number in 1..=count(&after()) {
        let repository = start();
        killed(&repository, number);
        for second in [3, number] {
            killed(&repository, second);
            assert_whole(&repository, number);
        }
        assert_finishes(&repository, &before(), number);
    }
}

#[test]
fn every_change_may_fail() {
    for number in 1..=count(&after()) {
        let repository = start();
        let seam = At::new(number, What::Fail);
        let plan = repository.plan(after());
        let failure =
            workspace::apply(&repository.output, plan, Permit::default(), &no_wait(), &seam).unwrap_err();
        let Failure::Failed(error) = failure else { panic!("{failure:?}") };
        assert!(error.message.contains("injected"), "change {number}: {error}");
        assert!(seam.passed() >= number, "the fault at {number} did not fire");
        assert_whole(&repository, number);
        assert_finishes(&repository, &after(), number);
    }
}

#[test]
fn a_fault_while_staging_leaves_nothing_staged() {
    let repository = start();
    let untouched = repository.files();
    for number in 1..count(&after()) {
        let seam = At::new(number, What::Fail);
        let plan = repository.plan(after());
        let failed = workspace::apply(&repository.output, plan, Permit::default(), &no_wait(), &seam);
        let Err(Failure::Failed(error)) = failed else { panic!("{failed:?}") };
        if error.message.replace('\\', "/").contains("site/page.md") {
            return; // The first rename.
        }
        // `shape` gives way before anything is staged.
        let mut found = repository.files();
        found.entry("solution/out/shape".into()).or_insert(untouched["solution/out/shape"].clone());
        assert_eq!(found, untouched, "after change {number}: {error}");
    }
    panic!("nothing was ever written");
}

#[test]
fn a_file_that_is_held_for_a_moment_is_tried_again_and_then_named() {
    for number in 1..=count(&after()) {
        let repository = start();
        let seam = At::new(number, What::Hold(2));
        let plan = repository.plan(after());
        workspace::apply(&repository.output, plan, Permit::default(), &no_wait(), &seam).unwrap();
        assert_eq!(repository.files(), files_of(&after()));
    }
    let repository = start();
    let plan = repository.plan(after());
    let seam = At::new(count(&after()), What::Hold(usize::MAX / 2));
    let failed = workspace::apply(&repository.output, plan, Permit::default(), &no_wait(), &seam);
    let Err(Failure::Failed(error)) = failed else { panic!("{failed:?}") };
    assert!(error.help.as_ref().unwrap().contains("holds it open"), "{error:?}");
    assert!(error.message.contains("journal"), "{error}");
}

#[test]
fn a_second_run_waits_and_then_sees_what_the_first_one_wrote() {
    let repository = start();
    let lock = Lock::take(&repository.path("solution/out/.rmmgen"), &no_wait(), &Straight).unwrap();
    let (waits, waiting) = mpsc::channel();
    let notice = move |words: &str| waits.send(words.to_string()).unwrap();
    let plan = repository.plan(after());
    let first = repository.plan(after());
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let wait = Wait { at_most: Duration::from_secs(600), notice: &move |words| notice(words) };
            workspace::apply(&repository.output, plan, Permit::default(), &wait, &Straight).unwrap()
        });
        let words = waiting.recv().unwrap();
        assert!(words.contains(&format!("process {}", std::process::id())), "{words}");
        // What the first run writes while it holds the lock.
        for entry in first.entries() {
            if let Some(text) = first.new_text(entry).filter(|_| entry.path.starts_with("docs")) {
                repository.write(&format!("solution/out/{}", entry.path), std::str::from_utf8(text).unwrap());
            }
        }
        drop(lock);
        let done = second.join().unwrap();
        assert!(
            done.entries()
                .iter()
                .all(|entry| done.new_text(entry).is_none() || !entry.path.starts_with("docs"))
        );
    });
    assert_eq!(repository.files(), files_of(&after()));
}

#[test]
fn a_second_run_that_may_not_wait_says_who_writes() {
    let repository = start();
    let _lock = Lock::take(&repository.path("solution/out/.rmmgen"), &no_wait(), &Straight).unwrap();
    let files = repository.files();
    let Err(Failure::Failed(error)) = repository.apply(after(), Permit::default()) else { panic!() };
    assert!(error.message.contains(&format!("process {}", std::process::id())), "{error}");
    assert_eq!(repository.files(), files);
}

#[test]
fn nothing_to_change_takes_no_lock_and_writes_nothing() {
    let repository = start();
    let _lock = Lock::take(&repository.path("solution/out/.rmmgen"), &no_wait(), &Straight).unwrap();
    fs::remove_file(repository.path("solution/out/.rmmgen/.gitignore")).unwrap();
    let seam = At::new(1, What::Fail);
    workspace::apply(&repository.output, repository.plan(before()), Permit::default(), &no_wait(), &seam)
        .unwrap();
    assert_eq!(seam.passed(), 0);
    assert!(!repository.path("solution/out/.rmmgen/.gitignore").exists());
}

#[test]
fn an_unfinished_run_whose_journal_was_lost_is_no_danger() {
    let repository = start();
    let changes = count(&after());
    killed(&repository, changes - 4);
    repository.write("solution/out/.rmmgen/journal", "");
    let permit = Permit { overwrite_edits: true, allow_removals: true };
    let _ = repository.apply(after(), permit);
    let files = repository.files();
    for (path, text) in FOREIGN {
        assert_eq!(files.get(path).map(String::as_str), Some(text));
    }
}
