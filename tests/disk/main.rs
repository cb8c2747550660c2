//! The disk module on a real file system: what is written, and what is left alone whatever happens.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests set up what the disk module finds")]

mod against;
mod faults;
mod folders;
mod input;
mod races;
#[cfg(unix)]
mod special;
mod support;
