//! Any text arrives intact in Markdown and changes the meaning of none of it: judged by a parser that is not ours,
//! once as CommonMark with GFM and once as MDX.

use markdown::mdast::Node;
use markdown::{Constructs, MdxSignal, ParseOptions};
use proptest::prelude::*;
use rmmgen::render::markdown::{self as ours, Target, Targets};
use rmmgen::solution::PartRef;
use rmmgen::solution::text::{Prose, Text};

/// The two readers, in words for a failure.
fn readers() -> [(&'static str, ParseOptions); 2] {
    let constructs = Constructs {
        gfm_autolink_literal: true,
        gfm_footnote_definition: true,
        gfm_label_start_footnote: true,
        gfm_strikethrough: true,
        gfm_table: true,
        gfm_task_list_item: true,
        ..Constructs::mdx()
    };
    let no_module = |_: &str| MdxSignal::Error("module".into(), 0, Box::default(), Box::default());
    let mdx = ParseOptions { constructs, mdx_esm_parse: Some(Box::new(no_module)), ..ParseOptions::mdx() };
    [("GFM", ParseOptions::gfm()), ("MDX", mdx)]
}

/// A tree as one line: `paragraph(text "a")`, neighbouring texts as one.
fn outline(node: &Node) -> String {
    let name = match node {
        Node::Text(text) => return format!("text {:?}", text.value),
        Node::InlineCode(code) => return format!("code {:?}", code.value),
        Node::Code(code) => return format!("block {:?} {:?}", code.lang, code.value),
        Node::Root(_) => "root".to_owned(),
        Node::Paragraph(_) => "paragraph".to_owned(),
        Node::Heading(heading) => format!("heading{}", heading.depth),
        Node::Link(link) => format!("link {:?} {:?}", link.url, link.title),
        Node::Image(image) => return format!("image {:?} {:?} {:?}", image.url, image.title, image.alt),
        Node::List(list) => format!("list {} {:?} {}", list.ordered, list.start, list.spread),
        Node::ListItem(item) => format!("item {:?}", item.checked),
        Node::Blockquote(_) => "quote".to_owned(),
        Node::Emphasis(_) => "emphasis".to_owned(),
        Node::Strong(_) => "strong".to_owned(),
        Node::Delete(_) => "delete".to_owned(),
        Node::Break(_) => return "break".to_owned(),
        Node::ThematicBreak(_) => return "rule".to_owned(),
        Node::Table(table) => format!("table {:?}", table.align),
        Node::TableRow(_) => "row".to_owned(),
        Node::TableCell(_) => "cell".to_owned(),
        other => return format!("UNEXPECTED {other:?}"),
    };
    let children: Vec<_> = node.children().into_iter().flatten().map(outline).collect();
    format!("{name}({})", children.join(" "))
}

/// Asserts that both readers find exactly this in the Markdown, where it does not begin the file.
fn reads(markdown: &str, expected: &str) -> Result<(), TestCaseError> {
    let markdown = &format!("***\n\n{markdown}");
    let expected = format!("root(rule {expected})").replace(" )", ")");
    for (reader, options) in readers() {
        let tree = markdown::to_mdast(markdown, &options)
            .map_err(|error| TestCaseError::fail(format!("{reader} refuses {markdown:?}: {error}")))?;
        prop_assert_eq!(outline(&tree).replace(" )", ")"), expected.as_str(), "{} of {:?}", reader, markdown);
    }
    Ok(())
}

/// A text as a tree shows it: nothing where it is empty.
fn text_node(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("text {:?}", text.replace('\0', "\u{FFFD}")) }
}

/// Code as a tree shows it. The word for empty code is ours.
fn code_node(code: &str) -> String {
    if code.is_empty() {
        return "emphasis(text \"(empty)\")".to_owned();
    }
    format!("code {:?}", code.replace("\r\n", " ").replace(['\r', '\n'], " ").replace('\0', "\u{FFFD}"))
}

/// Texts made to mean something in Markdown, in MDX, or in our own language, and any others.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "B",
        "1",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "`",
        "``",
        "*",
        "**",
        "_",
        "__",
        "{",
        "}",
        "{{",
        "<",
        ">",
        "</",
        "<b>",
        "[",
        "]",
        "](",
        "(",
        ")",
        "|",
        "\\|",
        "~",
        "~~",
        "&",
        "&amp;",
        "&#32;",
        "#",
        "##",
        "!",
        "![",
        "@",
        ":",
        "::",
        ":::note",
        ":smile:",
        ".",
        "www.",
        "http://",
        "https://a.b",
        "mailto:",
        "a@b.c",
        "import ",
        "export default",
        "-",
        "--",
        "---",
        "=",
        "===",
        "+",
        "1.",
        "2)",
        "<!--",
        "-->",
        "{/*",
        "*/}",
        "[^1]",
        "[x]: /y",
        "| - |",
        "'@",
        "#>",
        "$",
        "%output%",
        "@Name@",
        "é",
        "日本",
        "😀",
        "\u{feff}",
        "\u{a0}",
        "\u{2028}",
        "\u{85}",
        "\0",
        "\"",
        "'",
        "{field.a}",
        "{solution}",
        "import",
        "    x",
    ]);
    let nasty = prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => nasty, 1 => any::<String>(), 1 => "[ -~]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_in_a_paragraph(plain in texts()) {
        let expected = match text_node(&plain) {
            node if node.is_empty() => String::new(),
            node => format!("paragraph({node})"),
        };
        reads(&ours::text(&plain), &expected)?;
    }

    #[test]
    fn text_in_a_heading(plain in texts()) {
        reads(&format!("## {}\n", ours::text(&plain)), &format!("heading2({})", text_node(&plain)))?;
    }

    #[test]
    fn text_in_a_link(plain in texts(), prefix in texts()) {
        let link = ours::link(&ours::text(&plain), "/docs/1");
        reads(&link, &format!("paragraph(link \"/docs/1\" None({}))", text_node(&plain)))?;
        // Whatever stands before it, or is its address, it stays a link.
        let before = ours::text(&prefix).into_owned() + &ours::link("a", "/(b)|{c}<d>&amp;\\`*_~[e]");
        let text = match text_node(&prefix) {
            node if node.is_empty() => node,
            node => node + " ",
        };
        let link = "link \"/(b)|{c}<d>&amp;\\\\`*_~[e]\" None(text \"a\")";
        reads(&before, &format!("paragraph({text}{link})"))?;
    }

    #[test]
    fn text_in_a_cell(plain in texts(), second in texts()) {
        let table = format!("| {} | B |\n|---|---|\n| {} | c |\n", ours::text(&plain), ours::text(&second));
        let row = |text: &str, last: &str| format!("row(cell({}) cell(text {last:?}))", text_node(text));
        let rows = format!("{} {}", row(&plain, "B"), row(&second, "c"));
        reads(&table, &format!("table [None, None]({rows})"))?;
    }

    #[test]
    fn code_in_a_paragraph(plain in texts()) {
        reads(&format!("- {}", ours::code(&plain)),
            &format!("list false None false(item None(paragraph({})))", code_node(&plain)))?;
    }

    #[test]
    fn code_in_a_cell(plain in texts()) {
        let table = format!("| A | B |\n|---|---|\n| {} | c |\n", ours::code_in_cell(&plain));
        let backslash = plain.match_indices('|').any(|(at, _)| {
            (at - plain[..at].trim_end_matches('\\').len()) % 2 == 1
        });
        // The one text that GFM has no code for.
        let node = if backslash { text_node(&plain) } else { code_node(&plain) };
        let head = "row(cell(text \"A\") cell(text \"B\"))";
        reads(&table, &format!("table [None, None]({head} row(cell({node}) cell(text \"c\")))"))?;
    }

    #[test]
    fn a_text_with_parts(before in texts(), after in texts()) {
        let literal = |text: &str| Text::literal(text).source().to_owned();
        let text = Text::parse(format!("{}{{task.a}}{}", literal(&before), literal(&after))).unwrap();
        let shown = |plain: &str| text_node(&Text::literal(plain).plain(|_| ""));
        let link = "link \"/docs/task.a\" None(text \"Name of [task.a]\")".to_owned();
        let nodes: Vec<_> = [shown(&before), link, shown(&after)].into_iter().filter(|n| !n.is_empty()).collect();
        reads(&ours::runs(&text, &Linked), &format!("paragraph({})", nodes.join(" ")))?;
    }

    #[test]
    fn prose_that_is_one_paragraph(plain in texts()) {
        let prose = Prose::literal(&plain);
        let expected = match text_node(&plain) {
            node if node.is_empty() => String::new(),
            node => format!("paragraph({node})"),
        };
        reads(&ours::prose(&prose, &Linked, 2, ""), &expected)?;
    }

    #[test]
    fn prose_keeps_its_structure(source in sources()) {
        let prose = Prose::parse(source.clone()).unwrap();
        let page = ours::prose(&prose, &Linked, 2, "");
        prop_assert_eq!(structure(&page), structure(&source), "{:?} from {:?}", page, source);
        let [gfm, mdx] = readers().map(|(_, options)| markdown::to_mdast(&page, &options).map(|tree| outline(&tree)));
        prop_assert_eq!(gfm.unwrap(), mdx.unwrap());
    }

    #[test]
    fn prose_is_read_alike_by_both_readers(source in texts(), more in texts()) {
        let source = format!("{source}\n{more}");
        if let Ok(prose) = Prose::parse(source.clone()) {
            for page in [ours::prose(&prose, &Linked, 2, ""), ours::prose_line(&prose, &Linked)] {
                let [gfm, mdx] = readers().map(|(reader, options)| {
                    let tree = markdown::to_mdast(&format!("***\n\n{page}"), &options);
                    tree.map(|tree| outline(&tree)).map_err(|error| format!("{reader}: {error}"))
                });
                prop_assert_eq!(&gfm, &mdx, "{:?} from {:?}", page, source);
                prop_assert!(gfm.is_ok_and(|tree| !tree.contains("UNEXPECTED")), "{:?} from {:?}", page, source);
            }
        }
    }
}

/// Prose made of what it is made of.
fn sources() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "two words",
        " ",
        "\n",
        "\n\n",
        "\n- item ",
        "\n\n- item",
        "\n  - deep ",
        "\n* star ",
        "\n1. one",
        "\n\n3) three",
        "\n\n    code",
        "\n\n      code",
        "\n\n> ",
        "\n> a\n>\n> ",
        "\n# ",
        "\n### ",
        "\n\n---\n",
        "\n***\n",
        "\n\nSetext\n===\n",
        "\n```ps1\ncode\n```\n",
        "\n~~~\na\n\n`b`\n~~~\n",
        " *a* of",
        " **b** of",
        " _c_ of",
        " __d__ of",
        " ~~e~~ of",
        "a * b",
        "x ** y",
        "d _ e",
        " `code` of",
        " ``c ` d`` of",
        "[a](/b)",
        "[*a* b](/c \"t\")",
        "![alt](x.png)",
        "<https://a.b>",
        "<a@b.c>",
        "  \n",
        "\\\n",
        "\\*",
        "&amp;",
        "- [ ] task",
        "- [x] done",
        "\n\n| a | b |\n|:-|--|\n| `c` | d \\| e |\n\n",
        ".",
        "!",
        "1. x",
        "-y",
        "+z",
        ":::note",
        "import x",
        "(",
        ")",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// What a tree shows, but for what is ours to choose: the levels of headings, and whether a list is spread out.
fn structure(markdown: &str) -> String {
    let constructs = Constructs {
        gfm_autolink_literal: false,
        gfm_footnote_definition: false,
        gfm_label_start_footnote: false,
        ..Constructs::gfm()
    };
    let tree = markdown::to_mdast(markdown, &ParseOptions { constructs, ..ParseOptions::gfm() })
        .expect("plain Markdown has no errors");
    let mut outline = outline(&tree);
    for (level, spread) in
        [("heading1", " true("), ("heading2", " true("), ("heading3", ""), ("heading4", ""), ("heading5", "")]
    {
        outline = outline.replace(level, "heading");
        if !spread.is_empty() {
            outline = outline.replace(spread, " false(");
        }
    }
    outline
}

#[test]
fn a_list_in_a_cell_reads_as_a_sentence() {
    for (source, cell) in [
        ("Because of\n- a full disk\n- a lost network", "Because of: a full disk; a lost network"),
        ("Because of:\n\n1. a full disk\n\n2. a lost network\n", "Because of: a full disk; a lost network"),
        (
            "- It is full.\n- *Nobody* knows why!\n- `C:`\n\nCall.",
            "It is full. *Nobody* knows why! `C:`. Call.",
        ),
        ("- disk\n  - full\n  - lost\n- network", "disk: full; lost; network"),
        ("- [ ] one\n- two\n\n* three", "one; two. three"),
        ("# Title\nOne.\n\nTwo\n\n    code\n\nthree", "Title One. Two `code` three"),
        ("- see {task.a}\n- **a** | b", "see [Name of \\[task.a\\]](/docs/task.a); **a** \\| b"),
    ] {
        let prose = Prose::parse(source.to_owned()).unwrap_or_else(|_| panic!("{source} names nothing"));
        assert_eq!(ours::prose_line(&prose, &Linked), cell, "{source}");
    }
}

#[test]
fn hostile_prose_takes_no_time() {
    for piece in [
        "[", "![", "](", "*a ", "**a", "_", "~", "`", "`{` ", "{{", "<", "<b>", "> ", "- ", "1. ", "&", "|",
        "\n\n- a",
    ] {
        let prose = Prose::parse(piece.repeat(5_000)).unwrap_or_else(|_| panic!("{piece} names nothing"));
        assert!(!ours::prose(&prose, &Linked, 2, "").is_empty());
        ours::prose_line(&prose, &Linked);
    }
}

/// Every part has a page and a nasty name.
struct Linked;

impl Targets for Linked {
    fn target(&self, part: &PartRef) -> Target<'_> {
        let link = Some("[Name of \\[task.a\\]](/docs/task.a)");
        match part.key.as_str() {
            "a" => Target { label: "Name of [task.a]", address: "/docs/task.a", link },
            _ => Target { label: "Name *with* {braces}", address: "/docs/other", link: None },
        }
    }
}
