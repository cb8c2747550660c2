//! What is hostile, broken or without end in one solution: it is said, nothing hangs or aborts, and the other solutions are
//! rendered.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // makes folders, runs the program in them

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn rmmgen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rmmgen")).args(arguments).current_dir(folder).output().unwrap()
}

/// Two solutions in a repository, `a` and `b`.
fn repository() -> tempfile::TempDir {
    let top = tempfile::tempdir().unwrap();
    fs::create_dir(top.path().join(".git")).unwrap();
    for name in ["a", "b"] {
        assert!(rmmgen(top.path(), &["new", name]).status.success());
    }
    top
}

/// What a verb says of two solutions, in one of which something was made by hand. The other one comes through.
fn said(hand: impl FnOnce(&Path), verb: &str) -> (Option<i32>, String) {
    let top = repository();
    hand(&top.path().join("a"));
    let output = rmmgen(top.path(), &[verb, "."]);
    assert!(
        verb != "generate" || top.path().join("b/out/render.json").exists(),
        "the other solution is rendered"
    );
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn templates_and_images_stay_inside_and_what_is_none_is_named() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("closing.md"), "").unwrap();
    let docs = |solution: &Path| fs::create_dir_all(solution.join("templates/docs")).unwrap();
    let told = |words: &str, hand: &dyn Fn(&Path)| {
        let (code, told) = said(hand, "generate");
        assert!(code == Some(1) && told.contains(words), "{words}: {code:?} {told}");
    };
    told("`templates` leads out of the manifest's folder", &|solution| {
        symlink(outside.path(), solution.join("templates")).unwrap();
    });
    told("`templates` is not a folder", &|solution| {
        fs::write(solution.join("templates"), "").unwrap();
    });
    told("`templates/docs/closing.md` leads out of the manifest's folder", &|solution| {
        docs(solution);
        symlink(outside.path().join("closing.md"), solution.join("templates/docs/closing.md")).unwrap();
    });
    told("`templates/docs/closing.md` is a link that leads nowhere", &|solution| {
        docs(solution);
        symlink("nowhere", solution.join("templates/docs/closing.md")).unwrap();
    });
    told("`templates/docs/more` is a link to a folder, which is not followed", &|solution| {
        docs(solution);
        symlink(".", solution.join("templates/docs/more")).unwrap();
    });
    told("`templates/docs/closing.md` is not a file", &|solution| {
        docs(solution);
        let pipe = solution.join("templates/docs/closing.md");
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    });
    // A link inside is as good as the file.
    let inside = |solution: &Path| {
        docs(solution);
        fs::write(solution.join("closing.md"), "By the link.\n").unwrap();
        symlink("../../closing.md", solution.join("templates/docs/closing.md")).unwrap();
    };
    assert_eq!(said(inside, "generate").0, Some(0));
}

#[test]
fn images_that_lead_out_are_named() {
    use std::os::unix::fs::symlink;
    for (link, words) in
        [("images", "images`: it leads out"), ("images/solution/x.png", "x.png`: it leads out")]
    {
        let hand = |solution: &Path| {
            let link = solution.join(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink("/usr", link).unwrap();
        };
        let (code, told) = said(hand, "check");
        assert!(code == Some(0) && told.contains(words), "{code:?} {told}");
    }
}

#[test]
fn a_body_that_is_there_and_cannot_be_read_breaks_its_solution() {
    let hand = |solution: &Path| {
        let path = solution.join("scripts/check-disk-space.ps1");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(path.file_name().unwrap(), &path).unwrap();
    };
    let (code, told) = said(hand, "generate");
    assert!(
        code == Some(2) && told.contains("cannot be read: ") && !told.contains("error["),
        "{code:?} {told}"
    );
}

/// A folder whose path is longer than any system call takes: not even root can list it.
fn make_unlistable(folder: &Path) {
    use rustix::fs::{Mode, OFlags, mkdirat, open, openat};
    let mut at = open(folder, OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..20 {
        let name = "x".repeat(250);
        mkdirat(&at, &name, Mode::RWXU).unwrap();
        at = openat(&at, &name, OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
}

#[test]
fn a_folder_that_cannot_be_searched_stops_no_other_solution() {
    for verb in ["generate", "check", "diff"] {
        let (code, told) = said(make_unlistable, verb);
        assert!(code == Some(2) && told.contains("could not search the folder"), "{verb}: {code:?} {told}");
    }
    let top = repository();
    make_unlistable(&top.path().join("a"));
    let diff = rmmgen(top.path(), &["diff", "--format", "json", "."]);
    let told: serde_json::Value = serde_json::from_slice(&diff.stdout).unwrap();
    assert_eq!(told["not-compared"].as_array().map(Vec::len), Some(1), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_says_why() {
    let top = repository();
    for arguments in [["diff", "a"], ["explain", "clash"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rmmgen"));
        let output = command.args(arguments).current_dir(top.path()).stdout(full).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {told}");
        assert_eq!(told.matches("could not write the output").count(), 1, "{arguments:?} {told}");
        assert!(told.contains("No space left"), "{told}");
    }
}

/// What is said where a template of one solution is this text.
fn template(text: &str) -> (Option<i32>, String) {
    let hand = |solution: &Path| {
        fs::create_dir_all(solution.join("templates/docs")).unwrap();
        fs::write(solution.join("templates/docs/closing.md"), text).unwrap();
    };
    said(hand, "generate")
}

#[test]
fn a_template_that_never_ends_is_a_problem_with_its_place() {
    let open = "{% for a in range(10000) %}\n{% for b in range(10000) %}\n{% for c in range(10000) %}";
    let loops = |inside: &str| format!("{open}{inside}{}", "{% endfor %}".repeat(3));
    let (code, told) = template(&loops("A line of a usual length, time and again.\n"));
    assert!(code == Some(1) && told.contains("docs/solution.md` writes is larger than"), "{code:?} {told}");
    let (code, told) = template(&loops(""));
    assert!(
        code == Some(1) && told.contains("closing.md:") && told.contains("20000000 steps"),
        "{code:?} {told}"
    );
    let recursive = "{% macro f(x) %}{{ f(x) }}{{ f(x) }}{% endmacro %}{{ f(1) }}";
    let (code, told) = template(recursive);
    assert!(code == Some(1) && told.contains("recursion"), "{code:?} {told}");
}

#[test]
fn a_text_or_a_list_that_doubles_breaks_only_its_solution() {
    let doubled = |step: &str| "{% set x = 'xxxxxxxx' %}".to_owned() + &step.repeat(60) + "{{ x }}";
    let steps = [
        "{% set x = x ~ x %}",
        "{% set x = x + x %}",
        "{% set x %}{{ x }}{{ x }}{% endset %}",
        "{% set x = [x, x]|join %}",
    ];
    for step in steps {
        let (code, told) = template(&doubled(step));
        assert!(code == Some(2) && told.contains("more memory"), "{step}: {code:?} {told}");
    }
    // A list that holds itself twice takes no memory before it is printed.
    let (code, told) = template(&doubled("{% set x = [x, x] %}"));
    assert!(code == Some(1) && told.contains("what this prints is larger"), "{code:?} {told}");
}

#[test]
fn a_template_that_nests_too_deep_is_a_problem_with_its_place() {
    for (text, words) in [
        (format!("1\n{{{{ 1{} }}}}", " + 1".repeat(50_000)), "longer than 4096 bytes"),
        (format!("1\n{{{{ {}1{} }}}}", "(".repeat(1_000), ")".repeat(1_000)), "recursion"),
        (format!("1\n{}{}", "{% if a %}".repeat(101), "{% endif %}".repeat(101)), "more than 100 blocks"),
        ("x".repeat(300_000), "larger than 262144 bytes"),
    ] {
        let (code, told) = template(&text);
        assert!(
            code == Some(1) && told.contains("closing.md:") && told.contains(words),
            "{words}: {code:?} {told}"
        );
    }
    // What is within bounds has room.
    let lists = format!("{{% set x = 1 %}}{}{{{{ x|length }}}}", "{% set x = [x] %}".repeat(12_000));
    for text in [lists, format!("{{{{ {}1 }}}}", "- ".repeat(2_000))] {
        let (code, told) = template(&text);
        assert_eq!(code, Some(0), "{told}");
    }
}

/// A copy of a built-in template changes nothing: what another process renders is what this one does.
#[test]
fn templates_of_the_authors_own_render_the_same_bytes() {
    let top = repository();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(top.path().join("c/scripts")).unwrap();
    for file in ["solution.toml", "scripts/backup-bitlocker-keys.ps1"] {
        fs::copy(root.join(file), top.path().join("c").join(file)).unwrap();
    }
    assert_eq!(rmmgen(top.path(), &["generate", "."]).status.code(), Some(0));
    let mut built_in = root.join("src/platform/connectwise/templates/docs/closing.md");
    for solution in ["a", "b", "c"] {
        let own = top.path().join(solution).join("templates/docs/closing.md");
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        fs::copy(&built_in, &own).unwrap();
        built_in = own;
    }
    let check = rmmgen(top.path(), &["generate", "--check", "."]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
}
