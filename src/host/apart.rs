//! Work in processes of their own, which can be ended, and whose end is nobody else's: this program again, started with a
//! verb that answers each line of its input with a line.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::Error;

/// How long an answer may take: a hundred times what a large solution needs.
const PATIENCE: Duration = Duration::from_secs(30);
/// The memory of such a process, in bytes, where the system can limit it; half of it is what the allocator reserves.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;
/// Its stack. Of what is not used, nothing is taken.
const STACK: usize = 256 << 20;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Silent {
    /// It could not be started, or asked.
    NotAsked(Error),
    /// It ended: out of memory or stack.
    Ended,
    /// It did not answer in time.
    Late(Duration),
}

/// A process that waits for a question.
struct Worker {
    process: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

/// Those that wait. Each thread takes one, so there are as many as threads ask at once.
static WAITING: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// Has a line answered by the program's verb of this name.
pub(crate) fn ask(verb: &str, question: &str) -> Result<String, Silent> {
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut worker = match waiting {
        Some(worker) => worker,
        None => Worker::of(verb).map_err(|error| not_asked(&error))?,
    };
    let answer = worker.ask(question, PATIENCE);
    match &answer {
        Ok(_) => WAITING.lock().unwrap_or_else(PoisonError::into_inner).push(worker),
        Err(_) => worker.end(),
    }
    answer
}

fn not_asked(error: &io::Error) -> Silent {
    Silent::NotAsked(Error::new(format!("rmmgen could not start itself for the templates: {error}")))
}

impl Worker {
    fn of(verb: &str) -> io::Result<Worker> {
        Worker::start(Command::new(std::env::current_exe()?).arg(verb))
    }

    fn start(program: &mut Command) -> io::Result<Worker> {
        let mut process =
            program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (said, answers) = channel();
        Builder::new().spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.try_for_each(|line| said.send(line))
        })?;
        Ok(Worker { process, input, answers })
    }

    fn ask(&mut self, question: &str, patience: Duration) -> Result<String, Silent> {
        // It reads all of a question before it does anything: what it does not read, it will not answer.
        writeln!(self.input, "{question}").and_then(|()| self.input.flush()).map_err(|_| Silent::Ended)?;
        self.answers.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => Silent::Late(patience),
            RecvTimeoutError::Disconnected => Silent::Ended,
        })
    }

    fn end(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The other side: answers each line until there are no more.
///
/// # Errors
/// Where the lines cannot be read or answered.
pub(crate) fn answer(work: fn(&str) -> String) -> io::Result<()> {
    limit_memory();
    let answering = move || {
        io::stdin().lock().lines().try_for_each(|question| {
            let answer = work(&question?);
            let mut output = io::stdout().lock();
            writeln!(output, "{answer}")?;
            output.flush()
        })
    };
    let done = Builder::new().stack_size(STACK).spawn(answering)?.join();
    done.unwrap_or_else(|_| Err(io::Error::other("it panicked")))
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::As);
    let limit = Rlimit { current: Some(maximum.map_or(MEMORY, |maximum| maximum.min(MEMORY))), maximum };
    // A system that has no such limit still keeps its end from being ours.
    let _ = setrlimit(Resource::As, limit);
}

#[cfg(not(unix))]
fn limit_memory() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn asked(program: &str, patience: Duration) -> Result<String, Silent> {
        let mut worker = Worker::start(Command::new("sh").args(["-c", program])).expect("a shell");
        let answer = worker.ask("question", patience);
        worker.end();
        answer
    }

    #[test]
    fn a_line_is_answered_by_a_line() {
        assert_eq!(asked("read line; echo \"$line!\"", PATIENCE).unwrap(), "question!");
    }

    #[test]
    fn an_end_and_a_silence_are_told_apart() {
        assert!(matches!(asked("read line; exit 3", PATIENCE), Err(Silent::Ended)));
        assert!(matches!(asked("kill -9 $$", PATIENCE), Err(Silent::Ended)));
        assert!(matches!(asked("exec sleep 1000", Duration::from_millis(1)), Err(Silent::Late(_))));
    }
}
