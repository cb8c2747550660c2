//! What a field can hold by a solution. Pure.
//!
//! [`ways()`] lists every way in which a value gets into a field: an outcome's line with what stands around it, a
//! literal, the default, an option, a person. A value is a [`Shape`], known in part: a line begins with its outcome's
//! text and may go on with a detail, in which the prelude has broken up whatever criteria test. [`Shape::meets`] answers
//! a test with always, never or perhaps.
//!
//! It errs on one side. What a field can hold is never less than what it does hold on the platform, so "never" is true,
//! and where a value is known in part only, the answer is "perhaps".

mod shape;
mod ways;

pub use shape::{Meets, Shape};
pub use ways::{By, CanHold, Near, Way, Writer, can_hold, stored, ways};
