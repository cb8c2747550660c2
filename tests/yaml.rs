//! Any text arrives intact in front matter, judged by a YAML parser that is not ours.

use proptest::prelude::*;
use rmmgen::render::yaml;
use saphyr::{LoadableYamlNode, Yaml};

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "1",
        " ",
        "  ",
        "'",
        "''",
        "\"",
        "\\",
        "\n",
        "\r",
        "\t",
        "---",
        "...",
        ": ",
        "#",
        " #",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!tag",
        "%x",
        "@",
        "`",
        "true",
        "null",
        "~",
        "2025-09-01",
        "é",
        "😀",
        "\0",
        "\u{7}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffe}",
        "\u{ffff}",
        "?",
        "|",
        ">",
        "<<",
    ]);
    let nasty = prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![2 => nasty, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_arrive(title in texts(), tags in prop::collection::vec(texts(), 0..4)) {
        let page = format!("title: {}\ntags: {}\ndraft: false\n", yaml::scalar(&title), yaml::list(&tags));
        let read = Yaml::load_from_str(&page).map_err(|e| TestCaseError::fail(format!("{page:?}: {e}")))?;
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(read[0]["title"].as_str(), Some(title.as_str()), "{}", page);
        let found: Vec<_> = read[0]["tags"].as_sequence().unwrap().iter().filter_map(|tag| tag.as_str()).collect();
        prop_assert_eq!(found, tags, "{}", page);
        prop_assert_eq!(read[0]["draft"].as_bool(), Some(false));
    }
}

#[test]
fn the_usual_is_single_quoted() {
    assert_eq!(yaml::scalar("It's 100 %: #1"), "'It''s 100 %: #1'");
    assert_eq!(yaml::list(&["a b".into(), "c".into()]), "['a b', 'c']");
    assert_eq!(yaml::list(&[]), "[]");
    assert_eq!(yaml::scalar("a\n\u{2028}\"'"), r#""a\x0A\u2028\"'""#);
}
