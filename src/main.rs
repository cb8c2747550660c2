//! The `rmmgen` command.

fn main() {}
