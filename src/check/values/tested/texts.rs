//! The texts that criteria test on fields, held against what the fields can hold.

use crate::check::Context;
use crate::check::outcomes::texts::short_match::SHORTEST_MATCH;
use crate::check::written::{TestedText, tested_texts};
use crate::diag::{self, Code, Problem};
use crate::document::{At, Problems};
use crate::logic::values::{By, CanHold, Near, Way, Writer, can_hold};
use crate::manifest::CriterionTable;
use crate::solution::{Field, Outcome, Task};

/// What is wrong with a text that a criterion tests on a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The field can hold none of the texts that the criterion waits for.
    NeverHeld,
    /// The field cannot hold it; it stands beside others, or is to leave devices out.
    Unheld,
    /// Only people can put it there, though tasks report into the field.
    OnlyByHand,
}

/// A field with every way in which it gets its values.
pub struct Filled<'c, 'a> {
    /// The field.
    pub field: &'a Field,
    ways: &'c [Way<'a>],
}

/// A text with a flaw.
pub struct Flawed<'c, 'a> {
    /// The field that is tested.
    pub filled: Filled<'c, 'a>,
    /// The text, and where it stands.
    pub tested: &'c TestedText,
    near: &'c Near,
}

/// Says of each text with this flaw what `message` has to say of it.
pub fn report(
    context: &Context<'_>,
    problems: &mut Problems<'_>,
    code: &'static Code,
    flaw: Flaw,
    message: impl Fn(&Flawed<'_, '_>) -> String,
) {
    each_flawed(context, |flawed, found, at| {
        if found == flaw {
            let place = flawed.tested.place(context.document, at);
            let problem = Problem::new(code, message(flawed)).at(place);
            problems.push(flawed.advised(problem, problems.advises()));
        }
    });
}

/// Visits each text with a flaw, of criteria on fields of which it is known what they can hold.
fn each_flawed<'a>(context: &Context<'a>, mut visit: impl FnMut(&Flawed<'_, 'a>, Flaw, &At<'_>)) {
    context.each_criterion(|at, criterion| {
        let key = criterion.field.as_deref().filter(|key| context.writers_are_sound(key));
        if let Some(field) = key.and_then(|key| context.solution.field(key)) {
            let ways = context.ways(field);
            each(ways, criterion, |tested, flaw, near| {
                visit(&Flawed { filled: Filled { field, ways }, tested, near }, flaw, at);
            });
        }
    });
}

/// The outcomes that a criterion means by a text that their field can never hold: those whose text is offered instead.
pub fn mistaken<'a>(context: &Context<'a>) -> Vec<(&'a Task, &'a Outcome)> {
    let mut found = Vec::new();
    each_flawed(context, |flawed, flaw, _| {
        if flaw == Flaw::NeverHeld {
            found.extend(flawed.meant());
        }
    });
    found
}

/// Visits each text of a criterion with a flaw.
fn each(ways: &[Way<'_>], criterion: &CriterionTable, mut visit: impl FnMut(&TestedText, Flaw, &Near)) {
    let tested = tested_texts(criterion);
    let verdicts: Vec<CanHold> = tested.iter().map(|it| can_hold(ways, &it.test)).collect();
    let is_never = |verdict: &CanHold| matches!(verdict, CanHold::Never(_));
    let is_dead = verdicts.iter().all(is_never) && !tested.iter().any(|it| it.excludes);
    for (tested, verdict) in tested.iter().zip(&verdicts) {
        match verdict {
            CanHold::Yes => {}
            CanHold::ByHand(Near::Nothing) if tested.excludes => {}
            CanHold::Never(near) if is_dead => visit(tested, Flaw::NeverHeld, near),
            CanHold::Never(near) => visit(tested, Flaw::Unheld, near),
            CanHold::ByHand(near) => visit(tested, Flaw::OnlyByHand, near),
        }
    }
}

impl<'a> Flawed<'_, 'a> {
    /// The name of the field.
    pub fn name(&self) -> &str {
        &self.filled.field.part.name
    }

    /// How the text differs from one that the field can hold, where that is hard to see.
    pub fn difference(&self) -> Option<String> {
        let (text, how) = match self.near {
            Near::Nothing => return None,
            Near::LetterCase(text) => (text, "letter case"),
            Near::LookAlike(text) => (text, "blanks or in characters that look alike"),
        };
        Some(format!("differs from `{text}`{} only in {how}", self.storer(text)))
    }

    /// Who stores a text.
    fn storer(&self, text: &str) -> String {
        match self.writer(text) {
            Some(Writer { task, .. }) => format!(", which task `{}` stores,", task.part.key),
            None => String::new(),
        }
    }

    fn writer(&self, text: &str) -> Option<Writer<'a>> {
        let stores = |way: &&Way<'_>| way.shape.shown().as_deref() == Some(text);
        match self.filled.ways.iter().find(stores)?.by {
            By::Task(writer) => Some(writer),
            By::Default | By::Hand => None,
        }
    }

    /// The outcome whose text is offered instead.
    fn meant(&self) -> Option<(&'a Task, &'a Outcome)> {
        let text = match self.near {
            Near::LetterCase(text) | Near::LookAlike(text) => Some(text.clone()),
            Near::Nothing => self.close(),
        };
        let writer = self.writer(&text?)?;
        Some((writer.task, writer.outcome?))
    }

    /// With what to write: the text that it nearly is; else those that are stored, and how an outcome remembers one.
    fn advised(&self, problem: Problem, looks: bool) -> Problem {
        match self.near {
            Near::LetterCase(text) | Near::LookAlike(text) => problem.help(format!("write `{text}`")),
            Near::Nothing if looks => self.nearest(problem),
            Near::Nothing => problem,
        }
    }

    /// What is stored there.
    fn stored(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for text in self.filled.ways.iter().filter_map(|way| way.shape.shown()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// The stored text that it is spelt like.
    fn close(&self) -> Option<String> {
        let texts = self.stored();
        let all: Vec<&str> = texts.iter().map(String::as_str).collect();
        diag::close_match(&self.tested.text, &all).map(str::to_owned)
    }

    fn nearest(&self, problem: Problem) -> Problem {
        match self.close() {
            Some(best) => problem.help(format!("did you mean `{best}`?")),
            None => {
                let texts = self.stored();
                let is_listed = !texts.is_empty() && texts.len() <= 12;
                let listed = is_listed.then(|| format!("what is stored there: {}", diag::list(&texts)));
                problem.maybe_help(listed).maybe_help(self.formerly())
            }
        }
    }

    /// Advice for a text that devices hold from before.
    fn formerly(&self) -> Option<String> {
        let text = &self.tested.text;
        let line = format!("text-formerly = [{}]", toml::Value::String(text.to_owned()));
        let help = format!("if devices hold it from before: `{line}` on the outcome that printed it");
        (text.chars().count() >= SHORTEST_MATCH && self.filled.ways.iter().any(Way::is_report))
            .then_some(help)
    }
}
