//! What variables of a body hold, as far as it is what a detail would store: values that are assigned as they are, in a
//! string or in a sum. What a command, a method or a condition makes of them is its own affair.

use std::collections::BTreeMap;

use super::calls::Stored;
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;

/// The assignments beyond which nothing more is followed.
const MOST: usize = 1_000;

/// The assignments that matter, by the variable's name in lower case, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Flow(BTreeMap<String, Vec<Assignment>>);

#[derive(Debug)]
struct Assignment {
    at: usize,
    /// The end of the block that it stands in; the block begins before it.
    end: usize,
    stored: Vec<Stored>,
    /// `+=`: what was there stays.
    adds: bool,
}

impl Flow {
    /// Follows the values of a body.
    pub(super) fn of(code: Code<'_>) -> Self {
        let mut flow = Flow::default();
        let (mut blocks, mut count) = (Vec::new(), 0);
        for at in 0..code.tokens.len() {
            match code.kind(at) {
                Some(Kind::Sign(b'{')) => blocks.push(at),
                Some(Kind::Sign(b'}')) => drop(blocks.pop()),
                Some(Kind::Variable) if count < MOST => {
                    count += usize::from(flow.assignment(code, at, blocks.last().copied()));
                }
                _ => {}
            }
        }
        flow
    }

    /// Takes in the assignment to this variable, if it is one and matters.
    fn assignment(&mut self, code: Code<'_>, at: usize, block: Option<usize>) -> bool {
        let adds = code.is(at + 1, b'+') && code.is(at + 2, b'=') && code.joins(at + 2);
        if !adds && !code.is(at + 1, b'=') {
            return false;
        }
        let start = at + 2 + usize::from(adds);
        let end = code.element_end(start);
        let stored = if code.is(end, b'|') { Vec::new() } else { secrets::stored(code, start..end, self) };
        let name = name(code, at);
        if stored.is_empty() && !self.0.contains_key(&name) {
            return false;
        }
        let end = block.map_or(code.tokens.len(), |open| code.behind(open));
        self.0.entry(name).or_default().push(Assignment { at, end, stored, adds });
        true
    }

    /// What the variable holds here. An assignment replaces what stood before it where it is sure to have run: where
    /// its block holds this place too.
    pub(super) fn holds(&self, code: Code<'_>, at: usize) -> Vec<Stored> {
        let mut held: Vec<Stored> = Vec::new();
        let assignments = if self.0.is_empty() { None } else { self.0.get(&name(code, at)) };
        for assignment in assignments.into_iter().flatten().take_while(|it| it.at < at) {
            if at < assignment.end && !assignment.adds {
                held.clear();
            }
            held.extend(
                assignment.stored.iter().filter(|it| !held.contains(it)).cloned().collect::<Vec<_>>(),
            );
        }
        held
    }
}

/// A variable's name, whatever its case, its braces and its scope.
fn name(code: Code<'_>, at: usize) -> String {
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
            ("Complete-Task a $x; $x = $Field['t']", vec![]),
            ("$x = $Field['t']; Complete-Task a '$x'", vec![]),
        ] {
            let reports = read_body(body).reports;
            let stored = reports.iter().flat_map(|report| &report.stored).map(|stored| match stored {
                Stored::RecoveryPassword(range) => format!("a key at {}", &body[range.clone()]),
                Stored::Value(value) => format!("{} at {}", value.key, &body[value.range.clone()]),
            });
            assert_eq!(stored.collect::<Vec<_>>(), expected, "{body}");
        }
    }
}
