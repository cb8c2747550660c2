//! What nodes there are.

use super::{Assignment, Case, NodeId, Nodes, Operator, Span};

/// What a node is. The names are those of `System.Management.Automation.Language` where there is one.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A script, the body of a function, or what stands in the braces of a script block.
    ScriptBlock {
        /// [`Kind::Using`] statements.
        usings: Nodes,
        /// [`Kind::ParamBlock`]
        params: Option<NodeId>,
        /// [`Kind::NamedBlock`]s, at least one unless there is an error.
        blocks: Nodes,
    },
    /// `begin { }` and its like, or all statements of a script block that names no block.
    NamedBlock {
        /// Which it is.
        name: BlockName,
        /// What it does.
        statements: Nodes,
    },
    /// `param(…)`
    ParamBlock {
        /// What stands before it.
        attributes: Nodes,
        /// [`Kind::Parameter`]s.
        parameters: Nodes,
    },
    /// A declared parameter.
    Parameter {
        /// [`Kind::Attribute`]s and [`Kind::TypeConstraint`]s.
        attributes: Nodes,
        /// [`Kind::Variable`]
        variable: NodeId,
        /// What it is if nothing is given.
        default: Option<NodeId>,
    },
    /// `function`, `filter`, or the inner part of a method.
    Function {
        /// Which it is.
        form: FunctionForm,
        /// Its name.
        name: Span,
        /// [`Kind::Parameter`]s behind the name.
        parameters: Nodes,
        /// [`Kind::ScriptBlock`]
        body: NodeId,
    },
    /// `class`, `enum` or `interface`.
    Type {
        /// Which it is.
        form: TypeForm,
        /// Its name.
        name: Span,
        /// [`Kind::Attribute`]s.
        attributes: Nodes,
        /// [`Kind::TypeConstraint`]s behind the colon.
        bases: Nodes,
        /// [`Kind::Property`]s and [`Kind::Method`]s.
        members: Nodes,
    },
    /// A property of a class, or a value of an enum.
    Property {
        /// Its name, without `$`.
        name: Span,
        /// `static` and `hidden`.
        modifiers: Modifiers,
        /// [`Kind::TypeConstraint`]
        constraint: Option<NodeId>,
        /// [`Kind::Attribute`]s.
        attributes: Nodes,
        /// What it is at first.
        initial: Option<NodeId>,
    },
    /// A method or constructor.
    Method {
        /// `static` and `hidden`.
        modifiers: Modifiers,
        /// [`Kind::TypeConstraint`] of what it returns.
        returns: Option<NodeId>,
        /// [`Kind::Attribute`]s.
        attributes: Nodes,
        /// A [`Kind::BaseCall`], `: base(…)`.
        base: Option<NodeId>,
        /// [`Kind::Function`]
        function: NodeId,
        /// It has the name of its class.
        constructor: bool,
    },
    /// `: base(…)`
    BaseCall {
        /// What is handed over.
        arguments: Nodes,
    },
    /// `using namespace`, `using module` and their like.
    UsingStatement {
        /// Which it is.
        form: UsingForm,
        /// A [`Kind::Text`], or a [`Kind::Hashtable`] of a module.
        name: Option<NodeId>,
        /// What stands behind `=`.
        alias: Option<NodeId>,
    },
    /// Statements in braces.
    StatementBlock {
        /// What it does.
        statements: Nodes,
    },
    /// `if`, with all its `elseif`s.
    If {
        /// Condition, block, condition, block.
        clauses: Nodes,
        /// The block behind `else`.
        otherwise: Option<NodeId>,
    },
    /// `switch`
    Switch {
        /// Its name.
        label: Option<Span>,
        /// `-Regex` and its like.
        flags: SwitchFlags,
        /// What is looked at, or the file behind `-File`.
        condition: Option<NodeId>,
        /// Condition, block, condition, block.
        clauses: Nodes,
        /// The block behind `default`.
        default: Option<NodeId>,
    },
    /// `foreach`
    ForEach {
        /// Its name.
        label: Option<Span>,
        /// [`Kind::Variable`]
        variable: NodeId,
        /// What it goes through.
        items: NodeId,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `for`
    For {
        /// Its name.
        label: Option<Span>,
        /// What happens first.
        first: Option<NodeId>,
        /// Whether it goes on.
        condition: Option<NodeId>,
        /// What happens behind each turn.
        each: Option<NodeId>,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `while`, `do … while` and `do … until`.
    Loop {
        /// Which it is.
        form: LoopForm,
        /// Its name.
        label: Option<Span>,
        /// Whether it goes on.
        condition: NodeId,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `try`
    Try {
        /// [`Kind::StatementBlock`]
        body: NodeId,
        /// [`Kind::Catch`]
        catches: Nodes,
        /// [`Kind::StatementBlock`]
        finally: Option<NodeId>,
    },
    /// `catch`
    Catch {
        /// [`Kind::TypeConstraint`]s; none catches all.
        types: Nodes,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `trap`
    Trap {
        /// [`Kind::TypeConstraint`]; none catches all.
        constraint: Option<NodeId>,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `break`, `continue`, `return`, `exit`, `throw`.
    Leave {
        /// Which it is.
        form: LeaveForm,
        /// The label or value behind it.
        value: Option<NodeId>,
    },
    /// `data { }`
    Data {
        /// The variable that gets the value.
        name: Option<Span>,
        /// What stands behind `-SupportedCommand`.
        commands: Nodes,
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `$a = 1`
    Assignment {
        /// What is set.
        target: NodeId,
        /// How.
        operator: Assignment,
        /// A statement; where it is one expression, a [`Kind::CommandExpression`].
        value: NodeId,
    },
    /// `a && b`, or `a &` as a job.
    Chain {
        /// A [`Kind::Pipeline`] or a chain.
        left: NodeId,
        /// `&&` runs the right one when the left one succeeded, `||` when it did not.
        and: bool,
        /// [`Kind::Pipeline`]
        right: NodeId,
        /// `&` stands behind it.
        background: bool,
    },
    /// `a | b`
    Pipeline {
        /// [`Kind::Command`]s, and first of all perhaps a [`Kind::CommandExpression`].
        elements: Nodes,
        /// `&` stands behind it.
        background: bool,
    },
    /// A command with its arguments.
    Command {
        /// `&` or `.`, if one stands before it.
        invocation: Invocation,
        /// Its name, then [`Kind::CommandParameter`]s and arguments.
        elements: Nodes,
        /// [`Kind::FileRedirection`]s and [`Kind::MergingRedirection`]s.
        redirections: Nodes,
    },
    /// An expression where a command could stand.
    CommandExpression {
        /// The expression.
        expression: NodeId,
        /// [`Kind::FileRedirection`]s and [`Kind::MergingRedirection`]s.
        redirections: Nodes,
    },
    /// `-Name`, or `-Name:value`.
    CommandParameter {
        /// Without dash and colon.
        name: Span,
        /// What stands behind the colon.
        argument: Option<NodeId>,
    },
    /// `> file`
    FileRedirection {
        /// The stream, 0 for all.
        stream: u8,
        /// `>>`
        append: bool,
        /// The file.
        target: NodeId,
    },
    /// `2>&1`
    MergingRedirection {
        /// The stream, 0 for all.
        from: u8,
        /// Where it goes.
        to: u8,
    },
    /// An operator between two values.
    Binary {
        /// Which.
        operator: Operator,
        /// `-ceq` or `-ieq`.
        case: Case,
        /// The sign or word.
        sign: Span,
        /// What stands before it.
        left: NodeId,
        /// What stands behind it.
        right: NodeId,
    },
    /// An operator before or behind a value.
    Unary {
        /// Which.
        operator: Operator,
        /// It stands behind the value.
        postfix: bool,
        /// The value.
        operand: NodeId,
    },
    /// `a ? b : c`
    Ternary {
        /// Decides.
        condition: NodeId,
        /// If so.
        yes: NodeId,
        /// If not.
        no: NodeId,
    },
    /// `[type] value`
    Convert {
        /// [`Kind::TypeConstraint`]
        constraint: NodeId,
        /// The value.
        operand: NodeId,
    },
    /// `[Attribute()] value`
    Attributed {
        /// [`Kind::Attribute`]
        attribute: NodeId,
        /// The value.
        operand: NodeId,
    },
    /// `[type]` as a value.
    TypeExpression {
        /// The name within the brackets.
        name: Span,
    },
    /// `$name`
    Variable {
        /// The name, without `$`, `@` and braces; escapes in braces as written.
        name: Span,
        /// `@name`
        splatted: bool,
    },
    /// `$using:name`
    Using {
        /// [`Kind::Variable`], or a value read from one.
        expression: NodeId,
    },
    /// `a.b` and `a::b`
    Member {
        /// What has it.
        target: NodeId,
        /// A [`Kind::Text`], or any other value.
        member: NodeId,
        /// `::`
        is_static: bool,
        /// `?.`
        conditional: bool,
    },
    /// `a.b(…)`
    InvokeMember {
        /// What has it.
        target: NodeId,
        /// A [`Kind::Text`], or any other value.
        member: NodeId,
        /// What is handed over.
        arguments: Nodes,
        /// `::`
        is_static: bool,
        /// `?.`
        conditional: bool,
    },
    /// `a[b]`
    Index {
        /// What has it.
        target: NodeId,
        /// Which.
        index: NodeId,
        /// `?[`
        conditional: bool,
    },
    /// `a, b`
    ArrayLiteral {
        /// The values.
        elements: Nodes,
    },
    /// `@(…)`
    ArrayExpression {
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `$(…)`
    SubExpression {
        /// [`Kind::StatementBlock`]
        body: NodeId,
    },
    /// `(…)`
    Paren {
        /// A pipeline, a chain or an assignment.
        pipeline: NodeId,
    },
    /// `@{…}`
    Hashtable {
        /// Key, value, key, value.
        entries: Nodes,
    },
    /// `{…}`
    ScriptBlockExpression {
        /// [`Kind::ScriptBlock`]
        block: NodeId,
    },
    /// A number, or what is left out behind a name in an attribute.
    Constant,
    /// A text in which nothing is replaced.
    Text {
        /// How it is written.
        quotes: Quotes,
        /// What it means.
        value: Value,
    },
    /// A text in which something is replaced.
    Expandable {
        /// How it is written.
        quotes: Quotes,
        /// Variables and subexpressions.
        parts: Nodes,
    },
    /// `[Name(…)]`
    Attribute {
        /// The name of its type.
        name: Span,
        /// Values without a name.
        positional: Nodes,
        /// [`Kind::NamedArgument`]s.
        named: Nodes,
    },
    /// `Name = value` in an attribute.
    NamedArgument {
        /// The name.
        name: Span,
        /// The value; where none is written, a [`Kind::Constant`] in the place of the name.
        value: NodeId,
    },
    /// `[type]` before something, or a base of a class.
    TypeConstraint {
        /// The name within the brackets.
        name: Span,
    },
    /// What could not be read.
    Error {
        /// What was read of it.
        parts: Nodes,
    },
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// What stands there in the text.
    Written(Span),
    /// Escapes or doubled quotes are resolved.
    Resolved(Box<str>),
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// A bare word.
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `@'…'@`
    SingleHere,
    /// `@"…"@`
    DoubleHere,
}

/// The name of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockName {
    /// The block has none: all statements are the `end` block, or in a filter the `process` block.
    None,
    /// `dynamicparam`
    DynamicParam,
    /// `begin`
    Begin,
    /// `process`
    Process,
    /// `end`
    End,
    /// `clean`
    Clean,
}

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionForm {
    /// `function`
    Function,
    /// `filter`
    Filter,
    /// The inner part of a method.
    Method,
}

/// What a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeForm {
    /// `class`
    Class,
    /// `enum`
    Enum,
    /// `interface`
    Interface,
}

/// What a member of a class is marked as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub hidden: bool,
}

/// What is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsingForm {
    /// `using assembly`
    Assembly,
    /// `using command`
    Command,
    /// `using module`
    Module,
    /// `using namespace`
    Namespace,
    /// `using type`
    Type,
}

/// How a `switch` compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwitchFlags {
    /// `-Regex`
    pub regex: bool,
    /// `-Wildcard`
    pub wildcard: bool,
    /// `-Exact`
    pub exact: bool,
    /// `-CaseSensitive`
    pub case_sensitive: bool,
    /// `-File`
    pub file: bool,
}

/// What a loop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopForm {
    /// `while`
    While,
    /// `do … while`
    DoWhile,
    /// `do … until`
    DoUntil,
}

/// How a statement leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveForm {
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return`
    Return,
    /// `exit`
    Exit,
    /// `throw`
    Throw,
}

/// What stands before the name of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// Nothing.
    None,
    /// `&`
    Call,
    /// `.`
    Source,
}
