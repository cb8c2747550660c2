//! The rules: what is wrong with a solution, and what its author should know.

pub mod analyse;
