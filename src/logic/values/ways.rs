//! The values that a field can ever hold by a solution, and whether a text that a criterion tests is among them.

use super::shape::{Meets, Shape};
use crate::solution::{
    Case, Field, FieldType, FieldWrite, Outcome, Solution, Stored, Task, Test, Value, look_alike, tokens,
};

/// A way in which a value gets into a field.
#[derive(Clone, Debug)]
pub struct Way<'s> {
    /// The value.
    pub shape: Shape<'s>,
    /// Who puts it there.
    pub by: By<'s>,
}

impl Way<'_> {
    /// Whether a script's report gets there.
    pub fn is_report(&self) -> bool {
        matches!(self.by, By::Task(Writer { outcome: Some(_), .. }))
    }
}

/// Who puts a value into a field.
#[derive(Clone, Copy, Debug)]
pub enum By<'s> {
    /// A row of a task.
    Task(Writer<'s>),
    /// Nobody: an unset field counts as its default.
    Default,
    /// People, who may edit the field; or somebody else, where nobody in the solution can.
    Hand,
}

/// A row that writes a field.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'s> {
    /// The task.
    pub task: &'s Task,
    /// The outcome whose line is stored; none for what is always stored.
    pub outcome: Option<&'s Outcome>,
}

/// Every way in which a value gets into a field, but for blank: a field may always be blank, unless it is a flag.
pub fn ways<'s>(solution: &'s Solution, field: &'s Field) -> Vec<Way<'s>> {
    let mut ways: Vec<Way<'s>> = solution.tasks.iter().flat_map(|task| written(task, field)).collect();
    let is_written = !ways.is_empty();
    let unset = match field.field_type {
        FieldType::Flag => Some(field.default.clone().unwrap_or(Value::Flag(false))),
        _ => field.default.clone(),
    };
    ways.extend(unset.map(|value| text(&value, By::Default)));
    match field.field_type {
        FieldType::Dropdown if field.editable => {
            ways.extend(field.options.iter().cloned().map(|option| text(&Value::Text(option), By::Hand)));
        }
        FieldType::Flag if field.editable => {
            ways.extend([true, false].map(|flag| text(&Value::Flag(flag), By::Hand)));
        }
        _ if field.editable || !is_written => ways.push(Way { shape: Shape::Anything, by: By::Hand }),
        _ => {}
    }
    ways.extend(former(field, &ways));
    ways
}

fn text<'s>(value: &Value, by: By<'s>) -> Way<'s> {
    Way { shape: Shape::Text(value.to_string()), by }
}

/// Former options of what the field can hold: devices may have kept one.
fn former<'s>(field: &'s Field, ways: &[Way<'s>]) -> Vec<Way<'s>> {
    let now = |option: &String| ways.iter().find(|way| way.shape == Shape::Text(option.clone()));
    let renamed = field.options_formerly.iter();
    renamed.filter_map(|(old, new)| Some(text(&Value::Text(old.clone()), now(new)?.by))).collect()
}

/// What a task writes into a field.
fn written<'s>(task: &'s Task, field: &'s Field) -> Vec<Way<'s>> {
    let ways = |write: FieldWrite<'s>| {
        let outcomes = task.outcomes.iter().filter(move |outcome| write.stores(&outcome.key)).map(Some);
        let always = write.outcome().is_none() && !write.is_output();
        outcomes.chain(always.then_some(None)).flat_map(move |outcome| {
            let by = By::Task(Writer { task, outcome });
            let former = outcome.into_iter().flat_map(|it| &it.text_formerly);
            let former = former.map(move |text| printed(write.value, text));
            let now = stored(field, write.value, outcome);
            std::iter::once(now).chain(former).map(move |shape| Way { shape, by })
        })
    };
    task.writes().filter(|write| *write.field == field.part.key).flat_map(ways).collect()
}

/// What a row stores of an outcome that prints this.
fn printed<'s>(value: &'s Stored, text: &'s str) -> Shape<'s> {
    match value {
        Stored::Outcome(_) => Shape::Text(text.to_owned()),
        Stored::Text(row) => Shape::Line { text, around: surroundings(row) },
    }
}

/// What a row stores in a field, where its scripts reported this outcome.
pub fn stored<'s>(field: &Field, value: &'s Stored, outcome: Option<&'s Outcome>) -> Shape<'s> {
    match (value, outcome) {
        (_, Some(outcome)) => printed(value, outcome.text()),
        (Stored::Outcome(_), None) => Shape::Text(String::new()),
        (Stored::Text(text), None) if tokens(text).next().is_none() => {
            Shape::Text(field.holding(text).to_string())
        }
        (Stored::Text(_), None) => Shape::Anything,
    }
}

/// What stands around a script's line, where that is the only token.
fn surroundings(text: &str) -> Option<(&str, &str)> {
    let mut tokens = tokens(text);
    let (first, second) = (tokens.next()?, tokens.next());
    second.is_none().then(|| text.split_once(first)).flatten()
}

/// Whether a field can hold a text that a criterion tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CanHold {
    /// It can.
    Yes,
    /// By hand only, though scripts report into the field.
    ByHand(Near),
    /// Never.
    Never(Near),
}

/// A text that the field can hold and that is nearly the one that is tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// There is none.
    Nothing,
    /// It differs in letter case only.
    LetterCase(String),
    /// It differs in blanks and in characters that look alike only; letter case may differ too.
    LookAlike(String),
}

/// Whether a field can meet a test of one text, and by whom.
pub fn can_hold(ways: &[Way<'_>], test: &Test) -> CanHold {
    let met = |way: &&Way<'_>| way.shape.meets(test, Case::Sensitive) != Meets::Never;
    let is_hand = |way: &Way<'_>| matches!(way.by, By::Hand);
    let by_rows = ways.iter().any(|way| matches!(way.by, By::Task(_)));
    let all = || ways.iter().collect::<Vec<_>>();
    if !ways.iter().any(|way| met(&way)) {
        return CanHold::Never(near(&all(), test));
    }
    if !by_rows || ways.iter().filter(met).any(|way| !is_hand(way)) {
        return CanHold::Yes;
    }
    if ways.iter().any(Way::is_report) {
        return CanHold::ByHand(near(&all(), test));
    }
    let rows: Vec<&Way<'_>> = ways.iter().filter(|way| !is_hand(way)).collect();
    match near(&rows, test) {
        // A field that rows only set to fixed texts holds requests of people as well.
        Near::Nothing => CanHold::Yes,
        near => CanHold::ByHand(near),
    }
}

fn near(ways: &[&Way<'_>], test: &Test) -> Near {
    let texts = || ways.iter().filter_map(|way| way.shape.shown().map(|shown| (way, shown)));
    let by_case = texts().find(|(way, _)| way.shape.meets(test, Case::Insensitive) != Meets::Never);
    if let Some((_, text)) = by_case {
        return Near::LetterCase(text);
    }
    let looks = |text: &str| Case::Insensitive.fold(&look_alike::plain(text)).into_owned();
    let tested: Vec<String> = test.values().iter().map(|value| looks(value)).collect();
    let alike = |shown: &str| match test {
        Test::Equal(_) | Test::NotEqual(_) => tested.contains(&looks(shown)),
        _ => tested.iter().any(|part| looks(shown).contains(part.as_str())),
    };
    texts().find(|(_, shown)| alike(shown)).map_or(Near::Nothing, |(_, text)| Near::LookAlike(text))
}
