//! Rules about the texts that people read: what Markdown makes of them, and what they say of the solution.

mod each;
pub mod markup;
pub mod mentions;
