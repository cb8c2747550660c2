//! What a body would better not do, whatever its manifest declares: output that nobody reads, errors that are
//! swallowed, text that is run as code, short names, and syntax that Windows PowerShell 5.1 lacks.

use super::aliases::command_of;
use super::lexer::Kind;
use super::tokens::Code;
use super::walk::{Spot, SpotKind};
use super::{Finding, FindingKind};

/// All of them, in the order of the text.
pub(super) fn habits(code: Code<'_>, spots: &[Spot], comments: &[std::ops::Range<usize>]) -> Vec<Finding> {
    let mut habits = Habits { code, comments, findings: Vec::new() };
    for spot in spots {
        habits.spot(spot);
    }
    habits.variables();
    habits.findings
}

struct Habits<'a> {
    code: Code<'a>,
    comments: &'a [std::ops::Range<usize>],
    findings: Vec<Finding>,
}

impl Habits<'_> {
    fn find(&mut self, kind: FindingKind, first: usize, last: usize) {
        self.findings.push(Finding { kind, range: self.code.range(first, last) });
    }

    fn spot(&mut self, spot: &Spot) {
        match spot.kind {
            SpotKind::Command => self.command(spot),
            SpotKind::Value if spot.top => self.value(spot.token),
            SpotKind::Return if spot.top => self.returned(spot.token),
            SpotKind::Catch => self.catch(spot.token),
            SpotKind::Newer => self.newer(spot.token),
            _ => {}
        }
    }

    fn command(&mut self, spot: &Spot) {
        let at = spot.token;
        let Some(name) = self.code.command(at) else { return };
        let full = command_of(name);
        let is = |command: &str| name.eq_ignore_ascii_case(command) || full == Some(command);
        if is("Write-Output") && spot.top && self.is_lost(at) || is("Write-Host") && self.is_lost(at) {
            self.find(FindingKind::DroppedOutput, at, at);
        } else if is("Invoke-Expression") || name.eq_ignore_ascii_case("iex") {
            self.find(FindingKind::InvokeExpression, at, at);
        } else if let Some(full) = full {
            self.find(FindingKind::Alias(full), at, at);
        }
    }

    /// Whether what a command writes goes nowhere else: into no further command, into no file.
    fn is_lost(&self, at: usize) -> bool {
        let end = self.code.element_end(at);
        let pipes = self.code.is(end, b'|');
        !pipes && !(at..end).any(|at| self.code.is(at, b'>'))
    }

    /// A statement that is nothing but a value.
    fn value(&mut self, at: usize) {
        let is_value = matches!(self.code.kind(at), Some(Kind::Text | Kind::Expand | Kind::Variable));
        let end = self.code.behind(at);
        if is_value && self.code.ends_element(end) && !self.code.is(end, b'|') {
            self.find(FindingKind::DroppedValue, at, end - 1);
        }
    }

    /// `return` at the top level: with a value or without, it ends the body and no outcome is reported.
    fn returned(&mut self, at: usize) {
        let value = at + 1;
        if !self.code.ends_element(value) && !self.code.text(value).eq_ignore_ascii_case("Complete-Task") {
            self.find(FindingKind::ReturnedValue, at, at);
        }
    }

    /// A block without code, and without a word on why.
    fn catch(&mut self, open: usize) {
        let mut close = open + 1;
        while self.code.kind(close) == Some(Kind::Newline) {
            close += 1;
        }
        if self.code.is(close, b'}') {
            let range = self.code.range(open, close);
            let after = self.comments.partition_point(|comment| comment.start < range.start);
            if self.comments.get(after).is_none_or(|comment| comment.start > range.end) {
                self.findings.push(Finding { kind: FindingKind::EmptyCatch, range });
            }
        }
    }

    fn newer(&mut self, at: usize) {
        let joins = |at: usize, sign: u8| self.code.joins(at) && self.code.is(at, sign);
        let last = match self.code.kind(at) {
            Some(Kind::Sign(b'?')) if joins(at + 1, b'?') && joins(at + 2, b'=') => at + 2,
            Some(Kind::Sign(b'?')) if [b'?', b'.', b'['].iter().any(|&sign| joins(at + 1, sign)) => at + 1,
            Some(Kind::Sign(sign @ (b'&' | b'|'))) if joins(at + 1, sign) => at + 1,
            _ => at,
        };
        self.find(FindingKind::NewerSyntax, at, last);
    }

    /// `$a?.b`: in every version a property of the variable `a?`.
    fn variables(&mut self) {
        for at in 0..self.code.tokens.len() {
            let asks = self.code.kind(at) == Some(Kind::Variable)
                && self.code.joins(at + 1)
                && (self.code.is(at + 1, b'.') || self.code.is(at + 1, b'['));
            let name = if asks { self.code.text(at) } else { "" };
            if name.len() > 2 && name.ends_with('?') && !self.is_set(name) {
                self.find(FindingKind::AskingVariable, at, at + 1);
            }
        }
    }

    /// Whether a variable stands somewhere without a property behind it, so that it may be set there.
    fn is_set(&self, name: &str) -> bool {
        let code = self.code;
        (0..code.tokens.len()).any(|at| {
            let reads = code.joins(at + 1) && (code.is(at + 1, b'.') || code.is(at + 1, b'['));
            code.kind(at) == Some(Kind::Variable) && !reads && code.text(at).eq_ignore_ascii_case(name)
        })
    }
}
