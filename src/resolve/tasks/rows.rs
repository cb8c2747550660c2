//! What rows have that the manifest need not say: the systems they run on, and the rows that `reads` asks for.

use crate::solution::{Action, Os, Read, Script, Step};

/// The systems of rows that name none: Windows for a script, all that the scripts have for any other row, and every
/// one in a task without a script.
pub(super) fn default_systems(steps: &mut [Step], has_script: bool) {
    for step in steps.iter_mut().filter(|step| step.os.is_empty() && script(step).is_some()) {
        step.os = vec![Os::Windows];
    }
    let scripts = steps.iter().filter(|step| script(step).is_some());
    let systems = if has_script { systems_of(scripts) } else { vec![Os::Windows, Os::Macos, Os::Linux] };
    for step in steps.iter_mut().filter(|step| step.os.is_empty()) {
        step.os.clone_from(&systems);
    }
}

/// Puts a row that copies the field before the first script that reads it: one for all scripts that do.
pub(super) fn with_reads(steps: &[Step]) -> Vec<Step> {
    let mut copied: Vec<Read> = Vec::new();
    let mut rows: Vec<Step> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let reads = script(step).map_or(&[][..], |script| &script.reads);
        let new: Vec<&Read> = reads.iter().filter(|read| !copied.contains(read)).collect();
        rows.extend(new.iter().map(|read| read_row(read, &steps[index..])));
        copied.extend(new.into_iter().cloned());
        rows.push(step.clone());
    }
    rows
}

/// The row that copies a field, on every system where a script reads it.
fn read_row(read: &Read, steps: &[Step]) -> Step {
    let reads = |step: &&Step| script(step).is_some_and(|script| script.reads.contains(read));
    let action = Action::ReadField { variable: read.variable.clone(), field: read.field.clone() };
    Step { action, os: systems_of(steps.iter().filter(reads)), continue_on_failure: false, note: None }
}

/// The systems that these rows run on, in their order.
fn systems_of<'s>(steps: impl IntoIterator<Item = &'s Step>) -> Vec<Os> {
    let mut systems: Vec<Os> = steps.into_iter().flat_map(|step| step.os.iter().copied()).collect();
    systems.sort_unstable();
    systems.dedup();
    systems
}

fn script(step: &Step) -> Option<&Script> {
    match &step.action {
        Action::Script(script) => Some(script),
        _ => None,
    }
}
