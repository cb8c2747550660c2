//! Conditions: criteria joined by `all` and `any` to any depth, and the blocks that mean the same. Pure.
//!
//! A platform's group is an OR of blocks, a block an AND of criteria. `any` puts the blocks of its parts one after
//! the other; `all` joins each block of one part with each of the next, the leftmost varying slowest. The written
//! order is kept. What has no `any` stays exactly as it is written. What has one is simplified:
//!
//! - a criterion stands in a block once;
//! - a block that is inside another one goes, and so does one that no device can meet;
//! - two blocks that differ in the values of one `contains-any-of` become one, with the values of both.
//!
//! What a dropdown's options are today plays no part in it: a device may hold a text that is no option any more, so the
//! blocks of a condition hang on the condition alone.
//!
//! `any` in `all` multiplies, so a condition is refused before it takes more than [`MOST_ON_THE_WAY`] blocks. Recursion
//! goes as deep as the manifest is nested, which the TOML parser bounds; a chain of shared conditions adds nothing to
//! it, since each is compiled before those that use it.

mod compile;
mod simplify;
mod tree;

pub use compile::{Compiler, Refusal};
pub use simplify::finished;
pub use tree::{Alternatives, Condition, Growth, MOST_BLOCKS, MOST_CRITERIA, MOST_ON_THE_WAY, Term, Terms};
