//! What stands between tasks, fields and groups: the values that a field can ever hold, and what follows from them.
//! Pure: it knows solutions; `resolve` finds places and words.
//!
//! Everything claimed here errs on one side. What a field can hold is never less than what it does hold on the
//! platform, so "never" is true, and where a value is known in part only, the answer is "perhaps".

mod lingers;
mod loops;
mod runs;
mod shape;
mod values;

pub use loops::{Hop, Loop, loops, shared};
pub use runs::{Run, State, after, fills, lines, runs, targets, writes};
pub use shape::{Meets, Shape};
pub use values::{By, Near, Verdict, Way, Writer, verdict, ways};
