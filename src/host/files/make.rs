//! Making a folder with files in it: all of it appears at once, or nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::host::Error;

/// Makes a folder with these files, by their relative paths with `/`. A folder that holds anything is left alone.
///
/// # Errors
/// Where that stands there already, or where it cannot be made; then nothing is left of it.
pub(crate) fn create_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let is_occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_occupied || fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir()) {
        return Err(exists(folder));
    }
    let staged = beside(folder);
    fs::create_dir(&staged).map_err(|error| Error::io("create the folder", &staged, &error))?;
    let made = fill(&staged, files).and_then(|()| move_to(&staged, folder));
    if made.is_err() {
        let _ = fs::remove_dir_all(&staged);
    }
    made
}

fn exists(folder: &Path) -> Error {
    Error::new(format!("`{}` exists already; nothing was written", folder.display()))
        .help("choose another name, or move it away")
}

/// A hidden folder beside it, which no search for manifests enters, and no other run uses.
fn beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.rmmgen-{}", std::process::id()))
}

fn fill(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    for (relative, bytes) in files {
        let path = relative.split('/').fold(folder.to_path_buf(), |path, name| path.join(name));
        let failed = |error: io::Error| Error::io("write", &path, &error);
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
        fs::write(&path, bytes).map_err(failed)?;
    }
    Ok(())
}

fn move_to(staged: &Path, folder: &Path) -> Result<(), Error> {
    // Windows renames no folder over an empty one.
    if cfg!(windows) && folder.is_dir() {
        fs::remove_dir(folder).map_err(|_| exists(folder))?;
    }
    fs::rename(staged, folder).map_err(|error| match error.kind() {
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            exists(folder)
        }
        _ => Error::io("write", folder, &error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(last: &str) -> Vec<(String, Vec<u8>)> {
        ["solution.toml", "scripts/a.ps1", last].map(|path| (path.to_owned(), b"x".to_vec())).into()
    }

    #[test]
    fn a_folder_appears_as_a_whole() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("new");
        for _ in 0..2 {
            create_folder(&folder, &files("last")).unwrap();
            assert_eq!(fs::read(folder.join("scripts/a.ps1")).unwrap(), b"x");
            assert!(create_folder(&folder, &files("last")).unwrap_err().message.contains("exists already"));
            assert_eq!(fs::read_dir(top.path()).unwrap().count(), 1, "nothing is left beside it");
            // An empty one is as good as none.
            fs::remove_dir_all(&folder).unwrap();
            fs::create_dir(&folder).unwrap();
        }
    }

    #[test]
    fn where_a_file_cannot_be_written_nothing_is_left() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("new");
        create_folder(&folder, &files("scripts/a.ps1/below-a-file")).unwrap_err();
        assert_eq!(fs::read_dir(top.path()).unwrap().count(), 0);
    }
}
