//! The operators of expressions and assignments.

/// An operator between two values, or before or behind one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `-and`
    And,
    /// `-or`
    Or,
    /// `-xor`
    Xor,
    /// `-not` and `!`
    Not,
    /// `-band`
    BitAnd,
    /// `-bor`
    BitOr,
    /// `-bxor`
    BitXor,
    /// `-bnot`
    BitNot,
    /// `-shl`
    ShiftLeft,
    /// `-shr`
    ShiftRight,
    /// `-eq`
    Eq,
    /// `-ne`
    Ne,
    /// `-ge`
    Ge,
    /// `-gt`
    Gt,
    /// `-lt`
    Lt,
    /// `-le`
    Le,
    /// `-like`
    Like,
    /// `-notlike`
    NotLike,
    /// `-match`
    Match,
    /// `-notmatch`
    NotMatch,
    /// `-replace`
    Replace,
    /// `-contains`
    Contains,
    /// `-notcontains`
    NotContains,
    /// `-in`
    In,
    /// `-notin`
    NotIn,
    /// `-split`, between values or before one.
    Split,
    /// `-join`, between values or before one.
    Join,
    /// `-is`
    Is,
    /// `-isnot`
    IsNot,
    /// `-as`
    As,
    /// `-f`
    Format,
    /// `+`, between values or before one.
    Plus,
    /// `-`, between values or before one.
    Minus,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `..`
    Range,
    /// `??`
    Coalesce,
    /// `++`, before or behind a value.
    Increment,
    /// `--`, before or behind a value.
    Decrement,
}

/// Whether an operator of comparison tells upper from lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As written without a prefix.
    Default,
    /// `-c…`
    Sensitive,
    /// `-i…`
    Insensitive,
}

impl Operator {
    /// How tightly it binds between two values; nothing for one that never stands there.
    pub fn precedence(self) -> Option<u8> {
        use Operator::*;
        Some(match self {
            And | Or | Xor => 1,
            BitAnd | BitOr | BitXor => 2,
            Not | BitNot | Increment | Decrement => return None,
            Coalesce => 4,
            Plus | Minus => 5,
            Multiply | Divide | Remainder => 6,
            Format => 7,
            Range => 8,
            _ => 3,
        })
    }

    /// PowerShell works it out beforehand where its values are constants.
    pub fn folds(self) -> bool {
        use Operator::*;
        matches!(
            self,
            And | Or
                | Xor
                | Not
                | BitAnd
                | BitOr
                | BitXor
                | BitNot
                | ShiftLeft
                | ShiftRight
                | Plus
                | Minus
                | Multiply
                | Divide
                | Remainder
        )
    }

    /// May stand before a value.
    pub fn is_unary(self) -> bool {
        use Operator::*;
        matches!(self, Plus | Minus | Not | BitNot | Split | Join | Increment | Decrement)
    }

    /// Has forms that begin with `-c` and `-i`.
    pub fn minds_case(self) -> bool {
        use Operator::*;
        matches!(
            self,
            Eq | Ne
                | Ge
                | Gt
                | Lt
                | Le
                | Like
                | NotLike
                | Match
                | NotMatch
                | Replace
                | Contains
                | NotContains
                | In
                | NotIn
                | Split
        )
    }
}

/// An operator of assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignment {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Subtract,
    /// `*=`
    Multiply,
    /// `/=`
    Divide,
    /// `%=`
    Remainder,
    /// `??=`
    Coalesce,
}
