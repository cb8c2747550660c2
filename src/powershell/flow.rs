//! What variables of a body hold, as far as it is what a detail would store: values that are assigned as they are, in a
//! string or in a sum, in a table, by way of a function of the body. What a command, a method or a condition makes of them
//! is its own affair.

use std::collections::BTreeMap;

use super::assignments::{Assignment, Assignments, entry_name};
use super::blocks::{BlockKind, Blocks};
use super::calls::{Stored, unquoted};
use super::functions::Function;
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;
use super::values::key;
use super::walk::{Spot, SpotKind};

/// The assignments beyond which nothing more is followed.
const MOST: usize = 1_000;

/// How many functions a value is followed through, one calling the next.
const ROUNDS: usize = 4;

/// What variables hold and functions give back.
#[derive(Debug, Default)]
pub(super) struct Flow {
    assignments: Assignments,
    known: Known,
}

/// What goes into functions and comes out of them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Known {
    results: BTreeMap<String, Vec<Stored>>,
    /// A function's place among them, the parameter, and what a call gives to it.
    given: Vec<(usize, String, Vec<Stored>)>,
}

/// A body with what is known of its form.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) code: Code<'a>,
    pub(super) spots: &'a [Spot],
    pub(super) blocks: &'a Blocks,
    pub(super) functions: &'a [Function],
}

impl Flow {
    /// Follows the values of a body.
    pub(super) fn of(form: Form<'_>) -> Self {
        let mut flow = Flow::default();
        for _ in 0..ROUNDS {
            let known = std::mem::take(&mut flow.known);
            flow = Flow::given(form, known);
            let known = flow.learn(form);
            if known == flow.known {
                break;
            }
            flow.known = known;
        }
        flow
    }

    /// All assignments, with what is known of functions so far.
    fn given(form: Form<'_>, known: Known) -> Self {
        let mut flow = Flow { assignments: Assignments::default(), known };
        for (index, function) in form.functions.iter().enumerate() {
            flow.parameters(index, function);
        }
        let mut count = 0;
        for at in 0..form.code.tokens.len() {
            if form.code.kind(at) == Some(Kind::Variable) && count < MOST {
                count += flow.assignment(form, at);
            }
        }
        flow.assignments.in_order();
        flow
    }

    /// A function's parameters: each hides what had its name, and holds what any call gives to it.
    fn parameters(&mut self, index: usize, function: &Function) {
        let (at, end) = (function.block.open, function.block.close);
        for parameter in function.parameters() {
            let given = self.known.given.iter().filter(|(of, name, _)| *of == index && name == parameter);
            let stored = given.flat_map(|(_, _, stored)| stored.clone()).collect();
            let hides = Assignment { at, end, gone: end, stored, adds: false };
            self.assignments.push(parameter.to_owned(), hides);
        }
    }

    /// What functions give back and are given, by these assignments.
    fn learn(&self, form: Form<'_>) -> Known {
        let mut known = Known::default();
        for (index, function) in form.functions.iter().enumerate() {
            let results = self.results(form, function);
            if !results.is_empty() {
                known.results.insert(function.name.clone(), results);
            }
            for &call in &function.calls {
                for (parameter, value) in function.given(form.code, call) {
                    let stored = secrets::stored(form.code, value, self);
                    if !stored.is_empty() {
                        known.given.push((index, parameter.to_owned(), stored));
                    }
                }
            }
        }
        known
    }

    /// What a function gives back: by `return`, and by values that stand alone among its statements.
    fn results(&self, form: Form<'_>, function: &Function) -> Vec<Stored> {
        let Form { code, spots, blocks, .. } = form;
        let mut results = Vec::new();
        for spot in spots.iter().filter(|it| (function.block.open..function.block.close).contains(&it.token))
        {
            let start = match spot.kind {
                SpotKind::Return => spot.token + 1,
                SpotKind::Value if stands_alone(code, spot.token) => spot.token,
                _ => continue,
            };
            let end = code.element_end(start);
            let statements =
                |kind| matches!(kind, BlockKind::Plain | BlockKind::Loop | BlockKind::Try | BlockKind::Catch);
            let holder = blocks.around(spot.token).find(|block| !statements(block.kind));
            if holder.is_some_and(|holder| holder.open == function.block.open) && !code.is(end, b'|') {
                results.extend(secrets::made(code, start..end, self));
            }
        }
        results
    }

    /// Takes in the assignment to this variable, if it is one and matters; says how many it was.
    fn assignment(&mut self, form: Form<'_>, at: usize) -> usize {
        let code = form.code;
        let (target, sign) = match key(code, at).filter(|_| code.joins(at + 1)) {
            Some((entry, _)) if code.is(at + 3, b'=') => (entry_name(&name(code, at), &entry), at + 3),
            Some((entry, _)) if code.is(at + 4, b'=') => (entry_name(&name(code, at), &entry), at + 4),
            _ => (name(code, at), at + 1),
        };
        let adds = code.is(sign, b'+') && code.is(sign + 1, b'=') && code.joins(sign + 1);
        if !adds && !code.is(sign, b'=') {
            return 0;
        }
        let start = sign + 1 + usize::from(adds);
        let entries = self.table(form, at, &target, start);
        let end = code.element_end(start);
        let stored = if code.is(end, b'|') { Vec::new() } else { secrets::made(code, start..end, self) };
        entries + self.put(form, at, target, stored, adds)
    }

    /// Takes in the entries of a table that is assigned.
    fn table(&mut self, form: Form<'_>, at: usize, target: &str, start: usize) -> usize {
        let code = form.code;
        let sign = if code.is(start, b'[') && code.is(start + 2, b']') { start + 3 } else { start };
        let Some(block) = form.blocks.opened(sign + 1).filter(|block| block.kind == BlockKind::Table) else {
            return 0;
        };
        let (mut entry, mut count) = (sign + 2, 0);
        while entry < block.close && count < MOST {
            let name = unquoted(code.text(entry)).unwrap_or_else(|| code.text(entry).to_owned());
            if code.is(entry + 1, b'=') {
                let end = code.element_end(entry + 2);
                let stored = secrets::made(code, entry + 2..end, self);
                let stored = if code.is(end, b'|') { Vec::new() } else { stored };
                count += self.put(form, at, entry_name(target, &name), stored, false);
                entry = end;
            }
            entry = code.behind(entry);
        }
        count
    }

    /// Takes in an assignment, if it matters; says how many it was.
    fn put(&mut self, form: Form<'_>, at: usize, target: String, stored: Vec<Stored>, adds: bool) -> usize {
        let tokens = form.code.tokens.len();
        if stored.is_empty() && !self.assignments.concern(&target) {
            return 0;
        }
        let is_local = !form.code.text(at).contains(':');
        let gone = form.blocks.function_end(at).filter(|_| is_local).unwrap_or(tokens);
        let end = form.blocks.around(at).next().map_or(tokens, |block| block.close);
        self.assignments.push(target, Assignment { at, end, gone, stored, adds });
        1
    }

    /// What the variable holds here.
    pub(super) fn holds(&self, code: Code<'_>, at: usize) -> Vec<Stored> {
        if self.assignments.is_empty() { Vec::new() } else { self.assignments.held(&[&name(code, at)], at) }
    }

    /// What this entry of the table holds here that the variable or word is.
    pub(super) fn entry(&self, code: Code<'_>, at: usize, entry: &str) -> Vec<Stored> {
        if self.assignments.is_empty() {
            return Vec::new();
        }
        let table = name(code, at);
        self.assignments.held(&[&table, &entry_name(&table, entry)], at)
    }

    /// What the function of the body gives back that is called here.
    pub(super) fn result(&self, code: Code<'_>, at: usize) -> Vec<Stored> {
        if self.known.results.is_empty() || code.kind(at) != Some(Kind::Word) {
            return Vec::new();
        }
        let name = code.command(at).unwrap_or_default().to_ascii_lowercase();
        self.known.results.get(&name).cloned().unwrap_or_default()
    }
}

/// Whether a value is a statement: a line, a `;` or a block's beginning stands before it.
fn stands_alone(code: Code<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| code.kind(before));
    matches!(before, None | Some(Kind::Newline | Kind::Sign(b'{' | b'}' | b';')))
}

/// A variable's name in lower case, without its braces and its scope.
pub(super) fn name(code: Code<'_>, at: usize) -> String {
    let name = code.text(at).trim_start_matches(['$', '{']).trim_end_matches('}');
    name.rsplit_once(':').map_or(name, |(_, name)| name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use super::*;

    #[test]
    fn what_a_variable_carries_into_a_detail() {
        for (body, expected) in [
            ("$x = $Field['t']; F; Complete-Task -Outcome a -Detail $X", vec!["t at $X"]),
            ("$x = $Field['t']\nComplete-Task -Outcome a -Detail \"b $x c\"", vec!["t at $x"]),
            (
                "$x = \"b $($Field['t'])\"; $y = 'c' + $x\nComplete-Task -Outcome a -Detail ($y + 'd')",
                vec!["t at $y"],
            ),
            ("[string] $x = $p.RecoveryPassword; Complete-Task a \"${x}\"", vec!["a key at ${x}"]),
            ("$x = 'a'; if ($y) { $x += $Field['t'] }; Complete-Task a $x", vec!["t at $x"]),
            ("if ($y) { $x = $Field['t'] } else { $x = 'none' }; Complete-Task a $x", vec!["t at $x"]),
            ("$x = $Field['t']; if ($y) { $x = 'none' }; Complete-Task a $x", vec!["t at $x"]),
            ("$script:x = $Field['t']; function F { Complete-Task a $x }", vec!["t at $x"]),
            ("$x = $Field['t']; $x = 'done'; Complete-Task a $x", vec![]),
            ("$x = $Field['t']; if ($y) { $x = 'none'; Complete-Task a $x }", vec![]),
            ("$x = $Field['t']; if ($x) { Complete-Task a 'set' }", vec![]),
            ("$x = $Field['t']; Complete-Task a (Get-Hash $x)", vec![]),
            ("$x = $Field['t']; Complete-Task a $x.Length", vec![]),
            ("$x = $Field['t'] | Get-Hash; Complete-Task a $x", vec![]),
            ("$x = Get-Hash $Field['t']; Complete-Task a $x", vec![]),
            ("$x = $Field['t'] -eq 'b'; Complete-Task a $x", vec![]),
            ("$x = [bool] $Field['t']; Complete-Task a \"$x\"", vec![]),
            ("$x = @{ y = $Field['t'] }; Complete-Task a $x", vec![]),
            ("$h = @{ K = $Field['t']; L = 'b' }; Complete-Task a \"c $($h.K)\"", vec!["t at $h.K"]),
            ("$h = @{}; $h['K'] = $Field['t']; Complete-Task a $h.k", vec!["t at $h.k"]),
            ("$h = [pscustomobject]@{ K = $Field['t'] }\nComplete-Task a $h.K", vec!["t at $h.K"]),
            ("$h = @{ K = $Field['t']; L = 'b' }; Complete-Task a $h.L", vec![]),
            ("$h = @{ K = $Field['t'] }; $h = @{ K = 'b' }; Complete-Task a $h.K", vec![]),
            ("$h = @{ K = $Field['t'] }; $h = Get-It; Complete-Task a $h.K", vec![]),
            ("$h = @{ K = Get-Hash $Field['t'] }; Complete-Task a $h.K", vec![]),
            ("$p = @{ Outcome = 'a'; Detail = $Field['t'] }; Complete-Task @p", vec!["t at @p"]),
            ("$p = @{ Outcome = 'a'; Detail = 'b' }; Complete-Task @p", vec![]),
            ("function Get-It { $Field['t'] }; Complete-Task a (Get-It)", vec!["t at Get-It"]),
            (
                "function Get-It {\n  $x = $Field['t']\n  return $x\n}\n$y = get-it 1\nComplete-Task a \"$y\"",
                vec!["t at $y"],
            ),
            (
                "function A { if ($x) { return $Field['t'] }; 'b' }; function B { A }; Complete-Task a \"$(A)\"",
                vec!["t at A"],
            ),
            ("function Get-It { $Field['t'] }; Complete-Task a (Get-It).Length", vec![]),
            ("function Get-It { $Field['t'] }; Complete-Task a Get-It", vec![]),
            (
                "function Get-It { F | ForEach-Object { $Field['t'] } | Get-Hash }; Complete-Task a (Get-It)",
                vec![],
            ),
            ("function Get-It { $null = F $Field['t']; 'b' }; Complete-Task a (Get-It)", vec![]),
            ("function Test-It { $Field['t'] -eq 'b' }; Complete-Task a (Test-It)", vec![]),
            ("function F { param([string] $T)\nComplete-Task a $T }; F $Field['t']", vec!["t at $T"]),
            (
                "function F($N, $T = 'b') { Complete-Task a \"c $T\" }; $x = $Field['t']; F -T $x 'd'",
                vec!["t at $T"],
            ),
            (
                "function F { param([Parameter(Mandatory = $true)] [string] $T, [switch] $S)\n G $T }\nfunction G($U) { Complete-Task a $U }\nF -S $Field['t']",
                vec!["t at $U"],
            ),
            ("function F($T) { Complete-Task a 'b' }; F $Field['t']", vec![]),
            ("function F($T, [switch] $S) { Complete-Task a $S }; F $Field['t']", vec![]),
            ("function F([bool] $T) { Complete-Task a $T }; F $Field['t']", vec![]),
            ("$x = $Field['t']; function F($X) { Complete-Task a $X }; F 'b'", vec![]),
            ("function F { $x = $Field['t']; G $x }; $x = F; Complete-Task a $x", vec![]),
            ("Complete-Task a $x; $x = $Field['t']", vec![]),
            ("$x = $Field['t']; Complete-Task a '$x'", vec![]),
        ] {
            let reports = read_body(body).reports;
            let stored = reports.iter().flat_map(|report| &report.stored).map(|stored| match stored {
                Stored::Value(value) => format!("{} at {}", value.key, &body[value.range.clone()]),
                other => format!("a key at {}", &body[other.range().clone()]),
            });
            assert_eq!(stored.collect::<Vec<_>>(), expected, "{body}");
        }
    }
}
