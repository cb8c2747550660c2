//! What another program does between the look and the change.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rmmgen::host::{Seam, Straight, Wait};
use rmmgen::plan::{Permit, Plan, Refusal, Render};
use rmmgen::workspace::{self, Failure};

use crate::support::{Repository, no_wait, render, render_with};

const OVERWRITE: Permit = Permit { overwrite_edits: true, allow_removals: false };

/// Does something just before a change of one path, and tells it how often it was asked before.
struct Before<F: Fn(usize) + Sync> {
    what: &'static str,
    name: &'static str,
    hand: F,
    times: AtomicUsize,
}

impl<F: Fn(usize) + Sync> Before<F> {
    fn new(what: &'static str, name: &'static str, hand: F) -> Self {
        Before { what, name, hand, times: AtomicUsize::new(0) }
    }
}

impl<F: Fn(usize) + Sync> Seam for Before<F> {
    fn pass(&self, what: &str, path: &Path, change: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        if what == self.what && path.ends_with(self.name) {
            (self.hand)(self.times.fetch_add(1, Ordering::SeqCst));
        }
        change()
    }
}

fn before() -> Render {
    render(&[("changed.md", "old"), ("gone.md", "old"), ("kept.md", "same"), ("last.md", "old")])
}

fn after() -> Render {
    render(&[("changed.md", "new"), ("kept.md", "same"), ("last.md", "new"), ("made.md", "new")])
}

fn write(
    repository: &Repository,
    hand: impl Fn(usize) + Sync,
    at: [&'static str; 2],
) -> Result<Plan, Failure> {
    let seam = Before::new(at[0], at[1], hand);
    let done =
        workspace::apply(&repository.output, repository.plan(after()), Permit::default(), &no_wait(), &seam);
    assert!(seam.times.load(Ordering::SeqCst) > 0, "{at:?} did not come");
    done
}

/// That the edit made just before this change is there, refused, and kept until it is asked to go.
fn assert_kept(what: &'static str, name: &'static str, refusal: &Refusal) {
    let repository = Repository::new();
    repository.render(&before());
    let path = format!("solution/out/{name}");
    let failed = write(&repository, |_| repository.write(&path, "by hand"), [what, name]);
    let Err(Failure::Refused(_, refusals)) = failed else { panic!("{failed:?}") };
    assert_eq!(refusals, std::slice::from_ref(refusal));
    assert_eq!(repository.read(&path), "by hand");
    let staged: Vec<_> = repository.files().into_keys().filter(|path| path.contains(".rmmgen-")).collect();
    assert_eq!(staged, [""; 0]);
    // Refused by every further run, until somebody decides.
    assert_eq!(repository.refusals(after()), std::slice::from_ref(refusal));
    match refusal {
        Refusal::Edited(_) => drop(repository.apply(after(), OVERWRITE).unwrap()),
        _ => fs::remove_file(repository.path(&path)).unwrap(),
    }
    repository.render(&after());
    assert_eq!(repository.read("solution/out/changed.md"), "new");
    assert_eq!(repository.read("solution/out/made.md"), "new");
}

#[test]
fn an_edit_just_before_a_file_is_replaced_is_kept() {
    assert_kept("write", "changed.md", &Refusal::Edited("changed.md".into()));
    assert_kept("write", "last.md", &Refusal::Edited("last.md".into()));
}

#[test]
fn an_edit_just_before_a_file_is_removed_is_kept() {
    assert_kept("remove", "gone.md", &Refusal::Edited("gone.md".into()));
}

#[test]
fn a_file_that_appears_just_before_one_is_made_is_kept() {
    assert_kept("write", "made.md", &Refusal::Foreign("made.md".into()));
}

#[test]
fn a_file_that_is_deleted_meanwhile_is_made_again() {
    let repository = Repository::new();
    repository.render(&before());
    let path = repository.path("solution/out/changed.md");
    let hand = |times| {
        if times == 0 {
            fs::remove_file(&path).unwrap();
        }
    };
    write(&repository, hand, ["write", "changed.md"]).unwrap();
    assert!(repository.plan(after()).is_empty());
}

#[test]
fn a_record_that_changes_meanwhile_is_read_again() {
    let repository = Repository::new();
    repository.render(&render_with("Another", &[("kept.md", "same"), ("theirs.md", "1")], &[]));
    let another = repository.read("solution/out/render.json");
    repository.apply(before(), Permit::default()).unwrap();
    // As a checkout of another branch does it.
    let hand = |times| {
        if times == 0 {
            repository.write("solution/out/render.json", &another);
            repository.write("solution/out/theirs.md", "1");
        }
    };
    write(&repository, hand, ["write", "render.json"]).unwrap();
    assert!(repository.plan(after()).is_empty());
    assert!(!repository.path("solution/out/theirs.md").exists());
}

#[test]
fn a_file_that_keeps_changing_is_named() {
    let repository = Repository::new();
    repository.render(&before());
    let path = repository.path("solution/out/changed.md");
    let hand =
        |_| if path.exists() { fs::remove_file(&path).unwrap() } else { fs::write(&path, "old").unwrap() };
    let failed = write(&repository, hand, ["write", "changed.md"]);
    let Err(Failure::Failed(error)) = failed else { panic!("{failed:?}") };
    assert!(error.message.contains("changed.md") && error.message.contains("keeps changing"), "{error}");
    repository.render(&after());
}

#[test]
fn what_another_run_writes_is_no_edit() {
    let repository = Repository::new();
    repository.render(&before());
    // Another run is in the middle of it.
    let other = render(&[("changed.md", "of the other run")]);
    repository.write("solution/out/changed.md", "of the other run");
    let plan = repository.plan(after());
    assert_eq!(plan.refusals(Permit::default()), [Refusal::Edited("changed.md".into())]);
    repository.write("solution/out/changed.md", "old");
    repository.apply(other, Permit::default()).unwrap();
    workspace::apply(&repository.output, plan, Permit::default(), &no_wait(), &Straight).unwrap();
    assert!(repository.plan(after()).is_empty());
}

/// A file system that answers to every lock with this.
struct Without(io::Error);

impl Seam for Without {
    fn pass(&self, what: &str, _: &Path, change: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        match (what, self.0.raw_os_error()) {
            ("lock", Some(number)) => Err(io::Error::from_raw_os_error(number)),
            ("lock", None) => Err(self.0.kind().into()),
            _ => change(),
        }
    }
}

#[test]
fn a_file_system_without_locks_is_written_with_a_word() {
    let no_locks = if cfg!(windows) {
        50
    } else if cfg!(target_vendor = "apple") {
        77
    } else {
        37
    };
    for error in [io::ErrorKind::Unsupported.into(), io::Error::from_raw_os_error(no_locks)] {
        let repository = Repository::new();
        repository.render(&before());
        let words = Mutex::new(String::new());
        let notice = |text: &str| words.lock().unwrap().push_str(text);
        let wait = Wait { at_most: Duration::ZERO, notice: &notice };
        let plan = repository.plan(after());
        workspace::apply(&repository.output, plan, Permit::default(), &wait, &Without(error)).unwrap();
        assert!(repository.plan(after()).is_empty());
        assert!(words.lock().unwrap().contains("has no locks"), "{words:?}");
    }
    let repository = Repository::new();
    let denied = Without(io::ErrorKind::PermissionDenied.into());
    let failed = workspace::apply(
        &repository.output,
        repository.plan(after()),
        Permit::default(),
        &no_wait(),
        &denied,
    );
    let Err(Failure::Failed(error)) = failed else { panic!("{failed:?}") };
    assert!(error.message.contains("could not lock"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    repository.render(&before());
    let mode = |name: &str| {
        let found = fs::metadata(repository.path("solution/out").join(name)).unwrap();
        found.permissions().mode() & 0o7777
    };
    let ordinary = mode("kept.md");
    for name in ["changed.md", "render.json"] {
        let path = repository.path("solution/out").join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o750)).unwrap();
    }
    repository.render(&after());
    let modes = ["changed.md", "render.json", "last.md", "made.md"].map(mode);
    assert_eq!(modes, [0o750, 0o750, ordinary, ordinary]);
}
