//! The same manifest renders to the same bytes: wherever the command is run, however the folder is called, and
//! whatever a checkout does to line ends. And what the repository ships is what the program renders.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests set up folders of their own

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn rmmgen(folder: &Path, arguments: &[&str]) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_rmmgen")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every file below a folder but those of the program's own, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(path) = folders.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend((!path.ends_with(".rmmgen")).then_some(path));
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// What a checkout does to a text.
type Checkout = fn(String) -> String;

/// The repository's own solution in a folder, its files as a checkout may leave them.
fn copy(to: PathBuf, checkout: impl Fn(String) -> String) -> PathBuf {
    for file in ["solution.toml", "scripts/backup-bitlocker-keys.ps1"] {
        let path = to.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, checkout(lf(&fs::read_to_string(file).unwrap()))).unwrap();
    }
    to
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[test]
fn the_same_bytes_from_anywhere() {
    let top = tempfile::tempdir().unwrap();
    let shipped = files(Path::new("out"));
    let shipped: BTreeMap<_, _> = shipped
        .into_iter()
        .map(|(path, bytes)| (path, lf(&String::from_utf8(bytes).unwrap()).into_bytes()))
        .collect();
    let checkouts: [(&str, Checkout); 4] = [
        ("plain", |text| text),
        ("with blanks and ümlauts, 日本語 & 'quotes'", |text| text),
        ("crlf", |text| text.replace('\n', "\r\n")),
        ("mark", |text| format!("\u{feff}{text}")),
    ];
    for (name, checkout) in checkouts {
        let folder = copy(top.path().join(name), checkout);
        // From the folder, from above, and by the whole path from somewhere else.
        let whole = folder.join("solution.toml").display().to_string();
        let runs: [(&Path, &str); 4] =
            [(&folder, "solution.toml"), (&folder, "."), (top.path(), name), (Path::new("src"), &whole)];
        for (from, manifest) in runs {
            rmmgen(from, &["generate", "--quiet", manifest]);
            let rendered = files(&folder.join("out"));
            assert!(
                rendered == shipped,
                "out/ is not what the manifest renders to in `{name}`; `rmmgen generate` brings it up to date"
            );
            fs::remove_dir_all(folder.join("out")).unwrap();
        }
    }
}

#[test]
fn the_shipped_render_is_up_to_date() {
    rmmgen(Path::new("."), &["generate", "--check", "--quiet"]);
}

#[test]
fn the_shipped_schema_is_the_programs() {
    let shipped = lf(&fs::read_to_string("solution.schema.json").unwrap());
    assert!(
        shipped == rmmgen::cli::schema(),
        "solution.schema.json is out of date: `cargo run -- schema > solution.schema.json` mends it"
    );
    let manifest = lf(&fs::read_to_string("solution.toml").unwrap());
    assert_eq!(manifest.lines().next(), Some("#:schema ./solution.schema.json"));
}

/// The schema that editors use is one that accepts what the program accepts.
#[test]
fn the_shipped_schema_is_valid() {
    let schema = serde_json::from_str(&fs::read_to_string("solution.schema.json").unwrap()).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
}
