//! What is found in a body.

use std::ops::Range;

use super::syntax::Construct;

/// Something in a body that the prelude around it cannot live with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where it stands in the body, in bytes.
    pub range: Range<usize>,
}

/// What a body must not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A `param` block: nothing would be bound to it.
    Param,
    /// A `using` statement: a syntax error inside the prelude's block.
    Using,
    /// An `exit`: it ends the script before it has reported.
    Exit,
    /// What ends PowerShell itself.
    EndsProcess,
    /// A function of the prelude's, defined anew.
    OwnFunction,
    /// A variable of the prelude's, assigned.
    OwnVariable,
    /// `#Requires`: unmet, it ends the script before its first line.
    Requires,
    /// A signature block: it would not be the rendered script's.
    Signature,
    /// A character that is not ASCII, outside comments: Windows PowerShell reads a file as ANSI.
    NonAscii,
    /// What the platform may replace before PowerShell reads the script.
    Token,
    /// A NUL.
    Nul,
    /// A command whose output the prelude drops.
    DroppedOutput,
    /// What writes to the console itself, past every redirection.
    ConsoleOutput,
    /// What only says what it would do, and prints that past every redirection.
    Tries,
    /// What waits for somebody at the keyboard.
    Waits,
    /// The same, with a text that it prints.
    Prompts,
    /// What restarts the device or turns it off at once.
    Restarts,
    /// A command that is nearly `Complete-Task`.
    NearReport,
    /// `Complete-Task` in a block that runs where there is no such command.
    LostReport,
    /// `=` or `==` where two values are to be compared.
    Assigns,
    /// `>` where two values are to be compared.
    Redirects,
    /// A statement that is nothing but a value.
    DroppedValue,
    /// `return` with a value at the top level.
    ReturnedValue,
    /// `return` without a value at the top level.
    BareReturn,
    /// The last statement, where the script may go on behind it.
    OpenEnd,
    /// A statement that nothing comes to.
    DeadCode,
    /// `break` or `continue` outside a loop.
    StrayJump,
    /// What makes the script go on behind errors.
    SilencedErrors,
    /// Text that is run as code.
    InvokeExpression,
    /// A `catch` that does nothing and does not say why.
    EmptyCatch,
    /// An alias, and the command it stands for.
    Alias(&'static str),
    /// An alias that is meant for a program of the same name, with the program's name.
    Program(&'static str, &'static str),
    /// A class that needs a type before the script has loaded it.
    LateType,
    /// Syntax that Windows PowerShell 5.1 lacks.
    NewerSyntax(Construct),
    /// `$a?.b`, which reads the variable `a?`.
    AskingVariable,
}
