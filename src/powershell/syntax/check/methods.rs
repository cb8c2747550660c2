//! The ways through a method: whether each ends in `return` or `throw`, and which variables are read that may not be
//! set. It follows PowerShell's own analysis, with its simplifications: a loop's condition may fail at once even if it
//! is `$true`, a `try` block may do nothing, a command may leave any loop around it.

use std::collections::BTreeMap;

use super::Checker;
use super::graph::{Block, Graph};
use crate::powershell::syntax::tree::{Kind, LeaveForm, LoopForm, NodeId, Nodes, Operator, Span};

/// What a method does.
pub(super) struct MethodFlow {
    /// Every way through it ends in `return`, `throw` or `exit`.
    pub(super) always_leaves: bool,
    /// Reads of variables that are not surely set.
    pub(super) not_local: Vec<NodeId>,
}

/// Variables that a method has without setting them.
const GIVEN: [&str; 20] = [
    "_",
    "args",
    "this",
    "input",
    "pscmdlet",
    "psboundparameters",
    "myinvocation",
    "psscriptroot",
    "pscommandpath",
    "true",
    "false",
    "null",
    "?",
    "lastexitcode",
    "error",
    "stacktrace",
    "outputencoding",
    "nestedpromptlevel",
    "pwd",
    "matches",
];

impl Checker<'_> {
    pub(super) fn method_flow(&self, parameters: Nodes, body: NodeId) -> MethodFlow {
        let mut ways = Ways::new(self);
        for &parameter in self.tree.list(parameters) {
            if let Kind::Parameter { variable, .. } = *self.tree.kind(parameter) {
                ways.set(variable);
            }
        }
        if let Kind::ScriptBlock { blocks, .. } = *self.tree.kind(body) {
            ways.later_all(blocks);
        }
        ways.run();
        let Ways { mut graph, current, exit, dynamic, .. } = ways;
        graph.flow(current, exit);
        let not_local = graph.unset_reads(&dynamic);
        MethodFlow { always_leaves: graph.always_leaves(exit), not_local }
    }
}

/// What is still to do. It stands on the heap, so that no nesting is too deep.
#[derive(Clone, Copy)]
enum Task {
    Visit(NodeId),
    /// The variable of a target.
    Set(NodeId),
    SetName(&'static str),
    SetSpan(Span),
    /// The current block goes on in that one.
    Flow(Block),
    /// That block goes on in the other one.
    Edge(Block, Block),
    Go(Block),
    EnterLoop(Target),
    LeaveLoop,
    Leave(LeaveForm, Option<NodeId>),
    MayLeaveLoops,
}

/// A loop that may be left.
#[derive(Clone, Copy)]
struct Target {
    label: Option<Span>,
    behind: Block,
    again: Block,
}

struct Ways<'a> {
    checker: &'a Checker<'a>,
    graph: Graph,
    current: Block,
    exit: Block,
    loops: Vec<Target>,
    tasks: Vec<Task>,
    variables: BTreeMap<String, usize>,
    /// Variables whose type or attributes keep them from being local.
    dynamic: Vec<usize>,
}

impl<'a> Ways<'a> {
    fn new(checker: &'a Checker<'a>) -> Self {
        let mut graph = Graph::default();
        let (current, exit) = (graph.entry(), graph.block());
        let (loops, tasks, variables, dynamic) = Default::default();
        Ways { checker, graph, current, exit, loops, tasks, variables, dynamic }
    }

    fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            self.step(task);
        }
    }

    /// Does these next, in this order.
    fn later(&mut self, tasks: &[Task]) {
        self.tasks.extend(tasks.iter().rev());
    }

    fn later_all(&mut self, nodes: Nodes) {
        let nodes = self.checker.tree.list(nodes);
        self.tasks.extend(nodes.iter().rev().map(|&id| Task::Visit(id)));
    }

    fn step(&mut self, task: Task) {
        match task {
            Task::Visit(id) => self.visit(id),
            Task::Set(id) => self.set(id),
            Task::SetName(name) => self.set_variable(name),
            Task::SetSpan(name) => self.set_variable(self.checker.text_at(name)),
            Task::Flow(block) => self.graph.flow(self.current, block),
            Task::Edge(from, to) => self.graph.flow(from, to),
            Task::Go(block) => self.current = block,
            Task::EnterLoop(target) => self.loops.push(target),
            Task::LeaveLoop => drop(self.loops.pop()),
            Task::Leave(form, label) => self.leave(form, label),
            Task::MayLeaveLoops => self.may_leave_loops(),
        }
    }

    fn visit(&mut self, id: NodeId) {
        match *self.checker.tree.kind(id) {
            Kind::Variable { .. } => self.read(id),
            Kind::Using { .. }
            | Kind::ScriptBlockExpression { .. }
            | Kind::Function { .. }
            | Kind::Type { .. }
            | Kind::Trap { .. } => {}
            Kind::Assignment { target, value, .. } => self.assignment(target, value),
            Kind::Data { name, body, .. } => {
                self.later(&[Task::Visit(body)]);
                if let Some(name) = name {
                    self.tasks.insert(self.tasks.len() - 1, Task::SetSpan(name));
                }
            }
            Kind::Pipeline { elements, .. } => {
                let commands = self.checker.tree.list(elements).iter();
                let any = commands
                    .map(|&id| self.checker.tree.kind(id))
                    .any(|kind| matches!(kind, Kind::Command { .. }));
                if any {
                    self.later(&[Task::MayLeaveLoops]);
                }
                self.later_all(elements);
            }
            Kind::Binary { operator: Operator::And | Operator::Or, left, right, .. } => {
                self.perhaps(left, right);
            }
            Kind::Chain { left, right, .. } => self.perhaps(left, right),
            Kind::Ternary { condition, yes, no } => self.either(condition, yes, no),
            Kind::Leave { form, value } => self.leaving(form, value),
            _ => self.visit_statement(id),
        }
    }

    fn visit_statement(&mut self, id: NodeId) {
        match *self.checker.tree.kind(id) {
            Kind::If { clauses, otherwise } => self.conditional(clauses, otherwise),
            Kind::Switch { label, condition, clauses, default, .. } => {
                self.switch(label, condition, clauses, default);
            }
            Kind::ForEach { label, variable, items, body } => self.for_each(label, variable, items, body),
            Kind::For { label, first, condition, each, body } => {
                let condition = condition.map(|condition| vec![Task::Visit(condition)]);
                self.while_loop(label, condition, vec![Task::Visit(body)], each);
                self.later(first.map(Task::Visit).as_slice());
            }
            Kind::Loop { form: LoopForm::While, label, condition, body } => {
                self.while_loop(label, Some(vec![Task::Visit(condition)]), vec![Task::Visit(body)], None);
            }
            Kind::Loop { label, condition, body, .. } => self.do_loop(label, condition, body),
            Kind::Try { body, catches, finally } => self.try_block(body, catches, finally),
            _ => {
                let first = self.tasks.len();
                let tasks = &mut self.tasks;
                self.checker.tree.each_child(id, |child| tasks.push(Task::Visit(child)));
                self.tasks[first..].reverse();
            }
        }
    }

    fn assignment(&mut self, target: NodeId, value: NodeId) {
        let mut tasks = vec![Task::Visit(value)];
        let mut targets = vec![target];
        while let Some(target) = targets.pop() {
            match *self.checker.tree.kind(target) {
                Kind::ArrayLiteral { elements } => {
                    targets.extend(self.checker.tree.list(elements).iter().rev());
                }
                Kind::Paren { pipeline } => targets.extend(self.checker.pure(pipeline)),
                _ => tasks.push(self.target(target)),
            }
        }
        self.later(&tasks);
    }

    /// A variable is set; what has members or elements is read.
    fn target(&mut self, target: NodeId) -> Task {
        let (mut inner, mut types, mut attributes) = (target, 0, 0);
        loop {
            match *self.checker.tree.kind(inner) {
                Kind::Convert { operand, .. } => (types, inner) = (types + 1, operand),
                Kind::Attributed { operand, .. } => (attributes, inner) = (attributes + 1, operand),
                Kind::Variable { .. } => break,
                _ => return Task::Visit(inner),
            }
        }
        if (attributes > 0 || types > 1)
            && let Some(variable) = self.variable(inner)
        {
            self.dynamic.push(variable);
        }
        Task::Set(inner)
    }

    /// The right one may not run.
    fn perhaps(&mut self, left: NodeId, right: NodeId) {
        let (next, behind) = (self.graph.block(), self.graph.block());
        self.later(&[
            Task::Visit(left),
            Task::Flow(behind),
            Task::Flow(next),
            Task::Go(next),
            Task::Visit(right),
            Task::Flow(behind),
            Task::Go(behind),
        ]);
    }

    fn either(&mut self, condition: NodeId, yes: NodeId, no: NodeId) {
        let (first, second, behind) = (self.graph.block(), self.graph.block(), self.graph.block());
        self.later(&[
            Task::Visit(condition),
            Task::Flow(first),
            Task::Flow(second),
            Task::Go(first),
            Task::Visit(yes),
            Task::Flow(behind),
            Task::Go(second),
            Task::Visit(no),
            Task::Flow(behind),
            Task::Go(behind),
        ]);
    }

    fn conditional(&mut self, clauses: Nodes, otherwise: Option<NodeId>) {
        let behind = self.graph.block();
        let mut tasks = Vec::new();
        if otherwise.is_none() {
            tasks.push(Task::Flow(behind));
        }
        let clauses = self.checker.tree.list(clauses);
        for (number, clause) in clauses.chunks_exact(2).enumerate() {
            let is_last = (number + 1) * 2 == clauses.len() && otherwise.is_none();
            let body = self.graph.block();
            let next = if is_last { behind } else { self.graph.block() };
            tasks.extend([Task::Visit(clause[0]), Task::Flow(body), Task::Flow(next), Task::Go(body)]);
            tasks.extend([Task::Visit(clause[1]), Task::Flow(behind), Task::Go(next)]);
        }
        if let Some(otherwise) = otherwise {
            tasks.extend([Task::Visit(otherwise), Task::Flow(behind)]);
        }
        tasks.push(Task::Go(behind));
        self.later(&tasks);
    }

    fn switch(
        &mut self,
        label: Option<Span>,
        condition: Option<NodeId>,
        clauses: Nodes,
        default: Option<NodeId>,
    ) {
        let behind = self.graph.block();
        let mut tasks = Vec::new();
        let clauses = self.checker.tree.list(clauses);
        for (number, clause) in clauses.chunks_exact(2).enumerate() {
            let is_last = (number + 1) * 2 == clauses.len() && default.is_none();
            let body = self.graph.block();
            let next = if is_last { behind } else { self.graph.block() };
            tasks.extend([Task::Visit(clause[0]), Task::Flow(next), Task::Flow(body), Task::Go(body)]);
            tasks.push(Task::Visit(clause[1]));
            if !is_last {
                tasks.extend([Task::Flow(next), Task::Go(next)]);
            }
        }
        if let Some(default) = default {
            tasks.extend([Task::Flow(behind), Task::Visit(default)]);
        }
        tasks.extend([Task::Flow(behind), Task::Go(behind)]);
        let condition = condition.map(Task::Visit).into_iter().chain([Task::SetName("switch")]).collect();
        self.while_loop(label, Some(condition), tasks, None);
    }

    fn for_each(&mut self, label: Option<Span>, variable: NodeId, items: NodeId, body: NodeId) {
        let behind = self.graph.block();
        self.later(&[Task::Flow(behind), Task::Go(behind)]);
        let condition =
            vec![Task::Visit(items), Task::Flow(behind), Task::SetName("foreach"), Task::Set(variable)];
        self.while_loop(label, Some(condition), vec![Task::Visit(body)], None);
    }

    fn while_loop(
        &mut self,
        label: Option<Span>,
        condition: Option<Vec<Task>>,
        body: Vec<Task>,
        each: Option<NodeId>,
    ) {
        let (again, inner, behind) = (self.graph.block(), self.graph.block(), self.graph.block());
        let mut tasks = Vec::new();
        match each {
            Some(each) => {
                let first = self.graph.block();
                tasks.extend([
                    Task::Flow(first),
                    Task::Go(again),
                    Task::Visit(each),
                    Task::Flow(first),
                    Task::Go(first),
                ]);
            }
            None => tasks.extend([Task::Flow(again), Task::Go(again)]),
        }
        if let Some(condition) = condition {
            tasks.extend(condition);
            tasks.push(Task::Flow(behind));
        }
        tasks.extend([Task::EnterLoop(Target { label, behind, again }), Task::Flow(inner), Task::Go(inner)]);
        tasks.extend(body);
        tasks.extend([Task::Flow(again), Task::Go(behind), Task::LeaveLoop]);
        self.later(&tasks);
    }

    fn do_loop(&mut self, label: Option<Span>, condition: NodeId, body: NodeId) {
        let (again, inner) = (self.graph.block(), self.graph.block());
        let (behind, repeat) = (self.graph.block(), self.graph.block());
        self.later(&[
            Task::EnterLoop(Target { label, behind, again }),
            Task::Flow(inner),
            Task::Go(inner),
            Task::Visit(body),
            Task::Flow(again),
            Task::Go(again),
            Task::Visit(condition),
            Task::Flow(behind),
            Task::Flow(repeat),
            Task::Edge(repeat, inner),
            Task::Go(behind),
            Task::LeaveLoop,
        ]);
    }

    fn try_block(&mut self, body: NodeId, catches: Nodes, finally: Option<NodeId>) {
        let before = self.current;
        let (inner, end, behind) = (self.graph.block(), self.graph.block(), self.graph.block());
        let last = finally.map(|_| self.graph.block());
        let mut catches_all = false;
        let mut tasks = vec![Task::Edge(before, inner), Task::Go(inner), Task::Visit(body), Task::Flow(end)];
        for &catch in self.checker.tree.list(catches) {
            let Kind::Catch { types, body } = *self.checker.tree.kind(catch) else { continue };
            catches_all |= types.is_empty();
            let block = self.graph.block();
            tasks.extend([Task::Edge(before, block), Task::Go(block), Task::Visit(body)]);
            tasks.push(Task::Flow(last.unwrap_or(behind)));
        }
        match (finally, last) {
            (Some(finally), Some(last)) => {
                tasks.extend([
                    Task::Edge(end, last),
                    Task::Go(last),
                    Task::Visit(finally),
                    Task::Flow(behind),
                ]);
                if !catches_all {
                    let again = self.graph.throwing();
                    tasks.extend([Task::Edge(before, last), Task::Flow(again), Task::Edge(again, self.exit)]);
                }
            }
            _ => tasks.push(Task::Edge(end, behind)),
        }
        tasks.push(Task::Go(behind));
        self.later(&tasks);
    }

    fn leaving(&mut self, form: LeaveForm, value: Option<NodeId>) {
        let is_label = matches!(form, LeaveForm::Break | LeaveForm::Continue);
        self.later(&[Task::Leave(form, value.filter(|_| is_label))]);
        self.later(value.map(Task::Visit).as_slice());
    }

    fn leave(&mut self, form: LeaveForm, label: Option<NodeId>) {
        let target = match form {
            LeaveForm::Break => self.loop_of(label).map(|target| target.behind),
            LeaveForm::Continue => self.loop_of(label).map(|target| target.again),
            LeaveForm::Return | LeaveForm::Exit | LeaveForm::Throw => None,
        };
        self.graph.flow(self.current, target.unwrap_or(self.exit));
        if target.is_none() {
            self.graph.leaves(self.current);
        }
        self.current = self.graph.block();
    }

    fn loop_of(&self, label: Option<NodeId>) -> Option<Target> {
        let Some(label) = label else { return self.loops.last().copied() };
        let Kind::Text { value, .. } = self.checker.tree.kind(label) else { return None };
        let label = self.checker.value(value);
        let is = |target: &&Target| {
            target.label.map_or("", |span| self.checker.text_at(span)).eq_ignore_ascii_case(label)
        };
        self.loops.iter().rev().find(is).copied()
    }

    fn may_leave_loops(&mut self) {
        if self.loops.is_empty() {
            return;
        }
        for target in self.loops.clone() {
            self.graph.flow(self.current, target.behind);
            self.graph.flow(self.current, target.again);
        }
        let next = self.graph.block();
        self.graph.flow(self.current, next);
        self.current = next;
    }

    fn read(&mut self, id: NodeId) {
        if let Some(variable) = self.variable(id) {
            self.graph.read(self.current, variable, id);
        }
    }

    fn set(&mut self, id: NodeId) {
        if let Some(variable) = self.variable(id) {
            self.graph.set(self.current, variable);
        }
    }

    fn set_variable(&mut self, name: &str) {
        if let Some(variable) = self.number(name) {
            self.graph.set(self.current, variable);
        }
    }

    /// The number of a local variable.
    fn variable(&mut self, id: NodeId) -> Option<usize> {
        let Kind::Variable { name, .. } = *self.checker.tree.kind(id) else { return None };
        self.number(self.checker.text_at(name))
    }

    fn number(&mut self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        let name = name.trim_start_matches(':');
        let name = match name.split_once(':') {
            Some(("local" | "private" | "variable", name)) => name,
            Some(_) => return None,
            None => name,
        };
        if GIVEN.contains(&name) || name == "psitem" {
            return None;
        }
        let count = self.variables.len();
        Some(*self.variables.entry(name.to_owned()).or_insert(count))
    }
}
