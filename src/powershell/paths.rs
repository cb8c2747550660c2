//! Whether a way through a body ends without an outcome, where that can be seen.
//!
//! Follows the statements that decide where a script goes on: `if`, `try`, `switch`, loops, `throw`, `return`. Whatever
//! mentions `Complete-Task` in another way, in a block that a command runs say, counts as reporting: nothing is claimed
//! of it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::calls::COMMAND;
use super::lexer::Kind;
use super::tokens::Code;

/// Blocks nested deeper are not followed.
const DEEPEST: usize = 50;

/// Where a body ends without an outcome.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// Each bare `return` of the body itself.
    pub(super) returns: Vec<Range<usize>>,
    /// The last statement, where the script goes on behind it and comes to its end.
    pub(super) last: Option<Range<usize>>,
}

/// Follows a body that mentions `Complete-Task`.
pub(super) fn ends(code: Code<'_>) -> Ends {
    let mut paths = Paths { code, ending: BTreeSet::new(), ends: Ends::default(), depth: 0 };
    paths.ending = paths.ending_functions();
    let way = paths.list(0..code.tokens.len());
    let last = way.map(|at| code.range(at, at));
    Ends { last, ..paths.ends }
}

struct Paths<'a> {
    code: Code<'a>,
    /// The functions of the body that may report or stop it, in lower case.
    ending: BTreeSet<String>,
    ends: Ends,
    depth: usize,
}

/// Behind some statements: the one that is gone on behind; none where all ways have ended.
type Way = Option<usize>;

impl Paths<'_> {
    fn word(&self, at: usize) -> String {
        match self.code.kind(at) {
            Some(Kind::Word) => self.code.text(at).to_ascii_lowercase(),
            _ => String::new(),
        }
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.code.kind(at) == Some(Kind::Word) && self.code.text(at).eq_ignore_ascii_case(word)
    }

    fn past_newlines(&self, mut at: usize) -> usize {
        while self.code.kind(at) == Some(Kind::Newline) {
            at += 1;
        }
        at
    }

    /// Where the next `{` opens from here on, past what stands in parentheses.
    fn block(&self, mut at: usize, end: usize) -> Option<Range<usize>> {
        while at < end && !self.code.is(at, b'{') {
            at = self.code.behind(at);
        }
        (at < end).then(|| at..self.code.behind(at).min(end))
    }

    /// A list of statements.
    fn list(&mut self, tokens: Range<usize>) -> Way {
        let mut way = Some(tokens.start);
        let mut at = tokens.start;
        while at < tokens.end {
            let skipped = matches!(self.code.kind(at), Some(Kind::Newline | Kind::Sign(b';')));
            if skipped {
                at += 1;
                continue;
            }
            let start = at;
            let goes_on;
            (at, goes_on) = self.statement(at, tokens.end);
            at = at.max(start + 1);
            if !goes_on {
                way = None;
            } else if way.is_some() && !self.defines(start) {
                way = Some(start);
            }
        }
        way
    }

    fn defines(&self, at: usize) -> bool {
        matches!(&*self.word(at), "function" | "filter" | "class" | "enum")
    }

    /// The statement that begins here: where it ends, and whether the script goes on behind it.
    fn statement(&mut self, at: usize, end: usize) -> (usize, bool) {
        match &*self.word(at) {
            "if" => self.condition(at, end),
            "try" => self.attempt(at, end),
            "switch" => self.choice(at, end),
            "do" => self.until(at, end),
            "foreach" | "for" | "while" => self.repeated(at, end),
            "function" | "filter" | "class" | "enum" => {
                (self.block(at, end).map_or(end, |block| block.end), true)
            }
            "throw" | "exit" => (self.statement_end(at, end), false),
            "return" => self.returned(at, end),
            _ if self.code.is(at, b':') && self.code.kind(at + 1) == Some(Kind::Word) => (at + 2, true), // a label
            _ => {
                let after = self.statement_end(at, end);
                (after, !self.reports(at..after))
            }
        }
    }

    /// The statements of a block with its braces; whether the script goes on behind it.
    fn inside(&mut self, block: &Range<usize>) -> bool {
        if self.depth >= DEEPEST {
            return false;
        }
        self.depth += 1;
        let way = self.list(block.start + 1..block.end.saturating_sub(1).max(block.start + 1));
        self.depth -= 1;
        way.is_some()
    }

    /// The clause that one of these words begins, past ends of lines: its word, whether the script goes on behind its
    /// block, and where that ends.
    fn clause<'w>(&mut self, at: usize, end: usize, words: &[&'w str]) -> Option<(&'w str, bool, usize)> {
        let at = self.past_newlines(at);
        let word = words.iter().find(|word| self.is_word(at, word))?;
        let block = self.block(at + 1, end)?;
        Some((word, self.inside(&block), block.end))
    }

    fn condition(&mut self, at: usize, end: usize) -> (usize, bool) {
        let Some((_, mut goes_on, mut after)) = self.clause(at, end, &["if"]) else { return (end, false) };
        while let Some((word, through, behind)) = self.clause(after, end, &["elseif", "else"]) {
            goes_on |= through;
            after = behind;
            if word == "else" {
                return (after, goes_on);
            }
        }
        (after, true)
    }

    fn attempt(&mut self, at: usize, end: usize) -> (usize, bool) {
        let Some((_, mut goes_on, mut after)) = self.clause(at, end, &["try"]) else { return (end, false) };
        while let Some((word, through, behind)) = self.clause(after, end, &["catch", "finally"]) {
            goes_on = if word == "finally" { goes_on && through } else { goes_on || through };
            after = behind;
        }
        (after, goes_on)
    }

    fn choice(&mut self, at: usize, end: usize) -> (usize, bool) {
        let Some(clauses) = self.block(at + 1, end) else { return (end, false) };
        let (mut has_default, mut goes_on) = (false, false);
        let mut next = clauses.start + 1;
        loop {
            next = self.past_newlines(next);
            has_default |= self.word(next) == "default";
            // A label may itself be a block.
            let label = if self.code.is(next, b'{') { self.code.behind(next) } else { next };
            let Some(block) = self.block(label, clauses.end) else { break };
            goes_on |= self.inside(&block);
            next = block.end;
        }
        (clauses.end, goes_on || !has_default)
    }

    fn until(&mut self, at: usize, end: usize) -> (usize, bool) {
        let Some((_, goes_on, after)) = self.clause(at, end, &["do"]) else { return (end, false) };
        (self.statement_end(self.past_newlines(after), end), goes_on)
    }

    fn repeated(&mut self, at: usize, end: usize) -> (usize, bool) {
        let Some(block) = self.block(at + 1, end) else { return (end, false) };
        self.inside(&block);
        let head = at + 1..block.start;
        let texts: Vec<&str> =
            head.map(|at| self.code.text(at)).filter(|text| !text.trim().is_empty()).collect();
        let for_ever = matches!(texts.as_slice(), ["(", truth, ")"] if truth.eq_ignore_ascii_case("$true"));
        let leaves = block.clone().any(|at| self.is_word(at, "break"));
        (block.end, !for_ever || leaves)
    }

    fn returned(&mut self, at: usize, end: usize) -> (usize, bool) {
        let after = self.statement_end(at, end);
        if after == at + 1 {
            self.ends.returns.push(self.code.range(at, at));
        }
        (after, false)
    }

    /// Where a statement without blocks of its own ends.
    fn statement_end(&self, at: usize, end: usize) -> usize {
        let mut next = at;
        while next < end {
            match self.code.kind(next) {
                Some(Kind::Sign(b';')) => break,
                Some(Kind::Newline) if next == at || !self.goes_on_behind(next - 1) => break,
                _ => next = self.code.behind(next),
            }
        }
        next.min(end)
    }

    /// Whether a line's end behind this token ends nothing.
    fn goes_on_behind(&self, at: usize) -> bool {
        match self.code.kind(at) {
            Some(Kind::Newline) => true,
            Some(Kind::Sign(sign)) => {
                matches!(sign, b'|' | b',' | b'+' | b'*' | b'/' | b'%' | b'=' | b'.' | b'&')
            }
            Some(Kind::Word) => self.code.text(at).starts_with('-'),
            _ => false,
        }
    }

    /// Whether anything here may report an outcome or stop the script.
    fn reports(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| match self.code.kind(at) {
            Some(Kind::Word) => {
                self.is_word(at, COMMAND) || !self.ending.is_empty() && self.ending.contains(&self.word(at))
            }
            Some(Kind::Text) => {
                let text = self.code.text(at);
                text.len() >= COMMAND.len()
                    && text.to_ascii_lowercase().contains(&COMMAND.to_ascii_lowercase())
            }
            _ => false,
        })
    }

    /// The functions that may report, throw or exit, by themselves or by calling another one of them.
    fn ending_functions(&mut self) -> BTreeSet<String> {
        let heads = (0..self.code.tokens.len()).filter(|&at| self.is_word(at, "function"));
        let functions: Vec<(String, Range<usize>)> = heads
            .filter_map(|at| Some((self.word(at + 1), self.block(at + 2, self.code.tokens.len())?)))
            .take(DEEPEST)
            .collect();
        for _ in 0..functions.len() {
            let before = self.ending.len();
            for (name, block) in &functions {
                let stops = |at: usize| self.is_word(at, "throw") || self.is_word(at, "exit");
                if self.reports(block.clone()) || block.clone().any(stops) {
                    self.ending.insert(name.clone());
                }
            }
            if self.ending.len() == before {
                break;
            }
        }
        std::mem::take(&mut self.ending)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FindingKind, read_body};
    use crate::powershell::TOKENS;

    #[test]
    fn where_a_script_ends_without_an_outcome() {
        use FindingKind::{BareReturn, OpenEnd};
        for (text, expected) in [
            ("Complete-Task a\nF", vec![]),
            ("F | Complete-Task", vec![]),
            ("F |\n  Complete-Task -Outcome `\n  a", vec![]),
            ("F; G; Complete-Task a", vec![]),
            ("Complete-Task a", vec![]),
            ("if ($x) { Complete-Task a } else { Complete-Task b }", vec![]),
            ("if ($x) { Complete-Task a }\nelseif ($y) { throw 'b' }\nelse\n{\n  Complete-Task b\n}", vec![]),
            ("if ($x) { Complete-Task a }\nComplete-Task b", vec![]),
            ("try { F; Complete-Task a } catch [X], [Y] { Complete-Task b } catch { throw }", vec![]),
            ("try { F } finally { Complete-Task a }", vec![]),
            (
                "switch -Regex ($x) { 'a' { Complete-Task a } {$_ -eq 1} { throw 'b' } default { Complete-Task c } }",
                vec![],
            ),
            ("do { Complete-Task a } while ($x)", vec![]),
            ("while ($true) { if (F) { Complete-Task a }; Start-Sleep 5 }", vec![]),
            (
                "function Stop-It { Complete-Task a }\nfunction Fail { Stop-It }\nif ($x) { Complete-Task b } else { Fail }",
                vec![],
            ),
            ("$x | ForEach-Object { Complete-Task a }", vec![]),
            ("& { Complete-Task a }", vec![]),
            ("$x = if ($y) { Complete-Task a } else { 1 }", vec![]),
            ("return Complete-Task a", vec![]),
            ("function F { return }\nComplete-Task a", vec![]),
            ("F | ForEach-Object { return }\nComplete-Task a", vec![]),
            ("if ($x) { Complete-Task a }", vec![(OpenEnd, "if")]),
            ("if ($x) { Complete-Task a } else { F }", vec![(OpenEnd, "if")]),
            ("if ($x) { Complete-Task a } elseif ($y) { Complete-Task b }\n", vec![(OpenEnd, "if")]),
            ("if ($x) { Complete-Task a }\nF\n# the end\n", vec![(OpenEnd, "F")]),
            ("F\nif ($x) { return }\nComplete-Task a", vec![(BareReturn, "return")]),
            ("try { Complete-Task a } catch { F }", vec![(OpenEnd, "try")]),
            ("switch ($x) { 1 { Complete-Task a } }", vec![(OpenEnd, "switch")]),
            ("foreach ($x in $y) { Complete-Task a }", vec![(OpenEnd, "foreach")]),
            ("while ($true) { if ($x) { break }; if ($y) { Complete-Task a } }", vec![(OpenEnd, "while")]),
            ("F\nfunction G { Complete-Task a }", vec![(OpenEnd, "F")]),
        ] {
            let findings = read_body(text, &TOKENS).findings.into_iter();
            let found: Vec<_> = findings
                .filter(|finding| matches!(finding.kind, BareReturn | OpenEnd))
                .map(|finding| (finding.kind, &text[finding.range]))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
