//! The README's diff is what the program prints, and its workflow is the one that `new` writes.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads files, runs the program in a folder of its own

use std::fs;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

fn rmmgen(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_rmmgen")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The first fenced block that opens like this, without its first line.
fn block(opening: &str) -> String {
    let readme = README.replace("\r\n", "\n");
    let (_, from) = readme.split_once(opening).unwrap_or_else(|| panic!("the README has no {opening:?}"));
    from.split_once("\n```").unwrap().0.trim_start_matches('\n').to_owned() + "\n"
}

#[test]
fn the_diff_is_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("solution.toml");
    fs::create_dir(folder.path().join("scripts")).unwrap();
    fs::copy("scripts/backup-bitlocker-keys.ps1", folder.path().join("scripts/backup-bitlocker-keys.ps1"))
        .unwrap();
    let sound = fs::read_to_string("solution.toml").unwrap().replace("\r\n", "\n");
    fs::write(&manifest, &sound).unwrap();
    rmmgen(folder.path(), &["generate", "--quiet"]);
    let servers = "{ device = \"endpoint-type\", equal = \"Server\" }";
    let edited = sound
        .replace(
            &format!("{{ use = \"in-scope\" }},\n  {servers}"),
            &format!("{{ device = \"os-type\", equal = \"Windows\" }},\n  {servers}"),
        )
        .replace("Unexpected error", "Unexpected problem");
    fs::write(&manifest, &edited).unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_rmmgen")).arg("diff").current_dir(folder.path()).output();
    assert!(String::from_utf8_lossy(&refused.unwrap().stderr).contains("failing-example"));
    let (before, rest) = edited.split_once("[[group.enabled.example]]\nfields = { disable-site").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let edited = format!("{before}{after}");
    fs::write(&manifest, edited).unwrap();
    let printed = rmmgen(folder.path(), &["diff", "--color", "never"]);
    snapbox::Assert::new().eq(printed, block("```diff\n$ rmmgen diff\n"));
}

#[test]
fn the_workflow_is_the_one_that_new_writes() {
    let written = include_str!("../src/cli/verbs/new/workflow.yml").replace("\r\n", "\n");
    assert_eq!(block("```yaml\n"), written);
}

#[test]
fn the_manifest_of_the_readme_has_no_unknown_key() {
    use rmmgen::{document::Document, manifest, source::Source};
    let source = Source::new("README.md", block("```toml\n"));
    let problems = manifest::read(&Document::new(&source)).err().unwrap_or_default();
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:?}");
}
