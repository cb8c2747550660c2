//! Writes N solutions to measure with: `cargo run --release --example workload -- 1000 /dev/shm/workload`.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a program of its own

#[path = "../benches/workload/mod.rs"]
mod workload;

use std::path::Path;
use std::{env, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (Some(Ok(count)), Some(folder)) = (arguments.first().map(|n| n.parse()), arguments.get(1)) else {
        return Err(io::Error::other("usage: workload N FOLDER"));
    };
    workload::write(count, Path::new(folder))?;
    println!("{count} solutions in {folder}");
    Ok(())
}
