//! `[check]` and `allow`: what an author may say of warnings.

#![allow(clippy::unwrap_used)]

mod inputs;

use std::sync::Arc;

use inputs::NoFiles;
use rmmgen::check::{Checked as Resolved, load};
use rmmgen::diag::{Problem, Severity};
use rmmgen::document::{At, Document};
use rmmgen::platform::CONNECTWISE;
use rmmgen::source::Source;

const SMALL: &str = include_str!("check/bases/small.toml");

/// The small solution with one warning: nobody selects the devices that report `done`.
fn warned() -> String {
    SMALL.replace("unwatched = true\n", "")
}

fn loaded(text: &str) -> Resolved {
    load(CONNECTWISE, &Source::new("solution.toml", text), &NoFiles)
}

fn words(resolved: &Resolved) -> Vec<(&'static str, Severity)> {
    let word = |problem: &Problem| (problem.code.word, problem.severity);
    resolved.problems.iter().map(word).collect()
}

fn with_check(text: &str, table: &str) -> String {
    text.replace("[field.mode]", &format!("[check]\n{table}\n\n[field.mode]"))
}

fn with_allow(text: &str, header: &str, allow: &str) -> String {
    let changed = text.replace(header, &format!("{header}\nallow = {{ {allow} }}"));
    assert_ne!(changed, text);
    changed
}

#[test]
fn check_decides_what_becomes_of_warnings() {
    for (verdict, expected, rendered) in [
        ("allow", vec![], true),
        ("warn", vec![("unwatched-outcome", Severity::Warning)], true),
        ("deny", vec![("unwatched-outcome", Severity::Error)], false),
    ] {
        let found = loaded(&with_check(&warned(), &format!("unwatched-outcome = \"{verdict}\"")));
        assert_eq!(words(&found), expected, "{verdict}");
        assert_eq!(found.solution.is_some(), rendered, "{verdict}");
    }
}

#[test]
fn every_error_can_be_denied_and_none_lowered() {
    for info in rmmgen::check::codes() {
        for verdict in ["allow", "warn", "deny"] {
            let found = loaded(&with_check(SMALL, &format!("{} = \"{verdict}\"", info.word)));
            let fixed = info.severity.is_error() && verdict != "deny";
            let expected = if fixed { vec![("fixed-severity", Severity::Error)] } else { vec![] };
            assert_eq!(words(&found), expected, "{} = {verdict}", info.word);
        }
    }
}

#[test]
fn a_part_allows_what_lies_in_it_and_nothing_else() {
    let allow = "unwatched-outcome = \"seen by hand\"";
    assert_eq!(words(&loaded(&with_allow(&warned(), "[task.clean]", allow))), []);
    for elsewhere in ["[solution]", "[field.mode]", "[group.failed]"] {
        let found = words(&loaded(&with_allow(&warned(), elsewhere, allow)));
        let mut found: Vec<&str> = found.into_iter().map(|(word, _)| word).collect();
        found.sort_unstable();
        assert_eq!(found, ["unused-allowance", "unwatched-outcome"], "{elsewhere}");
    }
}

#[test]
fn what_a_part_allows_is_not_denied() {
    let text = with_allow(&warned(), "[task.clean]", "unwatched-outcome = \"seen by hand\"");
    for verdict in ["allow", "deny"] {
        let found = loaded(&with_check(&text, &format!("unwatched-outcome = \"{verdict}\"")));
        assert_eq!(words(&found), [], "{verdict}");
    }
}

#[test]
fn an_unused_allowance_waits_for_the_errors() {
    let text = with_allow(SMALL, "[task.clean]", "unwatched-outcome = \"seen by hand\"");
    assert_eq!(words(&loaded(&text)), [("unused-allowance", Severity::Warning)]);
    let broken = text.replace("target = [\"enabled\"]", "target = [\"enabeld\"]");
    assert_eq!(words(&loaded(&broken)), [("dangling-reference", Severity::Error)]);
    assert_eq!(words(&loaded(&with_check(&text, "unused-allowance = \"allow\""))), []);
}

/// Each line under a part's header, or under a header below it, lies in that part and in no other.
#[test]
fn every_line_lies_in_its_part() {
    let document = Document::new(&Source::new("solution.toml", SMALL));
    let parts = [
        ("field", ["mode", "exclude-site", "exclude-endpoint", "status"].as_slice()),
        ("group", &["enabled", "failed"]),
        ("task", &["clean"]),
    ];
    let mut owner = String::new();
    let mut at = 0;
    for line in document.source().text.split_inclusive('\n') {
        if let Some(header) =
            line.trim().trim_matches(['[', ']']).split_once('.').filter(|_| line.starts_with('['))
        {
            owner = format!("{}.{}", header.0, header.1.split('.').next().unwrap());
        } else if line.starts_with('[') {
            line.trim().clone_into(&mut owner);
        }
        let key = line.starts_with(|c: char| c.is_ascii_lowercase());
        let place = document.place(at..at + 1);
        for (kind, keys) in parts.iter().filter(|_| key) {
            for part in *keys {
                let table = At::ROOT.key(kind);
                let holds = document.holds(&table.key(part), &place);
                assert_eq!(holds, owner == format!("{kind}.{part}"), "{kind}.{part}: {line}");
            }
        }
        at += line.len();
    }
    assert!(Arc::ptr_eq(document.source(), &document.place(0..0).source));
}

#[test]
fn a_note_is_no_problem_unless_somebody_says_so() {
    let contact = "name = \"Contact\"\ndescription = \"Whom to ask.\"\nlevel = \"site\"\ntype = \"text-box\"";
    let noted = SMALL
        .replace("[criteria.workstation]", &format!("[field.contact]\n{contact}\n\n[criteria.workstation]"));
    assert_eq!(words(&loaded(&noted)), [("unread-field", Severity::Note)]);
    for (verdict, expected, rendered) in [
        ("allow", vec![], true),
        ("warn", vec![("unread-field", Severity::Warning)], true),
        ("deny", vec![("unread-field", Severity::Error)], false),
    ] {
        let found = loaded(&with_check(&noted, &format!("unread-field = \"{verdict}\"")));
        assert_eq!(words(&found), expected, "{verdict}");
        assert_eq!(found.solution.is_some(), rendered, "{verdict}");
    }
    assert_eq!(words(&loaded(&with_allow(&noted, "[field.contact]", "unread-field = \"for people\""))), []);
}

/// A body that stores a secret, as far as can be seen, at its second line of code.
fn leaking(line: &str, quotes: &str) -> String {
    let body =
        format!("Get-Date | Out-Null{line}\nComplete-Task -Outcome done -Detail $Field['token']{line}\n");
    let body = if quotes == "\"" { body.replace('\n', "\\n") } else { body };
    let (start, end) =
        (SMALL.find("[[task.clean.step]]").unwrap(), SMALL.find("[[task.clean.step]]\nset-field").unwrap());
    let field = "[field.token]\nname = \"Token\"\ndescription = \"For the service.\"\nlevel = \"site\"\n\
                 type = \"text-box\"\neditable = true\nsecret = true\n\n";
    let row =
        format!("[[task.clean.step]]\npowershell.inline = {quotes}{body}{quotes}\nreads = [\"token\"]\n\n");
    let text = format!("{}{row}{}", &SMALL[..start], &SMALL[end..]);
    text.replace("[criteria.workstation]", &format!("{field}[criteria.workstation]"))
}

fn has(resolved: &Resolved, word: &str) -> bool {
    words(resolved).iter().any(|(found, _)| *found == word)
}

/// What is followed on the safe side may be wrong: it is allowed with a reason where it stands, by either way.
#[test]
fn a_likely_error_is_allowed_where_it_stands() {
    let comment = " # rmmgen: allow secret-in-output it is a name here";
    for quotes in ["'''", "\"\"\"", "\""] {
        let found = loaded(&leaking("", quotes));
        assert!(has(&found, "secret-in-output") && found.solution.is_none(), "{quotes}");
        let found =
            loaded(&with_allow(&leaking("", quotes), "[task.clean]", "secret-in-output = \"a name\""));
        assert!(
            !has(&found, "secret-in-output") && found.solution.is_some(),
            "{quotes}: {:?}",
            found.problems
        );
        // The first comment is at another line.
        let found = loaded(&leaking(comment, quotes));
        assert!(
            !has(&found, "secret-in-output") && found.solution.is_some(),
            "{quotes}: {:?}",
            found.problems
        );
        assert!(has(&found, "unused-allowance"), "{quotes}");
    }
}
