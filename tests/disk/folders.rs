//! What is found in an output folder, and what is left alone.

use std::fs;

use rmmgen::plan::{
    Permit, Previous, Reason, Record, RecordProblem, Refusal, Render, Sha256, Territory, Unmanaged,
};
use rmmgen::render::{Artifact, Places};
use rmmgen::workspace::{Failure, Output};

use crate::support::{Repository, render, render_with};

const OVERWRITE: Permit = Permit { overwrite_edits: true, allow_removals: false };

#[test]
fn a_first_render_writes_all_of_it_and_a_second_one_nothing() {
    let repository = Repository::new();
    repository.render(&render(&[("docs/a.md", "a\n"), ("../site/b.md", "b\n"), ("x y/é.md", "c\n")]));
    let files = repository.files();
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    let expected =
        ["solution/out/docs/a.md", "solution/out/render.json", "solution/out/x y/é.md", "solution/site/b.md"];
    assert_eq!(paths, expected);
    assert_eq!(repository.read("solution/out/.rmmgen/.gitignore"), "*\n");
}

#[cfg(unix)]
#[test]
fn files_have_ordinary_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    repository.write("ordinary", "");
    repository.render(&render(&[("a", "a")]));
    let mode = |path| fs::metadata(repository.path(path)).unwrap().permissions().mode();
    assert_eq!(mode("solution/out/a"), mode("ordinary"));
    assert_eq!(mode("solution/out/render.json"), mode("ordinary"));
}

#[test]
fn only_files_whose_text_changes_are_written() {
    let repository = Repository::new();
    repository.render(&render(&[("a", "1"), ("b", "1")]));
    let modified = |path| fs::metadata(repository.path(path)).unwrap().modified().unwrap();
    let old = fs::FileTimes::new().set_modified(std::time::UNIX_EPOCH);
    for path in ["solution/out/a", "solution/out/b"] {
        fs::File::options().write(true).open(repository.path(path)).unwrap().set_times(old).unwrap();
    }
    repository.render(&render(&[("a", "1"), ("b", "2")]));
    assert_eq!(modified("solution/out/a"), std::time::UNIX_EPOCH);
    assert_ne!(modified("solution/out/b"), std::time::UNIX_EPOCH);
}

#[test]
fn a_checkout_with_crlf_is_no_edit() {
    let repository = Repository::new();
    let first = render(&[("a.md", "1\n2\n"), ("b.md", "1\n2\n"), ("gone.md", "1\n")]);
    repository.render(&first);
    for path in repository.files().keys() {
        repository.write(path, &repository.read(path).replace('\n', "\r\n"));
    }
    assert!(repository.plan(first).is_empty());
    repository.render(&render(&[("a.md", "1\n2\n"), ("b.md", "1\n3\n")]));
    assert_eq!(repository.read("solution/out/a.md"), "1\r\n2\r\n");
    assert_eq!(repository.read("solution/out/b.md"), "1\n3\n");
    assert!(!repository.path("solution/out/gone.md").exists());
}

#[test]
fn a_file_edited_by_hand_stops_the_render_with_both_texts() {
    let repository = Repository::new();
    let first = render(&[("a.md", "1\n"), ("b.md", "1\n")]);
    repository.render(&first);
    repository.write("solution/out/a.md", "mine\n");
    let plan = repository.plan(first);
    assert_eq!(plan.stale().collect::<Vec<_>>(), [("a.md", Reason::EditedByHand)]);
    let conflict = plan.conflicts().next().unwrap();
    assert_eq!(conflict.old.as_deref(), Some(&b"mine\n"[..]));
    assert_eq!(plan.new_text(conflict), Some(&b"1\n"[..]));
    // Nothing at all is written, not even what has nothing to do with it.
    let second = render(&[("a.md", "1\n"), ("b.md", "2\n")]);
    assert_eq!(repository.refusals(second.clone()), [Refusal::Edited("a.md".into())]);
    assert_eq!(repository.read("solution/out/b.md"), "1\n");
    repository.apply(second, OVERWRITE).unwrap();
    assert_eq!(repository.read("solution/out/a.md"), "1\n");
    // One that is to be removed is no different.
    repository.write("solution/out/a.md", "mine\n");
    assert_eq!(repository.refusals(render(&[("b.md", "2\n")])), [Refusal::Edited("a.md".into())]);
    assert_eq!(repository.read("solution/out/a.md"), "mine\n");
}

#[test]
fn a_record_in_a_merge_conflict_is_read_as_both_sides() {
    let repository = Repository::new();
    repository.render(&render_with("B", &[("a.md", "theirs\n"), ("their.md", "1\n")], &[]));
    let theirs = repository.read("solution/out/render.json");
    repository.render(&render_with("A", &[("a.md", "ours\n"), ("our.md", "1\n")], &[]));
    let ours = repository.read("solution/out/render.json");
    // What Git leaves of the two: both sides' new files, one side of the other.
    repository.write("solution/out/their.md", "1\n");
    repository
        .write("solution/out/render.json", &format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> main\n"));
    let merged = render_with("C", &[("a.md", "merged\n"), ("our.md", "1\n")], &[]);
    repository.write("solution/out/a.md", "neither\n");
    assert_eq!(repository.refusals(merged.clone()), [Refusal::Edited("a.md".into())]);
    for side in ["ours\n", "theirs\n", "merged\n"] {
        repository.write("solution/out/a.md", side);
        assert_eq!(repository.plan(merged.clone()).refusals(Permit::default()), []);
    }
    let newer = theirs.replace("\"format\": 1", "\"format\": 7");
    let conflict = |theirs: &str| format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> main\n");
    repository.write("solution/out/render.json", &conflict(&newer));
    assert_eq!(
        repository.refusals(merged.clone()),
        [Refusal::Record(RecordProblem::UnknownFormat("7".into()))]
    );
    repository.write("solution/out/render.json", &conflict(&theirs));
    repository.apply(merged.clone(), Permit::default()).unwrap();
    let files = repository.files();
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, ["solution/out/a.md", "solution/out/our.md", "solution/out/render.json"]);
    assert!(repository.plan(merged).is_empty());
}

#[test]
fn a_record_of_a_later_format_is_said_to_be_that() {
    let repository = Repository::new();
    let first = render(&[("a.md", "1\n")]);
    repository.render(&first);
    let record =
        repository.read("solution/out/render.json").replace("\"format\": 1", "\"format\": 7, \"new\": []");
    repository.write("solution/out/render.json", &record);
    let refusals = repository.refusals(render(&[("a.md", "2\n")]));
    assert_eq!(refusals, [Refusal::Record(RecordProblem::UnknownFormat("7".into()))]);
    assert_eq!(repository.plan(render(&[("a.md", "2\n")])).entries()[0].reason, Reason::Changed);
    assert_eq!(repository.read("solution/out/render.json"), record);
}

#[test]
fn someone_elses_render_json_is_never_replaced() {
    let repository = Repository::new();
    repository.write("solution/out/render.json", "{\"theirs\": 1}");
    let Err(Failure::Refused(_, refusals)) = repository.apply(render(&[("a", "1")]), OVERWRITE) else {
        panic!()
    };
    assert_eq!(refusals, [Refusal::Record(RecordProblem::NotARecord)]);
    assert_eq!(repository.read("solution/out/render.json"), "{\"theirs\": 1}");
}

#[test]
fn foreign_files_are_reported_and_left_alone() {
    let repository = Repository::new();
    repository.write("solution/out/notes.txt", "mine");
    repository.write("solution/out/docs/mine.md", "mine");
    repository.write("solution/out/docs/.git/config", "mine");
    repository.write("solution/out/.git", "gitdir: elsewhere");
    let first = render(&[("docs/a.md", "1")]);
    let foreign = [".git", "docs/.git", "docs/mine.md", "notes.txt"];
    assert_eq!(repository.plan(first.clone()).foreign(), foreign);
    repository.render(&first);
    assert_eq!(repository.plan(first).foreign(), foreign);
    repository.render(&render(&[("b.md", "1")]));
    assert_eq!(repository.read("solution/out/docs/.git/config"), "mine");
    assert_eq!(repository.read("solution/out/docs/mine.md"), "mine");
    assert!(!repository.path("solution/out/docs/a.md").exists());
}

#[test]
fn a_foreign_file_in_the_way_is_never_replaced() {
    let repository = Repository::new();
    repository.write("solution/out/a.md", "mine");
    repository.write("solution/out/same.md", "1");
    fs::create_dir_all(repository.path("solution/out/folder.md/x")).unwrap();
    repository.write("solution/out/file", "mine");
    let new = render(&[("a.md", "1"), ("same.md", "1"), ("folder.md", "1"), ("file/b.md", "1")]);
    let Err(Failure::Refused(plan, refusals)) = repository.apply(new, OVERWRITE) else { panic!() };
    let words: Vec<String> = refusals.iter().map(Refusal::to_string).collect();
    let expected = [
        "`a.md` was not written by rmmgen, and a rendered file belongs there",
        "`file/b.md` cannot be written: `file` is not a folder",
        "`folder.md` is a folder, and a rendered file belongs there",
    ];
    assert_eq!(words, expected);
    assert_eq!(plan.counts().keep, 1);
    assert_eq!(repository.read("solution/out/a.md"), "mine");
    assert!(!repository.path("solution/out/.rmmgen").exists(), "nothing was written");
}

#[test]
fn folders_that_became_empty_go_and_others_stay() {
    let repository = Repository::new();
    fs::create_dir_all(repository.path("solution/out/theirs")).unwrap();
    repository.write("solution/site/theirs/x", "");
    repository.render(&render(&[("../site/deep/a.md", "1"), ("docs/deep/a.md", "1"), ("docs/b.md", "1")]));
    repository.render(&render(&[("docs/b.md", "1")]));
    let folders = repository.folders();
    let kept = ["solution", "solution/out", "solution/out/docs", "solution/out/theirs", "solution/site"];
    assert_eq!(folders[..5], kept);
    assert!(!repository.path("solution/site/deep/a.md").exists());
}

#[test]
fn unmanaged_paths_are_the_authors() {
    let repository = Repository::new();
    let first =
        |text, unmanaged: &[&str]| render_with("A", &[("docs/a.md", text), ("docs/b.md", text)], unmanaged);
    repository.render(&first("1", &[]));
    repository.write("solution/out/docs/a.md", "mine");
    repository.write("solution/out/docs/note.md", "mine");
    let second = first("2", &["docs/a.md", "docs/note.md"]);
    repository.render(&second);
    assert_eq!(repository.read("solution/out/docs/a.md"), "mine");
    assert_eq!(repository.read("solution/out/docs/b.md"), "2");
    assert_eq!(repository.plan(second.clone()).foreign(), [] as [&str; 0]);
    // For good: also where the author deletes it, and where the render no longer has it.
    fs::remove_file(repository.path("solution/out/docs/a.md")).unwrap();
    assert!(repository.plan(second).is_empty());
    repository.write("solution/out/docs/a.md", "mine");
    repository.render(&render_with("A", &[("docs/b.md", "2")], &["docs/a.md", "docs/note.md"]));
    assert_eq!(repository.read("solution/out/docs/a.md"), "mine");
    // A fresh one is created once.
    repository.render(&render_with("A", &[("docs/b.md", "2"), ("docs/c.md", "1")], &["docs/"]));
    assert_eq!(repository.read("solution/out/docs/c.md"), "1");
}

#[test]
fn many_removals_need_leave() {
    let repository = Repository::new();
    let names: Vec<String> = (0..12).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    repository.render(&render(&files));
    let all = repository.files();
    let refusals = repository.refusals(render(&files[..8]));
    assert_eq!(refusals, [Refusal::Removals { removed: 4, recorded: 12 }]);
    assert_eq!(repository.files(), all);
    repository.apply(render(&files[..8]), Permit { allow_removals: true, ..Permit::default() }).unwrap();
    assert_eq!(repository.files().len(), 9);
}

#[test]
fn the_previous_solution_is_at_hand() {
    let repository = Repository::new();
    repository.render(&render_with("Before", &[("a", "1")], &[]));
    let plan = repository.plan(render_with("After", &[("a", "1")], &[]));
    let Previous::Record(record) = plan.previous() else { panic!("{:?}", plan.previous()) };
    assert_eq!(record.solution.part.name, "Before");
    assert_eq!(plan.stale().collect::<Vec<_>>(), [("render.json", Reason::Changed)]);
}

#[test]
fn paths_out_of_the_repository_are_refused() {
    let repository = Repository::new();
    for path in ["../../../x", "/x", "a//b", "a/../b", "../../.git/hooks/x", "./a", ""] {
        assert!(repository.output.observe(&render(&[(path, "1")])).is_err(), "{path}");
    }
    assert!(repository.output.observe(&render(&[("../../x", "1")])).is_ok());
    assert!(Output::open(&repository.path("solution"), "../../out", repository.top()).is_err());
    assert!(Output::open(&repository.path("solution"), "../out", repository.top()).is_ok());
}

#[test]
fn a_hostile_record_reaches_nothing_outside() {
    let repository = Repository::new();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x"), "theirs").unwrap();
    repository.render(&render(&[("a", "theirs"), ("b", "1")]));
    for path in [outside.path().join("x").to_str().unwrap(), "../../../x", "../../.git/config"] {
        let record = repository.read("solution/out/render.json");
        repository.write("solution/out/render.json", &record.replacen("\"a\"", &format!("{path:?}"), 1));
        let plan = repository.plan(render(&[("b", "1")]));
        assert_eq!((plan.ignored(), plan.entries().len()), ([path.to_owned()].as_slice(), 0));
        repository.write("solution/out/render.json", &record);
        let steps = format!("{{{path:?}: {{\"old\": \"{}\"}}}}", "0".repeat(64));
        let journal = format!("{{\"format\": 1, \"files\": {steps}, \"staged\": []}}");
        repository.write("solution/out/.rmmgen/journal", &journal);
        assert_eq!(repository.plan(render(&[("b", "1")])).ignored(), [path]);
        repository.write("solution/out/.rmmgen/journal", "");
    }
}

/// With the right hash and leave to overwrite: what no part of the solution has is not removed.
#[test]
fn a_record_is_believed_only_for_paths_of_the_layout() {
    let repository = Repository::new();
    let base = render(&[("docs/index.md", "1")]);
    let solution = Record::read(&base.record).unwrap().solution;
    let ours = || {
        let artifacts = vec![Artifact { path: "docs/index.md".into(), bytes: b"1".to_vec().into() }];
        let territory = Territory::of(&solution, "out", Places::default());
        Render::new(&solution, artifacts, Unmanaged::default(), territory)
    };
    repository.render(&ours());
    let paths =
        ["../../src.rs", "../solution.toml", "notes.md", "docs/fields/none.md", "tasks/none/script.ps1"];
    let mut record = Record::read(&ours().record).unwrap();
    for path in paths {
        repository.write(&format!("solution/out/{path}"), "theirs");
        record.files.insert(path.into(), Sha256::of(b"theirs"));
    }
    repository.write("solution/out/render.json", &serde_json::to_string(&record).unwrap());
    assert_eq!(repository.plan(ours()).ignored().len(), paths.len());
    repository.apply(ours(), OVERWRITE).unwrap();
    for path in paths {
        assert_eq!(repository.read(&format!("solution/out/{path}")), "theirs");
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use rmmgen::host::{Lock, Straight};

    use super::*;
    use crate::support::no_wait;

    #[test]
    fn a_folder_that_leads_out_is_refused_before_anything_is_written() {
        let outside = tempfile::tempdir().unwrap();
        for link in ["solution/out", "solution/out/docs", "solution/site", "solution/out/.rmmgen"] {
            let repository = Repository::new();
            fs::create_dir_all(repository.path(link).parent().unwrap()).unwrap();
            symlink(outside.path(), repository.path(link)).unwrap();
            let new = render(&[("docs/a.md", "1"), ("../site/b.md", "1")]);
            let Err(Failure::Failed(error)) = repository.apply(new, Permit::default()) else {
                panic!("{link}")
            };
            assert!(
                error.message.contains("symbolic link") && error.message.contains("outside"),
                "{link}: {error}"
            );
            assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0, "{link}");
        }
    }

    #[test]
    fn a_folder_that_leads_nowhere_is_refused() {
        let repository = Repository::new();
        fs::create_dir_all(repository.path("solution/out")).unwrap();
        symlink("nowhere", repository.path("solution/out/docs")).unwrap();
        let Err(Failure::Failed(error)) = repository.apply(render(&[("docs/a.md", "1")]), Permit::default())
        else {
            panic!()
        };
        assert!(error.message.contains("symbolic link"), "{error}");
    }

    #[test]
    fn a_folder_that_leads_elsewhere_in_the_repository_is_used() {
        let repository = Repository::new();
        fs::create_dir_all(repository.path("site")).unwrap();
        fs::create_dir_all(repository.path("solution/out")).unwrap();
        symlink("../../site", repository.path("solution/out/docs")).unwrap();
        repository.render(&render(&[("docs/a.md", "1"), ("docs/b.md", "1")]));
        assert_eq!(repository.read("site/a.md"), "1");
        repository.render(&render(&[("docs/b.md", "2")]));
        assert_eq!(repository.read("site/b.md"), "2");
        assert!(!repository.path("site/a.md").exists());
        assert!(repository.path("solution/out/docs").is_symlink());
    }

    #[test]
    fn a_file_that_is_a_link_is_never_replaced() {
        let repository = Repository::new();
        repository.write("elsewhere", "1");
        fs::create_dir_all(repository.path("solution/out")).unwrap();
        symlink("../../elsewhere", repository.path("solution/out/a.md")).unwrap();
        symlink("nowhere", repository.path("solution/out/b.md")).unwrap();
        let refusals = repository.refusals(render(&[("a.md", "2"), ("b.md", "2")]));
        assert_eq!(refusals[0].to_string(), "`a.md` is a symbolic link, and a rendered file belongs there");
        assert_eq!(refusals.len(), 2);
        assert_eq!(repository.read("elsewhere"), "1");
        // It may stay where it leads to the same text.
        fs::remove_file(repository.path("solution/out/b.md")).unwrap();
        repository.render(&render(&[("a.md", "1")]));
        assert!(repository.path("solution/out/a.md").is_symlink());
    }

    #[test]
    fn links_among_our_own_files_are_not_followed() {
        let repository = Repository::new();
        repository.write("victim", "theirs");
        fs::create_dir_all(repository.path("solution/out/.rmmgen")).unwrap();
        for name in ["holder", ".gitignore", "journal.new"] {
            symlink("../../../victim", repository.path("solution/out/.rmmgen").join(name)).unwrap();
        }
        repository.render(&render(&[("a", "1")]));
        assert_eq!(repository.read("victim"), "theirs");
        drop(Lock::take(&repository.path("solution/out/.rmmgen"), &no_wait(), &Straight).unwrap());
        assert_eq!(repository.read("victim"), "theirs");
    }

    #[test]
    fn a_hostile_journal_reaches_nothing_of_others() {
        let repository = Repository::new();
        repository.render(&render(&[("a", "1")]));
        let staged = r#""notes.txt", "../../../.rmmgen-1.new", "../../.rmmgen-1.new", "../docs/.rmmgen-1.new", "docs", "../../.git/.rmmgen-1.new""#;
        repository.write("solution/out/notes.txt", "mine");
        let journal = format!("{{\"format\": 1, \"files\": {{}}, \"staged\": [{staged}]}}");
        repository.write("solution/out/.rmmgen/journal", &journal);
        repository.write(".rmmgen-1.new", "theirs");
        repository.write("solution/docs/.rmmgen-1.new", "theirs");
        repository.apply(render(&[("a", "2")]), Permit::default()).unwrap();
        assert_eq!(repository.read(".rmmgen-1.new"), "theirs");
        assert_eq!(repository.read("solution/docs/.rmmgen-1.new"), "theirs");
        assert_eq!(repository.read("solution/out/notes.txt"), "mine");
    }
}
