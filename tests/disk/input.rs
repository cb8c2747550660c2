//! What authors write, and where it is found.

use std::fs;

use rmmgen::host::{InputError, Root, find_top, read_input};
use rmmgen::workspace;

use crate::support::Repository;

#[test]
fn what_cannot_be_read_says_why() {
    let repository = Repository::new();
    let root = Root::new(&repository.path("solution"));
    repository.write("solution/a/b.ps1", "\u{feff}é\r\n\0");
    repository.write("outside.ps1", "x");
    fs::write(repository.path("solution/latin"), b"a\n\xc3\xa9x\xe9\n").unwrap();
    let words = |path: &str, limit| root.read(path, limit).map_err(|error| error.to_string());
    assert_eq!(words("a/b.ps1", 100), Ok("\u{feff}é\r\n\0".into()));
    assert_eq!(words("./a/b.ps1", 8), Ok("\u{feff}é\r\n\0".into()));
    assert_eq!(words("a/b.ps1", 7), Err("the file is larger than 7 bytes".into()));
    assert_eq!(words("a", 9), Err("this is not a file".into()));
    assert_eq!(words("a/c.ps1", 9), Err("there is no such file".into()));
    assert_eq!(words("a/b.ps1/c", 9), Err("there is no such file".into()));
    assert_eq!(words("latin", 9), Err("the file is not UTF-8: an invalid byte in line 2, column 3".into()));
    fs::write(repository.path("solution/wide"), b"\xff\xfea\0\n\0").unwrap();
    assert_eq!(words("wide", 9), Err("the file is UTF-16, not UTF-8: save it as UTF-8".into()));
    for path in ["../outside.ps1", "/etc/hostname", "a/../../outside.ps1"] {
        assert!(matches!(root.read(path, 9), Err(InputError::Outside)), "{path}");
    }
    assert!(read_input(&repository.path("outside.ps1"), 1).is_ok());
}

#[cfg(unix)]
#[test]
fn links_stay_inside_and_pipes_are_not_waited_for() {
    use std::os::unix::fs::symlink;
    let repository = Repository::new();
    let root = Root::new(&repository.path("solution"));
    repository.write("solution/inside", "x");
    repository.write("outside/x", "x");
    symlink("inside", repository.path("solution/link")).unwrap();
    symlink("../outside", repository.path("solution/out-of-it")).unwrap();
    symlink("/dev/zero", repository.path("solution/zero")).unwrap();
    assert!(root.read("link", 9).is_ok());
    assert!(matches!(root.read("out-of-it/x", 9), Err(InputError::Outside)));
    assert!(matches!(root.read("zero", 9), Err(InputError::Outside)));
    assert!(matches!(read_input(&repository.path("solution/zero"), 9), Err(InputError::NotAFile)));
}

#[test]
fn manifests_are_found_in_order_and_only_the_authors() {
    let repository = Repository::new();
    let with = ["b/c", "b", "a", "é x"];
    let without = [".git/x", "target/x", "a/node_modules/x", ".hidden", "a/out/x"];
    for folder in with.iter().chain(&without) {
        repository.write(&format!("{folder}/solution.toml"), "");
    }
    repository.write("a/out/render.json", "{}");
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", repository.path("a/loop")).unwrap();
    let found = workspace::find(&[repository.top().to_owned()]).unwrap().found;
    let expected: Vec<_> =
        ["a", "b/c", "b", "é x"].map(|folder| repository.path(folder).join("solution.toml")).into();
    assert_eq!(found, expected);
}

#[test]
fn the_top_is_the_nearest_with_git() {
    let repository = Repository::new();
    repository.write("inner/.git", "gitdir: elsewhere");
    repository.write("inner/a/b/x", "");
    let top = |path: &str| find_top(&repository.path(path)).unwrap().unwrap();
    assert_eq!(top("inner/a/b"), repository.path("inner"));
    assert_eq!(top("inner/a/../.."), repository.top());
    assert_eq!(top("not/there/yet"), repository.top());
}
