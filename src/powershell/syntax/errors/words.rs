//! The words of errors: what is wrong, and what to type.

use std::fmt::{Display, Formatter, Result};

use super::{ClassRule, Problem};

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(words) = self.fixed() {
            return f.write_str(words);
        }
        match self {
            Problem::Unexpected(text) => unexpected(text, f),
            Problem::Unrecognized(c) => write!(f, "`{c}` begins nothing here"),
            Problem::UnclosedText(quote) => write!(f, "the text that begins here has no closing `{quote}`"),
            Problem::UnclosedHereText(quote) => {
                write!(f, "this here-string has no end: `{quote}@` at the very start of a line")
            }
            Problem::BehindHereHeader(quote) => {
                write!(f, "nothing may stand behind `@{quote}` on its line: the text begins on the next one")
            }
            Problem::BlankBeforeHereFooter(quote) => {
                write!(
                    f,
                    "`{quote}@` ends a here-string only at the very start of a line: delete the blanks before it"
                )
            }
            Problem::ColonBehindVariable(name) => {
                write!(f, "`${name}:` is read as the name of a drive: type `${{{name}}}:`")
            }
            Problem::NothingBehind(sign) => write!(f, "something is missing behind `{sign}`"),
            Problem::MissingMember(sign) => write!(f, "the name of a member is missing behind `{sign}`"),
            Problem::KeyTwice(key) => write!(f, "the key `{key}` is there twice"),
            Problem::AttributeNotHere(name) => {
                write!(f, "the attribute `{name}` cannot stand on this part of a class")
            }
            Problem::NotCountable(sign) => write!(f, "`{sign}` needs a variable or a property"),
            Problem::ParameterWithoutArgument(name) => write!(f, "a value is missing behind `{name}`"),
            Problem::RedirectionForm(sign) => {
                write!(f, "`{sign}` cannot be redirected so: only to stream 1, `2>&1`")
            }
            Problem::RedirectionWithoutFile(sign) => write!(f, "the file is missing behind `{sign}`"),
            _ => self.of_statements(f),
        }
    }
}

fn unexpected(text: &str, f: &mut Formatter<'_>) -> Result {
    match text {
        ")" | "}" | "]" => write!(f, "this `{text}` closes nothing: delete it, or open what it should close"),
        _ if text.trim().is_empty() => f.write_str("the statement goes on where it should end"),
        _ => write!(
            f,
            "`{}` cannot stand here: an operator, a comma or a line break is missing before it",
            text.trim()
        ),
    }
}

impl Problem {
    fn of_statements(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Problem::MissingParenBehind(word) => {
                write!(f, "a condition in parentheses is missing behind `{word}`: type `{word} (…)`")
            }
            Problem::MissingCondition(word) => write!(f, "the condition of `{word}` is empty"),
            Problem::MissingBlock(word) => {
                write!(f, "the block of `{word}` is missing: type `{{ … }}` behind it")
            }
            Problem::SwitchFlag(flag) => {
                write!(f, "`switch` has no `{flag}`: -Regex, -Wildcard, -Exact, -CaseSensitive, -File")
            }
            Problem::CaughtBefore(name) => {
                write!(f, "`{name}` is caught by a `catch` above, so this one never runs")
            }
            Problem::LeavesFinally(word) => write!(f, "`{word}` cannot leave a `finally` block"),
            Problem::ReservedFlag(flag) => write!(f, "`{flag}` is reserved here: delete it"),
            Problem::ReservedWord(word) => {
                write!(f, "`{word}` is a reserved word: to call a command of that name, type `& '{word}'`")
            }
            Problem::OnlyInWorkflow(word) => {
                write!(f, "`{word}` exists only in workflows, which PowerShell 7 does not have")
            }
            Problem::NamedBlockWithoutBody(word) => {
                write!(f, "the block of `{word}` is missing: type `{word} {{ … }}`")
            }
            Problem::BlockTwice(word) => write!(f, "there are two `{word}` blocks"),
            Problem::MissingName(word) => write!(f, "a name is missing behind `{word}`"),
            Problem::ParameterTwice(name) => write!(f, "the parameter `${name}` is declared twice"),
            Problem::ArgumentTwice(name) => write!(f, "`{name}` is given twice"),
            Problem::TypeTwice(name) => write!(f, "there are two types `{name}`"),
            Problem::UnknownLabel(name) => {
                write!(f, "no loop around this in the method has the label `{name}`")
            }
            Problem::ModifierTwice(word) => write!(f, "`{word}` stands there twice"),
            Problem::ClassRule(rule) => f.write_str(rule.words()),
            Problem::UsingNothing(word) => write!(f, "a name is missing behind `using {word}`"),
            Problem::DataFlag(flag) => write!(f, "`data` has no `{flag}`, only -SupportedCommand"),
            _ => Ok(()),
        }
    }

    /// The words of an error that is about no particular word.
    fn fixed(&self) -> Option<&'static str> {
        Some(match self {
            Problem::TooDeep => {
                "brackets and operators nest more than 500 deep here: take parts of it into variables or functions"
            }
            Problem::TooLong => "the text is longer than 4 GB",
            Problem::UnclosedComment => "the comment that begins here has no end: `#>`",
            Problem::UnclosedEmbedded => {
                "this `$(` in a text has no closing `)`; for the sign itself type `` `$ ``"
            }
            Problem::LoneBacktick => "a backtick at the very end continues nothing: delete it",
            Problem::CodePointForm => {
                "an escape for a character has the form `` `u{2713} ``: one to six hexadecimal digits"
            }
            Problem::CodePointRange => "there is no such character: the last one is `` `u{10FFFF} ``",
            Problem::ScopeWithoutName => {
                "the name of the variable is missing behind the colon; for the sign itself type a backtick before the `$`"
            }
            Problem::BracedColon => "the name of the variable is missing behind the colon",
            Problem::BraceInVariable => "a brace in the name of a variable needs a backtick before it",
            Problem::EmptyVariable => "the name of the variable is missing",
            Problem::UnclosedVariable => "this `${` has no closing `}`",
            Problem::NumberForm => "digits are missing behind the point",
            Problem::NumberRange => "the number is too large for its type",
            Problem::UnclosedBrace => "this `{` has no closing `}`",
            Problem::UnclosedParen(_) => "a `)` is missing here",
            Problem::UnclosedBracket(_) => "a `]` is missing here",
            Problem::UnclosedCall(_) => "a `)` is missing here behind the arguments, or a comma between them",
            Problem::UnclosedCondition(_) => "a `)` is missing here behind the condition",
            Problem::UnclosedIndex(_) => "a `]` is missing here behind the index",
            Problem::UnclosedParameters(_) => {
                "a `)` is missing here behind the parameters, or a comma between them"
            }
            Problem::UnclosedSubExpression(_) => "a `)` is missing here",
            _ => return self.fixed_of_values().or_else(|| self.fixed_of_statements()),
        })
    }

    fn fixed_of_values(&self) -> Option<&'static str> {
        Some(match self {
            Problem::MissingValue => {
                "there is nothing between the parentheses; a function is called without any: `Name argument`"
            }
            Problem::MissingIndex => "the index is missing behind `[`",
            Problem::MissingTypeName => "the name of a type is missing here",
            Problem::MissingAssembly => "the name of an assembly is missing behind the comma",
            Problem::TernaryWithoutColon => "the `:` is missing behind `condition ? value`",
            Problem::EntryWithoutEquals => {
                "a `=` is missing behind the key, or a `;` or a line break before it; a key with other signs than letters, digits and `_` needs quotes"
            }
            Problem::AttributeAlone => "this attribute stands before nothing that could have it",
            Problem::OrderedWithoutTable => "`[ordered]` stands only before `@{ … }`",
            Problem::NotAssignable => {
                "this cannot be assigned to: only variables, properties and elements can; to compare, type `-eq`"
            }
            Problem::TypeForAutomatic => {
                "PowerShell sets this variable itself, and its type cannot be changed: use another name"
            }
            Problem::TypeForVariable => "a variable cannot have this type",
            Problem::ReferenceAmongTypes => "`[ref]` stands alone, without other types",
            Problem::NothingBeforePipe => "there is nothing before this `|`",
            Problem::ValueBehindPipe => "a value cannot stand behind `|`, only a command",
            Problem::MissingArgument => "an argument is missing at this comma",
            Problem::SplatInList => "a splatted variable stands alone, not in a list with commas",
            Problem::SplatNotHere => {
                "a splatted variable stands only among the arguments of a command: type `$` instead of `@`"
            }
            Problem::SplatForVariable => "type `$` instead of `@`",
            Problem::RedirectionIn => {
                "`<` is reserved: to compare, type `-lt`; to read a file, type `Get-Content file |`"
            }
            Problem::RedirectedTwice => "the stream is redirected already; to compare, type `-gt`",
            _ => return None,
        })
    }

    fn fixed_of_statements(&self) -> Option<&'static str> {
        Some(match self {
            Problem::ElseWithoutBlock => {
                "a block is missing behind `else`: type `{ … }`, or `elseif (…) { … }`"
            }
            Problem::DoWithoutWhile => "`while (…)` or `until (…)` is missing behind the block of `do`",
            Problem::ForEachWithoutVariable => "a variable is missing: type `foreach ($item in $items)`",
            Problem::ForEachWithoutIn => "`in` is missing: type `foreach ($item in $items)`",
            Problem::SwitchWithoutCondition => {
                "what `switch` looks at is missing: type `switch ($value) { … }`"
            }
            Problem::SwitchWithoutFile => "the file is missing behind -File",
            Problem::SwitchWithBoth => "`switch` takes a value in parentheses or -File, not both",
            Problem::SwitchWithoutBrace(_) => "the `{` of `switch` is missing here",
            Problem::SwitchWithoutClause => "a clause of `switch` is missing here: `'value' { … }`",
            Problem::ClauseWithoutBlock => "a block is missing behind this clause of `switch`: type `{ … }`",
            Problem::TwoDefaults => "`switch` has two `default` clauses",
            Problem::TryAlone => "`catch { … }` or `finally { … }` is missing behind the block of `try`",
            Problem::CatchAllNotLast => {
                "this `catch` has no type and catches all, so it must be the last one"
            }
            Problem::AttributeForType => "only the name of a type stands here: `[System.IO.IOException]`",
            Problem::Workflow => "PowerShell 7 has no workflows",
            Problem::Configuration => "Desired State Configuration does not run here",
            Problem::OutsideNamedBlocks => {
                "beside `begin`, `process`, `end` and `clean` blocks nothing else may stand: move it into one of them"
            }
            Problem::MissingBody => "the body is missing: type `{ … }`",
            Problem::TwoParameterLists => {
                "parameters are declared behind the name already: keep one of the two lists"
            }
            Problem::ParameterWithoutVariable => {
                "the variable of the parameter is missing: type `$Name` behind its type"
            }
            Problem::TypeBeforeParam => {
                "a type cannot stand before `param`: type `[CmdletBinding()]` with its parentheses"
            }
            Problem::TypeBeforeStatement => {
                "a type cannot stand before this: an attribute has parentheses, `[Flags()]`"
            }
            Problem::ArgumentNotConstant => {
                "an argument of an attribute must be a constant or a script block"
            }
            Problem::MissingTypeBody => "the body of the type is missing: type `{ … }`",
            Problem::MissingSeparator => "a line break or a `;` is missing here",
            Problem::PropertyWithoutEnd => "a line break or a `;` is missing behind this member",
            Problem::MemberWithoutName => "the name of a member is missing behind this",
            Problem::MethodWithoutParameters => {
                "the parameters of a method are missing: type `Name(…) { … }`; a property begins with `$`"
            }
            Problem::ColonWithoutBase => "`base(…)` is missing behind the colon",
            Problem::TwoTypes => "a member has only one type",
            Problem::UsingTooLate => "`using` stands only at the start of a script, before all else",
            Problem::UsingVariable => {
                "behind `$using:name` only members and indexes may stand that are known beforehand: put it into parentheses"
            }
            Problem::UsingWhat => "`namespace`, `module` or `assembly` is missing behind `using`",
            Problem::UsingValue => "only a plain name stands here",
            Problem::UsingWithoutAlias => "`= name` is missing here",
            Problem::RequiresForm => {
                "`#Requires` has no such form: type `#Requires -Version 5.1`, `-Modules Name` or `-RunAsAdministrator`"
            }
            Problem::RequiresNoValue => "-RunAsAdministrator takes no value: delete it",
            Problem::RequiresConstant => "what `#Requires` asks for must be written out, without variables",
            Problem::RequiresTwice => "this is required already: delete one of the two",
            Problem::RequiresText => "only a text can stand here",
            Problem::RequiresVersion => "this is no version: type one like `5.1`",
            Problem::RequiresEdition => "the editions are `Core` and `Desktop`, each once",
            Problem::RequiresModule => {
                "a module is its name, or `@{ ModuleName = 'Name'; ModuleVersion = '1.0' }`"
            }
            Problem::VoidValue => "what has a value cannot be [void]: type another type, or none",
            Problem::NotInData => "this cannot stand in a `data` section",
            _ => return None,
        })
    }
}

impl ClassRule {
    fn words(self) -> &'static str {
        match self {
            ClassRule::NotLocal => {
                "a method sees only its own variables: type `$this.`, `$script:` or `$global:`, or set it first"
            }
            ClassRule::VoidReturns => "a method without a type, or of type [void], returns no value",
            ClassRule::ReturnsNothing => "the method has a type, so `return` needs a value",
            ClassRule::MissingReturn => "the method has a type, and not every way through it returns a value",
            ClassRule::ThisInStatic => "a static method has no `$this`",
            ClassRule::ConstructorReturns => "a constructor has no type",
            ClassRule::NamedBlock => "a method has no `begin`, `process` or `end` blocks",
            ClassRule::ParamBlock => "the parameters of a method stand in parentheses behind its name",
            ClassRule::UnderlyingType => {
                "the values of an enum are numbers: type `int`, `long`, `byte` or the like"
            }
        }
    }
}
