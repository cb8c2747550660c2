//! `identical-groups`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "identical-groups",
    severity: Severity::Note,
    what: "Two groups that select the same devices.",
    why: "Who changes one forgets the other; and where each is the target of another task, both run on every device of them.",
    example: "[group.on] all = [{ field = \"choice\", equal = \"On\" }]      # and [group.off] with the same line",
};
