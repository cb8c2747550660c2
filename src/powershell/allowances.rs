//! `# rmmgen: allow CODE REASON`: an author's word that one kind of problem is none on one line.

use std::ops::Range;

use super::syntax::Span;

/// What an author allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The word behind `allow`, or the whole comment where there is none.
    pub range: Range<usize>,
    /// The code; none where the comment says something else.
    pub code: Option<String>,
    /// It says why.
    pub has_reason: bool,
    /// The line that it is about: its own, or the next one where it stands alone.
    pub line: Range<usize>,
}

/// All allowances of a body.
pub(super) fn allowances(text: &str, comments: &[Span]) -> Vec<Allowance> {
    let mut found: Vec<Allowance> = Vec::new();
    for comment in comments.iter().rev() {
        if let Some(mut allowance) = allowance(text, &comment.range()) {
            // Of several above one another each is about the line behind the last.
            let next = found.last().filter(|next| {
                allowance.line.contains(&next.range.start) && stands_alone(text, next.range.start)
            });
            if let Some(next) = next {
                allowance.line = next.line.clone();
            }
            found.push(allowance);
        }
    }
    found.reverse();
    found
}

fn allowance(text: &str, comment: &Range<usize>) -> Option<Allowance> {
    let content = text[comment.clone()].strip_prefix('#')?.trim_start().strip_prefix("rmmgen:")?;
    let said =
        content.trim_start().strip_prefix("allow").filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let code = said.and_then(|said| said.split_whitespace().next());
    let start =
        code.and_then(|code| Some(comment.start + text[comment.clone()].find(&format!(" {code}"))? + 1));
    Some(Allowance {
        range: start.zip(code).map_or(comment.clone(), |(start, code)| start..start + code.len()),
        code: code.map(str::to_owned),
        has_reason: said.is_some_and(|said| said.split_whitespace().nth(1).is_some()),
        line: line(text, comment),
    })
}

/// The line a comment is about.
fn line(text: &str, comment: &Range<usize>) -> Range<usize> {
    let end_of = |from: usize| text[from..].find('\n').map_or(text.len(), |length| from + length);
    let end = end_of(comment.end);
    if stands_alone(text, comment.start) {
        let next = (end + 1).min(text.len());
        return next..end_of(next);
    }
    start_of(text, comment.start)..end
}

fn start_of(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |before| before + 1)
}

/// Whether no code stands before this place of a comment on its line.
fn stands_alone(text: &str, place: usize) -> bool {
    text[start_of(text, place)..].trim_start().starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool, &str)> {
        let comments = super::super::syntax::parse(text).comments;
        let allowances = allowances(text, &comments);
        allowances.into_iter().map(|a| (a.code.unwrap_or_default(), a.has_reason, &text[a.line])).collect()
    }

    #[test]
    fn an_allowance_is_about_one_line() {
        for (text, expected) in [
            (
                "ls # rmmgen: allow alias it is short\nF",
                vec![("alias", true, "ls # rmmgen: allow alias it is short")],
            ),
            ("# rmmgen: allow alias\n  ls\nF", vec![("alias", false, "  ls")]),
            (
                "#rmmgen: allow a b\n# rmmgen: allow allow c\nls",
                vec![("a", true, "ls"), ("allow", true, "ls")],
            ),
            ("# rmmgen: alow alias\nls\n# rmmgen: allow", vec![("", false, "ls"), ("", false, "")]),
            ("'# rmmgen: allow a b' # see rmmgen: allow", vec![]),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(code, why, line)| (code.to_owned(), why, line)).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
