//! `html-in-prose`: HTML, which stands on a page as text.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::solution::text::PROSE;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "html-in-prose",
    severity: Severity::Warning,
    what: "HTML in a text that is written in Markdown.",
    why: "It stands on the page as it is written: a page takes no HTML, since one tag that is left open breaks the build of the whole docs site.",
    example: "summary = \"First.<br />Second.\"      # an empty line between the two",
};

/// Looks at every text in Markdown; each tag is said once a text.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_prose(context, |written| {
        for (range, help) in found(written.source) {
            let message = format!("`{}` stands on the page as text", &written.source[range.clone()]);
            written.report(context, problems, &CODE, range, (message, help.to_owned()));
        }
    });
}

/// The first tag of each name, and what to write instead.
fn found(source: &str) -> Vec<(Range<usize>, &'static str)> {
    if !source.contains('<') {
        return Vec::new();
    }
    let mut told = BTreeSet::new();
    let html = Parser::new_ext(source, PROSE).into_offset_iter().filter_map(|(event, range)| {
        matches!(event, Event::Html(_) | Event::InlineHtml(_)).then_some(range)
    });
    let tags = html.flat_map(|range| tags(source, range));
    tags.filter_map(|(range, name)| instead(&name).filter(|_| told.insert(name)).map(|help| (range, help))).collect()
}

/// The tags in a piece of HTML, each with its name in small letters.
fn tags(source: &str, html: Range<usize>) -> Vec<(Range<usize>, String)> {
    let text = &source[html.clone()];
    let tag = |start: usize| {
        let rest = &text[start + 1..];
        let inner = rest.strip_prefix('/').unwrap_or(rest);
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = if inner.starts_with("!--") { "!--" } else { &inner[..length] };
        let end = text[start..].find('>').map_or(text.len(), |end| start + end + 1);
        (html.start + start..html.start + end, name.to_ascii_lowercase())
    };
    text.match_indices('<').map(|(start, _)| tag(start)).collect()
}

/// What to write in Markdown; none for what is no HTML: `<your site>` is text, and meant to be.
fn instead(name: &str) -> Option<&'static str> {
    Some(match name {
        "!--" => "leave it out: a note for who edits the manifest begins with `#`, outside of the text",
        "br" => "leave an empty line to begin a paragraph; where only the line shall break, end it with `\\`",
        "p" | "div" | "span" | "center" | "font" | "section" | "article" => {
            "leave the tag out: an empty line begins a paragraph"
        }
        "b" | "strong" => "write it in Markdown: `**text**`",
        "i" | "em" | "cite" => "write it in Markdown: `*text*`",
        "u" | "mark" | "small" | "big" | "sub" | "sup" => "write `**text**` or `*text*`: Markdown has no other marks",
        "s" | "del" | "strike" => "write it in Markdown: `~~text~~`",
        "code" | "kbd" | "samp" | "tt" => "write it in Markdown: the text between two backticks",
        "pre" => "write a code block: a line of three backticks before it and one behind it",
        "a" => "write it in Markdown: `[text](address)`; `{task.key}` is a link to a part, with its name",
        "img" => "write it in Markdown: `![what it shows](address)`",
        "ul" | "ol" | "li" => "write a list in Markdown: `- item` or `1. item`, each on its line",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write it in Markdown: `## Heading` on a line of its own",
        "hr" => "write it in Markdown: `---` between two empty lines",
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => {
            "write a table in Markdown: `| a | b |` for each row, and `| --- | --- |` below the first"
        }
        "blockquote" => "write it in Markdown: `> text`",
        "details" | "summary" => "write an admonition: `:::note Title`, then the text, then `:::`, each on its line",
        "script" | "style" | "iframe" | "video" | "audio" | "form" | "input" | "button" | "svg" => {
            "leave it out: a page has text, links and images"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_mean_something_in_html() {
        for (source, expected) in [
            ("a<br />b<BR>c", vec!["<br />"]),
            ("<details>\n<summary>A</summary>\n\nb\n\n</details>", vec!["<details>", "<summary>"]),
            ("see <b>this</b> and `<i>`", vec!["<b>"]),
            ("a <!-- b --> c", vec!["<!-- b -->"]),
            ("Type <your site> or <key>, at <https://a.b>, a < b > c, \\<br>", vec![]),
            ("```\n<br>\n```", vec![]),
        ] {
            let tags: Vec<&str> = found(source).into_iter().map(|(range, _)| &source[range]).collect();
            assert_eq!(tags, expected, "{source}");
        }
    }
}
