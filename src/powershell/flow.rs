//! What variables of a body hold, as far as it is what a detail would store: by assignments, loops, pipelines, methods
//! that add to a list, and functions of the body.

use std::collections::{BTreeMap, BTreeSet};

use super::assignments::{Assignment, Assignments, entry_name};
use super::blocks::{BlockKind, Blocks};
use super::calls::{Stored, unquoted};
use super::functions::Function;
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;
use super::values::key;
use super::walk::Spot;

/// The assignments beyond which nothing more is followed.
const MOST: usize = 1_000;

/// How many functions a value is followed through, one calling the next.
const ROUNDS: usize = 4;

/// What variables hold and functions give back.
#[derive(Debug, Default)]
pub(super) struct Flow {
    assignments: Assignments,
    known: Known,
    names: Names,
}

/// What a body defines.
#[derive(Clone, Debug, Default)]
struct Names {
    functions: BTreeSet<String>,
    /// What it calls like a table of the prelude.
    tables: BTreeSet<String>,
}

/// `$_`, and `$PSItem`.
const INPUT: &str = "_";

/// The tokens of an index beyond which it is not followed.
const LONGEST: usize = 100;

/// The entry that stands for all that is in a table.
const ALL: &str = "*";

/// The entry that stands for what a table's text holds, as that of a `[pscustomobject]` does.
const TEXT: &str = "@";

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
        let mut flow = Flow { names: Names::of(form), ..Flow::default() };
        for _ in 0..ROUNDS {
            let known = std::mem::take(&mut flow.known);
            flow = Flow::given(form, known, flow.names);
            let known = flow.learn(form);
            if known == flow.known {
                break;
            }
            flow.known = known;
        }
        flow
    }

    /// All assignments, with what is known of functions so far.
    fn given(form: Form<'_>, known: Known, names: Names) -> Self {
        let mut flow = Flow { assignments: Assignments::default(), known, names };
        for (index, function) in form.functions.iter().enumerate() {
            flow.parameters(index, function);
        }
        let mut count = 0;
        for at in 0..form.code.tokens.len() {
            if form.code.kind(at) == Some(Kind::Variable) && count < MOST {
                count += flow.assignment(form, at);
            }
            if form.code.is(at, b'{') && count < MOST {
                count += flow.input(form, at);
            }
        }
        flow.assignments.in_order();
        flow
    }

    /// A function's parameters: each hides what had its name, and holds what any call gives to it.
    fn parameters(&mut self, index: usize, function: &Function) {
        let (at, end) = (function.block.open, function.block.close);
        for parameter in function.parameters() {
            for name in [parameter.to_owned(), entry_name(parameter, ALL)] {
                let given = self.known.given.iter().filter(|(of, given, _)| *of == index && *given == name);
                let stored = given.flat_map(|(_, _, stored)| stored.clone()).collect();
                self.assignments.push(name, Assignment { at, end, gone: end, stored, adds: false });
            }
        }
    }

    /// `$_` in the block that a command runs for what it is given; in a `catch` it is something else.
    fn input(&mut self, form: Form<'_>, at: usize) -> usize {
        let Form { code, blocks, .. } = form;
        let Some(block) = blocks.opened(at) else { return 0 };
        let mut pipe = (0..at).rev().take(8).take_while(|&at| !code.ends_element(at) || code.is(at, b'|'));
        let pipe = pipe.find(|&at| code.is(at, b'|'));
        let stored = match (block.kind, pipe) {
            (BlockKind::Catch, _) => Vec::new(),
            (BlockKind::Called, Some(pipe)) => secrets::made(code, code.pipeline_start(pipe)..pipe, self),
            _ => return 0,
        };
        if !stored.is_empty() || self.assignments.concern(INPUT) {
            let end = block.close;
            self.assignments.push(INPUT.to_owned(), Assignment { at, end, gone: end, stored, adds: false });
        }
        1
    }

    /// What functions give back and are given, by these assignments.
    fn learn(&self, form: Form<'_>) -> Known {
        let mut known = Known::default();
        for (index, function) in form.functions.iter().enumerate() {
            let block = function.block;
            let results = secrets::written(form.code, block.open + 1..block.close, self);
            if !results.is_empty() {
                known.results.insert(function.name.clone(), results);
            }
            for &call in &function.calls {
                for (parameter, value) in function.given(form.code, call) {
                    let (direct, all) = (
                        secrets::stored(form.code, value.clone(), self),
                        secrets::stored_within(form.code, value, self),
                    );
                    for (name, stored) in [(parameter.to_owned(), direct), (entry_name(parameter, ALL), all)]
                    {
                        if !stored.is_empty() {
                            known.given.push((index, name, stored));
                        }
                    }
                }
            }
        }
        known
    }

    /// Takes in the assignment to this variable, if it is one and matters; says how many it was.
    fn assignment(&mut self, form: Form<'_>, at: usize) -> usize {
        let code = form.code;
        let own = name(code, at);
        if let Some(values) = looped(code, at) {
            let stored = secrets::made_within(code, values, self);
            return self.put(form, at, own, stored, false);
        }
        let end = linked(code, at);
        if code.is(end, b'(') && code.joins(end) {
            return self.added(form, at, end);
        }
        let adds = code.is(end, b'+') && code.is(end + 1, b'=') && code.joins(end + 1);
        if !adds && !code.is(end, b'=') {
            return 0;
        }
        let values = end + 1 + usize::from(adds)..code.pipeline_end(end + 1 + usize::from(adds));
        let target = match key(code, at).filter(|_| end > at + 1) {
            Some((entry, _)) => entry_name(&own, &entry),
            None => own.clone(),
        };
        let is_part = end > at + 1;
        let entries = if is_part { 0 } else { self.table(form, at, &target, values.start) };
        let stored = secrets::made(code, values.clone(), self);
        let all = secrets::made_within(code, values, self);
        let is_object = code.is(end + 1, b'[');
        let is_table = entries > 0
            || code.is(end + 1, b'@') && code.is(end + 2, b'{')
            || is_object && code.text(end + 2).eq_ignore_ascii_case("ordered");
        let mut count = entries;
        if is_part {
            count += self.put(form, at, target, stored, true);
            return count + self.put(form, at, entry_name(&own, ALL), all, true);
        }
        let (direct, text) = match (is_table, is_object) {
            (false, _) => (stored, Vec::new()),
            (true, true) if !code.text(end + 2).eq_ignore_ascii_case("ordered") => (Vec::new(), stored),
            (true, _) => (Vec::new(), Vec::new()),
        };
        for (target, stored) in
            [(target.clone(), direct), (entry_name(&target, ALL), all), (entry_name(&target, TEXT), text)]
        {
            count += self.put(form, at, target, stored, adds);
        }
        count
    }

    /// `$list.Add($x)`, `$table.Add('Key', $x)`, `$text.Append($x)`.
    fn added(&mut self, form: Form<'_>, at: usize, open: usize) -> usize {
        const METHODS: [&str; 11] = [
            "Add",
            "AddRange",
            "Append",
            "AppendFormat",
            "AppendLine",
            "Enqueue",
            "Insert",
            "Push",
            "Write",
            "WriteLine",
            "set_Item",
        ];
        let code = form.code;
        if !METHODS.iter().any(|method| code.text(open - 1).eq_ignore_ascii_case(method)) {
            return 0;
        }
        let stored = secrets::stored_within(code, open + 1..code.behind(open) - 1, self);
        let own = name(code, at);
        let entry = unquoted(code.text(open + 2 - 1)).filter(|_| code.is(open + 2, b','));
        let target = entry.map_or(own.clone(), |entry| entry_name(&own, &entry));
        self.put(form, at, target, stored.clone(), true)
            + self.put(form, at, entry_name(&own, ALL), stored, true)
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
                let end = code.pipeline_end(entry + 2).min(block.close);
                let stored = secrets::made_within(code, entry + 2..end, self);
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
        let holder = form.blocks.function_end(at).filter(|_| !is_local);
        let calls =
            form.functions.iter().filter(|it| Some(it.block.close) == holder).flat_map(|it| &it.calls);
        for &call in calls {
            let (stored, target) = (stored.clone(), target.clone());
            self.assignments.push(target, Assignment { at: call, end, gone, stored, adds: true });
        }
        self.assignments.push(target, Assignment { at, end, gone, stored, adds });
        1
    }

    /// What the text of a variable holds here.
    pub(super) fn holds(&self, code: Code<'_>, at: usize) -> Vec<Stored> {
        self.held(code, at, &[TEXT])
    }

    /// The same, and all that is in it where it is a table.
    pub(super) fn holds_within(&self, code: Code<'_>, at: usize) -> Vec<Stored> {
        self.held(code, at, &[TEXT, ALL])
    }

    /// What this entry of the table holds here that the variable or word is.
    pub(super) fn entry(&self, code: Code<'_>, at: usize, entry: &str) -> Vec<Stored> {
        let is_known = self.assignments.has_entries(&name(code, at));
        self.held(code, at, &[if is_known { entry } else { ALL }])
    }

    fn held(&self, code: Code<'_>, at: usize, entries: &[&str]) -> Vec<Stored> {
        if self.assignments.is_empty() {
            return Vec::new();
        }
        let table = name(code, at);
        let mut held = self.assignments.held(&[&table], at);
        for entry in entries {
            held.extend(self.assignments.held(&[&table, &entry_name(&table, entry)], at));
        }
        held
    }

    /// Whether the body calls something of its own like the prelude's table that is read here.
    pub(super) fn is_assigned(&self, code: Code<'_>, at: usize) -> bool {
        self.names.tables.contains(&name(code, at))
    }

    /// Whether a function of the body has this name.
    pub(super) fn is_function(&self, name: &str) -> bool {
        self.names.functions.contains(&name.to_ascii_lowercase())
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

impl Names {
    fn of(form: Form<'_>) -> Self {
        let Form { code, functions, .. } = form;
        let is_table = |name: &String| ["parameter", "field"].contains(&name.as_str());
        let is_set = |at: &usize| {
            code.kind(*at) == Some(Kind::Variable)
                && (code.is(at + 1, b'=') || code.text(at + 1).eq_ignore_ascii_case("in"))
        };
        let assigned = (0..code.tokens.len()).filter(is_set).map(|at| name(code, at));
        let parameters = functions.iter().flat_map(Function::parameters).map(str::to_owned);
        Names {
            functions: functions.iter().map(|function| function.name.clone()).collect(),
            tables: assigned.chain(parameters).filter(is_table).collect(),
        }
    }
}

/// The values of a `foreach` whose variable stands here.
fn looped(code: Code<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let open = at.checked_sub(1).filter(|&open| code.is(open, b'('))?;
    let is_loop = open > 0 && code.text(open - 1).eq_ignore_ascii_case("foreach");
    let is_in = code.text(at + 1).eq_ignore_ascii_case("in");
    (is_loop && is_in).then(|| at + 2..code.behind(open).saturating_sub(1))
}

/// The token behind a variable and all members and indexes that are read from it.
fn linked(code: Code<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while code.joins(end) {
        if code.is(end, b'.') && matches!(code.kind(end + 1), Some(Kind::Word | Kind::Text | Kind::Variable))
        {
            end += 2;
        } else if code.is(end, b'[') {
            let close = (end..code.tokens.len()).take(LONGEST).find(|&at| code.is(at, b']'));
            let Some(close) = close else { return end };
            end = close + 1;
        } else {
            return end;
        }
    }
    end
}

/// A variable's name in lower case, without its braces and its scope.
pub(super) fn name(code: Code<'_>, at: usize) -> String {
    let name = code.text(at).trim_start_matches(['$', '{']).trim_end_matches('}');
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name).to_ascii_lowercase();
    if name == "psitem" { INPUT.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use super::*;
    use crate::powershell::TOKENS;

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
            ("function F { $x = $Field['t']; Set-It $x }; $x = F; Complete-Task a $x", vec![]),
            ("Complete-Task a $x; $x = $Field['t']", vec![]),
            ("$x = $Field['t']; Complete-Task a '$x'", vec![]),
        ] {
            let reports = read_body(body, &TOKENS).reports;
            let stored = reports.iter().flat_map(|report| &report.stored).map(|stored| match stored {
                Stored::Value(value) => format!("{} at {}", value.key, &body[value.range.clone()]),
                other => format!("a key at {}", &body[other.range().clone()]),
            });
            assert_eq!(stored.collect::<Vec<_>>(), expected, "{body}");
        }
    }
}
