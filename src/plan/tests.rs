//! The decisions of a plan, without a disk.

use super::*;
use crate::render::Artifact;
use crate::solution::Solution;

fn solution() -> Solution {
    let part = r#"{"part":{"id":"fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9","name":"A","description":"b"}}"#;
    serde_json::from_str(part).unwrap()
}

fn render(files: &[(&str, &str)], unmanaged: &[&str]) -> Render {
    let artifact = |(path, text): &(&str, &str)| Artifact {
        path: path.to_string(),
        bytes: text.as_bytes().to_vec().into(),
    };
    Render::new(
        &solution(),
        files.iter().map(artifact).collect(),
        Unmanaged::new(unmanaged),
        Territory::everywhere(),
    )
}

fn record_of(render: &Render) -> Previous {
    Previous::Record(Box::new(Record::read(&render.record).unwrap()))
}

fn seen(previous: Previous, wanted: Vec<Found>, leftovers: &[(&str, Found)]) -> Seen {
    let leftovers = leftovers.iter().map(|(path, found)| (path.to_string(), found.clone())).collect();
    Seen { leftovers, ..Seen::nothing(previous, wanted) }
}

fn differs(text: &str) -> Found {
    Found::Differs(text.into())
}

fn only(plan: &Plan) -> (Action, Reason) {
    let [entry] = plan.entries() else { panic!("{:?}", plan.entries()) };
    (entry.action, entry.reason)
}

#[test]
fn the_record_has_a_line_for_each_file_and_reads_back() {
    let render = render(&[("docs/a.md", "a\n"), ("docs/b.md", "b\n"), ("mine.md", "")], &["mine.md"]);
    let text = String::from_utf8(render.record.clone()).unwrap();
    assert!(text.contains(
        "\n    \"docs/a.md\":\n      \"87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7\",\n"
    ));
    let record = Record::read(&render.record).unwrap();
    assert_eq!(record.solution, solution());
    assert_eq!(record.files.len(), 2);
    assert!(record.handed_over.contains("mine.md"));
}

#[test]
fn a_record_that_cannot_be_read_says_why_and_keeps_its_claims() {
    let base = String::from_utf8(render(&[("a", "1"), ("b", "2")], &[]).record).unwrap();
    let other = String::from_utf8(render(&[("a", "3"), ("c", "4")], &[]).record).unwrap();
    let merge = format!("<<<<<<< ours\n{base}=======\n{other}>>>>>>> theirs\n");
    let problem = |text: &str| Record::read(text.as_bytes()).unwrap_err();
    assert_eq!(problem(&merge).problem, RecordProblem::MergeConflict);
    assert_eq!(problem(&merge).owned.paths().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(problem(&merge).owned.hashes("a").unwrap().len(), 2);
    let earlier = merge.replace(":\n      \"", ": \"");
    assert_eq!(problem(&earlier).owned, problem(&merge).owned, "as earlier versions wrote it");
    let later = problem(&base.replace("\"format\": 1", "\"format\": 2"));
    assert_eq!(later.problem, RecordProblem::UnknownFormat("2".into()));
    assert_eq!(later.owned.len(), 2);
    assert!(matches!(problem(&base.replace("\"solution\"", "\"sol\"")).problem, RecordProblem::Content(_)));
    assert!(matches!(problem(&base[..base.len() / 2]).problem, RecordProblem::NotJson(_)));
    assert_eq!(problem("{\"hello\": 1}").problem, RecordProblem::NotARecord);
    assert!(matches!(problem("").problem, RecordProblem::NotJson(_)));
}

#[test]
fn who_owns_a_file_decides() {
    let new = || render(&[("a", "new")], &[]);
    let old = record_of(&render(&[("a", "old")], &[]));
    let plan = |previous, found| Plan::new(new(), seen(previous, vec![found], &[]));
    assert_eq!(only(&plan(old.clone(), differs("old"))), (Action::Update, Reason::Changed));
    assert_eq!(only(&plan(old.clone(), differs("old\r\n"))), (Action::Update, Reason::EditedByHand));
    assert_eq!(only(&plan(old, Found::Missing)), (Action::Create, Reason::Missing));
    assert_eq!(only(&plan(Previous::Nothing, differs("old"))), (Action::Update, Reason::Foreign));
    assert_eq!(only(&plan(Previous::Same, differs("old"))), (Action::Update, Reason::EditedByHand));
    assert!(plan(Previous::Same, Found::Same).is_empty());
    assert_eq!(plan(Previous::Nothing, Found::Same).stale().collect::<Vec<_>>(), [(RECORD, Reason::Missing)]);
}

#[test]
fn a_journal_makes_either_state_ours() {
    let step = Step { old: Some(Sha256::of(b"1")), new: Some(Sha256::of(b"2")) };
    let journal = Journal { format: FORMAT, files: [("a".to_string(), step)].into(), ..Journal::default() };
    let journal = Journal::read(&journal.text());
    for (text, reason) in [("1", Reason::Changed), ("2", Reason::Changed), ("3", Reason::EditedByHand)] {
        let mut seen = seen(Previous::Nothing, vec![differs(text)], &[]);
        seen.journal = Some(journal.clone());
        assert_eq!(only(&Plan::new(render(&[("a", "new")], &[]), seen)).1, reason);
    }
}

#[test]
fn unmanaged_files_are_created_once() {
    let new = || render(&[("a", "new")], &["a"]);
    let plan = |previous, found| Plan::new(new(), seen(previous, vec![found], &[]));
    assert_eq!(only(&plan(Previous::Nothing, Found::Missing)), (Action::Create, Reason::Missing));
    assert!(plan(Previous::Nothing, differs("mine")).entries().is_empty());
    assert!(plan(Previous::Same, Found::Missing).is_empty());
    assert!(plan(record_of(&render(&[("a", "old")], &[])), Found::Missing).entries().is_empty());
    // Taken back, the author's text is an edit.
    let back = Plan::new(render(&[("a", "new")], &[]), seen(record_of(&new()), vec![differs("mine")], &[]));
    assert_eq!(only(&back).1, Reason::EditedByHand);
}

#[test]
fn what_is_left_over_goes_unless_it_was_edited_or_handed_over() {
    let old = || record_of(&render(&[("a", "old")], &[]));
    let plan =
        |found, unmanaged: &[&str]| Plan::new(render(&[], unmanaged), seen(old(), vec![], &[("a", found)]));
    assert_eq!(only(&plan(differs("old"), &[])), (Action::Remove, Reason::LeftOver));
    assert_eq!(only(&plan(differs("mine"), &[])), (Action::Remove, Reason::EditedByHand));
    assert!(plan(differs("old"), &["a"]).entries().is_empty());
    let link = Found::InTheWay(InTheWay { path: "a".into(), what: "a symbolic link" });
    assert_eq!(plan(link, &[]).foreign(), ["a"]);
}

#[test]
fn many_removals_need_leave() {
    let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    let plan = |recorded: usize, removed: usize| {
        let kept = render(&files[removed..recorded], &[]);
        let gone: Vec<_> = files[..removed].iter().map(|(path, _)| (*path, differs("x"))).collect();
        let wanted = vec![Found::Same; recorded - removed];
        Plan::new(kept, seen(record_of(&render(&files[..recorded], &[])), wanted, &gone))
    };
    let refusals = plan(10, 4).refusals(Permit::default());
    assert_eq!(refusals, [Refusal::Removals { removed: 4, recorded: 10 }]);
    assert!(refusals[0].help().contains("--allow-removals"));
    assert_eq!(plan(10, 4).refusals(Permit { allow_removals: true, ..Permit::default() }), []);
    assert_eq!(plan(10, 3).refusals(Permit::default()), []);
    assert_eq!(plan(9, 9).refusals(Permit::default()), []);
}

#[test]
fn a_file_of_ours_may_become_a_folder_and_a_folder_a_file() {
    let way = |path: &str| vec![Found::InTheWay(InTheWay { path: path.into(), what: "a folder" })];
    let old = record_of(&render(&[("a", "1")], &[]));
    let plan = Plan::new(render(&[("a/b", "2")], &[]), seen(old, way("a"), &[("a", differs("1"))]));
    assert_eq!(plan.refusals(Permit::default()), []);
    let old = || record_of(&render(&[("a/b", "1")], &[]));
    let mut there = seen(old(), way("a"), &[("a/b", differs("1"))]);
    assert_eq!(Plan::new(render(&[("a", "2")], &[]), there.clone()).refusals(Permit::default()), []);
    there.others = vec!["a/theirs".into()];
    assert_eq!(Plan::new(render(&[("a", "2")], &[]), there).refusals(Permit::default()).len(), 1);
}

#[test]
fn a_name_may_change_in_letter_case_only() {
    // As a file system finds it that ignores letter case.
    let found = || {
        vec![Found::InTheWay(InTheWay { path: "A.md".into(), what: "the same name in other letter case" })]
    };
    let old = record_of(&render(&[("A.md", "1")], &[]));
    let plan = Plan::new(render(&[("a.md", "1")], &[]), seen(old, found(), &[("A.md", differs("1"))]));
    assert_eq!(plan.refusals(Permit::default()), []);
    assert!(plan.is_in_the_way("A.md"), "it goes before the new one comes");
    let theirs = Plan::new(render(&[("a.md", "1")], &[]), seen(Previous::Nothing, found(), &[]));
    assert_eq!(theirs.refusals(Permit::default()).len(), 1);
}

#[test]
fn another_render_is_compared_without_owners() {
    let old = record_of(&render(&[("a", "1"), ("b", "2"), ("c", "3")], &[]));
    let wanted = vec![Found::Same, differs("edited"), Found::Missing];
    let new = render(&[("a", "1\n"), ("b", "2"), ("d", "4")], &[]);
    let plan = Plan::between(new, seen(old, wanted, &[("c", differs("edited too"))]));
    let found: Vec<_> =
        plan.entries().iter().map(|entry| (entry.path.as_str(), entry.action, entry.reason)).collect();
    let expected = [
        ("b", Action::Update, Reason::Changed),
        ("c", Action::Remove, Reason::LeftOver),
        ("d", Action::Create, Reason::Missing),
    ];
    assert_eq!(found, expected);
    assert_eq!(plan.new_text(&plan.entries()[2]), Some(&b"4"[..]));
}
