//! The rendered script, judged by the grammar of PowerShell: what the manifest says arrives as data and
//! nothing else.

mod judge;

use std::sync::LazyLock;

use judge::{Node, decode, parse};
use minijinja::Environment;
use proptest::prelude::*;
use rmmgen::platform::CONNECTWISE;
use rmmgen::powershell;
use rmmgen::render::templates;
use rmmgen::solution::platform::script;
use rmmgen::solution::{Field, Script, Task};
use serde_json::{Value, json};

const ID: &str = "b469ea90-0c1b-421b-89e2-be5c91501035";

fn environment() -> Environment<'static> {
    templates::built_in(CONNECTWISE).clone()
}

fn task(name: &str, outcomes: &[(&str, &str)], parameters: &Value) -> Task {
    let outcomes: Vec<_> = outcomes
        .iter()
        .map(|(key, text)| json!({"key": key, "report": {"text": {"text": text}}, "meaning": ""}))
        .collect();
    serde_json::from_value(json!({
        "part": {"id": ID, "key": "backup", "name": name, "description": ""},
        "on-error": "error",
        "outcomes": outcomes,
        "parameters": parameters,
    }))
    .expect("a task")
}

fn row(body: &str, reads: &Value) -> Script {
    let mut script: Script = serde_json::from_value(json!({
        "body": {"sha256": ""}, "timeout-seconds": 300, "run-as": "system", "reads": reads,
    }))
    .expect("a script");
    body.clone_into(&mut script.body.text);
    script
}

/// The line of a rule in the rendered script: `Required = $true`.
fn rule<'s>(script: &'s str, subject: &str, name: &str) -> &'s str {
    let start = script.find(&format!("Subject  = '{subject}'")).unwrap_or_else(|| panic!("no {subject}"));
    let mut lines = script[start..].lines().map(str::trim);
    lines.find(|line| line.starts_with(name)).expect("a rule")
}

#[test]
fn a_field_is_required_as_a_parameter_is_and_told_from_its_namesakes() {
    let field = |key: &str, level: &str, required: bool| -> Field {
        serde_json::from_value(json!({
            "part": {"id": ID, "key": key, "name": if key == "other" { "Other" } else { "Exclude" }, "description": ""},
            "level": level, "type": "flag", "editable": true, "required": required,
        }))
        .expect("a field")
    };
    let fields =
        [field("site", "site", true), field("company", "company", false), field("other", "site", false)];
    let reads = json!([
        {"field": "site", "variable": "One"}, {"field": "company", "variable": "Two"},
        {"field": "other", "variable": "Three"},
    ]);
    let (task, script) = (task("T", &[("error", "FAILED")], &json!([])), row("", &reads));
    let context = script::Context {
        task: &task,
        description: "",
        script: &script,
        fields: &fields,
        tested: &[],
        limit: 300,
    };
    let script = (CONNECTWISE.script)(&environment(), context).expect("a script");
    assert_eq!(rule(&script, "The field Exclude (SITE)", "Required"), "Required = $true");
    // A flag that must be given does not count as false.
    assert_eq!(rule(&script, "The field Exclude (SITE)", "Default"), "Default  = $null");
    assert_eq!(rule(&script, "The field Exclude (COMPANY)", "Required"), "Required = $false");
    assert_eq!(rule(&script, "The field Exclude (COMPANY)", "Default"), "Default  = $false");
    assert_eq!(rule(&script, "The field Other", "Default"), "Default  = $false");
}

fn flag_field(name: &str) -> Field {
    serde_json::from_value(json!({
        "part": {"id": ID, "key": "disable", "name": name, "description": ""},
        "level": "site", "type": "flag", "editable": true,
    }))
    .expect("a field")
}

/// All texts of a manifest that reach a script.
#[derive(Clone, Debug)]
struct Texts {
    name: String,
    description: String,
    outcomes: [String; 2],
    tested: String,
    default: String,
    options: [String; 2],
    field: String,
}

fn render(texts: &Texts) -> String {
    let parameters = json!([
        {"key": "force", "name": "Force", "description": "", "type": "flag", "default": false},
        {"key": "days", "name": "Threshold_Days", "description": "", "type": "number", "required": true,
         "range": [-1, 30]},
        {"key": "mode", "name": "Mode", "description": "", "type": "dropdown", "default": texts.default,
         "options": texts.options},
    ]);
    let task = task(&texts.name, &[("error", &texts.outcomes[0]), ("done", &texts.outcomes[1])], &parameters);
    let script = row(
        "Complete-Task -Outcome done -Detail $Parameter['mode'] # the end",
        &json!([{"field": "disable", "variable": "Disable"}]),
    );
    (CONNECTWISE.script)(
        &environment(),
        script::Context {
            task: &task,
            description: &texts.description,
            script: &script,
            fields: &[flag_field(&texts.field)],
            tested: &[&texts.tested],
            limit: 300,
        },
    )
    .expect("a script")
}

static PLAIN_SHAPE: LazyLock<String> = LazyLock::new(|| parse(&render(&plain())).shape());

fn plain() -> Texts {
    let text = |text: &str| text.to_owned();
    Texts {
        name: text("Name"),
        description: text("Words"),
        outcomes: [text("First"), text("Second")],
        tested: text("Third"),
        default: text("fast"),
        options: [text("fast"), text("slow")],
        field: text("Site"),
    }
}

/// Texts that mean something to PowerShell, to the platform or to Unicode, among any others.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "'",
        "''",
        "\u{2018}",
        "\u{2019}",
        "\u{201B}",
        "\"",
        "\u{201C}",
        "#>",
        "<#",
        "\n'@\n",
        "\r\n",
        "\0",
        "$(",
        "`",
        "\u{2028}",
        "\u{85}",
        "@Force@",
        "%output%",
        "%Output%",
        "@",
        "%",
        "{{",
        "}}",
        "{%",
        "\u{FEFF}",
        "\u{1F600}",
        "\u{2014}",
        "@Threshold_Days@",
        "FAILED",
        ".SYNOPSIS",
        "#Requires -Version 9",
        " ",
    ]);
    let part = prop_oneof![3 => special.prop_map(str::to_owned), 2 => "[ -~]{0,6}", 1 => any::<String>()];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// The first text of an outcome is never empty: the manifest sees to that.
fn some_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| if text.is_empty() { "x".to_owned() } else { text })
}

fn any_texts() -> impl Strategy<Value = Texts> {
    (
        (any_text(), any_text(), some_text(), some_text()),
        (any_text(), any_text(), any_text(), any_text(), any_text()),
    )
        .prop_map(|((name, description, error, done), (tested, default, option, other, field))| Texts {
            name,
            description,
            outcomes: [error, done],
            tested,
            default,
            options: [option, other],
            field,
        })
}

/// The value of a table's entry, by its key: the first in the script.
fn entry(script: &Node, key: &str) -> Vec<String> {
    script.entries().into_iter().filter(|(name, _)| name == key).map(|(_, value)| value).collect()
}

proptest! {
    #[test]
    fn a_literal_decodes_to_its_text(text in any_text()) {
        let literal = powershell::literal(&text);
        prop_assert!(literal.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{literal}");
        prop_assert_eq!(decode(&format!("$x = {literal}\n")), text);
        prop_assert_eq!(powershell::tokens(&literal).count(), 0, "{}", literal);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_data(texts in any_texts()) {
        let rendered = render(&texts);
        prop_assert!(rendered.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')));
        let tree = parse(&rendered);
        prop_assert!(tree.shape() == *PLAIN_SHAPE, "another shape: {rendered}");
        let tokens: Vec<_> = powershell::tokens(&rendered).map(|token| &rendered[token]).collect();
        prop_assert_eq!(tokens, ["@Force@", "@Threshold_Days@", "@Mode@", "@Disable@"]);
        prop_assert_eq!(entry(&tree, "Text"), texts.outcomes);
        prop_assert_eq!(&entry(&tree, "Default")[2], &texts.default);
        prop_assert_eq!(&entry(&tree, "Subject")[3], &format!("The field {}", texts.field));
    }
}

/// What a device's fields might hold in the hope to be run, after each of PowerShell's single quotes.
const HOSTILE: [&str; 4] = ["@; Remove-Item x; @", "@", "; Remove-Item x #", "$(Remove-Item x)"];

#[test]
fn a_value_of_one_line_is_never_code() {
    let script = render(&plain());
    for quote in ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'] {
        for value in HOSTILE.map(|value| format!("{quote}{value}{quote}")) {
            let pasted = powershell::tokens(&script)
                .fold(script.clone(), |pasted, token| pasted.replace(&script[token], &value));
            assert_eq!(pasted.matches(&value).count() - script.matches(&value).count(), 4);
            assert_eq!(parse(&pasted).shape(), *PLAIN_SHAPE, "{value}");
            // A here-string ends at a line that begins with a quote and `@`: the grammar knows the keyboard's only.
            assert!(
                pasted.lines().all(|line| line == "'@" || !line.starts_with(&format!("{quote}@"))),
                "{value}"
            );
        }
    }
}

/// One script of a task with these outcomes, whose detail must not hold what is tested.
fn render_outcomes(outcomes: &[(&str, &str)], tested: &[&str]) -> Node {
    let task = task("Task", outcomes, &json!([]));
    let script = row("Complete-Task -Outcome error", &json!([]));
    let context =
        script::Context { task: &task, description: "", script: &script, fields: &[], tested, limit: 300 };
    parse(&(CONNECTWISE.script)(&environment(), context).expect("a script"))
}

#[test]
fn a_joint_completes_no_text_that_others_wait_for() {
    for (text, tested, joint) in [
        ("FAILED", "x", ": "),
        ("Done.", "x", " "),
        ("Is it?", "x", " "),
        ("FAILED", "failed:", "-"),
        ("FAILED", ": D", ": "),
        ("a-b", "b: ", "_"),
        ("Done.", "DONE. ", "-"),
    ] {
        let script =
            render_outcomes(&[("error", text)], &[tested, "-"][..if text.contains('-') { 2 } else { 1 }]);
        assert_eq!(entry(&script, "Joint"), [joint], "{text} {tested}");
    }
}

#[test]
fn no_detail_may_hold_a_former_text() {
    let mut task = task("Task", &[("error", "Broken")], &json!([]));
    task.outcomes[0].text_formerly = vec!["It broke".to_owned()];
    let script = row("Complete-Task -Outcome error", &json!([]));
    let context = script::Context {
        task: &task,
        description: "",
        script: &script,
        fields: &[],
        tested: &[],
        limit: 300,
    };
    let script = (CONNECTWISE.script)(&environment(), context).expect("a script");
    assert!(script.contains("@('Broken', 'It broke')"), "{script}");
}

#[test]
fn what_breaks_a_text_up_stands_in_none() {
    let all: String = (' '..='~').filter(char::is_ascii_punctuation).collect();
    for (tested, breaker) in [(vec![], "-"), (vec!["a-b", "c_", ""], "."), (vec![all.as_str()], "\u{A1}")] {
        assert_eq!(entry(&render_outcomes(&[("error", "Broken")], &tested), "Breaker"), [breaker]);
    }
}

#[test]
fn what_cannot_be_rendered() {
    let parameters = json!([{"key": "x", "name": "Two words", "description": "", "type": "text"}]);
    let nowhere = json!([{"field": "nowhere", "variable": "X"}]);
    for (task, reads, message) in [
        (task("T", &[("other", "x")], &json!([])), json!([]), "no outcome is named for an unhandled error"),
        (task("T", &[("error", "x")], &parameters), json!([]), "\"Two words\" is no name for a variable"),
        (
            task("T", &[("error", "x")], &json!([])),
            nowhere,
            "the script reads a field that does not exist: nowhere",
        ),
    ] {
        let script = row("", &reads);
        let context = script::Context {
            task: &task,
            description: "",
            script: &script,
            fields: &[],
            tested: &[],
            limit: 300,
        };
        let error = (CONNECTWISE.script)(&environment(), context).expect_err("no script");
        assert_eq!(error.to_string(), message);
    }
}

/// What not every machine can run can at least be read.
#[test]
fn the_programs_beside_are_powershell() {
    parse(include_str!("powershell/matrix.ps1"));
    parse(include_str!("powershell/lines.ps1"));
    parse(include_str!("powershell/modules/BitLocker/BitLocker.psm1"));
    parse(include_str!("powershell/modules/BitLocker/BitLocker.psd1"));
    parse(include_str!("../scripts/backup-bitlocker-keys.ps1"));
}
