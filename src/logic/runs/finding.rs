//! What goes round, as it is found.

use super::run::Run;
use crate::logic::criteria::Example;
use crate::solution::{Group, Task};

/// What goes round.
#[derive(Clone, Debug)]
pub enum Loop<'s> {
    /// Whatever the task reports, a device of this target group stays in it.
    NeverLeaves(&'s Task, &'s Group),
    /// A device goes back and forth between the targets of two tasks.
    Flaps {
        /// What the one reports, and what the other one does.
        hops: [Hop<'s>; 2],
        /// A device that does.
        device: Example,
        /// Whatever the two report, errors apart.
        always: bool,
    },
    /// Something runs on devices that have left the scope of the task whose status keeps them in a group.
    Lingers {
        /// The group.
        group: &'s Group,
        /// The task whose status it tests.
        writer: &'s Task,
        /// Where that task runs, whatever it reported.
        scope: &'s Group,
        /// What runs on the group.
        runs: &'s Task,
        /// A device that lingers.
        device: Example,
    },
    /// A task tries again, by its own report, on devices that people took out of where it runs else.
    Retries {
        /// The task.
        task: &'s Task,
        /// The group of those on which it tries again.
        group: &'s Group,
        /// The target that they were taken out of.
        scope: &'s Group,
        /// Such a device.
        device: Example,
    },
}

/// A task that runs on a device by its being in a group, and what it then reports.
#[derive(Clone, Debug)]
pub struct Hop<'s> {
    /// A target of the task.
    pub group: &'s Group,
    /// The task.
    pub task: &'s Task,
    /// How its run ends.
    pub run: Run<'s>,
}
