//! Assignments: to variables, entries, several at once.

use super::Flow;
use crate::powershell::syntax::{Assignment, Kind, NodeId};
use crate::powershell::values::{Abstract, is_other_type};
use crate::powershell::view::Scope;

impl Flow<'_> {
    /// Takes in an assignment; what it gives where its value is taken.
    pub(super) fn assignment(&mut self, target: NodeId, operator: Assignment, value: NodeId) -> Abstract {
        let parts = self.body.elements(self.body.expression(value));
        let targets = match *self.body.kind(self.body.assigned(target)) {
            Kind::ArrayLiteral { elements } => self.body.list(elements).to_vec(),
            _ => Vec::new(),
        };
        if operator == Assignment::Set && targets.len() > 1 && targets.len() == parts.len() {
            let values: Vec<Abstract> = parts.iter().map(|&id| self.expression(id)).collect();
            for (target, value) in targets.into_iter().zip(values) {
                self.assign(target, value, true);
            }
            return Abstract::default();
        }
        let value = self.value(value);
        if targets.is_empty() {
            self.assign(target, value.clone(), operator == Assignment::Set);
        }
        for target in targets {
            self.assign(target, value.clone().without_text(), operator == Assignment::Set);
        }
        value
    }

    /// Sets a variable or an entry; unless it replaces what was there, that stays beside it.
    pub(super) fn assign(&mut self, target: NodeId, value: Abstract, replaces: bool) {
        match *self.body.kind(target) {
            Kind::Convert { constraint, operand } => {
                let is_other = is_other_type(self.body.type_name(constraint));
                self.assign(operand, if is_other { Abstract::default() } else { value }, replaces);
            }
            Kind::Attributed { operand, .. } => self.assign(operand, value, replaces),
            Kind::Paren { .. } => {
                let inner = self.body.expression(target);
                if inner != target {
                    self.assign(inner, value, replaces);
                }
            }
            Kind::Variable { .. } => self.assign_variable(target, value, replaces),
            Kind::Member { .. } | Kind::Index { .. } => self.assign_entry(target, &value, replaces),
            _ => {}
        }
    }

    fn assign_variable(&mut self, id: NodeId, value: Abstract, replaces: bool) {
        let Some(variable) = self.body.variable(id).filter(|it| it.scope != Scope::Drive) else { return };
        let value = match (replaces, self.environment.get(&variable.name)) {
            (false, Some(before)) => before.clone().with(&value),
            _ => value,
        };
        self.set(&variable.name, variable.scope, value);
    }

    /// Sets a variable, here and where an error or a caller may see it.
    pub(super) fn set(&mut self, name: &str, scope: Scope, value: Abstract) {
        if let (Scope::Script, Some(function)) = (scope, self.function) {
            self.summaries[function].writes.add(name, &value);
        }
        if let Some(thrown) = self.tries.last_mut() {
            thrown.add(name, &value);
        }
        self.environment.set(name, value);
    }

    fn assign_entry(&mut self, target: NodeId, value: &Abstract, replaces: bool) {
        let (Some(holder), name) = (self.body.target(target), self.key(target)) else { return };
        if let Some(variable) = self.body.variable(holder) {
            let mut table = self.environment.get(&variable.name).cloned().unwrap_or_default();
            match (&name, replaces) {
                (Some(name), true) => table.set(Some(name), value),
                (Some(name), false) => table.add(std::slice::from_ref(name), value),
                (None, _) => table.set(None, value),
            }
            self.set(&variable.name, variable.scope, table);
            return;
        }
        self.add_to(holder, name.into_iter().collect(), value);
    }

    /// The name of the entry that a member or an index is, if it is known.
    fn key(&mut self, id: NodeId) -> Option<String> {
        match *self.body.kind(id) {
            Kind::Member { member, .. } => self.body.literal(member).map(|name| name.to_string()),
            Kind::Index { index, .. } => self.expression(index).text.map(|name| name.to_string()),
            _ => None,
        }
    }

    /// Adds to what a variable, or an entry of one, holds.
    pub(super) fn add_to(&mut self, holder: NodeId, mut path: Vec<String>, value: &Abstract) {
        let mut at = holder;
        while let Some(target) = self.body.target(at) {
            match self.key(at) {
                Some(name) => path.insert(0, name),
                None => path.clear(),
            }
            at = target;
        }
        let Some(variable) = self.body.variable(at).filter(|it| it.scope != Scope::Drive) else { return };
        let mut table = self.environment.get(&variable.name).cloned().unwrap_or_default();
        table.add(&path, value);
        self.set(&variable.name, variable.scope, table);
    }
}

#[cfg(test)]
mod tests {
    use crate::powershell::Stored;
    use crate::powershell::{TOKENS, read_body};

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
