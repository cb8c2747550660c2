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
mod bodies;
mod context;
mod details;
pub mod groups;
pub mod outcomes;
pub mod prose;
pub mod record;
mod rows;
pub mod runs;
pub mod script;
mod scripts;
pub mod secrets;
pub mod values;
mod written;

use std::sync::{Arc, LazyLock};

pub use allow::Late;
pub(crate) use bodies::Words;
pub use context::{Context, Rule};
pub(crate) use scripts::{Script, each_read};

use crate::diag::{self, Code, Problem};
use crate::document::Document;
use crate::resolve::{Inputs, Layout, Resolved};
use crate::solution::Solution;
use crate::solution::platform::Platform;
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
pub fn load(platform: &Platform, source: &Arc<Source>, inputs: &dyn Inputs) -> Checked {
    let document = Document::new(source);
    let (solution, mut problems, late) = match manifest::read(&document) {
        Ok(manifest) => {
            let Resolved { solution, layout, origins, mut problems } =
                resolve::resolve(platform, &document, &manifest, inputs);
            let known = problems.list();
            let context =
                Context::new(platform, &document, &manifest, (&solution, &layout), &origins, inputs, known);
            families().into_iter().flatten().for_each(|rule| rule(&context, &mut problems));
            let (problems, late) = allow::heed(&context, all(), problems);
            (Some((solution, layout)), problems, late)
        }
        Err(problems) => (None, problems, Late::default()),
    };
    diag::sort(&mut problems);
    let sound = !problems.iter().any(Problem::is_error);
    Checked { solution: solution.filter(|_| sound), problems, late }
}

/// Every kind of problem: those of the stages in their order, then family by family and by word.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    all().iter().copied()
}

fn all() -> &'static [&'static Code] {
    static ALL: LazyLock<Vec<&Code>> = LazyLock::new(|| {
        let stages = [document::CODES, manifest::CODES, resolve::CODES].concat();
        stages.into_iter().chain(families_of_codes().into_iter().flat_map(by_word)).collect()
    });
    &ALL
}

fn families_of_codes() -> [Vec<&'static Code>; 9] {
    [
        allow::CODES.to_vec(),
        [record::CODES, record::names::CODES].concat(),
        [prose::markup::CODES, prose::mentions::CODES].concat(),
        [groups::CODES, groups::criteria::CODES].concat(),
        [values::CODES, values::tested::CODES].concat(),
        [outcomes::CODES, outcomes::texts::CODES].concat(),
        [runs::CODES, runs::loops::CODES, runs::rows::CODES].concat(),
        [secrets::CODES, secrets::pasted::CODES].concat(),
        [script::form::CODES, script::outcomes::CODES, script::values::CODES, script::habits::CODES].concat(),
    ]
}

fn by_word(mut family: Vec<&'static Code>) -> Vec<&'static Code> {
    family.sort_by_key(|code| code.word);
    family
}

/// The rules, family by family.
fn families() -> [&'static [Rule]; 19] {
    [
        record::RULES,
        record::names::RULES,
        prose::markup::RULES,
        prose::mentions::RULES,
        groups::RULES,
        groups::criteria::RULES,
        values::RULES,
        values::tested::RULES,
        outcomes::RULES,
        outcomes::texts::RULES,
        runs::RULES,
        runs::loops::RULES,
        runs::rows::RULES,
        secrets::RULES,
        secrets::pasted::RULES,
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
