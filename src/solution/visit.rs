//! A walk over all that names a part and all texts of a solution. Every type is taken apart member by member, so that a
//! new one that is forgotten here does not compile.

use super::keys::{FieldKey, GroupKey, Kind, OutcomeKey, PartRef, TaskKey};
use super::model::{
    Action, Block, Change, Criterion, Faq, Field, Given, Group, GroupExample, Instruction, Outcome,
    OutcomeRef, Parameter, Part, Read, Schedule, Script, Solution, Step, Stored, Subject, Task,
};
use super::text::{Prose, Text};

/// What may be changed on the way; by default nothing.
pub trait VisitMut {
    /// A part of this kind, after its texts and all that is inside it.
    fn part(&mut self, _kind: Kind, _part: &mut Part) {}
    /// Something names a field.
    fn field(&mut self, _key: &mut FieldKey) {}
    /// Something names a group.
    fn group(&mut self, _key: &mut GroupKey) {}
    /// Something names a task.
    fn task(&mut self, _key: &mut TaskKey) {}
    /// An outcome of this task, where it is declared or named.
    fn outcome(&mut self, _task: &str, _key: &mut OutcomeKey) {}
    /// A parameter of this task, where it is declared or named.
    fn parameter(&mut self, _task: &str, _key: &mut String) {}
    /// Something names a part of any kind.
    fn reference(&mut self, _part: &mut PartRef) {}
    /// A text.
    fn text(&mut self, _text: &mut Text) {}
    /// A prose.
    fn prose(&mut self, _prose: &mut Prose) {}
}

/// Visits everything in a solution.
pub fn visit_mut(visitor: &mut dyn VisitMut, solution: &mut Solution) {
    let Solution { part, draft: _, unlisted: _, fields, groups, tasks, implementation, faq, changelog } =
        solution;
    self::part(visitor, Kind::Solution, part);
    fields.iter_mut().for_each(|it| field(visitor, it));
    groups.iter_mut().for_each(|it| group(visitor, it));
    tasks.iter_mut().for_each(|it| task(visitor, it));
    for Instruction { title: _, text, before: _ } in implementation {
        visitor.prose(text);
    }
    for Faq { question, answer } in faq {
        visitor.text(question);
        visitor.prose(answer);
    }
    for Change { date: _, changes, parts } in changelog {
        changes.iter_mut().for_each(|it| visitor.prose(it));
        parts.iter_mut().for_each(|it| visitor.reference(it));
    }
}

fn part(visitor: &mut dyn VisitMut, kind: Kind, part: &mut Part) {
    let Part {
        key: _,
        id: _,
        formerly: _,
        name: _,
        title: _,
        description,
        summary,
        remarks,
        listed_under: _,
        keywords: _,
        tags: _,
    } = part;
    visitor.text(description);
    summary.iter_mut().chain(remarks).for_each(|it| visitor.prose(it));
    visitor.part(kind, part);
}

fn field(visitor: &mut dyn VisitMut, field: &mut Field) {
    let Field {
        part,
        level: _,
        field_type: _,
        options: _,
        options_formerly: _,
        default: _,
        required: _,
        editable: _,
        help_text,
        example: _,
        rule: _,
        secret: _,
    } = field;
    help_text.iter_mut().for_each(|it| visitor.text(it));
    self::part(visitor, Kind::Field, part);
}

fn group(visitor: &mut dyn VisitMut, group: &mut Group) {
    let Group { part, category: _, note, blocks, disjoint, examples } = group;
    note.iter_mut().for_each(|it| visitor.text(it));
    for Block { note, criteria } in blocks {
        note.iter_mut().for_each(|it| visitor.text(it));
        criteria.iter_mut().for_each(|it| criterion(visitor, it));
    }
    disjoint.iter_mut().for_each(|it| visitor.group(it));
    for GroupExample { device, member: _, because } in examples {
        for Given { subject: on, holds: _ } in device {
            subject(visitor, on);
        }
        because.iter_mut().for_each(|it| visitor.text(it));
    }
    self::part(visitor, Kind::Group, part);
}

fn criterion(visitor: &mut dyn VisitMut, criterion: &mut Criterion) {
    let Criterion { subject: on, test: _, outcomes } = criterion;
    subject(visitor, on);
    for OutcomeRef { task, outcome } in outcomes {
        visitor.outcome(task, outcome);
        visitor.task(task);
    }
}

fn subject(visitor: &mut dyn VisitMut, subject: &mut Subject) {
    match subject {
        Subject::Field(key) => visitor.field(key),
        Subject::Device(_) | Subject::Property(_) => {}
    }
}

fn task(visitor: &mut dyn VisitMut, task: &mut Task) {
    let Task { part, category: _, manual: _, on_error, outcomes, parameters, schedules, steps } = task;
    let own = part.key.as_str();
    on_error.iter_mut().for_each(|it| visitor.outcome(own, it));
    for Outcome { key, report: _, text_formerly: _, meaning, exit_code: _, unwatched: _ } in outcomes {
        visitor.outcome(own, key);
        visitor.prose(meaning);
    }
    parameters.iter_mut().for_each(|it| parameter(visitor, own, it));
    schedules.iter_mut().for_each(|it| schedule(visitor, own, it));
    steps.iter_mut().for_each(|it| step(visitor, own, it));
    self::part(visitor, Kind::Task, part);
}

fn parameter(visitor: &mut dyn VisitMut, task: &str, parameter: &mut Parameter) {
    let Parameter {
        key,
        name: _,
        description,
        parameter_type: _,
        required: _,
        default: _,
        options: _,
        accepted: _,
        range: _,
        example: _,
        secret: _,
    } = parameter;
    visitor.parameter(task, key);
    visitor.text(description);
}

fn schedule(visitor: &mut dyn VisitMut, task: &str, schedule: &mut Schedule) {
    let Schedule {
        every: _,
        weekdays: _,
        dates: _,
        at: _,
        next_check_in: _,
        stop_after: _,
        target,
        sites: _,
        companies: _,
        parameters,
    } = schedule;
    target.iter_mut().for_each(|it| visitor.group(it));
    let values = std::mem::take(parameters).into_iter();
    let visited = values.map(|(mut key, value)| {
        visitor.parameter(task, &mut key);
        (key, value)
    });
    *parameters = visited.collect();
}

fn step(visitor: &mut dyn VisitMut, task: &str, step: &mut Step) {
    let Step { action, os: _, continue_on_failure: _, note } = step;
    note.iter_mut().for_each(|it| visitor.text(it));
    match action {
        Action::Script(Script { body: _, timeout_seconds: _, run_as: _, reads, on_error }) => {
            on_error.iter_mut().for_each(|it| visitor.outcome(task, it));
            for Read { field, variable: _ } in reads {
                visitor.field(field);
            }
        }
        Action::Log(_) => {}
        Action::ReadField { variable: _, field } => visitor.field(field),
        Action::SetField { field, value } => {
            visitor.field(field);
            match value {
                Stored::Outcome(key) => visitor.outcome(task, key),
                Stored::Text(_) => {}
            }
        }
    }
}
