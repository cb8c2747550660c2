//! The claims about speed, measured: the whole program on 1, 1,000 and 10,000 solutions, in memory where the system
//! has a folder for that. `cargo bench -- --quick` leaves 10,000 out.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a program of its own

mod workload;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

fn main() -> io::Result<()> {
    let quick = env::args().any(|argument| argument == "--quick");
    println!("| solutions | run | wall, median | CPU | peak memory |");
    println!("| --------: | --- | -----------: | --: | ----------: |");
    for (count, runs) in [(1, 50), (1_000, 5), (10_000, 1)] {
        if count <= 1_000 || !quick {
            measure(count, runs)?;
        }
    }
    Ok(())
}

/// Measures so many solutions in so many runs.
fn measure(count: u32, runs: u32) -> io::Result<()> {
    let folder = tempfile::tempdir_in(memory())?;
    workload::write(count, folder.path())?;
    let mut cold = Vec::new();
    for _ in 0..runs {
        remove_output(folder.path())?;
        cold.push(run(folder.path())?);
    }
    let unchanged = (0..runs).map(|_| run(folder.path())).collect::<io::Result<Vec<_>>>()?;
    let unchanged_memory = peak_memory(folder.path())?;
    remove_output(folder.path())?;
    let cold_memory = peak_memory(folder.path())?;
    print(count, "cold", cold, cold_memory);
    print(count, "no change", unchanged, unchanged_memory);
    Ok(())
}

/// A folder in memory, where there is one; else the folder for temporary files.
fn memory() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_path_buf() } else { env::temp_dir() }
}

fn remove_output(folder: &Path) -> io::Result<()> {
    for solution in fs::read_dir(folder)? {
        let output = solution?.path().join("out");
        if output.exists() {
            fs::remove_dir_all(output)?;
        }
    }
    Ok(())
}

/// A run of the program: how long it took, and how much of the processors.
struct Run {
    wall: Duration,
    cpu: Option<Duration>,
}

fn run(folder: &Path) -> io::Result<Run> {
    let (before, start) = (cpu_of_children(), Instant::now());
    end(start_on(folder)?)?;
    let (wall, after) = (start.elapsed(), cpu_of_children());
    Ok(Run { wall, cpu: after.zip(before).map(|(after, before)| after - before) })
}

fn start_on(folder: &Path) -> io::Result<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
    command.args(["generate", "--quiet"]).arg(folder).stdout(Stdio::null()).spawn()
}

fn end(mut child: Child) -> io::Result<()> {
    match child.wait()?.success() {
        true => Ok(()),
        false => Err(io::Error::other("the program failed")),
    }
}

/// The time on processors of every process that was waited for; known on Linux, in hundredths of a second.
fn cpu_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold blanks: fields 16 and 17 of proc(5).
    let fields = stat.rsplit(") ").next()?.split(' ').skip(13).take(2);
    let ticks = fields.map(|field| field.parse::<u64>().ok()).sum::<Option<u64>>()?;
    Some(Duration::from_millis(ticks * 10))
}

/// The most memory a run has held, in KiB; known on Linux. It is asked for again and again, so not in a timed run.
fn peak_memory(folder: &Path) -> io::Result<Option<u64>> {
    let mut child = start_on(folder)?;
    let mut peak = None;
    while child.try_wait()?.is_none() {
        peak = high_water(child.id()).max(peak);
        thread::yield_now();
    }
    end(child)?;
    Ok(peak)
}

fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn print(count: u32, what: &str, runs: Vec<Run>, memory: Option<u64>) {
    let cpu: Option<Duration> = runs.iter().map(|run| run.cpu).sum();
    let cpu = cpu.map(|cpu| seconds(cpu / runs.len() as u32)).unwrap_or_default();
    let mut walls: Vec<Duration> = runs.into_iter().map(|run| run.wall).collect();
    walls.sort_unstable();
    let wall = seconds(walls[walls.len() / 2]);
    let memory = memory.map(|kib| format!("{:.1} MiB", kib as f64 / 1024.0)).unwrap_or_default();
    println!("| {count} | {what} | {wall} | {cpu} | {memory} |");
}

fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 0.1 => format!("{:.1} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}
