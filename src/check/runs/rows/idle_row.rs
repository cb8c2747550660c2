//! `idle-row`: a row for systems that no target of its task has.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{Block, Group, Os, Solution, Task};
use crate::words;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "idle-row",
    severity: Severity::Warning,
    what: "A row for systems that no device has in any group that the task is scheduled on.",
    why: "The row never runs, and nobody sees that: the task reports what its other rows say.",
    example: "os = [\"linux\"]      # the target requires os-type equal Windows",
};

/// Looks at every row that names its systems, of tasks that run on nothing but groups.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in &context.solution.tasks {
        let at = table.key(&task.part.key);
        let targets = targets(context.solution, task).filter(|_| context.is_sound(&at.key("schedule")));
        let Some(targets) = targets.filter(|all| all.iter().all(|it| context.selection_is_sound(it))) else {
            continue;
        };
        let list = at.key("step");
        let rows = context.manifest.task.get(&task.part.key).map_or(&[][..], |written| &written.step);
        for (index, systems) in rows.iter().enumerate().filter_map(|(index, it)| Some((index, it.os.as_ref()?))) {
            if !systems.is_empty() && is_idle(context.subjects(), &targets, systems) {
                problems.push(idle(context, &list.index(index).key("os"), systems, &targets));
            }
        }
    }
}

fn idle(context: &Context<'_>, at: &At<'_>, systems: &[Os], targets: &[&Group]) -> Problem {
    let systems = words::list(systems.iter().map(|os| context.platform.vocabulary.system(*os).to_owned()));
    let targets = words::list(targets.iter().map(|group| words::quoted(&group.part.name)));
    let message = format!("this row is for {systems}, and the task's targets have no device with it");
    Problem::new(&CODE, message)
        .at(context.document.value(at))
        .help(format!("the targets are {targets}: change `os`, or what they select"))
}

/// The groups that a task is scheduled on; none where it also runs elsewhere, or by hand alone.
fn targets<'s>(solution: &'s Solution, task: &'s Task) -> Option<Vec<&'s Group>> {
    task.is_bound_to_groups().then(|| solution.targets(task).collect())
}

/// Whether no device of these groups has one of these systems, whatever letter case does.
fn is_idle(subjects: &Subjects, targets: &[&Group], systems: &[Os]) -> bool {
    let blocks = targets.iter().flat_map(|group| &group.blocks);
    let blocks: Vec<Block> = blocks.flat_map(|block| systems.iter().map(move |&os| subjects.on_system(block, os))).collect();
    Case::BOTH
        .iter()
        .all(|&case| Sets::new(subjects, case, &blocks).is_nobody(0..blocks.len(), []) == Some(true))
}
