//! One writer at a time.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::open::{Links, read_at_most};
use super::operations::{Operations, Seam};
use crate::host::Error;

/// How to wait for another run.
#[derive(Clone, Copy)]
pub struct Wait<'a> {
    /// For how long.
    pub at_most: Duration,
    /// Told once, when waiting begins.
    pub notice: &'a (dyn Fn(&str) + Sync),
}

/// The lock of a folder that is written, held until it is dropped. The system lets go of it when a process ends, however
/// it ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, and waits for another run that holds it. It lies in `own`, a folder that Git is not to see, within
    /// the folder that is written.
    ///
    /// # Errors
    /// Where it cannot be made, or where the other run does not end.
    pub fn take(own: &Path, wait: &Wait, seam: &dyn Seam) -> Result<Lock, Error> {
        let operations = Operations::new(seam);
        prepare(own, &operations)?;
        let file = hold(operations.open_lock(&own.join("lock"))?, own, wait, &operations)?;
        // Beside the lock, since on Windows a locked file cannot be read.
        let process = std::process::id().to_string();
        operations.write_again(&own.join("holder"), process.as_bytes(), false)?;
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Not by closing alone: a process that was being started at this moment still has the file open.
        let _ = self.file.unlock();
    }
}

/// Makes the folder of lock and journal.
fn prepare(own: &Path, operations: &Operations) -> Result<(), Error> {
    if !own.is_dir() {
        operations.create_folder(own)?;
    }
    let ignore = own.join(".gitignore");
    if fs::symlink_metadata(&ignore).is_ok() {
        return Ok(());
    }
    match operations.write(&ignore, b"*\n", false) {
        // Another run was faster.
        Err(_) if ignore.is_file() => Ok(()),
        done => done,
    }
}

fn hold(file: File, own: &Path, wait: &Wait, operations: &Operations) -> Result<File, Error> {
    let failed = |error: io::Error| Error::io("lock", &own.join("lock"), &error);
    match operations.lock(&file, &own.join("lock")) {
        Ok(true) => return Ok(file),
        Ok(false) => {}
        Err(error) if has_no_locks(&error) => {
            let written = own.parent().unwrap_or(own).display();
            (wait.notice)(&format!(
                "the file system of `{written}` has no locks: let no other rmmgen write there meanwhile"
            ));
            return Ok(file);
        }
        Err(error) => return Err(failed(error)),
    }
    let (holder, written) = (holder(own), own.parent().unwrap_or(own).display());
    (wait.notice)(&format!("waiting for {holder}, which writes `{written}`"));
    // The system has no lock with a time limit: a thread waits for the lock, and this one for the thread.
    let (sender, receiver) = mpsc::channel();
    let wait_for_it = move || sender.send(file.lock().map(|()| file));
    std::thread::Builder::new().spawn(wait_for_it).map_err(failed)?;
    match receiver.recv_timeout(wait.at_most) {
        Ok(locked) => locked.map_err(failed),
        Err(_) => {
            let message = format!("{holder} still writes `{written}`");
            Err(Error::new(message).help("run again when it has ended; nothing was written"))
        }
    }
}

/// Whether an error says that files cannot be locked here: some network and user-space file systems have no locks.
fn has_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    let unknown = rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::NOLCK);
    // Invalid function, not supported.
    #[cfg(not(unix))]
    let unknown = matches!(error.raw_os_error(), Some(1 | 50));
    unknown || error.kind() == io::ErrorKind::Unsupported
}

/// The run that holds the lock, in words.
fn holder(own: &Path) -> String {
    let said = read_at_most(&own.join("holder"), 100, Links::Refused).ok().flatten().unwrap_or_default();
    match String::from_utf8_lossy(&said).trim().parse::<u32>() {
        Ok(process) => format!("another rmmgen (process {process})"),
        Err(_) => "another rmmgen".to_string(),
    }
}
