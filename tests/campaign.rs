//! Kills at random moments and many runs at once, of the program itself. Each campaign prints its figures:
//! `cargo nextest run --test campaign --no-capture`. `RMMGEN_CAMPAIGN=50` makes it fifty times as long.
//!
//! `tests/disk/faults.rs` ends and fails every single change in turn; here nobody knows where it hits.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // makes folders, runs and kills the program

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

type Files = BTreeMap<String, Vec<u8>>;

/// How often each thing is tried, of so many times by default.
fn times(usual: usize) -> usize {
    usual * std::env::var("RMMGEN_CAMPAIGN").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// A solution in a repository, and two manifests that it may have.
struct Solution {
    top: tempfile::TempDir,
    manifests: [String; 2],
    renders: [Files; 2],
}

impl Solution {
    fn new() -> Solution {
        let top = tempfile::tempdir().unwrap();
        fs::create_dir(top.path().join(".git")).unwrap();
        assert!(program(top.path(), &["new", "alpha"]).status().unwrap().success());
        let one = fs::read_to_string(top.path().join("alpha/solution.toml")).unwrap();
        // Other texts in every file, and pages in another folder.
        let other = one.replace("alpha", "omega") + "\n[output]\npages = \"pages/here\"\n";
        let mut solution = Solution { top, manifests: [one, other], renders: Default::default() };
        for which in [0, 1] {
            solution.settle(which);
            solution.renders[which] = files(&solution.folder());
        }
        assert!(solution.renders[0] != solution.renders[1]);
        solution
    }

    fn folder(&self) -> PathBuf {
        self.top.path().join("alpha")
    }

    fn out(&self) -> PathBuf {
        self.folder().join("out")
    }

    /// Puts one of the two manifests in place.
    fn choose(&self, which: usize) {
        fs::write(self.folder().join("solution.toml"), &self.manifests[which]).unwrap();
    }

    fn generate(&self) -> Child {
        let mut command = program(&self.folder(), &["generate", "--quiet", "--allow-removals"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Renders one of the two manifests to its end.
    fn settle(&self, which: usize) {
        self.choose(which);
        ended(self.generate());
    }

    /// How long a run takes here.
    fn duration(&self) -> Duration {
        self.settle(0);
        let start = Instant::now();
        self.settle(1);
        start.elapsed()
    }

    /// Every file is as one of the two renders has it, and nothing else is there but what is staged.
    fn assert_whole(&self) -> bool {
        let found = files(&self.folder());
        for (path, bytes) in found.iter().filter(|(path, _)| !path.contains(".rmmgen")) {
            let known = self.renders.iter().any(|render| render.get(path) == Some(bytes));
            assert!(known, "{path}: {}", String::from_utf8_lossy(bytes));
        }
        for (path, bytes) in
            self.renders[0].iter().filter(|(path, bytes)| self.renders[1].get(*path) == Some(bytes))
        {
            assert!(found.get(path) == Some(bytes), "{path} is the same in both");
        }
        !self.renders.contains(&found)
    }

    fn assert_settled(&self, which: usize) {
        let (found, render) = (files(&self.folder()), &self.renders[which]);
        let differs: Vec<_> = found.iter().filter(|(path, bytes)| render.get(*path) != Some(bytes)).collect();
        assert!(differs.is_empty(), "{:?}", differs.iter().map(|(path, _)| path).collect::<Vec<_>>());
        assert_eq!(found.keys().collect::<Vec<_>>(), render.keys().collect::<Vec<_>>());
    }
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
    command.args(arguments).current_dir(folder);
    command
}

/// Waits for a run, which has to end well.
fn ended(run: Child) {
    let output = run.wait_with_output().unwrap();
    assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}

/// What outlives the runs where Git does not see it. A journal that never came to be is overwritten by the next one.
const OWN: [&str; 4] = [".rmmgen/lock", ".rmmgen/holder", ".rmmgen/.gitignore", ".rmmgen/journal.new"];

/// Every file of a solution but its manifest and these.
fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(below).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if name != "solution.toml" && !OWN.iter().any(|own| name.ends_with(own)) {
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_run_that_is_killed_anywhere_is_finished_by_the_next() {
    let solution = Solution::new();
    let (kills, long) = (times(60), solution.duration());
    let (mut hit, mut between, mut which) = (0, 0, 1);
    for number in 0..kills {
        which = 1 - which;
        solution.choose(which);
        let mut run = solution.generate();
        // Spread over the whole run, the last ones after its end.
        thread::sleep(long * u32::try_from(number).unwrap() / u32::try_from(kills).unwrap() * 11 / 10);
        hit += usize::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
        between += usize::from(solution.assert_whole());
        // Half of them are killed once more, or go back.
        if number % 4 == 1 {
            let mut again = solution.generate();
            thread::sleep(long / 3);
            again.kill().unwrap();
            again.wait().unwrap();
            solution.assert_whole();
        }
        which = if number % 4 == 2 { 1 - which } else { which };
        solution.settle(which);
        solution.assert_settled(which);
    }
    println!(
        "{kills} kills, {hit} of them before the end, {between} between two states: every file whole, all finished"
    );
}

#[test]
fn many_runs_at_once_end_well() {
    let solution = Solution::new();
    let (rounds, at_once) = (times(8), 6);
    for round in 0..rounds {
        let which = round % 2;
        solution.choose(which);
        let runs: Vec<Child> = (0..at_once).map(|_| solution.generate()).collect();
        runs.into_iter().for_each(ended);
        solution.assert_settled(which);
    }
    println!("{} runs, {at_once} at once: each ended well", rounds * at_once);
}

#[test]
fn a_run_among_kills_ends_well() {
    let solution = Solution::new();
    let (rounds, long) = (times(12), solution.duration());
    for round in 0..rounds {
        let which = round % 2;
        solution.choose(which);
        let mut doomed: Vec<Child> = (0..3).map(|_| solution.generate()).collect();
        let run = solution.generate();
        thread::sleep(long * u32::try_from(round).unwrap() / u32::try_from(rounds).unwrap());
        for run in &mut doomed {
            run.kill().unwrap();
            run.wait().unwrap();
        }
        ended(run);
        solution.assert_settled(which);
    }
    println!(
        "{} runs, {} of them killed while they waited or wrote: the others ended well",
        rounds * 4,
        rounds * 3
    );
}

/// An editor that saves a rendered file while it is rendered: what it saved last is there, and the run says so, or it came
/// too late to be seen by the run. Nothing else is harmed.
#[test]
fn an_edit_while_a_run_writes_is_kept() {
    let solution = Solution::new();
    let (rounds, long) = (times(30), solution.duration());
    let (mut refused, mut after, mut lost) = (0, 0, 0);
    solution.settle(0);
    for round in 0..rounds {
        let which = (round + 1) % 2;
        let edited = solution.out().join("tasks/check/script.ps1");
        solution.choose(which);
        let run = solution.generate();
        thread::sleep(long * u32::try_from(round).unwrap() / u32::try_from(rounds).unwrap());
        let saved = solution.out().join("saved.tmp");
        fs::write(&saved, "# by hand\n").unwrap();
        fs::rename(&saved, &edited).unwrap();
        let code = run.wait_with_output().unwrap().status.code();
        let kept = fs::read_to_string(&edited).unwrap() == "# by hand\n";
        match (code, kept) {
            (Some(1), true) => refused += 1,
            (Some(0), true) => after += 1,
            // Saved between the last look and the rename.
            (Some(0), false) => lost += 1,
            other => panic!("{other:?}"),
        }
        let arguments = ["generate", "--quiet", "--allow-removals", "--overwrite-edits"];
        assert!(program(&solution.folder(), &arguments).status().unwrap().success());
        solution.assert_settled(which);
    }
    println!("{rounds} edits: {refused} refused, {after} after the run, {lost} between last look and rename");
}
