//! Which manifests are meant by what stands on the command line.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::host;

/// The manifests that these paths name: files, and every `solution.toml` below a folder.
///
/// # Errors
/// A path that does not exist, or a folder without any.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, host::Error> {
    let mut found = Vec::new();
    for path in paths {
        match host::is_folder(path)? {
            false => found.push(path.clone()),
            true => {
                let below = host::find_manifests(path)?;
                if below.is_empty() {
                    let message = format!("there is no solution.toml in `{}` or below", path.display());
                    return Err(host::Error { message, help: Some("`rmmgen new NAME` makes one".into()) });
                }
                found.extend(below.into_iter().map(|path| match path.strip_prefix(".") {
                    Ok(plain) => plain.to_owned(),
                    Err(_) => path,
                }));
            }
        }
    }
    // One folder holds no manifest twice: links are not followed.
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        found.retain(|path| seen.insert(host::same_file(path)));
    }
    Ok(found)
}
