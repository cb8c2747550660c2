//! `front-matter`: the front matter of a page in the middle of one.

use std::ops::Range;

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "front-matter",
    severity: Severity::Warning,
    what: "A text that brings the front matter of a page along: `key: value` between two lines of `---`.",
    why: "A page has one, at its top. In the middle the lines become a rule and a heading, and what they say of the page is not heeded.",
    example: "remarks = \"---\\ndraft: true\\n---\\nText\"      # draft = true",
};

/// Looks at every text in Markdown.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_prose(context, |written| {
        if let Some(range) = front_matter(written.source) {
            let message = "this is the front matter of a page: here it becomes a rule and a heading".to_owned();
            let help = "leave it out: `title`, `keywords`, `tags`, `draft` and `unlisted` are keys of the manifest";
            written.report(context, problems, &CODE, range, (message, help.to_owned()));
        }
    });
}

/// The line that opens front matter.
fn front_matter(source: &str) -> Option<Range<usize>> {
    if !source.contains("---") {
        return None;
    }
    let mut fences = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.trim_end() == "---" {
            fences.push(at..at + 3);
        }
        at += line.len();
    }
    let is_opened = |pair: &&[Range<usize>]| holds_keys(&source[pair[0].end..pair[1].start]);
    fences.windows(2).find(is_opened).map(|pair| pair[0].clone())
}

/// Whether all lines are keys with their values, or go on with a list of one.
fn holds_keys(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some_and(|first| is_key(first))
        && lines.all(|line| is_key(line) || line.starts_with([' ', '-']))
}

fn is_key(line: &str) -> bool {
    let is_word = |key: &str| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    line.split_once(':').is_some_and(|(key, value)| is_word(key) && (value.is_empty() || value.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_between_two_lines() {
        for source in ["---\nid: x\ntitle: A b\n---\nText", "Text\n\n---\ntags:\n  - a\n- b\n---\n"] {
            assert!(front_matter(source).is_some(), "{source}");
        }
        for source in ["a\n\n---\n\nb\n\n---\n\nc", "a\n---\nb", "---\nSee: this text, which goes\non.\n---", "---"] {
            assert_eq!(front_matter(source), None, "{source}");
        }
    }
}
