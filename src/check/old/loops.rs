//! Tasks whose results decide where tasks run, in words and with places.

use super::Check;
use crate::check;
use crate::diag::Problem;
use crate::diff::words;
use crate::document::At;
use crate::logic::contract::{Hop, Loop, Shape, fills, loops, shared};
use crate::logic::criteria::{Example, Subjects};
use crate::solution::{Group, Solution, Subject, Task};
use crate::source::Place;

/// The pairs of tasks that are asked for a device in common.
const MOST_PAIRS: usize = 50;

impl Check<'_> {
    /// Fields that several tasks write, and what goes round.
    pub(super) fn loops(&mut self, solution: &Solution) {
        self.shared_fields(solution);
        // A text that a field never holds is why a device never leaves, and has been said.
        let said = self.problems.list().iter().any(|it| {
            [&check::values::tested::never_held::CODE, &check::values::tested::unheld_value::CODE]
                .contains(&it.code)
        });
        for found in loops(solution) {
            let problem = match &found {
                Loop::NeverLeaves(..) if said => continue,
                Loop::NeverLeaves(task, group) => self.never_leaves(task, group),
                Loop::Flaps { hops, device, always } => self.flaps(solution, hops, device, *always),
                Loop::Lingers { group, writer, scope, runs, device } => {
                    let message = format!(
                        "devices that have left `{}` stay in `{}` by the last status of task `{}`, and task `{}` runs \
                         on them: {}",
                        scope.part.name,
                        group.part.name,
                        writer.part.key,
                        runs.part.key,
                        in_words(solution, device)
                    );
                    let help = format!("put the criteria of `{}` into this group too", scope.part.name);
                    Problem::new(&check::runs::lingering::CODE, message).at(self.group_key(group)).help(help)
                }
                Loop::Retries { task, group, scope, device } => {
                    let message = format!(
                        "this group lacks what `{}` requires: a device that people took out there is tried again",
                        scope.part.name
                    );
                    Problem::new(&check::runs::unscoped_retry::CODE, message)
                        .at(self.group_key(group))
                        .also(self.target(task, group), format!("task `{}` runs on it again", task.part.key))
                        .help(format!("for example a device with {}", in_words(solution, device)))
                        .help(format!("put the criteria of `{}` into this group too", scope.part.name))
                }
            };
            self.problems.push(problem);
        }
    }

    fn never_leaves(&self, task: &Task, group: &Group) -> Problem {
        let message = format!(
            "a device never leaves this group: whatever task `{}` reports keeps it in",
            task.part.key
        );
        let help = format!(
            "let the group wait for fewer of its outcomes, or leave out what `{}` tests on them",
            group.part.key
        );
        Problem::new(&check::runs::never_leaves::CODE, message)
            .at(self.group_key(group))
            .also(self.target(task, group), "and so it runs there again and again")
            .help(help)
    }

    fn flaps(&self, solution: &Solution, hops: &[Hop<'_>; 2], device: &Example, always: bool) -> Problem {
        let [one, other] = hops;
        let path = path(solution, hops);
        let [first, second] = [&one.task.part.key, &other.task.part.key];
        let device = format!("for example a device with {}", in_words(solution, device));
        let problem = match always {
            true => Problem::new(
                &check::runs::flapping::CODE,
                format!("tasks `{first}` and `{second}` send a device back and forth without end"),
            )
            .help(path),
            false => Problem::new(
                &check::runs::re_admission::CODE,
                format!("devices can go back and forth: {path}"),
            ),
        };
        problem
            .at(self.target(one.task, one.group))
            .also(self.target(other.task, other.group), "and back from here")
            .help(device)
            .help("let the two report into fields of their own, or let a group leave out what the other one did")
    }

    /// Fields that several tasks write.
    fn shared_fields(&mut self, solution: &Solution) {
        for field in &solution.fields {
            let key = &field.part.key;
            let tasks: Vec<&Task> = solution.tasks.iter().filter(|task| fills(solution, task, key)).collect();
            let [first, others @ ..] = tasks.as_slice() else { continue };
            if others.is_empty() {
                continue;
            }
            let keys: Vec<&str> = tasks.iter().map(|task| task.part.key.as_str()).collect();
            let message = match both(solution, &tasks) {
                Some(both) => format!("the field `{key}` shows what ran last: {both}"),
                None => format!("the field `{key}` shows what ran last of the tasks {}", backticked(&keys)),
            };
            let problem = others.iter().fold(
                Problem::new(&check::values::shared_field::CODE, message).at(self.written_at(first, key)),
                |problem, task| problem.also(self.written_at(task, key), "and here"),
            );
            self.problems.push(problem.help("a field for each, if groups are to tell them apart"));
        }
    }

    /// Where a task writes a field.
    fn written_at(&self, task: &Task, field: &str) -> Place {
        let table = At::ROOT.key("task");
        let at = table.key(&task.part.key);
        let steps = self.manifest.task.get(&task.part.key).map(|table| &table.step);
        let index =
            steps.and_then(|steps| steps.iter().position(|it| it.set_field.as_deref() == Some(field)));
        self.document.value(&at.key("step").index(index.unwrap_or_default()).key("set-field"))
    }

    /// Where a schedule of a task names a group.
    fn target(&self, task: &Task, group: &Group) -> Place {
        let table = At::ROOT.key("task");
        let at = table.key(&task.part.key);
        let schedules = task.schedules.iter().enumerate();
        let named = schedules.filter_map(|(index, schedule)| {
            Some((index, schedule.target.iter().position(|key| *key == group.part.key)?))
        });
        let (schedule, target) = named.into_iter().next().unwrap_or_default();
        self.document.value(&at.key("schedule").index(schedule).key("target").index(target))
    }

    fn group_key(&self, group: &Group) -> Place {
        self.document.key(&At::ROOT.key("group").key(&group.part.key))
    }
}

/// Two of the tasks that run on one device, which each leaves to the other.
fn both(solution: &Solution, tasks: &[&Task]) -> Option<String> {
    let pairs = tasks
        .iter()
        .enumerate()
        .flat_map(|(index, one)| tasks[index + 1..].iter().map(move |other| (*one, *other)));
    pairs.take(MOST_PAIRS).find_map(|(one, other)| {
        let device = in_words(solution, &shared(solution, one, other)?);
        let keys = backticked(&[&one.part.key, &other.part.key]);
        Some(format!("tasks {keys} both run on a device with {device}"))
    })
}

fn backticked(keys: &[&str]) -> String {
    words::list(keys.iter().map(|key| format!("`{key}`")))
}

fn in_words(solution: &Solution, device: &Example) -> String {
    words::one_line(&device.in_words(&Subjects::of(&[solution])))
}

/// ``group `A` → task `t` reports `done` → `Status` = `Done` → group `B` → … → group `A` again``
fn path(solution: &Solution, hops: &[Hop<'_>; 2]) -> String {
    let [one, other] = hops;
    let words = [(one, other), (other, one)].map(|(hop, next)| {
        let reports = match hop.run.outcome {
            Some(outcome) => format!("task `{}` reports `{}`", hop.task.part.key, outcome.key),
            None => format!("task `{}` runs", hop.task.part.key),
        };
        let stored = stored(solution, hop, next).map(|stored| format!(" → {stored}")).unwrap_or_default();
        format!("group `{}` → {reports}{stored}", hop.group.part.name)
    });
    format!("{} → group `{}` again", words.join(" → "), one.group.part.name)
}

/// What a run stores where the next group looks, if it looks there.
fn stored(solution: &Solution, hop: &Hop<'_>, next: &Hop<'_>) -> Option<String> {
    let criteria = || next.group.criteria();
    let looked_at = |key: &str| criteria().any(|it| it.subject == Subject::Field(key.to_owned()));
    let stored = hop.run.stored.iter().filter(|(key, _)| looked_at(key));
    let word = |(key, shape): (&&str, &Shape<'_>)| {
        let name = solution.field(key).map_or(*key, |field| &field.part.name);
        format!("`{name}` = `{}`", shape.shown().unwrap_or_default())
    };
    let words: Vec<String> = stored.map(word).collect();
    (!words.is_empty()).then(|| words::list(words))
}
