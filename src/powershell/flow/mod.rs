//! What variables of a body hold, followed through its statements in abstract values, and where it goes: into details,
//! errors, files. Both ways of a branch are followed, a loop until nothing changes, a function with all that its calls
//! give to it. Whatever mentions a value is taken to hold it, but for what surely is another: a test, a length, a hash,
//! the answer of a command that looks something up.

mod assignments;
mod commands;
mod expressions;
mod links;
mod sinks;
mod statements;

pub(crate) use sinks::Sinks;

use super::syntax::{Kind, NodeId};
use super::values::{Abstract, Environment};
use super::view::{Body, Form};

/// How many functions a value is followed through, one calling the next.
const ROUNDS: usize = 6;

/// How deep expressions and blocks are followed: so that a thread with a small stack can.
const DEEPEST: usize = 150;

/// How deep loops are gone through more than once.
const LOOPS: usize = 3;

/// Follows the values of a body; says where they go.
pub(crate) fn follow(form: &Form<'_>) -> Sinks {
    let mut flow = Flow::new(form);
    for _ in 0..ROUNDS {
        if !flow.round() {
            break;
        }
    }
    flow.sinks
}

struct Flow<'a> {
    form: &'a Form<'a>,
    body: Body<'a>,
    environment: Environment,
    sinks: Sinks,
    /// By the index of the function.
    summaries: Vec<Summary>,
    /// The function whose statements are followed.
    function: Option<usize>,
    /// What variables may hold where each `try` around this place may be left.
    tries: Vec<Environment>,
    depth: usize,
    loops: usize,
}

/// What is known of a function: what goes in, and what comes out.
#[derive(Clone, Debug, Default, PartialEq)]
struct Summary {
    is_called: bool,
    /// By parameter.
    given: Vec<Abstract>,
    /// What its callers' variables hold.
    around: Environment,
    result: Abstract,
    /// What it sets in the script's scope.
    writes: Environment,
}

impl<'a> Flow<'a> {
    fn new(form: &'a Form<'a>) -> Self {
        let summary = |parameters: usize| Summary {
            given: vec![Abstract::default(); parameters],
            ..Summary::default()
        };
        Flow {
            form,
            body: form.body,
            environment: Environment::default(),
            sinks: Sinks::default(),
            summaries: form.functions.iter().map(|it| summary(it.parameters.len())).collect(),
            function: None,
            tries: Vec::new(),
            depth: 0,
            loops: 0,
        }
    }

    /// Follows the body and then each function; says whether more is known of a function than before.
    fn round(&mut self) -> bool {
        let before = self.summaries.clone();
        self.environment = Environment::default();
        self.sinks = Sinks::default();
        self.script_block(self.body.tree.root());
        let at_end = std::mem::take(&mut self.environment);
        for index in 0..self.summaries.len() {
            self.function(index, &at_end);
        }
        for id in self.body.nodes(|kind| matches!(kind, Kind::Type { .. } | Kind::Trap { .. })) {
            self.environment = at_end.clone();
            self.statement(id); // it may run at any time, with what is set by then
        }
        self.summaries != before
    }

    /// Follows a function with all that its calls give to it; one that nobody calls, as at the end of the body.
    fn function(&mut self, index: usize, at_end: &Environment) {
        let function = self.form.functions.get(index);
        let summary = &self.summaries[index];
        self.environment = if summary.is_called { summary.around.clone() } else { at_end.clone() };
        self.environment.has_left = false;
        for (parameter, given) in function.parameters.iter().zip(&summary.given) {
            self.environment.set(&parameter.name, given.clone());
        }
        self.function = Some(index);
        if let Kind::Function { parameters, .. } = *self.body.kind(function.node) {
            self.defaults(parameters);
        }
        let result = self.script_block(function.body);
        self.summaries[index].result.join(&result);
        self.function = None;
    }

    /// Goes one deeper, unless that is too deep: then only what is named there counts.
    fn deeper(&mut self, id: NodeId, look: impl FnOnce(&mut Self) -> Abstract) -> Abstract {
        if self.depth >= DEEPEST {
            return self.mentioned(id);
        }
        self.depth += 1;
        let value = look(self);
        self.depth -= 1;
        value
    }

    /// All that the variables in a node hold.
    fn mentioned(&self, id: NodeId) -> Abstract {
        let mut all = Abstract::default();
        for id in self.body.tree.descendants(id) {
            if self.body.variable(id).is_some() {
                all.join(&self.read(id).handed_on());
            }
        }
        all
    }
}
