//! What criteria test on fields, held to what the fields can hold.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use super::tasks::SHORTEST_MATCH;
use crate::check;
use crate::diag::{self, Problem};
use crate::document::{At, Document};
use crate::logic::contract::{By, Near, Verdict, Way, Writer, verdict, ways};
use crate::manifest::CriterionTable;
use crate::resolve::Site;
use crate::solution::{Action, Field, Group, Solution, Subject, Test, Value};
use crate::source::Place;

/// A field with every way in which it gets its values.
struct Held<'s> {
    field: &'s Field,
    ways: Vec<Way<'s>>,
}

/// A text that a criterion tests, with its key and its index in the list.
pub(super) struct Tested {
    pub(super) key: &'static str,
    pub(super) index: Option<usize>,
    pub(super) text: String,
    test: Test,
    excludes: bool,
}

impl Check<'_> {
    /// Checks every criterion on a field against the values that the field can hold.
    pub(super) fn held(&mut self, solution: &Solution) {
        let held: BTreeMap<&str, Held<'_>> = solution
            .fields
            .iter()
            .map(|field| (field.part.key.as_str(), Held { field, ways: ways(solution, field) }))
            .collect();
        self.each_criterion(|resolver, at, criterion| {
            if let Some(held) = criterion.field.as_deref().and_then(|key| held.get(key)) {
                resolver.criterion_on(held, at, criterion);
            }
        });
    }

    /// Fields that nobody can fill, and fields that nothing reads.
    pub(super) fn fields_in_use(&mut self, solution: &Solution) {
        let unused = check::record::unused_criteria::unused(self.manifest).unwrap_or_default();
        let in_use = |site: &&Site<'_>| site.shared().is_none_or(|key| !unused.contains(key));
        let sites = self.origins.sites.iter().filter(in_use);
        let fields = sites.filter_map(|site| site.table?.field.clone()).map(Subject::Field);
        let grouped = solution.groups.iter().flat_map(Group::criteria);
        let tested = fields.chain(grouped.map(|criterion| criterion.subject.clone()));
        let actions = || solution.tasks.iter().flat_map(|task| &task.steps).map(|step| &step.action);
        let read = actions().filter_map(|action| match action {
            Action::ReadField { field, .. } => Some(Subject::Field(field.clone())),
            _ => None,
        });
        let read: BTreeSet<Subject> = tested.chain(read).collect();
        let table = At::ROOT.key("field");
        for field in &solution.fields {
            let key = &field.part.key;
            let at = table.key(key);
            let is_written = solution.tasks.iter().any(|task| task.writes(key));
            if !read.contains(&Subject::Field(key.clone())) {
                let message = match is_written {
                    true => {
                        format!("only people read the field `{key}`: no group tests it, no script reads it")
                    }
                    false => format!("nothing reads the field `{key}`: what people enter there does nothing"),
                };
                self.problems.at_key(
                    &check::values::unread_field::CODE,
                    &at,
                    message,
                    "test it in a group, name it in a script's `reads`, or take it out",
                );
            }
        }
    }

    fn criterion_on(&mut self, held: &Held<'_>, at: &At<'_>, criterion: &CriterionTable) {
        let tested = tested(criterion);
        let verdicts: Vec<Verdict> = tested.iter().map(|it| verdict(&held.ways, &it.test)).collect();
        let never = |verdict: &Verdict| matches!(verdict, Verdict::Never(_));
        let dead = verdicts.iter().all(never) && !tested.iter().any(|it| it.excludes);
        for (tested, verdict) in tested.iter().zip(&verdicts) {
            let problem = match verdict {
                Verdict::Held => continue,
                Verdict::Never(near) if dead => held.never(tested, near),
                Verdict::Never(near) => held.unheld(tested, near),
                Verdict::ByHand(Near::Nothing) if tested.excludes => continue,
                Verdict::ByHand(near) => held.by_hand(tested, near),
            };
            let problem = match near_of(verdict) {
                Near::Nothing if self.problems.advises() => held.advice(problem, &tested.text),
                Near::Nothing => problem,
                Near::LetterCase(text) | Near::LookAlike(text) => problem.help(format!("write `{text}`")),
            };
            self.problems.push(problem.at(tested.place(self.document, at)));
        }
    }
}

impl Tested {
    /// Where it stands in its criterion.
    pub(super) fn place(&self, document: &Document, criterion: &At<'_>) -> Place {
        let key = criterion.key(self.key);
        match self.index {
            Some(index) => document.value(&key.index(index)),
            None => document.value(&key),
        }
    }
}

impl Held<'_> {
    fn never(&self, tested: &Tested, near: &Near) -> Problem {
        let Tested { text, .. } = tested;
        let name = &self.field.part.name;
        let message = match self.difference(near) {
            Some(difference) => format!("`{name}` can never hold `{text}`: it {difference}"),
            None => format!("`{name}` can never hold `{text}`"),
        };
        Problem::new(&check::values::never_held::CODE, message)
    }

    fn unheld(&self, tested: &Tested, near: &Near) -> Problem {
        let Tested { text, excludes, .. } = tested;
        let name = &self.field.part.name;
        let what = if *excludes { "this excludes nothing" } else { "this selects nothing" };
        let why = format!("`{name}` can never hold `{text}`");
        let message = match self.difference(near) {
            Some(difference) => format!("{what}: {why}, which {difference}"),
            None => format!("{what}: {why}"),
        };
        Problem::new(&check::values::unheld_value::CODE, message)
    }

    fn by_hand(&self, tested: &Tested, near: &Near) -> Problem {
        let Tested { text, .. } = tested;
        let name = &self.field.part.name;
        let message = match self.difference(near) {
            Some(difference) => format!("no task stores `{text}` in `{name}`: it {difference}"),
            None => format!("only people can put `{text}` into `{name}`: no task stores it"),
        };
        Problem::new(&check::values::only_by_hand::CODE, message)
    }

    /// How a text differs from one that the field can hold, where that is hard to see.
    fn difference(&self, near: &Near) -> Option<String> {
        let (text, how) = match near {
            Near::Nothing => return None,
            Near::LetterCase(text) => (text, "letter case"),
            Near::LookAlike(text) => (text, "blanks or in characters that look alike"),
        };
        Some(format!("differs from `{text}`{} only in {how}", self.storer(text)))
    }

    /// Who stores a text.
    fn storer(&self, text: &str) -> String {
        let stores = |way: &&Way<'_>| way.shape.shown().as_deref() == Some(text);
        match self.ways.iter().find(stores).map(|way| way.by) {
            Some(By::Task(Writer { task, .. })) => format!(", which task `{}` stores,", task.part.key),
            _ => String::new(),
        }
    }

    /// Offers the nearest text; or lists them, and says how an outcome remembers one.
    fn advice(&self, problem: Problem, typed: &str) -> Problem {
        let mut texts: Vec<String> = Vec::new();
        for text in self.ways.iter().filter_map(|way| way.shape.shown()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        match diag::close_match(typed, &texts.iter().map(String::as_str).collect::<Vec<_>>()) {
            Some(best) => problem.help(format!("did you mean `{best}`?")),
            None => {
                let listed = !texts.is_empty() && texts.len() <= 12;
                let listed = listed.then(|| format!("what is stored there: {}", diag::list(&texts)));
                problem.maybe_help(listed).maybe_help(self.formerly(typed))
            }
        }
    }

    /// Advice for a text that devices hold from before.
    fn formerly(&self, text: &str) -> Option<String> {
        let reports = |way: &Way<'_>| matches!(way.by, By::Task(Writer { outcome: Some(_), .. }));
        let line = format!("text-formerly = [{}]", toml::Value::String(text.to_owned()));
        let help = format!("if devices hold it from before: `{line}` on the outcome that printed it");
        (text.chars().count() >= SHORTEST_MATCH && self.ways.iter().any(reports)).then_some(help)
    }
}

fn near_of(verdict: &Verdict) -> &Near {
    match verdict {
        Verdict::Held => &Near::Nothing,
        Verdict::ByHand(near) | Verdict::Never(near) => near,
    }
}

/// The texts that a criterion tests, each as the test that waits for it.
pub(super) fn tested(criterion: &CriterionTable) -> Vec<Tested> {
    let scalars = [("equal", &criterion.equal, false), ("not-equal", &criterion.not_equal, true)];
    let scalars = scalars.into_iter().filter_map(|(key, value, excludes)| {
        let value: &Value = &value.as_ref()?.0;
        let (text, test) = (value.to_string(), Test::Equal(value.clone()));
        Some(Tested { key, index: None, text, test, excludes })
    });
    let lists = [
        ("contains-any-of", &criterion.contains_any_of, false),
        ("does-not-contain-any-of", &criterion.does_not_contain_any_of, true),
    ];
    let lists = lists.into_iter().flat_map(|(key, values, excludes)| {
        values.iter().flatten().enumerate().map(move |(index, text)| Tested {
            key,
            index: Some(index),
            text: text.clone(),
            test: Test::ContainsAnyOf(vec![text.clone()]),
            excludes,
        })
    });
    scalars.chain(lists).collect()
}
