//! What changed in meaning between two renders: pure, from the recorded solution and the new one.
//!
//! Every difference between two solutions is at least one change, and equal solutions have none. Each module
//! takes its part of the model apart member by member, so that a new member does not compile until somebody
//! has said here what changing it does.

pub mod checklist;
mod compare;
mod criteria;
mod edits;
mod field;
mod pairing;
mod part;
mod severity;
mod solution;
mod task;
pub(crate) mod words;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::solution::platform::{Console, Platform};
use crate::solution::{Kind, Level, Part, PartRef, Solution};

pub use compare::compare;
pub use criteria::{Effect, Targeting, targeting};
pub use severity::Severity;

/// What happens to the thing that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Mark {
    /// It is no more.
    Removed,
    /// It must be deleted and created anew.
    Replaced,
    /// It is altered in place.
    Changed,
    /// It is new.
    Added,
}

/// What a change is about: a stable word for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
#[allow(missing_docs)]
pub enum ChangeKind {
    FirstRender,
    CannotCompare,
    RenderMoved,
    SolutionRemoved,
    PartAdded,
    PartRemoved,
    PartRenamed,
    PartRekeyed,
    PartsReordered,
    IdChanged,
    FirstKeyChanged,
    TitleChanged,
    DescriptionChanged,
    PageChanged,
    FrontMatterChanged,
    VisibilityChanged,
    ImplementationChanged,
    FaqChanged,
    ChangelogChanged,
    FieldRecreated,
    FieldUntested,
    OptionRemoved,
    OptionRenamed,
    OptionAdded,
    OptionsReordered,
    OptionMemoryChanged,
    DefaultChanged,
    RequiredChanged,
    EditableChanged,
    RuleChanged,
    HintChanged,
    SecretChanged,
    CategoryChanged,
    NoteChanged,
    CriteriaChanged,
    CriteriaRewritten,
    ExamplesChanged,
    DisjointChanged,
    LaunchChanged,
    OnErrorChanged,
    OutcomeAdded,
    OutcomeRemoved,
    OutcomeRekeyed,
    OutcomeTextChanged,
    OutcomeMemoryChanged,
    OutcomeMeaningChanged,
    OutcomeWatchChanged,
    OutcomesReordered,
    ExitCodeChanged,
    ParameterAdded,
    ParameterRemoved,
    ParameterRenamed,
    ParameterRekeyed,
    ParameterChanged,
    ParametersReordered,
    ScheduleAdded,
    ScheduleRemoved,
    ScheduleTargetChanged,
    ScheduleTimeChanged,
    ScheduleParametersChanged,
    SchedulesReordered,
    StepAdded,
    StepRemoved,
    StepChanged,
    StepsReordered,
    ScriptChanged,
    ScriptSettingsChanged,
}

/// One change in meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "change", deny_unknown_fields)]
pub struct Change {
    /// How much it matters.
    pub severity: Severity,
    /// What happens to the thing.
    pub mark: Mark,
    /// What it is about.
    pub kind: ChangeKind,
    /// The part, by its kind and its key in the new manifest, or in the old one where it is removed.
    #[serde(serialize_with = "as_written")]
    #[schemars(with = "String")]
    pub part: PartRef,
    /// The part's id.
    #[schemars(schema_with = "crate::render::json::schema::id")]
    pub id: Uuid,
    /// The part's name in the console; a field's level stands beside it.
    pub name: String,
    /// What changes, in one sentence without a full stop.
    pub summary: String,
    /// What it does on the platform, and to what; one sentence or list item each.
    pub details: Vec<String>,
    /// For a change of criteria: what it does to the devices selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// What to do, or what would avoid the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

fn as_written<S: serde::Serializer>(part: &PartRef, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(part)
}

impl Change {
    /// That this solution could not be compared, and why. It reads as breaking, never as no change.
    pub fn cannot_compare(new: &Solution, why: &str) -> Self {
        let summary = "what changed in meaning could not be worked out";
        let mut change = Change::of_solution(new, Severity::Breaking, ChangeKind::CannotCompare, summary);
        change.detail(words::one_line(why));
        change
    }

    /// That the render stands in another folder than the one before.
    #[must_use]
    pub fn moved(new: &Solution, from: &str) -> Self {
        let summary = format!("its render moves here from `{from}`");
        let mut change = Change::of_solution(new, Severity::Cosmetic, ChangeKind::RenderMoved, &summary);
        change.help =
            Some(format!("see that nothing is left in `{from}`, and that nothing deploys from there"));
        change
    }

    /// That the solution is no longer there.
    #[must_use]
    pub fn removed(old: &Solution) -> Self {
        let summary = "the solution is removed";
        let mut change = Change::of_solution(old, Severity::Breaking, ChangeKind::SolutionRemoved, summary);
        change.detail(
            "what it made on the platform stays, and its schedules go on, until somebody deletes them",
        );
        change.mark = Mark::Removed;
        change
    }

    /// That nothing is recorded of an earlier render.
    fn first_render(new: &Solution) -> Self {
        let summary = "first render: nothing is recorded to compare with, so everything is new";
        let mut change = Change::of_solution(new, Severity::Cosmetic, ChangeKind::FirstRender, summary);
        let counts = [(new.fields.len(), "field"), (new.groups.len(), "group"), (new.tasks.len(), "task")];
        change.detail(words::list(counts.map(|(count, noun)| words::count(count, noun))));
        change.mark = Mark::Added;
        change
    }

    fn of_solution(new: &Solution, severity: Severity, kind: ChangeKind, summary: &str) -> Self {
        let part = PartRef::solution();
        Change::new(part, &new.part, new.part.name.clone(), (severity, kind, summary.to_owned()))
    }

    /// A change of this part, in place.
    fn new(
        reference: PartRef,
        part: &Part,
        name: String,
        (severity, kind, summary): (Severity, ChangeKind, String),
    ) -> Self {
        Change {
            severity,
            mark: Mark::Changed,
            kind,
            part: reference,
            id: part.id,
            name,
            summary,
            details: Vec::new(),
            effect: None,
            help: None,
        }
    }

    fn detail(&mut self, detail: impl Into<String>) -> &mut Self {
        self.details.push(detail.into());
        self
    }

    fn details(&mut self, details: impl IntoIterator<Item = String>) -> &mut Self {
        self.details.extend(details);
        self
    }

    fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    fn mark(&mut self, mark: Mark) -> &mut Self {
        self.mark = mark;
        self
    }

    /// Where it stands among the others: what is deleted first, then by severity.
    pub(crate) fn rank(&self) -> (bool, Severity) {
        let deletes =
            matches!(self.mark, Mark::Removed | Mark::Replaced) && self.severity != Severity::Cosmetic;
        (!deletes, self.severity)
    }
}

/// The part that is being compared, between its two solutions, and where its changes go.
struct Scope<'a> {
    platform: &'a Platform,
    /// The recorded solution, with the keys that the new one uses for the same things.
    old: &'a Solution,
    new: &'a Solution,
    kind: Kind,
    part: &'a Part,
    level: Option<Level>,
    changes: &'a mut Vec<Change>,
}

impl<'a> Scope<'a> {
    fn solution(
        platform: &'a Platform,
        old: &'a Solution,
        new: &'a Solution,
        changes: &'a mut Vec<Change>,
    ) -> Self {
        Scope { platform, old, new, kind: Kind::Solution, part: &new.part, level: None, changes }
    }

    /// The recorded solution in the words of the console.
    fn before(&self) -> Console<'a> {
        Console::new(self.platform, self.old)
    }

    /// The new solution in the words of the console.
    fn after(&self) -> Console<'a> {
        Console::new(self.platform, self.new)
    }

    /// Adds a change of this part.
    fn push(&mut self, severity: Severity, kind: ChangeKind, summary: impl Into<String>) -> &mut Change {
        let part = PartRef::new(self.kind, self.part.key.clone());
        let name = match self.level {
            Some(level) => format!("{} ({})", self.part.name, self.platform.vocabulary.level(level)),
            None => self.part.name.clone(),
        };
        self.changes.push(Change::new(part, self.part, name, (severity, kind, summary.into())));
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    /// Adds a cosmetic change of this summary where a text differs, with both.
    fn text<T: PartialEq + ?Sized>(
        &mut self,
        kind: ChangeKind,
        summary: &str,
        (old, new): (&T, &T),
        show: impl Fn(&T, Console<'_>) -> String,
    ) {
        if old == new {
            return;
        }
        let (before, after) = (show(old, self.before()), show(new, self.after()));
        let change = self.push(Severity::Cosmetic, kind, summary);
        match before == after {
            true => change.detail("it refers to another part; the words are the same"),
            false => change.detail(words::became(&before, &after)),
        };
    }
}
