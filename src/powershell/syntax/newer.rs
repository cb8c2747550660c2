//! What Windows PowerShell 5.1 cannot read.

use super::tree::Span;

/// A construct that came after Windows PowerShell 5.1, where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newer {
    /// Which.
    pub construct: Construct,
    /// Where: the sign or word of it.
    pub span: Span,
}

/// A construct that came after Windows PowerShell 5.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Construct {
    /// `a ? b : c`
    Ternary,
    /// `??` and `??=`
    Coalesce,
    /// `?.` and `?[ ]`
    NullConditional,
    /// `&&` and `||`
    Chain,
    /// `&` behind a pipeline.
    Background,
    /// `|` at the beginning of a line.
    LeadingPipe,
    /// `clean { }`
    Clean,
    /// Binary digits, and the suffixes `u`, `s`, `y`, `n`.
    NumberForm,
    /// `` `e `` and `` `u{…} ``
    Escape,
    /// `.Method[type]()`
    GenericMethod,
}
