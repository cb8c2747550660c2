//! Our tree in the shape of PowerShell's: the names of its nodes, places in UTF-16 units, and three joined kinds.
//!
//! What the mapping does beyond renaming: `Leave` and `Loop` are one kind of ours for several of PowerShell's; the call
//! of a base constructor is a statement of the body there (at 0 where none is written) and a part of the method here. PowerShell's visitor goes through named
//! blocks in the order in which they run, through traps before other statements, and passes over the commands that a `data` section allows.

use super::syntax::{Kind, LeaveForm, LoopForm, NodeId, Span, Tree};

/// A node: its name, its place, and how deep it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub name: String,
    pub start: usize,
    pub end: usize,
    pub depth: usize,
}

/// The offsets in UTF-16 units of a text's bytes.
pub(crate) struct Units(Option<Vec<u32>>);

impl Units {
    pub(crate) fn of(text: &str) -> Units {
        if text.is_ascii() {
            return Units(None);
        }
        let mut units = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            units.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += c.len_utf16() as u32;
        }
        units.push(count);
        Units(Some(units))
    }

    pub(crate) fn at(&self, byte: u32) -> usize {
        self.0.as_ref().map_or(byte as usize, |units| units[byte as usize] as usize)
    }
}

/// All nodes, each before its parts.
pub(crate) fn shape(tree: &Tree, text: &str) -> Vec<Shape> {
    let mut out = Out { tree, units: Units::of(text), shapes: Vec::new(), base: None };
    out.add(tree.root(), 0);
    out.shapes
}

struct Out<'a> {
    tree: &'a Tree,
    units: Units,
    shapes: Vec<Shape>,
    /// The base call of the constructor whose body comes next.
    base: Option<Span>,
}

impl Out<'_> {
    fn push(&mut self, name: &str, span: Span, depth: usize) {
        let (start, end) = (self.units.at(span.start), self.units.at(span.end));
        self.shapes.push(Shape { name: name.to_owned(), start, end, depth });
    }

    fn add(&mut self, id: NodeId, depth: usize) {
        let kind = self.tree.kind(id);
        self.push(name(kind), self.tree.span(id), depth);
        if let Kind::Method { base, constructor: true, modifiers, .. } = kind
            && !modifiers.is_static
        {
            self.base = Some(base.map_or(Span::default(), |base| self.tree.span(base)));
        }
        if let Kind::NamedBlock { .. } = kind
            && let Some(base) = self.base.take()
        {
            self.push("CommandExpression", base, depth + 1);
        }
        for child in self.children(id) {
            self.add(child, depth + 1);
        }
    }
}

impl Out<'_> {
    /// The parts that PowerShell's own visitor meets, in its order.
    fn children(&self, id: NodeId) -> Vec<NodeId> {
        let mut children = self.tree.children(id);
        match *self.tree.kind(id) {
            Kind::ScriptBlock { .. } => children.sort_by_key(|&child| self.rank(child)),
            Kind::NamedBlock { .. } | Kind::StatementBlock { .. } => {
                children.sort_by_key(|&child| !matches!(self.tree.kind(child), Kind::Trap { .. }));
            }
            Kind::Data { body, .. } => children = vec![body],
            _ => children.retain(|&child| !matches!(self.tree.kind(child), Kind::BaseCall { .. })),
        }
        children
    }

    fn rank(&self, id: NodeId) -> u8 {
        match self.tree.kind(id) {
            Kind::NamedBlock { name, .. } => 1 + *name as u8,
            _ => 0,
        }
    }
}

fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::ScriptBlock { .. } => "ScriptBlock",
        Kind::NamedBlock { .. } => "NamedBlock",
        Kind::ParamBlock { .. } => "ParamBlock",
        Kind::Parameter { .. } => "Parameter",
        Kind::Function { .. } => "FunctionDefinition",
        Kind::Type { .. } => "TypeDefinition",
        Kind::Property { .. } => "PropertyMember",
        Kind::Method { .. } => "FunctionMember",
        Kind::BaseCall { .. } => "BaseCtorInvokeMemberExpression",
        Kind::UsingStatement { .. } => "UsingStatement",
        Kind::StatementBlock { .. } => "StatementBlock",
        Kind::If { .. } => "IfStatement",
        Kind::Switch { .. } => "SwitchStatement",
        Kind::ForEach { .. } => "ForEachStatement",
        Kind::For { .. } => "ForStatement",
        Kind::Loop { form: LoopForm::While, .. } => "WhileStatement",
        Kind::Loop { form: LoopForm::DoWhile, .. } => "DoWhileStatement",
        Kind::Loop { form: LoopForm::DoUntil, .. } => "DoUntilStatement",
        Kind::Try { .. } => "TryStatement",
        Kind::Catch { .. } => "CatchClause",
        Kind::Trap { .. } => "TrapStatement",
        Kind::Leave { form: LeaveForm::Break, .. } => "BreakStatement",
        Kind::Leave { form: LeaveForm::Continue, .. } => "ContinueStatement",
        Kind::Leave { form: LeaveForm::Return, .. } => "ReturnStatement",
        Kind::Leave { form: LeaveForm::Exit, .. } => "ExitStatement",
        Kind::Leave { form: LeaveForm::Throw, .. } => "ThrowStatement",
        Kind::Data { .. } => "DataStatement",
        Kind::Assignment { .. } => "AssignmentStatement",
        Kind::Chain { .. } => "PipelineChain",
        Kind::Pipeline { .. } => "Pipeline",
        Kind::Command { .. } => "Command",
        Kind::CommandExpression { .. } => "CommandExpression",
        Kind::CommandParameter { .. } => "CommandParameter",
        Kind::FileRedirection { .. } => "FileRedirection",
        Kind::MergingRedirection { .. } => "MergingRedirection",
        _ => value_name(kind),
    }
}

fn value_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Binary { .. } => "BinaryExpression",
        Kind::Unary { .. } => "UnaryExpression",
        Kind::Ternary { .. } => "TernaryExpression",
        Kind::Convert { .. } => "ConvertExpression",
        Kind::Attributed { .. } => "AttributedExpression",
        Kind::TypeExpression { .. } => "TypeExpression",
        Kind::Variable { .. } => "VariableExpression",
        Kind::Using { .. } => "UsingExpression",
        Kind::Member { .. } => "MemberExpression",
        Kind::InvokeMember { .. } => "InvokeMemberExpression",
        Kind::Index { .. } => "IndexExpression",
        Kind::ArrayLiteral { .. } => "ArrayLiteral",
        Kind::ArrayExpression { .. } => "ArrayExpression",
        Kind::SubExpression { .. } => "SubExpression",
        Kind::Paren { .. } => "ParenExpression",
        Kind::Hashtable { .. } => "Hashtable",
        Kind::ScriptBlockExpression { .. } => "ScriptBlockExpression",
        Kind::Constant => "ConstantExpression",
        Kind::Text { .. } => "StringConstantExpression",
        Kind::Expandable { .. } => "ExpandableStringExpression",
        Kind::Attribute { .. } => "Attribute",
        Kind::NamedArgument { .. } => "NamedAttributeArgument",
        Kind::TypeConstraint { .. } => "TypeConstraint",
        _ => "Error",
    }
}
