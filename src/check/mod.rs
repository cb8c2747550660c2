//! The rules: what is wrong with a solution, and what its author should know.
//!
//! A rule is a file of its code's name in the folder of its family. The codes of the stages before stand beside them.

/// The rules of a family, each a module with its `CODE` and its `check`; and codes that other stages raise.
macro_rules! rules {
    (rules: [$($rule:ident),* $(,)?], codes: [$($code:ident),* $(,)?] $(,)?) => {
        $(pub mod $rule;)*
        $(pub mod $code;)*

        /// The kinds of problems of this family.
        pub static CODES: &[&crate::diag::Code] = &[$(&$rule::CODE,)* $(&$code::CODE,)*];

        /// The rules of this family.
        pub static RULES: &[crate::check::Rule] = &[$($rule::check,)*];
    };
}

pub mod allow;
pub mod analyse;
mod context;
pub mod groups;
mod old;
pub mod outcomes;
pub mod record;
pub mod runs;
pub mod script;
mod scripts;
pub mod secrets;
pub mod values;

use std::sync::Arc;

pub use allow::Late;
pub use context::{Context, Rule};
pub(crate) use scripts::{Script, Words, each_read};

use crate::diag::{self, Code, Problem};
use crate::document::Document;
use crate::resolve::{Inputs, Layout, Resolved};
use crate::solution::Solution;
use crate::source::Source;
use crate::{document, manifest, resolve};

/// A manifest that was read, resolved and checked.
pub struct Checked {
    /// The solution and where to write it; none where there are errors.
    pub solution: Option<(Solution, Layout)>,
    /// Errors, warnings and notes, in the order of the file.
    pub problems: Vec<Problem>,
    /// What the author says of warnings that are only found when it is rendered.
    pub late: Late,
}

/// Reads, resolves and checks a manifest: each stage runs only on what the one before it accepted.
pub fn load(source: &Arc<Source>, inputs: &dyn Inputs) -> Checked {
    let document = Document::new(source);
    let (solution, mut problems, late) = match manifest::read(&document) {
        Ok(manifest) => {
            let Resolved { solution, layout, origins, problems } =
                resolve::resolve(&document, &manifest, inputs);
            let context = Context::new(&document, &manifest, &solution, &origins, inputs, problems.list());
            let problems = old::check(&context, problems);
            let (problems, late) = allow::heed(&context, problems);
            (Some((solution, layout)), problems, late)
        }
        Err(problems) => (None, problems, Late::default()),
    };
    diag::sort(&mut problems);
    let sound = !problems.iter().any(Problem::is_error);
    Checked { solution: solution.filter(|_| sound), problems, late }
}

/// Every kind of problem, in the order in which a manifest is checked.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let stages = [document::CODES, manifest::CODES, resolve::CODES];
    let rules = [
        allow::CODES,
        record::CODES,
        groups::CODES,
        values::CODES,
        outcomes::CODES,
        runs::CODES,
        secrets::CODES,
        script::form::CODES,
        script::outcomes::CODES,
        script::values::CODES,
        script::habits::CODES,
    ];
    stages.into_iter().chain(rules).flatten().copied()
}

/// The rules, family by family.
fn families() -> [&'static [Rule]; 10] {
    [
        record::RULES,
        groups::RULES,
        values::RULES,
        outcomes::RULES,
        runs::RULES,
        secrets::RULES,
        script::form::RULES,
        script::outcomes::RULES,
        script::values::RULES,
        script::habits::RULES,
    ]
}

/// The kind of this word.
pub fn code(word: &str) -> Option<&'static Code> {
    codes().find(|code| code.word == word)
}
