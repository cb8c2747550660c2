//! Statements: what they write, and how variables are behind them.

use super::{Flow, LOOPS};
use crate::powershell::syntax::{BlockName, Kind, LeaveForm, NodeId, Nodes};
use crate::powershell::values::{Abstract, Environment};

impl Flow<'_> {
    /// What a script block writes.
    pub(super) fn script_block(&mut self, id: NodeId) -> Abstract {
        let Kind::ScriptBlock { params, blocks, .. } = *self.body.kind(id) else { return self.statement(id) };
        if let Some(Kind::ParamBlock { parameters, .. }) = params.map(|id| self.body.kind(id)) {
            self.defaults(*parameters);
        }
        let mut blocks = self.body.list(blocks).to_vec();
        blocks.sort_by_key(|&id| match *self.body.kind(id) {
            Kind::NamedBlock { name: BlockName::DynamicParam | BlockName::Begin, .. } => 0,
            Kind::NamedBlock { name: BlockName::Process, .. } => 1,
            Kind::NamedBlock { name: BlockName::Clean, .. } => 3,
            _ => 2,
        });
        let mut written = Abstract::default();
        for block in blocks {
            let statements = match *self.body.kind(block) {
                Kind::NamedBlock { statements, .. } => self.list(statements),
                _ => self.statement(block),
            };
            written = written.with(&statements);
        }
        written
    }

    /// What parameters hold where nothing is given, beside what may be.
    pub(super) fn defaults(&mut self, parameters: Nodes) {
        for &id in self.body.list(parameters) {
            if let Kind::Parameter { variable, default: Some(default), .. } = *self.body.kind(id) {
                let value = self.expression(default);
                self.assign(variable, value, false);
            }
        }
    }

    fn list(&mut self, statements: Nodes) -> Abstract {
        let mut written = Abstract::default();
        for (index, &id) in self.body.list(statements).iter().enumerate() {
            let value = self.statement(id);
            if index == 0 {
                written = value;
            } else if !value.is_clean() {
                written = written.with(&value);
            }
        }
        if statements.len() > 1 {
            written.text = None;
        }
        written
    }

    /// The statements of a block.
    pub(super) fn block(&mut self, id: NodeId) -> Abstract {
        self.deeper(id, |flow| match *flow.body.kind(id) {
            Kind::StatementBlock { statements } | Kind::NamedBlock { statements, .. } => {
                flow.list(statements)
            }
            _ => flow.statement(id),
        })
    }

    /// What a statement gives where its value is taken: an assignment too.
    pub(super) fn value(&mut self, id: NodeId) -> Abstract {
        self.deeper(id, |flow| match *flow.body.kind(id) {
            Kind::Assignment { target, operator, value } => flow.assignment(target, operator, value),
            _ => flow.statement(id),
        })
    }

    /// What a statement writes.
    pub(super) fn statement(&mut self, id: NodeId) -> Abstract {
        match *self.body.kind(id) {
            Kind::Assignment { target, operator, value } => {
                self.deeper(id, |flow| flow.assignment(target, operator, value));
                Abstract::default()
            }
            Kind::Pipeline { elements, .. } => self.pipeline(elements),
            Kind::Command { .. } | Kind::CommandExpression { .. } => self.element(id, None),
            Kind::Chain { .. } => self.chain(id),
            Kind::If { clauses, otherwise } => self.condition(clauses, otherwise),
            Kind::Switch { condition, clauses, default, .. } => self.switch(condition, clauses, default),
            Kind::ForEach { variable, items, body, .. } => self.for_each(variable, items, body),
            Kind::For { first, condition, each, body, .. } => {
                first.map(|id| self.value(id));
                self.repeated(condition, body, each)
            }
            Kind::Loop { condition, body, .. } => self.repeated(Some(condition), body, None),
            Kind::Try { body, catches, finally } => self.attempt(body, catches, finally),
            Kind::Trap { body, .. } => self.trap(body),
            Kind::Leave { form, value } => self.leave(id, form, value),
            Kind::Data { body, .. } => self.block(body),
            Kind::StatementBlock { .. } => self.block(id),
            Kind::Function { .. } | Kind::UsingStatement { .. } => Abstract::default(),
            Kind::Type { members, .. } => self.members(members),
            _ => self.expression(id),
        }
    }

    /// `a && b || c`, which leans to the left.
    fn chain(&mut self, id: NodeId) -> Abstract {
        let mut parts = Vec::new();
        let mut at = id;
        while let Kind::Chain { left, right, .. } = *self.body.kind(at) {
            parts.push(right);
            at = left;
        }
        let mut written = self.statement(at);
        for part in parts.into_iter().rev() {
            let before = self.environment.clone();
            let value = self.statement(part);
            written = written.with(&value);
            self.environment.join(&before);
        }
        written
    }

    /// Follows one of several ways from here, and puts the variables behind it among those of the others.
    fn way(&mut self, ends: &mut Vec<Environment>, look: impl FnOnce(&mut Self) -> Abstract) -> Abstract {
        let before = self.environment.clone();
        let value = look(self);
        ends.push(std::mem::replace(&mut self.environment, before));
        value
    }

    /// Comes together behind ways.
    fn together(&mut self, ends: Vec<Environment>) {
        let mut ends = ends.into_iter();
        if let Some(first) = ends.next() {
            self.environment = first;
        }
        ends.for_each(|end| self.environment.join(&end));
    }

    fn condition(&mut self, clauses: Nodes, otherwise: Option<NodeId>) -> Abstract {
        let (mut written, mut ends) = (None, Vec::new());
        for clause in self.body.list(clauses).chunks(2) {
            self.value(clause[0]);
            if let Some(&block) = clause.get(1) {
                let value = self.way(&mut ends, |flow| flow.block(block));
                one_of(&mut written, value);
            }
        }
        match otherwise {
            Some(block) => {
                let value = self.way(&mut ends, |flow| flow.block(block));
                one_of(&mut written, value);
            }
            None => {
                ends.push(self.environment.clone());
                one_of(&mut written, Abstract::default());
            }
        }
        self.together(ends);
        written.unwrap_or_default()
    }

    fn switch(&mut self, condition: Option<NodeId>, clauses: Nodes, default: Option<NodeId>) -> Abstract {
        let value = condition.map(|id| self.value(id)).unwrap_or_default();
        let outer = self.environment.get("_").cloned();
        self.environment.set("_", value.handed_on());
        let (mut written, mut ends) = (Abstract::default(), vec![self.environment.clone()]);
        for clause in self.body.list(clauses).chunks(2) {
            self.expression(clause[0]);
            if let Some(&block) = clause.get(1) {
                let value = self.way(&mut ends, |flow| flow.block(block));
                written = written.with(&value);
            }
        }
        if let Some(block) = default {
            let value = self.way(&mut ends, |flow| flow.block(block));
            written = written.with(&value);
        }
        self.together(ends);
        self.environment.restore("_", outer);
        written
    }

    fn for_each(&mut self, variable: NodeId, items: NodeId, body: NodeId) -> Abstract {
        let items = self.value(items);
        let item = items.without_text();
        self.turns(|flow| {
            flow.assign(variable, item.clone(), true);
            flow.block(body)
        })
    }

    fn repeated(&mut self, condition: Option<NodeId>, body: NodeId, each: Option<NodeId>) -> Abstract {
        self.turns(|flow| {
            condition.map(|id| flow.value(id));
            let written = flow.block(body);
            each.map(|id| flow.value(id));
            written
        })
    }

    /// Goes through a loop until no variable changes any more.
    pub(super) fn turns(&mut self, mut turn: impl FnMut(&mut Self) -> Abstract) -> Abstract {
        let mut written = Abstract::default();
        let most = if self.loops < LOOPS { 4 } else { 1 };
        self.loops += 1;
        for _ in 0..most {
            let before = self.environment.clone();
            let value = turn(self);
            written = written.with(&value);
            self.environment.join(&before);
            self.environment.has_left = before.has_left;
            if self.environment == before {
                break;
            }
        }
        self.loops -= 1;
        written
    }

    fn attempt(&mut self, body: NodeId, catches: Nodes, finally: Option<NodeId>) -> Abstract {
        self.tries.push(self.environment.clone());
        let mut written = Some(self.block(body));
        let thrown = self.tries.pop().unwrap_or_default();
        let mut ends = vec![self.environment.clone()];
        for &catch in self.body.list(catches) {
            if let Kind::Catch { body, .. } = *self.body.kind(catch) {
                self.environment = thrown.clone();
                let value = self.caught(body);
                one_of(&mut written, value);
                ends.push(std::mem::take(&mut self.environment));
            }
        }
        self.together(ends);
        if let Some(block) = finally {
            self.finally(block, &thrown);
        }
        written.unwrap_or_default()
    }

    /// A `finally` runs behind an error too, with whatever variables hold there.
    fn finally(&mut self, block: NodeId, thrown: &Environment) {
        let behind = self.environment.clone();
        self.environment.join_variables(thrown);
        self.environment.has_left = false;
        if self.environment == behind || self.loops >= LOOPS {
            self.block(block);
            self.environment.has_left |= behind.has_left;
            return;
        }
        self.loops += 1;
        self.block(block);
        self.environment = behind;
        self.block(block);
        self.loops -= 1;
    }

    /// The block of a `catch` or `trap`: `$_` is the error.
    fn caught(&mut self, block: NodeId) -> Abstract {
        self.environment.has_left = false;
        self.with_input(Abstract::error(block.index()), |flow| flow.block(block))
    }

    /// Runs something with this for `$_`.
    pub(super) fn with_input(
        &mut self,
        input: Abstract,
        look: impl FnOnce(&mut Self) -> Abstract,
    ) -> Abstract {
        let outer = self.environment.get("_").cloned();
        self.environment.set("_", input);
        let value = look(self);
        self.environment.restore("_", outer);
        value
    }

    fn trap(&mut self, block: NodeId) -> Abstract {
        let mut ends = vec![self.environment.clone()];
        let value = self.way(&mut ends, |flow| flow.caught(block));
        self.together(ends);
        value
    }

    fn leave(&mut self, id: NodeId, form: LeaveForm, value: Option<NodeId>) -> Abstract {
        let is_again = value.is_none();
        let value = value.map(|id| self.value(id)).unwrap_or_default();
        match form {
            LeaveForm::Break | LeaveForm::Continue => return Abstract::default(),
            LeaveForm::Return => {
                self.environment.has_left = true;
                return value;
            }
            LeaveForm::Throw => self.sinks.error(id, &value.taint, is_again),
            LeaveForm::Exit => {}
        }
        self.environment.has_left = true;
        Abstract::default()
    }

    /// The methods of a class, which may be called at any time.
    fn members(&mut self, members: Nodes) -> Abstract {
        for &member in self.body.list(members) {
            if let Kind::Method { function, .. } = *self.body.kind(member)
                && let Kind::Function { body, .. } = *self.body.kind(function)
            {
                let before = self.environment.clone();
                self.deeper(body, |flow| flow.script_block(body));
                self.environment = before;
            }
        }
        Abstract::default()
    }
}

/// Takes in what another way gives.
fn one_of(written: &mut Option<Abstract>, value: Abstract) {
    match written {
        Some(written) => written.join(&value),
        None => *written = Some(value),
    }
}
