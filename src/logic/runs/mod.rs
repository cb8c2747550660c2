//! What runs of tasks leave behind: what fields hold then, and which groups the device is in. Pure.
//!
//! A run sets fields, and all else about the device stays. So where it is after a run is a question about all else:
//! [`after`] turns a group into blocks over all else, given what a run has stored, and the algebra of criteria tells
//! whether any device fits. What is said to be certain is certain for every detail a script may add and whether or not
//! letter case counts. Tests compare what is said with every run on every device of a small world.
//!
//! # Outcomes
//!
//! A group catches an outcome if some device that its task targets is in the group once the fields that store it hold the
//! outcome's line, without a detail or with one that no criterion names; and if a criterion of its waits for the line,
//! since a group that does not look at the fields says nothing of it. It is a question about the group: `contains` FAILED
//! in one criterion and `does not contain` FAILED beside it catch nothing. What else the task writes may have changed
//! again when the device is looked at, so it counts for neither side. A device may also leave a group by its report:
//! [`Watch::excluding`] finds the groups that it is in while a field is unset, and not any more. So a task that is to run
//! once waits for its own outcome.
//!
//! # Loops
//!
//! - A device that never leaves: every report keeps it in a group that is about these reports. A group that waits for
//!   failures, and that the task itself runs on, is no such loop: success leaves it.
//! - Two tasks flap a device where each sends it out of its own target into the other's. Where they may end otherwise, it
//!   is a note: a repair and its check look just like that. Tasks that write different fields cannot: once both have run,
//!   nothing changes any more.
//! - They fight as well where only the one leaves, and whatever the other one reports sends it back: its target does not
//!   hang on the status. A task that only clears the field starts the other one anew on purpose. Where both targets hold
//!   whatever is reported, nothing tells a fight from a reading and a setting, so the note on the field names the device.
//! - Every device that leaves a task's target keeps its last status, so that alone is said nowhere. It matters where
//!   something runs on a group by that status: then the note names a device that people took out and that is worked on
//!   all the same. The scope is what people decide; what tasks report comes and goes. Where the task itself runs on its
//!   own failures, and one decision of people in its other targets is missing there, it is a warning.

mod catches;
mod devices;
mod finding;
mod flaps;
mod lingers;
mod loops;
mod run;

pub use catches::{Catch, Caught, Watch};
pub use finding::{Hop, Loop};
pub use flaps::shared;
pub use loops::loops;
pub use run::{Run, State, after, fills, lines, runs};
