//! One writer at a time.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::operations::Operations;
use super::{Error, Output, Seam};
use crate::plan::OWN_FOLDER;

/// How to wait for another run.
#[derive(Clone, Copy)]
pub struct Wait<'a> {
    /// For how long.
    pub at_most: Duration,
    /// Told once, when waiting begins.
    pub notice: &'a (dyn Fn(&str) + Sync),
}

/// The lock of an output folder, held until it is dropped. The system lets go of it when a process ends,
/// however it ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, and waits for another run that holds it.
    pub fn take(output: &Output, wait: &Wait, seam: &dyn Seam) -> Result<Lock, Error> {
        let operations = Operations::new(seam);
        prepare(output, &operations)?;
        let path = output.own("lock");
        let file = hold(operations.open_lock(&path)?, &path, output, wait)?;
        // Beside the lock, since on Windows a locked file cannot be read.
        let holder = output.own("holder");
        operations.write_again(&holder, std::process::id().to_string().as_bytes(), false)?;
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Not by closing alone: a process that was being started at this moment still has the file open.
        let _ = self.file.unlock();
    }
}

/// Makes the folder of lock and journal, which Git is not to see.
fn prepare(output: &Output, operations: &Operations) -> Result<(), Error> {
    let own = output.folder().join(OWN_FOLDER);
    if !own.is_dir() {
        operations.create_folder(&own)?;
    }
    let ignore = own.join(".gitignore");
    match fs::symlink_metadata(&ignore) {
        Ok(_) => Ok(()),
        Err(_) => write_ignore(&ignore, operations),
    }
}

fn write_ignore(path: &Path, operations: &Operations) -> Result<(), Error> {
    match operations.write(path, b"*\n", false) {
        // Another run was faster.
        Err(_) if path.is_file() => Ok(()),
        done => done,
    }
}

fn hold(file: File, path: &Path, output: &Output, wait: &Wait) -> Result<File, Error> {
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::Error(error)) => return Err(Error::io("lock", path, &error)),
        Err(TryLockError::WouldBlock) => {}
    }
    let holder = holder(output);
    (wait.notice)(&format!("waiting for {holder}, which writes `{}`", output.folder().display()));
    // The system has no lock with a time limit: a thread waits for the lock, and this one for the thread.
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(file.lock().map(|()| file)));
    match receiver.recv_timeout(wait.at_most) {
        Ok(locked) => locked.map_err(|error| Error::io("lock", path, &error)),
        Err(_) => {
            let message = format!("{holder} still writes `{}`", output.folder().display());
            Err(Error::new(message).help("run again when it has ended; nothing was written"))
        }
    }
}

/// The run that holds the lock, in words.
fn holder(output: &Output) -> String {
    let process = fs::read_to_string(output.own("holder")).unwrap_or_default();
    match process.trim().parse::<u32>() {
        Ok(process) => format!("another rmmgen (process {process})"),
        Err(_) => "another rmmgen".to_string(),
    }
}
