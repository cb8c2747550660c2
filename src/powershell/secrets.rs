//! What of a value reaches the text that is made of it. Whatever mentions a value is taken to hold it, but for what
//! surely is another: a test, a length, a hash, the answer of a command that looks something up.

use std::ops::Range;

use super::calls::Stored;
use super::flow::Flow;
use super::harmless::{is_harmless_command, is_harmless_member, is_other_type, is_test};
use super::lexer::Kind;
use super::tokens::Code;
use super::values::{Table, Value, key};

/// How deep brackets are followed.
const DEEPEST: usize = 64;

/// What of an argument's tokens reaches the text that they make.
pub(super) fn stored(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    Mentions::new(code, flow, false).all(|it, depth| it.expression(tokens, depth))
}

/// The same, and what is in tables that it names.
pub(super) fn stored_within(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    Mentions::new(code, flow, true).all(|it, depth| it.expression(tokens, depth))
}

/// The same of a statement's tokens whose value is taken.
pub(super) fn made(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    Mentions::new(code, flow, false).all(|it, depth| it.statement(tokens, true, depth))
}

/// The same, and what is in tables that it names.
pub(super) fn made_within(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    Mentions::new(code, flow, true).all(|it, depth| it.statement(tokens, true, depth))
}

/// What statements write.
pub(super) fn written(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    Mentions::new(code, flow, false).all(|it, depth| it.statements(tokens, depth))
}

struct Mentions<'a> {
    code: Code<'a>,
    flow: &'a Flow,
    /// What a table holds counts too: it is handed on.
    within: bool,
    found: Vec<Stored>,
}

impl<'a> Mentions<'a> {
    fn new(code: Code<'a>, flow: &'a Flow, within: bool) -> Self {
        Mentions { code, flow, within, found: Vec::new() }
    }

    fn all(mut self, look: impl FnOnce(&mut Self, usize)) -> Vec<Stored> {
        look(&mut self, 0);
        self.found
    }

    fn find(&mut self, stored: Stored) {
        if !self.found.iter().any(|known| known.is_same(&stored)) {
            self.found.push(stored);
        }
    }

    fn find_at(&mut self, stored: Vec<Stored>, first: usize, last: usize) {
        let range = self.code.range(first, last);
        stored.into_iter().for_each(|it| self.find(it.at(range.clone())));
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.code.text(at).eq_ignore_ascii_case(word))
    }

    fn statements(&mut self, tokens: Range<usize>, depth: usize) {
        let mut at = tokens.start;
        while at < tokens.end {
            let end = self.code.pipeline_end(at).min(tokens.end);
            self.statement(at..end, false, depth);
            at = end.max(at) + 1;
        }
    }

    /// A statement; `bound` where the value of an assignment is taken too.
    fn statement(&mut self, tokens: Range<usize>, bound: bool, depth: usize) {
        const LEAVING: [&str; 1] = ["return"];
        const NOTHING: [&str; 6] = ["throw", "function", "filter", "param", "break", "continue"];
        const BLOCKS: [&str; 15] = [
            "if", "elseif", "else", "switch", "foreach", "for", "while", "do", "until", "try", "catch",
            "finally", "begin", "process", "end",
        ];
        let (start, end) = (tokens.start, tokens.end);
        let is_word = self.code.kind(start) == Some(Kind::Word);
        if is_word && self.is(start, &LEAVING) {
            self.statement(start + 1..end, true, depth);
        } else if is_word && self.is(start, &NOTHING) {
            // gives nothing back
        } else if is_word && self.is(start, &BLOCKS) {
            self.blocks(tokens, depth);
        } else if let Some(value) = self.assigned(&tokens) {
            if bound {
                self.statement(value..end, bound, depth);
            }
        } else {
            self.pipeline(tokens, depth);
        }
    }

    /// The value of an assignment, if the statement is one.
    fn assigned(&self, tokens: &Range<usize>) -> Option<usize> {
        let code = self.code;
        let mut at = tokens.start;
        while at < tokens.end && !code.is(at, b'=') {
            if code.is(at, b'|') || code.kind(tokens.start) == Some(Kind::Word) {
                return None;
            }
            at = code.behind(at);
        }
        (at < tokens.end && at > tokens.start).then_some(at + 1)
    }

    /// What the blocks of a keyword write; what it asks is not written.
    fn blocks(&mut self, tokens: Range<usize>, depth: usize) {
        let mut at = tokens.start;
        while at < tokens.end {
            let next = self.code.behind(at);
            if self.code.is(at, b'{') && depth < DEEPEST {
                self.statements(at + 1..next - 1, depth + 1);
            }
            at = next;
        }
    }

    /// Each element hands on what it was given, but for those that make something else of it.
    fn pipeline(&mut self, tokens: Range<usize>, depth: usize) {
        let mut at = tokens.start;
        while at < tokens.end {
            let calls = usize::from(self.code.is(at, b'&'));
            let end = self.code.element_end(at + calls).min(tokens.end);
            let mut element = Mentions::new(self.code, self.flow, self.within || self.code.is(end, b'|'));
            if element.element(at..end, depth) {
                self.found.clear();
            }
            element.found.into_iter().for_each(|it| self.find(it));
            at = end.max(at) + 1;
            while self.code.kind(at) == Some(Kind::Newline) {
                at += 1;
            }
        }
    }

    /// A command or an expression; says whether nothing of what it is given is left.
    fn element(&mut self, tokens: Range<usize>, depth: usize) -> bool {
        let code = self.code;
        let mut name = tokens.start;
        let calls = matches!(code.kind(name), Some(Kind::Sign(b'&' | b'.')));
        name += usize::from(calls);
        let is_name = code.kind(name) == Some(Kind::Word)
            && !code.text(name).starts_with(|first: char| first == '-' || first.is_ascii_digit());
        if !calls && !is_name && !matches!(code.kind(name), Some(Kind::Sign(b'%' | b'?'))) {
            self.expression(tokens, depth);
            return false;
        }
        if is_name && code.command(name).is_some() && self.flow.is_function(code.text(name)) {
            let result = self.flow.result(code, name);
            self.find_at(result, name, name);
            return false;
        }
        if is_name && is_harmless_command(code.text(name)) {
            return true;
        }
        self.within = true;
        if calls && code.is(name, b'{') && depth < DEEPEST {
            self.statements(name + 1..code.behind(name) - 1, depth + 1);
            name = code.behind(name);
        }
        self.expression(name..tokens.end, depth);
        code.is(name + 1, b'{') && !self.mentions_input(name + 1..tokens.end)
    }

    fn mentions_input(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|at| self.code.kind(at) == Some(Kind::Variable) && self.is(at, &["$_", "$PSItem"]))
    }

    /// The tokens between two brackets, of an argument, or of an operation.
    fn expression(&mut self, tokens: Range<usize>, depth: usize) {
        let code = self.code;
        let mut at = tokens.start;
        while at < tokens.end {
            let is_test = code.kind(at) == Some(Kind::Word) && is_test(code.text(at)) || code.is(at, b'!');
            if is_test || self.masks(at, tokens.end) {
                return;
            }
            at = code.behind(at);
        }
        let mut at = tokens.start;
        while at < tokens.end {
            at = self.operand(at, tokens.end, depth);
        }
    }

    /// `-replace '[0-9]', '*'`: what is left says nothing.
    fn masks(&self, at: usize, end: usize) -> bool {
        let is_mask = |text: &str| {
            let inner = text.trim_matches(['\'', '"']);
            inner.bytes().all(|byte| matches!(byte, b'*' | b'x' | b'X' | b'#')) && !inner.is_empty()
        };
        let is_all =
            |text: &str| ["'.'", "'[0-9]'", "'\\d'", "'.+'", "'.*'", "'\\w'", "'\\S'"].contains(&text);
        self.is(at, &["-replace", "-creplace"])
            && at + 3 < end
            && self.code.is(at + 2, b',')
            && is_all(self.code.text(at + 1))
            && is_mask(self.code.text(at + 3))
    }

    /// Takes in an operand with all that is read from it; returns where the next token stands.
    fn operand(&mut self, at: usize, end: usize, depth: usize) -> usize {
        let code = self.code;
        let value = code.behind(at).min(end);
        match code.kind(at) {
            _ if depth > DEEPEST => return end,
            Some(Kind::Sign(b'[')) => return self.cast(at, end, depth),
            Some(Kind::Sign(b'@')) if code.kind(at + 1) == Some(Kind::Word) && code.joins(at + 1) => {
                let held = self.flow.holds_within(code, at + 1);
                self.find_at(held, at, at + 1);
                return at + 2;
            }
            Some(Kind::Word)
                if self.is(at, &["RecoveryPassword"])
                    && self.is(at.saturating_sub(1), &["-ExpandProperty"]) =>
            {
                self.find(Stored::RecoveryPassword(code.range(at, at)));
            }
            Some(Kind::Variable | Kind::Expand | Kind::Sign(b'(' | b'{')) => {}
            _ => return value,
        }
        let chain = Chain::new(code, value, end);
        if chain.names.iter().any(|name| is_harmless_member(code, *name)) {
            return chain.end;
        }
        if let Some(link) = chain.names.iter().find(|link| self.is(**link, &["RecoveryPassword"])) {
            self.find(Stored::RecoveryPassword(code.range(at, *link)));
        }
        match code.kind(at) {
            Some(Kind::Variable) => self.variable(at, &chain),
            Some(Kind::Expand) => self.string(at + 1..value - 1, depth),
            Some(Kind::Sign(b'{')) if code.is(at.saturating_sub(1), b'@') => {
                self.entries(at + 1..value - 1, depth);
            }
            Some(Kind::Sign(b'(')) if code.text(at) == "(" && !code.is(at.saturating_sub(1), b'@') => {
                self.statement(at + 1..value - 1, true, depth + 1);
            }
            _ => self.statements(at + 1..value - 1, depth + 1),
        }
        self.links(value..chain.end, depth);
        chain.end
    }

    /// A string: what stands beside its values is text.
    fn string(&mut self, tokens: Range<usize>, depth: usize) {
        let mut at = tokens.start;
        while at < tokens.end {
            at = self.operand(at, tokens.end, depth + 1);
        }
    }

    /// The values of a table.
    fn entries(&mut self, tokens: Range<usize>, depth: usize) {
        let code = self.code;
        let mut at = tokens.start;
        while at < tokens.end {
            if !code.is(at, b'=') {
                at = code.behind(at);
                continue;
            }
            let end = code.pipeline_end(at + 1).min(tokens.end);
            self.statement(at + 1..end, true, depth + 1);
            at = end;
        }
    }

    /// `[string] $x`, `[uri]::Escape($x)`.
    fn cast(&mut self, at: usize, end: usize, depth: usize) -> usize {
        let code = self.code;
        let close = (at..end).find(|&at| code.is(at, b']'));
        let Some(mut close) = close else { return end };
        while code.is(close + 1, b']') {
            close += 1;
        }
        let is_static = code.is(close + 1, b':') && code.is(close + 2, b':');
        if !is_static {
            let is_other = is_other_type(code.text(close.saturating_sub(1)));
            return if is_other { code.behind(close + 1).min(end) } else { close + 1 };
        }
        let chain = Chain::new(code, close + 4, end);
        let mut names = chain.names.iter().copied().chain([close + 3]);
        if !names.any(|name| is_harmless_member(code, name)) {
            self.links(close + 4..chain.end, depth);
        }
        chain.end.max(close + 4)
    }

    /// What methods and indexes are given.
    fn links(&mut self, tokens: Range<usize>, depth: usize) {
        let code = self.code;
        let mut at = tokens.start;
        while at < tokens.end {
            let behind = code.behind(at);
            if code.is(at, b'(') {
                let within = std::mem::replace(&mut self.within, true);
                self.expression(at + 1..behind - 1, depth + 1);
                self.within = within;
            } else if code.kind(at) == Some(Kind::Variable) {
                let held = self.flow.holds(code, at);
                self.find_at(held, at, at);
            }
            at = behind;
        }
    }

    /// A variable with what is read from it.
    fn variable(&mut self, at: usize, chain: &Chain) {
        let (code, last) = (self.code, chain.end - 1);
        let is_error = self.is(at, &["$_", "$PSItem"]);
        let says = |name: &usize| self.is(*name, &["Message", "Exception", "ToString"]);
        if is_error && (chain.length == 0 || chain.names.iter().any(says)) {
            self.find(Stored::Error(at, code.range(at, last)));
        }
        let key = key(code, at).filter(|_| chain.length > 0);
        if let Some(table) = table(code, at).filter(|_| !self.flow.is_assigned(code, at)) {
            let range = code.range(at, last);
            match key {
                Some((key, _)) => self.find(Stored::Value(Value { table, key, range })),
                None if chain.length > 0 || self.within => self.find(Stored::Whole(table, range)),
                None => {} // a table in a text is its type's name
            }
            return;
        }
        let held = match key {
            Some((key, _)) => self.flow.entry(code, at, &key),
            None if chain.length > 0 || self.within => self.flow.holds_within(code, at),
            None => self.flow.holds(code, at),
        };
        self.find_at(held, at, last);
    }
}

fn table(code: Code<'_>, at: usize) -> Option<Table> {
    let tables = [("$Parameter", Table::Parameter), ("$Field", Table::Field)];
    let name = code.text(at);
    tables.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)).map(|(_, table)| *table)
}

/// What is read from a value: `.Name`, `[0]`, `.Trim()`.
struct Chain {
    end: usize,
    length: usize,
    /// The tokens of its members' names.
    names: Vec<usize>,
}

impl Chain {
    fn new(code: Code<'_>, start: usize, end: usize) -> Self {
        let mut chain = Chain { end: start, length: 0, names: Vec::new() };
        while chain.end < end && code.joins(chain.end) && chain.link(code, end) {
            chain.length += 1;
        }
        chain.end = chain.end.min(end);
        chain
    }

    /// Takes in one member or index, if there is one.
    fn link(&mut self, code: Code<'_>, end: usize) -> bool {
        let at = self.end;
        if code.is(at, b'.') && code.kind(at + 1) == Some(Kind::Word) {
            self.names.push(at + 1);
            self.end = at + 2;
        } else if code.is(at, b'.') {
            self.end = code.behind(at + 1);
        } else if code.is(at, b'[') {
            let close = (at..end).find(|&at| code.is(at, b']'));
            self.end = close.map_or(end, |close| close + 1);
        } else if code.is(at, b'(') {
            self.end = code.behind(at);
        } else {
            return false;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use crate::powershell::TOKENS;

    #[test]
    fn whatever_mentions_a_secret_holds_it() {
        for (body, is_found) in [
            ("$x = $s.Trim(); Complete-Task a $x", true),
            ("Complete-Task a ([uri]::EscapeDataString($s))", true),
            ("Complete-Task a ('{0} {1}' -f 'b', $s)", true),
            ("Complete-Task a ($s -replace '-', '')", true),
            ("Complete-Task a $s.Substring(1)", true),
            ("$x = $y = $s; Complete-Task a $x", true),
            ("$x = 'b' +\n  $s\nComplete-Task a $x", true),
            ("$x = if ($y) { 'b' }\nelse { $s }\nComplete-Task a $x", true),
            ("$x = switch ($y) { 1 { $s } }\nComplete-Task a $x", true),
            ("$x = & x.exe /p $s 2>&1; Complete-Task a \"$x\"", true),
            ("$x = net use $s\nComplete-Task a \"$x\"", true),
            ("$h = @{ P = $s }; $x = & x.exe @h; Complete-Task a $x", true),
            ("$x = $s | Out-String | ForEach-Object { $_.Trim() }; Complete-Task a $x", true),
            ("$s | ForEach-Object { Complete-Task a $_ }", true),
            ("foreach ($x in @('b', $s)) { Complete-Task a $x }", true),
            ("$l = @(); $l += $s; Complete-Task a ($l -join ' ')", true),
            ("$l = New-Object X; $null = $l.Add(\"b $s\"); Complete-Task a ($l -join ' ')", true),
            ("$h = @{ A = @{ B = \"b $s\" } }; Complete-Task a $h.A.B", true),
            ("$h = @{}; $h.Add('B', $s); Complete-Task a $h.B", true),
            ("$h = @{ B = $s }; Complete-Task a ($h | ConvertTo-Json)", true),
            ("$h = @{ B = $s }; $i = $h; Complete-Task a ($i.Values -join ' ')", true),
            ("$o = [pscustomobject]@{ B = $s }; Complete-Task a $o", true),
            ("Complete-Task a ([pscustomobject]@{ B = $s })", true),
            ("Complete-Task a ($Field.Values -join ' ')", true),
            ("$k = 't'; Complete-Task a $Field[$k]", true),
            ("Complete-Task a ($Field | ConvertTo-Json)", true),
            (
                "function Log($m) { $script:l += $m }\n$script:l = ''\nLog \"b $s\"\nComplete-Task a $script:l",
                true,
            ),
            ("$x = $p | Select-Object -ExpandProperty RecoveryPassword\nComplete-Task a $x", true),
            ("$r = Invoke-RestMethod -Uri 'u' -Headers @{ A = $s }; Complete-Task a $r.id", false),
            ("$h = @{ A = $s }; $r = Invoke-WebRequest @h; Complete-Task a $r.Content", false),
            (
                "$p = Start-Process x.exe -ArgumentList $s -PassThru; Complete-Task a \"$($p.ExitCode)\"",
                false,
            ),
            ("$null = & x.exe $s; Complete-Task a \"$LASTEXITCODE\"", false),
            ("& x.exe $s | Out-Null; Complete-Task a \"$LASTEXITCODE\"", false),
            ("$x = Test-It $s; Complete-Task a \"$x\"", false),
            ("$x = [string]::IsNullOrEmpty($s); Complete-Task a \"$x\"", false),
            ("$x = -not $s; Complete-Task a \"$x\"", false),
            ("Complete-Task a \"$($s.Length) characters\"", false),
            ("$x = if ($s) { 'set' } else { 'none' }\nComplete-Task a $x", false),
            ("if ($s) { Complete-Task a 'set' }", false),
            (
                "$c = New-Object PSCredential 'u', (ConvertTo-SecureString $s -AsPlainText -Force)\nComplete-Task a $c.UserName",
                false,
            ),
            ("$h = @{ B = $s; C = 'c' }; Complete-Task a $h.C", false),
            ("$h = @{ B = $s }; Complete-Task a ($h.Keys -join ' ')", false),
            ("$u = New-LocalUser -Name 'u' -Password $s; Complete-Task a $u.Name", false),
            ("$x = $list | Where-Object { $_.Key -eq $s }; Complete-Task a $x.Name", false),
            ("foreach ($field in $list) { Complete-Task a $field.Name; F $field }", false),
            ("$s | ForEach-Object { try { G } catch { Complete-Task a $_ } }", false),
            ("Complete-Task a \"$($Field.Count) fields\"", false),
        ] {
            let reports = read_body(&format!("$s = $Field['t']\n{body}"), &TOKENS).reports;
            let stored: Vec<_> = reports.iter().flat_map(|report| &report.stored).collect();
            assert_eq!(!stored.is_empty(), is_found, "{body}: {stored:?}");
        }
    }
}
