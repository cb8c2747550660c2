//! What a person types into the console for each part. Whatever is added to a sheet stands on the pages, in the
//! checklist, in the JSON and in the diff, which read it.

use std::borrow::Cow;

use crate::solution::platform::{Console, Content, Named, Reference, Setting, Sheet};
use crate::solution::text::Text;
use crate::solution::{
    Action, Block, Criterion, Field, Group, Kind, Outcome, Parameter, PartRef, Row, Schedule, Script, Step,
    Stored, Subject, Task,
};

/// A setting with its key in JSON and the console's word for it.
fn set<'a>(key: &'static str, name: &'static str, content: Content<'a>) -> Setting<'a> {
    Setting { key, name, content }
}

/// What the console does not have and the JSON does.
fn data<'a>(key: &'static str, content: Content<'a>) -> Setting<'a> {
    set(key, "", content)
}

/// What the console has and the JSON does not.
fn typed<'a>(name: &'static str, content: Content<'a>) -> Setting<'a> {
    set("", name, content)
}

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Content<'a> {
    Content::Typed(text.into())
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Content<'_> {
    Content::Texts(texts.iter().map(|text| text.as_ref().into()).collect())
}

fn optional<'a, T>(value: Option<T>, content: impl FnOnce(T) -> Content<'a>) -> Content<'a> {
    value.map_or(Content::Unset, content)
}

/// A flag that is left out where it is not set.
fn mark<'a>(flag: bool) -> Content<'a> {
    if flag { Content::YesNo(true) } else { Content::Unset }
}

fn with_names<'a>(console: Console<'_>, text: &'a Text) -> Content<'a> {
    Content::Text(Named { of: text, name: console.plain(text).into() })
}

fn reference<'a>(console: Console<'a>, kind: Kind, key: &'a str) -> Reference<'a> {
    let part = PartRef::new(kind, key);
    let level = match kind {
        Kind::Field => console.solution.field(key).map(|it| console.platform.vocabulary.level(it.level)),
        _ => None,
    };
    let found = console.solution.part(&part);
    Reference { part, id: found.map(|it| it.id), name: found.map_or(key, |it| &it.name), level }
}

fn field_named<'a>(console: Console<'a>, key: &'a str) -> Content<'a> {
    Content::Field(reference(console, Kind::Field, key))
}

fn sheets<'a, T>(items: &'a [T], sheet: impl Fn(&'a T) -> Vec<Setting<'a>>) -> Content<'a> {
    Content::Sheets(items.iter().map(|item| Sheet { settings: sheet(item) }).collect())
}

pub(super) fn field<'a>(console: Console<'a>, field: &'a Field) -> Sheet<'a> {
    let words = console.platform.vocabulary;
    let help = field.help_text.as_ref();
    let settings = vec![
        set("name", "Name", text(&field.part.name)),
        set("level", "Level", Content::Choice(words.level(field.level))),
        set("type", "Type", Content::Choice(words.field_type(field.field_type))),
        set("description", "Description", with_names(console, &field.part.description)),
        set("rule", "Rule", optional(field.rule.as_ref(), Content::Rule)),
        set("required", "Required", Content::YesNo(field.required)),
        set("editable", "Editable", Content::YesNo(field.editable)),
        set("help_text", "Help Text", optional(help, |it| with_names(console, it))),
        set("options", "option", sheets(&field.options, |option| vec![set("text", "Text", text(option))])),
        // It can be one of the options.
        set("default", "Default Value", optional(field.default.as_ref(), Content::Value)),
    ];
    Sheet { settings }
}

pub(super) fn group<'a>(console: Console<'a>, group: &'a Group) -> Sheet<'a> {
    let settings = vec![
        set("name", "Name", text(&group.part.name)),
        set("category", "Category", optional(group.category.as_deref(), text)),
        set("description", "Description", with_names(console, &group.part.description)),
        data("note", optional(group.note.as_ref(), |it| with_names(console, it))),
        set("blocks", "block", sheets(&group.blocks, |it| block(console, it))),
    ];
    Sheet { settings }
}

fn block<'a>(console: Console<'a>, block: &'a Block) -> Vec<Setting<'a>> {
    vec![
        data("note", optional(block.note.as_ref(), |it| with_names(console, it))),
        set("criteria", "row", sheets(&block.criteria, |it| criterion(console, it))),
    ]
}

fn criterion<'a>(console: Console<'a>, criterion: &'a Criterion) -> Vec<Setting<'a>> {
    let field = match &criterion.subject {
        Subject::Field(key) => field_named(console, key),
        Subject::Device(_) | Subject::Property(_) => Content::Unset,
    };
    let values = criterion.test.values().into_iter().map(Cow::Owned).collect();
    vec![
        set("name", "Criterion", Content::Typed(console.subject(&criterion.subject))),
        data("field", field),
        set("operator", "Operator", Content::Choice(console.platform.vocabulary.operator(&criterion.test))),
        set("values", "Value", Content::Texts(values)),
    ]
}

pub(super) fn task<'a>(console: Console<'a>, task: &'a Task) -> Sheet<'a> {
    let mut scripts = 0;
    let row = |it: Row<'a>| {
        let settings = row(console, task, it.step, scripts);
        scripts += usize::from(it.script().is_some());
        Sheet { settings }
    };
    let rows = task.rows().map(row).collect();
    let settings = vec![
        set("name", "Name", text(&task.part.name)),
        set("category", "Category", optional(task.category.as_deref(), text)),
        set("description", "Description", with_names(console, &task.part.description)),
        data("manual", mark(task.manual)),
        set("parameters", "parameter", sheets(&task.parameters, |it| parameter(console, it))),
        set("rows", "row", Content::Sheets(rows)),
        data("outcomes", sheets(&task.outcomes, outcome)),
        data("onError", optional(task.on_error.as_deref(), text)),
        set("schedules", "schedule", sheets(&task.schedules, |it| schedule(console, task, it))),
    ];
    Sheet { settings }
}

/// A row; `script` is its place among the task's scripts, if it is one.
fn row<'a>(console: Console<'a>, task: &'a Task, step: &'a Step, script: usize) -> Vec<Setting<'a>> {
    let Step { action, os, continue_on_failure, note } = step;
    let words = console.platform.vocabulary;
    let go_on = set("continueOnFailure", "Continue on Failure", Content::TrueFalse(*continue_on_failure));
    let mut settings = vec![set("row", "Row", Content::Choice(words.row(action)))];
    settings.extend(match action {
        Action::Script(it) => script_row(console, it, script, go_on),
        Action::Log(message) => vec![set("message", "Script Log Message", text(message)), go_on],
        Action::SetField { field, value } => stored(console, task, field, value, go_on),
        Action::ReadField { variable, field } => vec![
            set("variable", "Variable Name", text(variable)),
            typed("Type", Content::Choice("Custom Field")),
            set("field", "Custom Field", field_named(console, field)),
            go_on,
        ],
    });
    let systems: Vec<&'static str> = os.iter().map(|&os| words.system(os)).collect();
    settings.push(set("operatingSystem", "Operating System", words_of(systems)));
    settings.push(set("notes", "Notes", optional(note.as_ref(), |it| with_names(console, it))));
    settings
}

fn script_row<'a>(
    console: Console<'a>,
    script: &'a Script,
    index: usize,
    go_on: Setting<'a>,
) -> Vec<Setting<'a>> {
    let seconds = Content::Number(script.timeout_seconds.into());
    vec![
        typed("Use Generative AI Assist for script creation", Content::TrueFalse(false)),
        set("script", "Script", Content::Script(index)),
        set("expectedSeconds", "Expected time of script execution in seconds", seconds),
        go_on,
        set("runAs", "Run As", Content::Typed(console.platform.vocabulary.account(&script.run_as))),
        data("onError", optional(script.on_error.as_deref(), text)),
    ]
}

fn stored<'a>(
    console: Console<'a>,
    task: &'a Task,
    field: &'a str,
    stored: &'a Stored,
    go_on: Setting<'a>,
) -> Vec<Setting<'a>> {
    let (value, outcome) = match stored {
        Stored::Text(text) => (Some(text.as_str()), None),
        Stored::Outcome(key) => (task.outcome(key).map(Outcome::text), Some(key.as_str())),
    };
    vec![
        set("field", "Custom Field", field_named(console, field)),
        set("value", "Value", optional(value, text)),
        data("outcome", optional(outcome, text)),
        go_on,
    ]
}

fn words_of<'a>(words: Vec<&'static str>) -> Content<'a> {
    Content::Texts(words.into_iter().map(Cow::Borrowed).collect())
}

fn parameter<'a>(console: Console<'a>, parameter: &'a Parameter) -> Vec<Setting<'a>> {
    let Parameter {
        key,
        name,
        description,
        parameter_type,
        required,
        default,
        options,
        accepted,
        range,
        example,
        secret,
    } = parameter;
    let accepted = accepted.iter().map(|value| value.to_string().into()).collect();
    vec![
        data("key", text(key)),
        set("name", "Name", text(name)),
        set("type", "Type", Content::Choice(console.platform.vocabulary.parameter_type(*parameter_type))),
        set("required", "Required", Content::YesNo(*required)),
        set("default", "Default Value", optional(default.as_ref(), Content::Value)),
        set("options", "Options", texts(options)),
        set("accepted", "Accepted Values", Content::Texts(accepted)),
        set("range", "Range", optional(*range, |(least, most)| Content::Range(least, most))),
        set("example", "Example", optional(example.as_deref(), text)),
        data("secret", mark(*secret)),
        set("description", "Description", with_names(console, description)),
    ]
}

fn outcome(outcome: &Outcome) -> Vec<Setting<'_>> {
    vec![
        data("key", text(outcome.key.as_str())),
        data("text", text(outcome.text())),
        data("match", text(outcome.matched())),
        data("textFormerly", texts(&outcome.text_formerly)),
        data("exitCode", Content::Number(outcome.exit_code.into())),
        data("unwatched", mark(outcome.unwatched)),
    ]
}

fn schedule<'a>(console: Console<'a>, task: &'a Task, schedule: &'a Schedule) -> Vec<Setting<'a>> {
    let Schedule {
        every,
        weekdays,
        dates,
        at,
        next_check_in,
        stop_after,
        target,
        sites,
        companies,
        parameters,
    } = schedule;
    let days = weekdays.iter().map(|&day| console.platform.vocabulary.weekday(day)).collect();
    let groups = target.iter().map(|key| reference(console, Kind::Group, key)).collect();
    let given = parameters.iter().map(|(key, value)| {
        let name = task.parameter(key).map_or(key, |parameter| &parameter.name);
        (Named { of: key.as_str(), name: name.into() }, value)
    });
    vec![
        set("every", "Every", text(every.to_string())),
        set("weekdays", "Days", words_of(days)),
        set("dates", "Dates", Content::Dates(dates)),
        set("at", "At", optional(at.as_deref(), text)),
        set("timeZone", "Time Zone", Content::Choice("Local Machine Time")),
        set("nextCheckIn", "At the next check-in", Content::YesNo(*next_check_in)),
        set("stopAfter", "Stopped after", optional(*stop_after, |after| text(after.to_string()))),
        set("groups", "Groups", Content::Groups(groups)),
        set("sites", "Sites", texts(sites)),
        set("companies", "Companies", texts(companies)),
        set("parameters", "Parameters", Content::Given(given.collect())),
    ]
}
