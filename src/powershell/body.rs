//! A script's body: what must not stand in it, and how it is written into the script.

use std::borrow::Cow;
use std::ops::Range;

use super::lexer::{self, Kind, Lexed, Token, Word};
use super::syntax::{self, Kind as Node, LeaveForm, Parsed};
pub(super) use super::{Finding, FindingKind};

/// All that must not stand in a body, in the order of the text. The platform replaces the names in `tokens`, between
/// percent signs.
pub fn check_body(text: &str, tokens: &[&str]) -> Vec<Finding> {
    check(text, lexer::lex(text), tokens)
}

/// The same, of a body that is read already.
pub(super) fn check(text: &str, lexed: Lexed, tokens: &[&str]) -> Vec<Finding> {
    let mut body = Checked { text, lexed, parsed: None, findings: Vec::new() };
    if body.lexed.unsure.is_some() {
        body.ask_the_parser();
    }
    body.characters();
    body.tokens(tokens);
    body.comments();
    body.words();
    if let Some(range) = body.lexed.unpaired.take() {
        match endless(text, &body.lexed.tokens) {
            Some(quote) => body.find(FindingKind::EndlessText, quote),
            None => body.find(FindingKind::Unpaired, range),
        }
    }
    body.findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    body.findings
}

/// The quote whose text, were it closed at the end of its line, would leave nothing unpaired.
fn endless(text: &str, tokens: &[Token]) -> Option<Range<usize>> {
    const MOST: usize = 20;
    let written = |token: &&Token| &text[token.start..token.end];
    let is_text = |token: &&Token| matches!(token.kind, Kind::Text | Kind::Expand);
    let long = tokens
        .iter()
        .filter(is_text)
        .filter(|it| !written(it).starts_with('@') && written(it).contains('\n'));
    let quotes = long.take(MOST).filter_map(|token| Some((token.start, text[token.start..].chars().next()?)));
    let mut ends = quotes.filter(|&(start, quote)| {
        let end = start + text[start..].find('\n').unwrap_or(0);
        lexer::lex(&format!("{}{quote}{}", &text[..end], &text[end..])).unpaired.is_none()
    });
    ends.next().map(|(start, quote)| start..start + quote.len_utf8())
}

/// A body as it stands in the script: ASCII in its comments too, and without the line ends behind it.
pub fn render_body(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_end_matches(['\r', '\n']);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut checked = Checked { text, lexed: lexer::lex(text), parsed: None, findings: Vec::new() };
    if checked.lexed.unsure.is_some() {
        checked.ask_the_parser();
    }
    let mut rendered = String::with_capacity(text.len());
    let mut done = 0;
    for comment in checked.lexed.comments {
        rendered.push_str(&text[done..comment.start]);
        done = comment.end;
        rendered.extend(text[comment].chars().map(|character| match character {
            '\0'..='\x7F' => Cow::Owned(character.to_string()),
            _ => Cow::Borrowed(super::look_alike(character)),
        }));
    }
    rendered.push_str(&text[done..]);
    Cow::Owned(rendered)
}

struct Checked<'a> {
    text: &'a str,
    lexed: Lexed,
    parsed: Option<Parsed>,
    findings: Vec<Finding>,
}

impl Checked<'_> {
    fn find(&mut self, kind: FindingKind, range: Range<usize>) {
        self.findings.push(Finding { kind, range });
    }

    fn parsed(&mut self) -> &Parsed {
        self.parsed.get_or_insert_with(|| syntax::parse(self.text))
    }

    /// Where the lexer was not sure, the parser's reading counts, if it can read the body at all.
    fn ask_the_parser(&mut self) {
        let parsed = self.parsed();
        if parsed.faults.is_empty() {
            let comments = parsed.comments.iter().map(|comment| comment.range()).collect();
            self.lexed.comments = comments;
            self.lexed.unpaired = None;
        }
    }

    fn is_comment(&self, place: usize) -> bool {
        let after = self.lexed.comments.partition_point(|comment| comment.start <= place);
        after > 0 && self.lexed.comments[after - 1].end > place
    }

    /// NULs anywhere, and runs of characters that are not ASCII.
    fn characters(&mut self) {
        let text = self.text;
        for (place, _) in text.match_indices('\0') {
            self.find(FindingKind::Nul, place..place + 1);
        }
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut run: Option<Range<usize>> = None;
        if text.is_ascii() {
            return;
        }
        for (place, character) in text.char_indices().filter(|&(place, _)| place >= start) {
            let end = place + character.len_utf8();
            match &mut run {
                _ if character.is_ascii() || self.is_comment(place) => {}
                Some(run) if run.end == place => run.end = end,
                _ => {
                    let before = run.replace(place..end);
                    self.findings.extend(before.map(|range| Finding { kind: FindingKind::NonAscii, range }));
                }
            }
        }
        self.findings.extend(run.map(|range| Finding { kind: FindingKind::NonAscii, range }));
    }

    fn tokens(&mut self, known: &[&str]) {
        for range in super::tokens(self.text) {
            let name = &self.text[range.start + 1..range.end - 1];
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let is_token = match self.text.as_bytes()[range.start] {
                b'@' => is_name,
                _ => known.iter().any(|token| name.eq_ignore_ascii_case(token)),
            };
            if is_token {
                self.find(FindingKind::Token, range);
            }
        }
    }

    /// Comments that are directives.
    fn comments(&mut self) {
        for comment in std::mem::take(&mut self.lexed.comments) {
            let Some(content) = self.text[comment.clone()].strip_prefix('#') else { continue };
            if content.trim().to_ascii_lowercase().starts_with("sig # begin signature block") {
                self.find(FindingKind::Signature, comment);
            } else if content
                .split_whitespace()
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case("requires"))
                && !content.starts_with(char::is_whitespace)
            {
                self.find(FindingKind::Requires, comment);
            }
        }
    }

    fn words(&mut self) {
        for word in std::mem::take(&mut self.lexed.words) {
            let Word { range, outermost } = word;
            let rest = self.text[range.end..].trim_start_matches([' ', '\t']);
            let text = &self.text[range.clone()];
            if text.eq_ignore_ascii_case("exit") && !rest.starts_with('=') && self.is_exit(range.start) {
                self.find(FindingKind::Exit, range);
            } else if text.eq_ignore_ascii_case("param") && outermost && rest.trim_start().starts_with('(') {
                self.find(FindingKind::Param, range);
            } else if text.eq_ignore_ascii_case("using") && begins_using(rest) {
                self.find(FindingKind::Using, range);
            }
        }
    }

    /// Whether the word at this place, at the start of a statement, is the statement. A class's member is none;
    /// where the body cannot be read, nothing speaks for it.
    fn is_exit(&mut self, start: usize) -> bool {
        let Parsed { tree, faults, .. } = self.parsed();
        let is_exit = |id| matches!(tree.kind(id), Node::Leave { form: LeaveForm::Exit, .. });
        !faults.is_empty() || tree.ids().any(|id| tree.span(id).start as usize == start && is_exit(id))
    }
}

fn begins_using(rest: &str) -> bool {
    const KINDS: [&str; 5] = ["namespace", "module", "assembly", "command", "type"];
    rest.split_whitespace()
        .next()
        .is_some_and(|word| KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::powershell::TOKENS;

    /// The kinds found, each with its text.
    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        check_body(text, &TOKENS).into_iter().map(|finding| (finding.kind, &text[finding.range])).collect()
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
        use FindingKind::*;
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
            ("1\n} 2 {\n", vec![(Unpaired, "}")]),
            ("if ($x) {\n", vec![(Unpaired, "{")]),
            ("$x = 'a\n", vec![(Unpaired, "'")]),
            ("$x = @'\na\n '@\n", vec![(Unpaired, "@'")]),
            ("$x = \"a\nF \"b\"\nif ($y) { F \"c\" }\n", vec![(EndlessText, "\"")]),
            ("$x = 'a\nF 'b'\n", vec![(EndlessText, "'")]),
            ("$x = 'a\nb'\nif ($x) {\n", vec![(Unpaired, "{")]),
            ("( } )", vec![(Unpaired, "}")]),
            ("<# a", vec![(Unpaired, "<#")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn comments_lose_what_is_not_ascii() {
        let text = "# caf\u{e9} \u{2013} it\u{2019}s\n<# #\u{e9}> \u{1F600} #>\n'#x'\n";
        assert_eq!(render_body(text), "# caf? - it's\n<# #?> ? #>\n'#x'");
    }

    #[test]
    fn the_lexer_agrees_with_the_parser() {
        let text = include_str!("../../scripts/backup-bitlocker-keys.ps1");
        let lexed = lexer::lex(text);
        assert_eq!((lexed.unsure, lexed.unpaired), (None, None));
        assert_eq!(Some(lexed.comments), comments(text));
        assert_eq!(check_body(text, &TOKENS), []);
    }

    /// The comments of a text, if it can be read.
    fn comments(text: &str) -> Option<Vec<Range<usize>>> {
        let parsed = syntax::parse(text);
        parsed.faults.is_empty().then(|| parsed.comments.into_iter().map(|comment| comment.range()).collect())
    }

    /// Statements of every shape the lexer tells apart, nested.
    fn statements() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "$x = 'it''s } {'",
            "$x = \"a ) `\" } `$( \"\"\"",
            "$x = @'\n} '' \" `\n '@\n'@",
            "# } ' \" <# {",
            "<# } ' #\n# \" #>",
            "${env:x} = 1",
            "F -A 'x' \"y\" (1)",
            "$x = @{ exit = 1; b = '}' }",
            "$x.exit = $y[1] # )",
        ]);
        leaf.prop_map(str::to_owned).prop_recursive(3, 24, 4, |inner| {
            (0..7_usize, prop::collection::vec(inner, 1..4)).prop_map(|(shape, inner)| {
                let lines = inner.join("\n");
                match shape {
                    0 => format!("if ($x) {{\n{lines}\n}}"),
                    1 => format!("& {{\n{lines}\n}} | Out-Null"),
                    2 => format!("$x = \"a $(\n{lines}\n) }}\""),
                    3 => format!("$x = @\"\n}} $(\n{lines}\n) ' \"\n\"@"),
                    4 => format!("function F {{\n    param($A)\n{lines}\n}}"),
                    5 => format!("$x = $(\n{lines}\n)"),
                    _ => format!("$x = @(\n{lines}\n)"),
                }
            })
        })
    }

    proptest! {
        #[test]
        fn the_lexer_reads_what_the_parser_reads(lines in prop::collection::vec(statements(), 1..4), stray in 0..4_usize) {
            let text = lines.join("\n");
            let lexed = lexer::lex(&text);
            prop_assert_eq!((lexed.unsure, lexed.unpaired), (None, None), "{}", text);
            // In `$(…)` within a text PowerShell counts parentheses alone, those of texts and comments too.
            if let Some(comments) = comments(&text) {
                prop_assert_eq!(lexed.comments, comments, "{}", text);
            }
            prop_assert_eq!(check_body(&text, &TOKENS), []);
            let (before, after) = lines.split_at(stray.min(lines.len()));
            let text = [before.join("\n"), "}".to_owned(), after.join("\n")].join("\n");
            // Where a text closed on its line would take the bracket in, that is what is said.
            let is_said = |it: &Finding| matches!(it.kind, FindingKind::Unpaired | FindingKind::EndlessText);
            prop_assert!(check_body(&text, &TOKENS).iter().any(is_said), "{}", text);
        }

        #[test]
        fn any_body_is_checked_and_rendered(text in any::<String>(), part in "[#<>'\"@`${}()\n a-e\u{e9}\u{2019}-]{0,40}") {
            for text in [text, part] {
                let _ = check_body(&text, &TOKENS);
                let _ = render_body(&text);
            }
        }
    }
}
