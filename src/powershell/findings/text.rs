//! What must not stand in the text of a body, whether or not it can be read: characters, platform tokens, directives.

use std::ops::Range;

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::Span;

/// All of it. The platform replaces the names in `tokens`, between percent signs.
pub(crate) fn in_text(text: &str, comments: &[Span], tokens: &[&str]) -> Vec<Finding> {
    [characters(text, comments), platform_tokens(text, tokens), directives(text, comments)].concat()
}

fn is_comment(comments: &[Span], place: usize) -> bool {
    let after = comments.partition_point(|comment| comment.start as usize <= place);
    after > 0 && comments[after - 1].end as usize > place
}

/// NULs anywhere, and runs of characters that are not ASCII.
fn characters(text: &str, comments: &[Span]) -> Vec<Finding> {
    let nul = |(place, _): (usize, &str)| Finding { kind: FindingKind::Nul, range: place..place + 1 };
    let mut found: Vec<Finding> = text.match_indices('\0').map(nul).collect();
    if text.is_ascii() {
        return found;
    }
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut run: Option<Range<usize>> = None;
    for (place, character) in text.char_indices().filter(|&(place, _)| place >= start) {
        let end = place + character.len_utf8();
        match &mut run {
            _ if character.is_ascii() || is_comment(comments, place) => {}
            Some(run) if run.end == place => run.end = end,
            _ => {
                let before = run.replace(place..end);
                found.extend(before.map(|range| Finding { kind: FindingKind::NonAscii, range }));
            }
        }
    }
    found.extend(run.map(|range| Finding { kind: FindingKind::NonAscii, range }));
    found
}

fn platform_tokens(text: &str, known: &[&str]) -> Vec<Finding> {
    let is_token = |range: &Range<usize>| {
        let name = &text[range.start + 1..range.end - 1];
        match text.as_bytes()[range.start] {
            b'@' => name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            _ => known.iter().any(|token| name.eq_ignore_ascii_case(token)),
        }
    };
    let tokens = crate::powershell::tokens(text).filter(is_token);
    tokens.map(|range| Finding { kind: FindingKind::Token, range }).collect()
}

/// Comments that are directives.
fn directives(text: &str, comments: &[Span]) -> Vec<Finding> {
    let directive = |comment: &Span| {
        let content = text[comment.range()].strip_prefix('#')?;
        let kind = if content.trim().to_ascii_lowercase().starts_with("sig # begin signature block") {
            FindingKind::Signature
        } else if content.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("requires"))
            && !content.starts_with(char::is_whitespace)
        {
            FindingKind::Requires
        } else {
            return None;
        };
        Some(Finding { kind, range: comment.range() })
    };
    comments.iter().filter_map(directive).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::powershell::FindingKind::{self, *};
    use crate::powershell::{TOKENS, read_body, render_body};

    /// The kinds found of what cannot stand where bodies are put, each with its text.
    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        let own = [Param, Using, Exit, Requires, Signature, NonAscii, Token, Nul];
        let findings = read_body(text, &TOKENS).findings.into_iter().filter(|it| own.contains(&it.kind));
        findings.map(|finding| (finding.kind, &text[finding.range])).collect()
    }

    #[test]
    fn what_is_no_finding() {
        for text in [
            "",
            "# exit, param (x) and using namespace caf\u{e9}\nComplete-Task -Outcome ok",
            "function F {\n    param($x)\n    'exit'; \"exit $($x) it\"\n}\n",
            "$h = @{\n    exit = 1\n}\n$h.exit\nWrite-Thing exit\n",
            "$h = @{ exit = 3 }",
            "cmd /c 'echo %TEMP%'; 1..3 | %{ $_ % 2 }",
            "$x = @'\n} ' exit\n'@\n\"a `\" }\"\n",
            "$y = @\"\n$(if ($x) { '\"@' }) }\n\"@\n",
            "Write-Thing C# } | Out-Null".split(" }").next().unwrap_or_default(),
            "<# #Requires -Version 7 #>\n# Requires nothing\n",
            "$usingIt = 1; using-it; exit-it; paramX (1)",
            "${a b} = 1; \"${env:x}\"; `\n$z = 'it''s'",
            "\u{FEFF}$x = 1",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_a_finding() {
        for (text, expected) in [
            ("# x\n[CmdletBinding()]\nparam(\n  $x)\n1", vec![(Param, "param")]),
            ("using namespace System.IO\n1", vec![(Using, "using")]),
            ("if ($x) { exit 3 }", vec![(Exit, "exit")]),
            ("function F {\n    EXIT\n}\n", vec![(Exit, "EXIT")]),
            ("\"a $(exit 4) b\"", vec![(Exit, "exit")]),
            ("try {\n    1\n}\nfinally {\n    exit\n}\n", vec![(Exit, "exit")]),
            ("1\n#requires -Version 7\n", vec![(Requires, "#requires -Version 7")]),
            ("1\n# SIG # Begin signature block\n# x\n", vec![(Signature, "# SIG # Begin signature block")]),
            ("$x = 'caf\u{e9}' # \u{e9}\n", vec![(NonAscii, "\u{e9}")]),
            ("$x = \u{2018}a\u{2019}", vec![(NonAscii, "\u{2018}"), (NonAscii, "\u{2019}")]),
            ("$x = '@Force@' # %Output%", vec![(Token, "@Force@"), (Token, "%Output%")]),
            ("$x = 1\0", vec![(Nul, "\0")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_checked_and_rendered(text in any::<String>(), part in "[#<>'\"@`${}()\n a-e\u{e9}\u{2019}-]{0,40}") {
            for text in [text, part] {
                let _ = read_body(&text, &TOKENS);
                let _ = render_body(&text);
            }
        }
    }
}
