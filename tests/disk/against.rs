//! Another render to compare with.

use std::fs;
use std::process::Command;

use rmmgen::host::Error;
use rmmgen::plan::{Action, Plan, Previous, Render, Seen};
use rmmgen::workspace::{Against, Output};

use crate::support::{Repository, output, render, render_with};

fn git(repository: &Repository, arguments: &[&str]) {
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "core.autocrlf=false"];
    let ran = Command::new("git").arg("-C").arg(repository.top()).args(who).args(arguments).output().unwrap();
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A repository in Git with one commit without a render, then `old`, and `new` not committed.
fn repository() -> Repository {
    let repository = Repository::new();
    fs::remove_dir_all(repository.path(".git")).unwrap();
    git(&repository, &["init", "-q", "-b", "main"]);
    git(&repository, &["commit", "-q", "--allow-empty", "-m", "nothing"]);
    git(&repository, &["tag", "empty"]);
    let old = [("../../site/x y/é.md", "old"), ("docs/a.md", "same"), ("docs/gone.md", "old")];
    repository.render(&render_with("Old", &old, &[]));
    git(&repository, &["add", "-A"]);
    git(&repository, &["commit", "-q", "-m", "old"]);
    repository.render(&new());
    repository
}

fn new() -> Render {
    render_with("New", &[("../../site/x y/é.md", "new"), ("docs/a.md", "same"), ("docs/new.md", "new")], &[])
}

fn seen(repository: &Repository, name: &str) -> Result<Seen, Error> {
    let outputs = || vec![repository.output.clone()];
    Against::open(name, repository.top(), outputs)?.seen(&new(), &repository.output)
}

fn assert_is_old(seen: Seen) {
    let Previous::Record(record) = &seen.previous else { panic!("{seen:?}") };
    assert_eq!(record.solution.part.name, "Old");
    let plan = Plan::between(new(), seen);
    let found: Vec<_> = plan.entries().iter().map(|entry| (entry.path.as_str(), entry.action)).collect();
    let expected = [
        ("../../site/x y/é.md", Action::Update),
        ("docs/gone.md", Action::Remove),
        ("docs/new.md", Action::Create),
    ];
    assert_eq!(found, expected);
    assert_eq!(plan.entries()[0].old.as_deref(), Some(&b"old"[..]));
}

#[test]
fn a_revision_is_read_from_git() {
    let repository = repository();
    for name in ["main", "HEAD", "HEAD^{commit}", "main~0"] {
        assert_is_old(seen(&repository, name).unwrap());
    }
    assert!(!repository.path("solution/out/.rmmgen/journal").exists());
}

#[test]
fn git_does_not_see_what_we_keep_for_ourselves() {
    let repository = repository();
    let ran = Command::new("git").arg("-C").arg(repository.top()).args(["ls-files"]).output().unwrap();
    let files = String::from_utf8(ran.stdout).unwrap();
    assert!(files.contains("render.json") && !files.contains(".rmmgen"), "{files}");
}

#[test]
fn nothing_rendered_is_not_the_same_as_nothing_changed() {
    let repository = repository();
    let seen = seen(&repository, "empty").unwrap();
    assert!(matches!(seen.previous, Previous::Nothing));
    assert_eq!(Plan::between(new(), seen).counts().create, 3);
}

#[test]
fn what_cannot_be_compared_says_so() {
    let repository = repository();
    fs::create_dir_all(repository.path("folder")).unwrap();
    let folder = repository.path("folder");
    let names =
        ["nowhere", "", "-h", "--all", "main..main", "main:nowhere", "a\nb", "HEAD:solution/out/render.json"];
    for name in names.into_iter().chain([folder.to_str().unwrap()]) {
        let error = seen(&repository, name).unwrap_err();
        assert!(error.message.starts_with("could not compare"), "{name}: {error}");
    }
    let error = seen(&repository, folder.to_str().unwrap()).unwrap_err();
    assert!(error.message.contains("holds no render"), "{error}");
    // A record there that cannot be read.
    repository.write("solution/out/render.json", "<<<<<<< x\n");
    git(&repository, &["commit", "-q", "-a", "-m", "conflict"]);
    let error = seen(&repository, "HEAD").unwrap_err();
    assert!(
        error.message.contains("could not compare") && error.message.contains("merge conflict"),
        "{error}"
    );
}

#[test]
fn outside_a_repository_there_are_no_revisions() {
    let repository = Repository::new();
    repository.render(&render(&[("a", "1")]));
    let error = seen(&repository, "main").unwrap_err();
    assert!(error.message.starts_with("could not compare"), "{error}");
}

#[test]
fn a_folder_is_read_as_it_is() {
    let repository = repository();
    let other = self::repository();
    other
        .apply(
            render_with(
                "Old",
                &[("docs/a.md", "same"), ("docs/gone.md", "old"), ("../../site/x y/é.md", "old")],
                &[],
            ),
            rmmgen::plan::Permit::default(),
        )
        .unwrap();
    // The repository, so that what stands outside the output folder is found too.
    let top = other.top().to_str().unwrap();
    assert_is_old(seen(&repository, top).unwrap());
    // The solution's folder, and the output folder itself.
    for folder in ["solution", "solution/out"] {
        let folder = other.path(folder);
        assert_is_old(seen(&repository, folder.to_str().unwrap()).unwrap());
    }
}

/// Not a test of its own: a process whose current folder is the repository.
#[test]
fn child() {
    let Some(name) = std::env::var_os(CHILD) else { return };
    let top = std::path::absolute(".").unwrap();
    let result = Against::open(name.to_str().unwrap(), &top, || vec![output(&top)]);
    fs::write("answer", result.map_or_else(|error| format!("{error:?}"), |against| format!("{against:?}")))
        .unwrap();
}

const CHILD: &str = "RMMGEN_TEST_AGAINST";

#[test]
fn a_name_that_is_both_is_ambiguous_and_can_be_told_apart() {
    let repository = repository();
    let answer = |name: &str| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "against::child"]).env(CHILD, name).current_dir(repository.top());
        assert!(child.output().unwrap().status.success());
        repository.read("answer")
    };
    assert!(answer("solution").contains("Render("));
    git(&repository, &["branch", "solution"]);
    let ambiguous = answer("solution");
    assert!(ambiguous.contains("as well") && ambiguous.contains("`./solution`"), "{ambiguous}");
    assert!(answer("./solution").contains("Render("));
    assert!(answer("solution^0").contains("Git("));
    assert!(answer("solution/out").contains("Render("));
}

#[test]
fn many_solutions_share_one_git() {
    let repository = repository();
    let nested = Output::open(&repository.path("other"), "out", repository.top()).unwrap();
    let against = Against::open("main", repository.top(), || panic!("it is no folder")).unwrap();
    assert_is_old(against.seen(&new(), &repository.output).unwrap());
    let another = Render { solution: uuid::Uuid::nil(), ..new() };
    assert!(matches!(against.seen(&another, &nested).unwrap().previous, Previous::Nothing));
}

#[test]
fn a_solution_that_moved_is_found_by_its_id() {
    let repository = repository();
    let moved = Output::open(&repository.path("other"), "out", repository.top()).unwrap();
    let whole = tempfile::tempdir().unwrap();
    git(&repository, &["worktree", "add", "-q", "--detach", &whole.path().display().to_string(), "main"]);
    for name in ["main", &whole.path().display().to_string()] {
        let outputs = || vec![repository.output.clone(), moved.clone()];
        let seen = Against::open(name, repository.top(), outputs).unwrap().seen(&new(), &moved).unwrap();
        assert_eq!(seen.moved_from.as_deref(), Some("solution/out"));
        assert_is_old(seen);
    }
}
