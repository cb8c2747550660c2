//! Problems in the formats for programs. The judges are the published schemas, and a reader of GitHub's commands.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads its case files, runs the program in a folder

mod inputs;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use inputs::NoFiles;
use inputs::cases::{Case, case, cases};
use proptest::prelude::*;
use rmmgen::check;
use rmmgen::check::load;
use rmmgen::diag::Problem;
use rmmgen::platform::CONNECTWISE;
use rmmgen::report::problems::{Checked, Failure, github, json, sarif, schema};
use rmmgen::source::{Place, Source};
use serde_json::Value;
use snapbox::assert_data_eq;

/// The schema that OASIS publishes, as it stands in the crate serde-sarif 0.8.0 (MIT). One pattern in it has a bracket
/// too many, which a strict reader of regular expressions refuses.
fn sarif_schema() -> String {
    include_str!("platform/sarif-2.1.0.schema.json").replace("{2}]?$", "{2}$")
}

fn problems(case: &Case) -> Vec<Problem> {
    load(CONNECTWISE, &Source::new(&*case.name, &*case.manifest), &NoFiles).problems
}

/// One problem with related places, one without a place, and a check that broke.
fn example() -> Vec<Problem> {
    let mut found = problems(&case("duplicate-id"));
    found.extend(problems(&case("unwatched-outcome")));
    found.push(Problem::new(
        &check::record::template::CODE,
        "`templates/a.md`: 100 % broken, {{ here }}\nand [there](1)",
    ));
    found
}

fn checked<'a>(manifest: &'a str, problems: &'a [Problem]) -> Checked<'a> {
    Checked { manifest, problems, failure: None }
}

/// The report of the example, by each of the three.
fn report(write: impl Fn(&[Checked<'_>], &dyn Fn(&str) -> String) -> String) -> String {
    let found = example();
    let failure = Some(Failure { message: "`b/solution.toml`: no access", help: Some("run it as yourself") });
    let broken = Checked { failure, ..checked("b/solution.toml", &[]) };
    let paths = |path: &str| format!("a b/ü,{}", path.rsplit('/').next().unwrap());
    write(&[checked("a b/ü,solution.toml", &found), broken], &paths)
}

#[test]
fn as_json() {
    assert_data_eq!(report(json), snapbox::file!["problems/example.json"].raw());
}

#[test]
fn as_workflow_commands() {
    assert_data_eq!(report(github), snapbox::file!["problems/example.github.txt"].raw());
}

#[test]
fn as_sarif() {
    let mut log: Value = serde_json::from_str(&report(sarif)).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap();
    assert_eq!(rules.len(), check::codes().count());
    rules.truncate(1);
    for result in log["runs"][0]["results"].as_array_mut().unwrap() {
        result["ruleIndex"] = 0.into(); // moves with every new kind of problem; tested below
    }
    log["runs"][0]["tool"]["driver"]["semanticVersion"] = "[..]".into();
    assert_data_eq!(format!("{log:#}\n"), snapbox::file!["problems/example.sarif.json"].raw());
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/check.schema.json");
    assert_data_eq!(schema(), snapbox::Data::read_from(path.as_ref(), None).raw());
}

/// Every problem that there is, as both kinds of document, is valid by the schema of its format.
#[test]
fn every_document_is_valid_by_its_schema() {
    let cases = cases();
    let found: Vec<Vec<Problem>> = cases.iter().map(problems).collect();
    let all: Vec<Checked<'_>> =
        cases.iter().zip(&found).map(|(case, problems)| checked(&case.name, problems)).collect();
    let same = |path: &str| path.to_owned();
    for (schema, documents) in [
        (schema(), [json(&all, &same), json(&[], &same), report(json)]),
        (sarif_schema(), [sarif(&all, &same), sarif(&[], &same), report(sarif)]),
    ] {
        let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
        for document in documents {
            let document = serde_json::from_str(&document).unwrap();
            let errors: Vec<String> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
    }
}

fn results(text: &str, manifest: &str) -> Vec<Value> {
    let found = load(CONNECTWISE, &Source::new(manifest, text), &NoFiles).problems;
    let log: Value =
        serde_json::from_str(&sarif(&[checked(manifest, &found)], &|path| path.to_owned())).unwrap();
    log["runs"][0]["results"].as_array().unwrap().clone()
}

/// Each result names the rule of its index, and has a fingerprint of its own that stays when lines move.
#[test]
fn results_of_sarif_keep_their_fingerprints() {
    for case in cases() {
        let before = results(&case.manifest, "solution.toml");
        let after = results(&format!("# a line\n\n{}", case.manifest), "solution.toml");
        let prints = |results: &[Value]| -> Vec<String> {
            results.iter().map(|it| it["partialFingerprints"]["problem/v1"].to_string()).collect()
        };
        assert_eq!(prints(&before), prints(&after), "{}", case.name);
        let distinct: BTreeSet<String> = prints(&before).into_iter().collect();
        assert_eq!(distinct.len(), before.len());
        for result in before {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(result["ruleId"], check::codes().nth(index).unwrap().word);
        }
    }
}

/// What GitHub's runner makes of a line: the level, the properties, and the text.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let unescape = |text: &str| {
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
    };
    let property = |pair: &str| pair.split_once('=').map(|(key, value)| (key.to_owned(), unescape(value)));
    (level.to_owned(), properties.split(',').map(|pair| property(pair).unwrap()).collect(), unescape(data))
}

proptest! {
    #[test]
    fn a_workflow_command_says_what_was_meant(message in any::<String>(), path in "[^\0/\\\\]{1,12}", help in "[%:,\r\n]{0,4}") {
        let source = Source::new(&*path, "one\ntwo\n");
        let problem = Problem::new(&check::outcomes::unwatched_outcome::CODE, &*message).at(Place::new(&source, 4..7)).help(&*help);
        let written = github(&[checked("m", &[problem])], &|path| path.to_owned());
        prop_assert_eq!(written.matches(['\n', '\r']).count(), 1, "one line");
        let (level, properties, text) = command(written.trim_end_matches('\n'));
        prop_assert_eq!(level, "warning");
        let expected = [("file", &*path), ("line", "2"), ("endLine", "2"), ("col", "1"), ("endColumn", "4"), ("title", "unwatched-outcome")];
        let expected: Vec<(String, String)> =
            expected.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        prop_assert_eq!(properties, expected);
        prop_assert_eq!(text, format!("{message}\nhelp: {help}"));
    }

    /// The path of an artifact is a relative reference that leads back to the path.
    #[test]
    fn a_uri_is_the_path(path in "[^\0/]{1,8}(/[^\0/]{1,8}){0,2}") {
        prop_assume!(path.as_bytes().get(1) != Some(&b':'));
        let problem = [Problem::new(&check::record::template::CODE, "broken")];
        let log: Value = serde_json::from_str(&sarif(&[checked(&path, &problem)], &|path| path.to_owned())).unwrap();
        let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let uri = uri.as_str().unwrap();
        prop_assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%/-._~".contains(&byte)), "{}", uri);
        prop_assert_eq!(decoded(uri), path);
    }
}

fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
        bytes.push(if byte == b'%' { u8::try_from(digit() * 16 + digit()).unwrap() } else { byte });
    }
    String::from_utf8(bytes).unwrap()
}

fn rmmgen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rmmgen")).args(arguments).current_dir(folder).output().unwrap()
}

/// A repository with one sound solution in `a`, and one with a problem in `b`.
fn repository() -> tempfile::TempDir {
    let top = tempfile::tempdir().unwrap();
    for folder in [".git", "a/scripts", "b"] {
        std::fs::create_dir_all(top.path().join(folder)).unwrap();
    }
    for file in ["solution.toml", "scripts/backup-bitlocker-keys.ps1"] {
        std::fs::copy(file, top.path().join("a").join(file)).unwrap();
    }
    std::fs::write(top.path().join("b/solution.toml"), "schema = 1\n\"\n").unwrap();
    top
}

#[test]
fn paths_are_those_of_the_repository_wherever_it_is_run() {
    let top = repository();
    for (folder, manifests) in [("", ["a", "b"]), ("a", [".", "../b"])] {
        let mut arguments = vec!["check", "--format", "json"];
        arguments.extend(manifests);
        let output = rmmgen(&top.path().join(folder), &arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["solutions"][0]["manifest"], "a/solution.toml");
        assert_eq!(document["solutions"][0]["problems"], Value::Array(Vec::new()));
        assert_eq!(document["solutions"][1]["problems"][0]["place"]["file"], "b/solution.toml");
        assert_eq!(document["solutions"][1]["problems"][0]["place"]["line"], 2);
    }
}

/// Warnings stop nothing, unless they are denied: then nothing of that solution is written, and all of the others.
#[test]
fn denied_warnings_are_errors() {
    let top = repository();
    let warned = top.path().join("b/solution.toml");
    std::fs::write(warned, case("unwatched-outcome").manifest).unwrap();
    let exit = |arguments: &[&str]| rmmgen(top.path(), arguments).status.code();
    assert_eq!(exit(&["check", "b"]), Some(0));
    let printed = rmmgen(top.path(), &["check", "--deny-warnings", "a", "b"]);
    assert_eq!(printed.status.code(), Some(1));
    let printed = String::from_utf8_lossy(&printed.stderr).into_owned();
    assert!(printed.contains("error[unwatched-outcome]") && printed.contains("1 error;"), "{printed}");
    assert_eq!(exit(&["generate", "--quiet", "--deny-warnings", "a", "b"]), Some(1));
    assert!(top.path().join("a/out/render.json").exists());
    assert!(!top.path().join("b/out").exists());
    assert_eq!(exit(&["generate", "--quiet", "b"]), Some(0));
    assert_eq!(exit(&["generate", "--check", "b"]), Some(0));
    assert_eq!(exit(&["generate", "--check", "--deny-warnings", "b"]), Some(1));
    let sarif = rmmgen(top.path(), &["check", "--deny-warnings", "--format", "sarif", "b"]);
    let log: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["level"], "error");
}

#[test]
#[cfg(unix)]
fn a_check_that_broke_says_so_in_every_format() {
    let top = repository();
    std::os::unix::fs::symlink("templates", top.path().join("a/templates")).unwrap();
    for (format, word) in
        [("json", "\"broken\": {"), ("github", "title=broken::"), ("sarif", "\"executionSuccessful\": false")]
    {
        let output = rmmgen(top.path(), &["check", "--format", format, "a", "b"]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains(word), "{format}: {printed}");
    }
}
