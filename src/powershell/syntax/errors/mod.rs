//! Errors, and their words.

mod words;

use super::tree::Span;

/// An error: what is wrong, and where PowerShell says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub span: Span,
    /// A place that helps to see it: the bracket that is open, or where the missing one seems to belong.
    pub related: Option<Related>,
}

/// A second place of an error, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub words: String,
}

impl Fault {
    pub(super) fn new(problem: Problem, span: Span) -> Fault {
        let related = problem.opened().map(|span| Related { span, words: "opened here".into() });
        Fault { problem, span, related }
    }

    /// Says the same, wherever it is.
    pub(super) fn is_like(&self, other: &Fault) -> bool {
        std::mem::discriminant(&self.problem) == std::mem::discriminant(&other.problem)
    }

    /// What is wrong and what to type, in a sentence.
    pub fn message(&self) -> String {
        self.problem.to_string()
    }
}

/// What is wrong. A span is that of the bracket that is open; a text is the word or sign that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of each stand beside it in `words.rs`")]
pub enum Problem {
    // The text as a whole.
    TooDeep,
    TooLong,
    Unexpected(Box<str>),
    Unrecognized(char),
    // Texts, comments, variables, numbers.
    UnclosedText(char),
    UnclosedHereText(char),
    BehindHereHeader(char),
    BlankBeforeHereFooter(char),
    UnclosedComment,
    UnclosedEmbedded,
    LoneBacktick,
    CodePointForm,
    CodePointRange,
    ColonBehindVariable(Box<str>),
    ScopeWithoutName,
    BracedColon,
    BraceInVariable,
    EmptyVariable,
    UnclosedVariable,
    NumberRange,
    NumberForm,
    // Brackets.
    UnclosedBrace,
    UnclosedParen(Span),
    UnclosedBracket(Span),
    UnclosedCall(Span),
    UnclosedCondition(Span),
    UnclosedIndex(Span),
    UnclosedParameters(Span),
    UnclosedSubExpression(Span),
    // Expressions.
    NothingBehind(Box<str>),
    MissingValue,
    MissingIndex,
    MissingMember(Box<str>),
    MissingTypeName,
    MissingAssembly,
    TernaryWithoutColon,
    EntryWithoutEquals,
    KeyTwice(Box<str>),
    AttributeAlone,
    AttributeNotHere(Box<str>),
    OrderedWithoutTable,
    NotAssignable,
    TypeForVariable,
    TypeForAutomatic,
    ReferenceAmongTypes,
    NotCountable(Box<str>),
    // Commands and pipelines.
    NothingBeforePipe,
    ValueBehindPipe,
    MissingArgument,
    ParameterWithoutArgument(Box<str>),
    SplatInList,
    SplatNotHere,
    SplatForVariable,
    RedirectionIn,
    RedirectionForm(Box<str>),
    RedirectionWithoutFile(Box<str>),
    RedirectedTwice,
    // Statements.
    MissingParenBehind(Box<str>),
    MissingCondition(Box<str>),
    MissingBlock(Box<str>),
    ElseWithoutBlock,
    DoWithoutWhile,
    ForEachWithoutVariable,
    ForEachWithoutIn,
    SwitchWithoutCondition,
    SwitchWithoutFile,
    SwitchWithBoth,
    SwitchWithoutBrace(Span),
    SwitchWithoutClause,
    SwitchFlag(Box<str>),
    ClauseWithoutBlock,
    TwoDefaults,
    TryAlone,
    CatchAllNotLast,
    CaughtBefore(Box<str>),
    LeavesFinally(Box<str>),
    UnknownLabel(Box<str>),
    AttributeForType,
    ReservedFlag(Box<str>),
    ReservedWord(Box<str>),
    OnlyInWorkflow(Box<str>),
    Workflow,
    Configuration,
    // Blocks, functions, classes.
    OutsideNamedBlocks,
    NamedBlockWithoutBody(Box<str>),
    BlockTwice(Box<str>),
    MissingName(Box<str>),
    MissingBody,
    TwoParameterLists,
    ParameterWithoutVariable,
    ParameterTwice(Box<str>),
    TypeBeforeParam,
    TypeBeforeStatement,
    ArgumentTwice(Box<str>),
    ArgumentNotConstant,
    MissingTypeBody,
    MissingSeparator,
    PropertyWithoutEnd,
    MemberWithoutName,
    TypeTwice(Box<str>),
    MethodWithoutParameters,
    ColonWithoutBase,
    ModifierTwice(Box<str>),
    TwoTypes,
    VoidValue,
    ClassRule(ClassRule),
    UsingTooLate,
    UsingVariable,
    UsingWhat,
    UsingNothing(Box<str>),
    UsingValue,
    UsingWithoutAlias,
    DataFlag(Box<str>),
    NotInData,
    RequiresForm,
    RequiresNoValue,
    RequiresConstant,
    RequiresTwice,
    RequiresText,
    RequiresVersion,
    RequiresEdition,
    RequiresModule,
}

/// What a class may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of each stand beside it in `words.rs`")]
pub enum ClassRule {
    NotLocal,
    VoidReturns,
    ReturnsNothing,
    MissingReturn,
    ThisInStatic,
    ConstructorReturns,
    NamedBlock,
    ParamBlock,
    UnderlyingType,
}

impl Problem {
    fn opened(&self) -> Option<Span> {
        match *self {
            Problem::UnclosedParen(span)
            | Problem::UnclosedBracket(span)
            | Problem::UnclosedCall(span)
            | Problem::UnclosedCondition(span)
            | Problem::UnclosedIndex(span)
            | Problem::UnclosedParameters(span)
            | Problem::UnclosedSubExpression(span) => Some(span),
            _ => None,
        }
    }
}
