//! Whether a way through a body ends without an outcome, and where nothing can come to.
//!
//! Follows the statements that decide where a script goes on: `if`, `try`, `switch`, loops, `throw`, `return`. Whatever
//! mentions `Complete-Task` in another way, in a block that a command runs say, counts as reporting: nothing is claimed
//! of it.

mod mentions;
mod raised;

use std::ops::Range;

use mentions::{may_report, spread};
pub(crate) use raised::raised;

use super::syntax::{BlockName, Kind, LeaveForm, LoopForm, NodeId, Nodes};
use super::view::{Body, Form, FrameKind, REPORT};

/// Where a body ends without an outcome.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Each bare `return` of the body itself.
    pub(crate) returns: Vec<Range<usize>>,
    /// The last statement, where the script goes on behind it and comes to its end.
    pub(crate) last: Option<Range<usize>>,
    /// Statements that nothing comes to, the first one of each list.
    pub(crate) dead: Vec<Range<usize>>,
}

/// Follows a body and the blocks in it.
pub(crate) fn ends(form: &Form<'_>) -> Ends {
    let body = form.body;
    let mut paths = Paths::new(form);
    let root = body.tree.root();
    let last = paths.script_block(root);
    let returns = std::mem::take(&mut paths.ends.returns);
    for block in body.nodes(|kind| matches!(kind, Kind::ScriptBlock { .. })) {
        if block != root {
            paths.script_block(block);
        }
    }
    let mut dead = paths.ends.dead;
    dead.sort_by_key(|range| range.start);
    dead.dedup();
    Ends { returns, last: last.map(|id| first_word(body, id)), dead }
}

struct Paths<'f, 'a> {
    form: &'f Form<'a>,
    body: Body<'a>,
    /// By node: it, or a part of it, may report or stop the script.
    may_report: Vec<bool>,
    /// By node: it, or a part of it, is `break` or `continue`.
    jumps: Vec<bool>,
    /// By node: it, or a part of it, may leave the loop that it stands in.
    breaks: Vec<bool>,
    has_trap: bool,
    ends: Ends,
    depth: usize,
}

/// Blocks nested deeper are not followed: nothing is claimed of them.
const DEEPEST: usize = 100;

/// How it goes on behind a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct After {
    /// The script may come behind it, and nothing has been reported.
    goes_on: bool,
    /// Surely nothing comes behind it.
    ends: bool,
}

const ON: After = After { goes_on: true, ends: false };
const END: After = After { goes_on: false, ends: true };

impl<'f, 'a> Paths<'f, 'a> {
    fn new(form: &'f Form<'a>) -> Self {
        let body = form.body;
        let is_jump =
            |kind: &Kind| matches!(kind, Kind::Leave { form: LeaveForm::Break | LeaveForm::Continue, .. });
        let jumps = spread(body, |id| is_jump(body.kind(id)));
        let breaks = spread(body, |id| match *body.kind(id) {
            Kind::Leave { form: LeaveForm::Break, .. } => true,
            Kind::Leave { form: LeaveForm::Continue, value } => value.is_some(),
            _ => false,
        });
        let has_trap = body.tree.ids().any(|id| matches!(body.kind(id), Kind::Trap { .. }));
        let may_report = may_report(form);
        Paths { form, body, may_report, jumps, breaks, has_trap, ends: Ends::default(), depth: 0 }
    }

    /// The statements of a script block; the one that is gone on behind.
    fn script_block(&mut self, id: NodeId) -> Option<NodeId> {
        let Kind::ScriptBlock { blocks, .. } = *self.body.kind(id) else { return None };
        let mut statements = Vec::new();
        for &block in self.body.list(blocks) {
            match *self.body.kind(block) {
                // It runs in any case, behind all others.
                Kind::NamedBlock { name: BlockName::Clean, statements } => {
                    self.list(self.body.list(statements));
                }
                Kind::NamedBlock { statements: list, .. } => {
                    statements.extend_from_slice(self.body.list(list));
                }
                _ => {}
            }
        }
        let (after, last) = self.list(&statements);
        let is_jump = |id: NodeId| matches!(self.body.kind(id), Kind::Leave { .. });
        if after.goes_on && !last.is_some_and(is_jump) { last.or(Some(id)) } else { None }
    }

    /// A list of statements, and the last one that is gone on behind.
    fn list(&mut self, statements: &[NodeId]) -> (After, Option<NodeId>) {
        let (mut after, mut last) = (ON, None);
        for (index, &id) in statements.iter().enumerate() {
            if after.ends {
                self.dead(&statements[index..]);
                break;
            }
            let one = self.statement(id);
            after = After { goes_on: after.goes_on && one.goes_on, ends: one.ends };
            if one.goes_on && !self.defines(id) {
                last = Some(id);
            }
        }
        (after, last)
    }

    /// Says where statements begin that nothing comes to, unless they do nothing but leave.
    fn dead(&mut self, statements: &[NodeId]) {
        let is_bare = |id: &NodeId| matches!(self.body.kind(*id), Kind::Leave { value: None, .. });
        let first = statements.iter().find(|id| !self.defines(**id) && !is_bare(id));
        if let Some(&id) = first {
            self.ends.dead.push(first_word(self.body, id));
        }
    }

    fn defines(&self, id: NodeId) -> bool {
        matches!(self.body.kind(id), Kind::Function { .. } | Kind::Type { .. } | Kind::Trap { .. })
    }

    fn block(&mut self, id: NodeId) -> After {
        let Kind::StatementBlock { statements } = *self.body.kind(id) else { return ON };
        if self.depth >= DEEPEST {
            return After { goes_on: false, ends: false };
        }
        self.depth += 1;
        let (after, _) = self.list(self.body.list(statements));
        self.depth -= 1;
        after
    }

    fn statement(&mut self, id: NodeId) -> After {
        match *self.body.kind(id) {
            Kind::If { clauses, otherwise } => self.condition(clauses, otherwise),
            Kind::Switch { clauses, default, .. } => self.switch(clauses, default),
            Kind::Try { body, catches, finally } => self.attempt(body, catches, finally),
            Kind::Loop { form, condition, body, .. } => self.repeated(form, condition, body),
            Kind::For { condition, body, .. } => self.turned(condition.is_none(), body),
            Kind::ForEach { body, .. } => self.turned(false, body),
            Kind::Leave { form, value } => self.leave(id, form, value),
            Kind::Trap { body, .. } => {
                self.block(body);
                ON
            }
            Kind::Function { .. } | Kind::Type { .. } => ON,
            _ if self.ends_here(id) => END,
            _ => After { goes_on: !self.may_report[id.index()], ends: false },
        }
    }

    /// Whether a statement is nothing but a call of `Complete-Task`.
    fn ends_here(&self, id: NodeId) -> bool {
        let Kind::Pipeline { elements, background: false } = *self.body.kind(id) else { return false };
        let [.., last] = *self.body.list(elements) else { return false };
        self.body.command(last).is_some_and(|command| {
            self.form.calls(&command, REPORT) && self.is_known(last) && elements.len() == 1
        })
    }

    /// Whether `Complete-Task` is known in this place, and ends the script there.
    fn is_known(&self, id: NodeId) -> bool {
        let is_lost = |kind| matches!(kind, FrameKind::Elsewhere | FrameKind::Trap | FrameKind::Attribute);
        !self.form.frames.around(id).any(|frame| is_lost(frame.kind))
    }

    /// The block of each clause, which stands behind its condition.
    fn blocks(&self, clauses: Nodes) -> impl Iterator<Item = NodeId> + use<'f, 'a> {
        self.body.list(clauses).chunks(2).filter_map(|clause| clause.get(1).copied())
    }

    fn condition(&mut self, clauses: Nodes, otherwise: Option<NodeId>) -> After {
        let mut all = After { goes_on: otherwise.is_none(), ends: otherwise.is_some() };
        for block in self.blocks(clauses).chain(otherwise) {
            let one = self.block(block);
            all = either(all, one);
        }
        all
    }

    /// Over an empty list no clause runs: what stands behind it is not claimed to be dead.
    fn switch(&mut self, clauses: Nodes, default: Option<NodeId>) -> After {
        let mut goes_on = default.is_none();
        for block in self.blocks(clauses).chain(default) {
            goes_on |= self.block(block).goes_on;
        }
        After { goes_on, ends: false }
    }

    fn attempt(&mut self, body: NodeId, catches: Nodes, finally: Option<NodeId>) -> After {
        let mut all = self.block(body);
        for &catch in self.body.list(catches) {
            if let Kind::Catch { body, .. } = *self.body.kind(catch) {
                let one = self.block(body);
                all = either(all, one);
            }
        }
        if let Some(finally) = finally {
            let last = self.block(finally);
            all = After { goes_on: all.goes_on && last.goes_on, ends: all.ends || last.ends };
        }
        all
    }

    fn repeated(&mut self, form: LoopForm, condition: NodeId, body: NodeId) -> After {
        if form == LoopForm::While {
            let is_for_ever = self.body.is_variable(self.body.expression(condition), "true");
            return self.turned(is_for_ever, body);
        }
        let once = self.block(body);
        After { ends: once.ends && !self.jumps[body.index()], ..once }
    }

    fn turned(&mut self, is_for_ever: bool, body: NodeId) -> After {
        self.block(body);
        let stays = is_for_ever && !self.breaks[body.index()];
        if stays { END } else { ON }
    }

    fn leave(&mut self, id: NodeId, form: LeaveForm, value: Option<NodeId>) -> After {
        match form {
            LeaveForm::Return if value.is_none() => {
                self.ends.returns.push(self.body.keyword(id));
                END
            }
            LeaveForm::Throw => After { goes_on: false, ends: !self.has_trap },
            LeaveForm::Return => END,
            // It is an error itself, and is to be replaced.
            LeaveForm::Exit => After { goes_on: false, ends: false },
            // Outside a loop it is a mistake itself.
            LeaveForm::Break | LeaveForm::Continue => After { goes_on: true, ends: self.is_in_loop(id) },
        }
    }

    fn is_in_loop(&self, id: NodeId) -> bool {
        let is_loop = |kind| matches!(kind, FrameKind::Loop | FrameKind::Switch);
        self.form.frames.around(id).any(|frame| is_loop(frame.kind))
    }
}

/// One of two ways is gone.
fn either(one: After, other: After) -> After {
    After { goes_on: one.goes_on || other.goes_on, ends: one.ends && other.ends }
}

/// Where a body begins that has no sign of `Complete-Task`, not even in a text that something may call.
pub(crate) fn is_silent(form: &Form<'_>) -> Option<Range<usize>> {
    let body = form.body;
    if body.tree.ids().any(|id| mentions::is_sign(form, id)) {
        return None;
    }
    let Kind::ScriptBlock { blocks, .. } = *body.kind(body.tree.root()) else { return None };
    let first = body.list(blocks).iter().find_map(|&block| match *body.kind(block) {
        Kind::NamedBlock { statements, .. } => body.list(statements).first(),
        _ => None,
    });
    first.map(|&id| first_word(body, id))
}

/// The first word of a statement, which stands for it.
pub(super) fn first_word(body: Body<'_>, id: NodeId) -> Range<usize> {
    let range = body.range(id);
    let text = &body.text[range.clone()];
    let is_end = |c: char| c.is_whitespace() || matches!(c, ';' | '|' | '(' | '{' | '}' | ')');
    let length = text.char_indices().skip(1).find(|&(_, c)| is_end(c)).map_or(text.len(), |(at, _)| at);
    range.start..range.start + length
}

#[cfg(test)]
mod tests {
    use crate::powershell::{FindingKind, TOKENS, read_body};

    #[test]
    fn where_a_script_ends_without_an_outcome() {
        use FindingKind::{BareReturn, DeadCode, OpenEnd};
        for (text, expected) in [
            ("Complete-Task a\nF", vec![(DeadCode, "F")]),
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
            ("Complete-Task a\nreturn", vec![]),
            ("Complete-Task a\nfunction F { }\nF $x", vec![(DeadCode, "F")]),
            ("if ($x) { Complete-Task a } else { throw 'b' }\nF; G", vec![(DeadCode, "F")]),
            ("if ($x) { Complete-Task a }\nComplete-Task b\nF", vec![(DeadCode, "F")]),
            ("try { Complete-Task a } catch { throw }\nF", vec![(DeadCode, "F")]),
            ("try { Complete-Task a } catch { F }\nComplete-Task b", vec![]),
            ("try { F } finally { Complete-Task a }\nG", vec![(DeadCode, "G")]),
            ("switch ($x) { 1 { Complete-Task a } default { Complete-Task b } }\nComplete-Task c", vec![]),
            ("while ($true) { Complete-Task a }\nF", vec![(DeadCode, "F")]),
            ("while ($true) { if ($x) { break }; F }\nComplete-Task a", vec![]),
            ("foreach ($x in $y) { Complete-Task a; F }\nComplete-Task b", vec![(DeadCode, "F")]),
            ("foreach ($x in $y) { continue; F }\nComplete-Task b", vec![(DeadCode, "F")]),
            ("function F { Complete-Task a; G }\nF", vec![(DeadCode, "G")]),
            ("trap { continue }\nthrow 'a'\nComplete-Task b", vec![]),
            ("F | ForEach-Object { Complete-Task a; G }\nComplete-Task b", vec![(DeadCode, "G")]),
            ("Start-Job { Complete-Task a; G }\nComplete-Task b", vec![]),
            ("Start-Job { Complete-Task a }\nif ($x) { Complete-Task b }", vec![(OpenEnd, "if")]),
            ("powershell -Command 'Complete-Task a'\nif ($x) { Complete-Task b }", vec![(OpenEnd, "if")]),
            (
                "begin { F } process { if ($x) { return }; G } end { Complete-Task a }",
                vec![(BareReturn, "return")],
            ),
            ("begin { F } end { if ($x) { Complete-Task a } }", vec![(OpenEnd, "if")]),
            ("end { Complete-Task a } clean { F }", vec![]),
            ("for (;;) { if ($x) { Complete-Task a }; Start-Sleep 5 }", vec![]),
            ("continue\nComplete-Task a", vec![]),
        ] {
            let findings = read_body(text, &TOKENS).findings.into_iter();
            let found: Vec<_> = findings
                .filter(|finding| matches!(finding.kind, BareReturn | DeadCode | OpenEnd))
                .map(|finding| (finding.kind, &text[finding.range]))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
