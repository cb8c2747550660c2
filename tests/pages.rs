//! Whole pages, as people would review them: each folder of `tests/pages` holds a resolved solution and its pages.
//! `SNAPSHOTS=overwrite cargo test --test pages` writes them anew.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use markdown::mdast::Node;
use markdown::{Constructs, MdxSignal, ParseOptions};
use rmmgen::platform::CONNECTWISE;
use rmmgen::render::docs::{Images, Layout, pages};
use rmmgen::render::{Artifact, templates};
use rmmgen::solution::platform::Console;
use rmmgen::solution::{Action, Criterion, Solution, Subject, Test, Value};
use snapbox::{Assert, Data, IntoData};

const CASES: [&str; 2] = ["bitlocker", "everything"];

fn folder(case: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(case)
}

#[allow(clippy::disallowed_methods)]
fn solution(case: &str) -> Solution {
    let text = std::fs::read_to_string(folder(case).join("solution.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn rendered(case: &str) -> Vec<Artifact> {
    rendered_as(case, &solution(case))
}

fn rendered_as(case: &str, solution: &Solution) -> Vec<Artifact> {
    let images = [
        "images/group-mac/group-criteria.png",
        "images/solution/purpose.gif",
        "images/task-install/step-2.webp",
    ];
    let images = match case {
        "everything" => Images::new(images.map(String::from).into()),
        _ => Images::default(),
    };
    let layout = Layout {
        pages: ".",
        link_prefix: "/docs/",
        images: &images,
        manifest: "../../..",
        scripts: &|_, _| Some("# A script with ``` in it\nWrite-Output 'done {x} <y>'\n"),
    };
    pages(templates::built_in(CONNECTWISE), Console::new(CONNECTWISE, solution), &layout).unwrap().0
}

/// Every criterion of a solution's groups.
fn criteria(solution: &mut Solution) -> impl Iterator<Item = &mut Criterion> {
    let blocks = solution.groups.iter_mut().flat_map(|group| &mut group.blocks);
    blocks.flat_map(|block| &mut block.criteria)
}

#[test]
fn pages_are_as_reviewed() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for case in CASES {
        for page in rendered(case) {
            let expected = Data::read_from(&folder(case).join(&page.path), None).raw();
            assert.eq(String::from_utf8(page.bytes.into_owned()).unwrap().into_data().raw(), expected);
        }
    }
}

/// Status tables, "Awaited Status", dependencies and the diagram hang on what a group selects, not on how it is written.
#[test]
fn a_criterion_by_an_outcomes_text_is_shown_as_one_by_its_key() {
    for case in CASES {
        let mut literal = solution(case);
        criteria(&mut literal).for_each(|criterion| criterion.outcomes.clear());
        assert_eq!(rendered_as(case, &literal), rendered(case));
    }
}

/// The lines of the group `failed`, the solution's page and the task's that name the outcome `FAILED`, where the
/// group's one block has these criteria.
fn shown_of_failed(tests: impl IntoIterator<Item = Test>) -> Vec<String> {
    let mut solution = solution("bitlocker");
    let with = |test| Criterion::new(Subject::field("status"), test);
    let failed = solution.groups.iter_mut().find(|group| group.part.key == "failed").unwrap();
    failed.blocks[0].criteria = tests.into_iter().map(with).collect();
    let pages = rendered_as("bitlocker", &solution).into_iter();
    let shown =
        pages.filter(|page| ["groups/failed.md", "tasks/backup.md", "index.md"].contains(&&*page.path));
    let lines = shown.flat_map(|page| {
        let text = String::from_utf8(page.bytes.into_owned()).unwrap();
        let lines =
            text.lines().filter(|line| line.starts_with("| `FAILED`") || line.contains("-->|\"FAILED\"|"));
        lines
            .map(|line| line.replace("](/docs/2e46432a-eb14-4da0-803a-aec15892a6ec)", "]"))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

#[test]
fn what_another_criterion_excludes_again_is_not_awaited() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let waits = Test::ContainsAnyOf(texts(&["FAILED", "Not Available"]));
    let lines = shown_of_failed([waits.clone()]);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines.iter().any(|line| line.ends_with("| [BitLocker Key Backup Failed] |")), "{lines:#?}");
    let lines = shown_of_failed([waits, Test::DoesNotContainAnyOf(texts(&["FAILED"]))]);
    assert!(lines.iter().all(|line| line.ends_with("| None |")) && lines.len() == 2, "{lines:#?}");
}

#[test]
fn what_is_awaited_as_a_whole_line_is_awaited_without_a_detail() {
    let lines = shown_of_failed([Test::Equal(Value::Text("FAILED".to_owned()))]);
    let of_group = "| [BitLocker Key Backup Failed] (only without a detail) |";
    assert!(lines.iter().any(|line| line.ends_with(of_group)), "{lines:#?}");
}

#[test]
fn pages_hold_no_stray_blank_lines() {
    for page in CASES.into_iter().flat_map(rendered) {
        let text = String::from_utf8(page.bytes.into_owned()).unwrap();
        assert!(!text.contains("\n\n\n"), "{}", page.path);
        assert!(!text.lines().any(|line| line.ends_with(' ')), "{}", page.path);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", page.path);
    }
}

/// The tree of a page without places, which no two readers need agree on.
fn tree(page: &str, constructs: Constructs) -> Node {
    let no_module = |_: &str| MdxSignal::Error("module".into(), 0, Box::default(), Box::default());
    let options =
        ParseOptions { constructs, mdx_esm_parse: Some(Box::new(no_module)), ..ParseOptions::gfm() };
    markdown::to_mdast(page, &options).unwrap()
}

#[test]
fn pages_are_read_alike_as_markdown_and_as_mdx() {
    for page in CASES.into_iter().flat_map(rendered) {
        let text = String::from_utf8(page.bytes.into_owned()).unwrap();
        let gfm = Constructs { frontmatter: true, ..Constructs::gfm() };
        let mdx = Constructs {
            autolink: false,
            code_indented: false,
            html_flow: false,
            html_text: false,
            mdx_esm: true,
            mdx_expression_flow: true,
            mdx_expression_text: true,
            mdx_jsx_flow: true,
            mdx_jsx_text: true,
            ..Constructs { frontmatter: true, ..Constructs::gfm() }
        };
        assert_eq!(tree(&text, gfm), tree(&text, mdx), "{}", page.path);
    }
}

/// What no row stores reaches no group.
#[test]
fn a_status_table_has_groups_only_where_a_status_can_reach_one() {
    let page = |solution: &Solution, path: &str| {
        let layout = Layout {
            pages: ".",
            link_prefix: "/docs/",
            images: &Images::default(),
            manifest: "..",
            scripts: &|_, _| None,
        };
        let console = Console::new(CONNECTWISE, solution);
        let pages = pages(templates::built_in(CONNECTWISE), console, &layout).unwrap();
        let page = pages.0.into_iter().find(|page| page.path == path).unwrap();
        String::from_utf8(page.bytes.into_owned()).unwrap()
    };
    let mut solution = solution("bitlocker");
    for path in ["index.md", "tasks/backup.md"] {
        assert!(
            page(&solution, path).contains("| Status | Meaning | Groups |\n| ------ | ------- | ------ |\n")
        );
    }
    solution.tasks[0].steps.retain(|step| !matches!(step.action, Action::SetField { .. }));
    for path in ["index.md", "tasks/backup.md"] {
        let page = page(&solution, path);
        assert!(page.contains("| Status | Meaning |\n| ------ | ------- |\n| `"), "{page}");
        assert!(!page.contains("None |"), "{page}");
    }
}

#[test]
fn every_link_leads_to_a_page() {
    for case in CASES {
        let pages = rendered(case)
            .into_iter()
            .map(|page| String::from_utf8(page.bytes.into_owned()).unwrap())
            .collect::<Vec<_>>();
        let slugs: BTreeSet<_> = pages
            .iter()
            .filter_map(|page| page.lines().find_map(|line| line.strip_prefix("slug: /")))
            .collect();
        assert_eq!(slugs.len(), pages.len());
        for link in pages.iter().flat_map(|page| page.split("](/docs/").skip(1)) {
            assert!(slugs.contains(&link[..36]), "{link:.60}");
        }
    }
}

#[test]
fn an_own_template_replaces_a_built_in_one() {
    let own = |source: &str| {
        templates::environment(CONNECTWISE, &[("docs/closing.md".to_owned(), source.to_owned())])
    };
    let images = Images::default();
    let layout =
        Layout { pages: "docs", link_prefix: "/kb/", images: &images, manifest: "..", scripts: &|_, _| None };
    let solution = solution("everything");
    let console = Console::new(CONNECTWISE, &solution);
    let (pages, _) = pages(&own("\n{{ name }}: end\n").unwrap(), console, &layout).unwrap();
    assert_eq!(pages[0].path, "docs/index.md");
    let page = String::from_utf8(pages[0].bytes.to_vec()).unwrap();
    assert!(page.ends_with("\nAgents \\[MAC\\] \\{demo} \\| \\<all>: end\n"), "{page}");
    assert!(page.contains("](/kb/00000000"));
    let bad = own("fine\n{% for %}").unwrap_err();
    assert_eq!((bad.len(), bad[0].line), (1, Some(2)));
    assert!(bad[0].to_string().starts_with("templates/docs/closing.md:2: "), "{}", bad[0]);
}
