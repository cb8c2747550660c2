//! Input that nobody means well with gets an error, or is taken for what it is: never a panic, a hang or a stack
//! overflow. The program runs as a process of its own, so that each of these would show.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests set up folders of their own

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SMALL: &str = include_str!("check/bases/small.toml");

/// A folder with this manifest.
fn folder(manifest: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("solution.toml"), manifest).unwrap();
    folder
}

fn rmmgen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rmmgen"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What `check` says about a manifest; it ends with this code.
fn check(manifest: impl AsRef<[u8]>, code: i32) -> String {
    said(&rmmgen(folder(manifest).path(), &["check"]), code)
}

fn said(output: &Output, code: i32) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let start: String = stderr.chars().take(2_000).collect();
    assert_eq!(output.status.code(), Some(code), "{start}");
    assert!(!stderr.contains("panicked"), "{start}");
    stderr
}

/// It is refused, in these words; and no more is said than a person can read.
fn refused(manifest: impl AsRef<[u8]>, words: &str) {
    let stderr = check(manifest, 1);
    let start: String = stderr.chars().take(2_000).collect();
    assert!(stderr.contains(words), "`{words}` is not in:\n{start}");
    assert!(stderr.len() < 20_000, "{} bytes:\n{start}", stderr.len());
}

/// The small manifest with one line replaced.
fn with(old: &str, new: &str) -> String {
    assert!(SMALL.contains(old), "{old}");
    SMALL.replacen(old, new, 1)
}

/// The small manifest with a script of this body.
fn with_body(body: &str) -> String {
    let (head, rest) = SMALL.split_once("inline = '''\n").unwrap();
    let (_, tail) = rest.split_once("Complete-Task -Outcome done\n'''").unwrap();
    format!("{head}inline = '''\n{body}\nComplete-Task -Outcome done\n'''{tail}")
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_large_file() {
    let mut large = SMALL.as_bytes().to_vec();
    large.resize(50 << 20, b'#');
    refused(large, "larger than");
}

#[test]
fn an_empty_file() {
    refused("", "the manifest has no `schema`");
    refused("\u{feff}", "the manifest has no `schema`");
    refused("#", "the manifest has no `schema`");
}

#[test]
fn nesting() {
    refused(format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000)), "syntax-error");
    refused(format!("a = {}", "[".repeat(500_000)), "syntax-error");
    refused(format!("a = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000)), "syntax-error");
    refused(format!("{} = 1", vec!["a"; 100_000].join(".")), "syntax-error");
    refused(format!("[{}]", vec!["a"; 100_000].join(".")), "syntax-error");
    refused(format!("[[{}]]", vec!["a"; 100_000].join(".")), "syntax-error");
}

#[test]
fn a_list_that_swallows_the_rest() {
    let headers = many(20_000, |number| format!("[a{number}]\nx = [1\n"));
    let stderr = check(with("[\"maintenance\"]", "[") + &headers, 1);
    assert!(stderr.matches("is not closed").count() > 1 && stderr.len() < 20_000, "{}", stderr.len());
}

#[test]
fn bytes_that_are_no_text() {
    refused(SMALL.replacen('=', "\0", 1), "an invisible control character, U+0000");
    refused(with("Disk Cleanup\"", "Disk\0Cleanup\""), "an invisible control character, U+0000");
    refused(SMALL.replacen("\n\n", "\r", 1), "save the file with the line ends of Windows or Unix");
    refused(with("Disk Cleanup\"", "Disk\\u0000Cleanup\""), "line-break");
    refused(b"schema = 1\nname = \"\xff\xfe\"\n", "not UTF-8");
    refused([0xff, 0xfe, b's', 0], "UTF-16");
}

#[test]
fn a_long_name() {
    let long = "n".repeat(100_000);
    refused(with("\"Disk Cleanup\"", &format!("\"{long}\"")), "this text has 100000 characters");
    refused(with("[field.mode]", &format!("[field.{long}]")), "file-name");
    refused(with("field = \"mode\"", &format!("field = \"{long}\"")), "dangling-reference");
    refused(with("2026-02-01", &format!("\"{long}\"")), "bad-time");
    refused(with("\"1 week\"", &format!("\"{} week\"", "9".repeat(10_000))), "bad-interval");
}

#[test]
fn a_chain_of_conditions() {
    let chain = |last: &str| {
        let links = many(10_000, |i| format!("[criteria.c{i}]\nall = [{{ use = \"c{}\" }}]\n", i + 1));
        let group = "[group.c]\nname = \"C\"\ndescription = \"C.\"\nall = [{ use = \"c0\" }]\n";
        format!("{SMALL}\n{links}[criteria.c10000]\nall = [{last}]\n{group}")
    };
    check(chain("{ device = \"os-type\", equal = \"Windows\" }"), 0);
    refused(chain("{ use = \"c0\" }"), "this never ends");
}

#[test]
fn conditions_that_double() {
    let links = many(40, |i| {
        format!("[criteria.c{i}]\nall = [{{ use = \"c{}\" }}, {{ use = \"c{}\" }}]\n", i + 1, i + 1)
    });
    let last = "[criteria.c40]\nall = [{ device = \"os-type\", equal = \"Windows\" }]\n";
    refused(format!("{SMALL}\n{links}{last}"), "more than 100000 criteria");
}

/// Deep as the parser lets a manifest be, and deeper.
#[test]
fn conditions_in_conditions() {
    let leaf = "{ device = \"os-type\", equal = \"Windows\" }";
    let group = |list: &str| format!("{SMALL}\n[group.deep]\nname = \"D\"\ndescription = \"D.\"\n{list}\n");
    let nested = |depth: usize| {
        format!("all = [{}{leaf}{}]", "{ any = [{ all = [".repeat(depth), "] }] }".repeat(depth))
    };
    check(group(&nested(15)), 0);
    refused(group(&nested(10_000)), "nested more than 80 deep");
    let headers = |depth| {
        let any =
            |depth| format!("[[group.deep{0}.any]]\n[[group.deep{0}.any.all]]\n", ".any.all".repeat(depth));
        group(&many(depth, any))
    };
    check(format!("{}{}\n", headers(38), nested(15)), 0);
    refused(format!("{}{leaf}\n", headers(60)), "nested more than 80 deep");
}

/// Each factor is written once and multiplies all that stand before it.
#[test]
fn conditions_that_multiply() {
    let factor = |i| {
        let any = many(6, |j| format!("{{ property = \"P{i}\", equal = \"{j}\" }}, "));
        format!("{{ any = [{any}] }}, ")
    };
    let group =
        |all: &str| format!("{SMALL}\n[group.many]\nname = \"M\"\ndescription = \"M.\"\nall = [{all}]\n");
    refused(group(&many(40, factor)), "6 × 6 × 6");
    let links = many(40, |i| {
        format!(
            "[criteria.c{i}]\nany = [{{ use = \"c{}\" }}, {{ all = [{{ use = \"c{}\" }}, {{ property = \"{i}\", equal = \"x\" }}] }}]\n",
            i + 1,
            i + 1
        )
    });
    let last = format!("[criteria.c40]\nall = [{}]\n", factor(0));
    check(format!("{SMALL}\n{links}{last}"), 0);
    let wide = many(3_000, |i| format!("{{ property = \"P{i}\", equal = \"x\" }}, "));
    refused(group(&format!("{{ any = [{wide}] }}")), "3000 blocks");
    refused(group(&format!("{}{wide}{wide}", many(2, factor))), "more than 100000 criteria");
}

#[test]
fn many_parts() {
    let block = "[[group.many.block]]\nall = [{ device = \"os\", equal = \"Windows\" }]\n";
    let group = "[group.many]\nname = \"Many\"\ndescription = \"Many.\"\n";
    check(format!("{SMALL}\n{group}{}", block.repeat(10_000)), 0);
    let field = |i| {
        format!("[field.f{i}]\nname = \"F {i}\"\ndescription = \"F.\"\nlevel = \"site\"\ntype = \"flag\"\n")
    };
    check(format!("{SMALL}\n{}", many(3_000, field)), 0);
    let options = many(30_000, |i| format!("\"option {i}\", "));
    check(
        with(
            "\"Temporary files\", \"Everything\"]\n",
            &format!("\"Temporary files\", \"Everything\", {options}]\n"),
        ),
        0,
    );
}

#[test]
fn thousands_of_problems() {
    let fields = many(5_000, |i| format!("[field.f{i}]\nname = 1\nfoo = 2\n"));
    assert!(check(format!("{SMALL}\n{fields}"), 1).contains("25000 errors"));
    let criteria = many(10_000, |i| format!("{{ field = \"x{i}\", equal = true }}, "));
    let group = format!("[group.many]\nname = \"Many\"\ndescription = \"Many.\"\nall = [{criteria}]\n");
    assert!(check(format!("{SMALL}\n{group}"), 1).contains("10000 errors"));
    let same =
        many(5_000, |i| format!("[task.clean.outcome.o{i}]\ntext = \"Disks are clean\"\nmeaning = \"M.\"\n"));
    assert!(check(format!("{SMALL}\n{same}"), 1).contains("5000 errors"));
    let tags = "\"t\", ".repeat(10_000);
    assert!(check(with("[\"maintenance\"]", &format!("[{tags}]")), 1).contains("9999 errors"));
}

/// People are shown 100 of a kind and how many more there are, and no problem of another kind is lost behind them;
/// programs are given all.
#[test]
fn more_of_a_kind_than_anybody_reads() {
    let said = |manifest: &str, words: &str| {
        let stderr = check(manifest, 1);
        assert!(stderr.contains(words), "`{words}` is not in:\n{stderr:.2000}");
        stderr
    };
    let syntax = many(5_000, |i| format!("k{i}\n"));
    let stderr = said(&syntax, "… and 4900 more [syntax-error]; `rmmgen check --format json` lists them all");
    assert_eq!(stderr.matches("error[").count(), 100);
    assert!(stderr.contains("5000 errors"));
    let tags = format!("[{}]", "\"t\", ".repeat(500));
    let group = "[group.last]\nname = \"L\"\ndescription = \"L.\"\noutcome = \"clean.gone\"\n";
    let both = with("[\"maintenance\"]", &tags) + group;
    said(&both, "error[dangling-reference]");
    said(&both, "… and 399 more [duplicate-entry]");
    let json = rmmgen(folder(&syntax).path(), &["check", "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&json.stdout).matches("\"syntax-error\"").count(), 5_000);
}

/// Each problem names its column, and none shows the line.
#[test]
fn thousands_of_problems_in_one_line() {
    let fields = many(10_000, |i| format!("f{i} = {{ name = 1 }}, "));
    let stderr = check(format!("{}\nfield = {{ {fields} }}\n", SMALL.lines().next().unwrap()), 1);
    assert!(stderr.contains("solution.toml:2:"));
    assert!(stderr.len() < 10_000_000);
}

#[test]
fn texts_that_are_hard_to_read() {
    let prose = |text: &str| with("tags = [\"maintenance\"]", &format!("summary = '''\n{text}\n'''"));
    for text in [
        ">".repeat(100_000) + "a",
        "- ".repeat(50_000) + "a",
        "*a ".repeat(50_000),
        "*_".repeat(50_000),
        "[".repeat(100_000),
        "[a](".repeat(50_000),
        "![a](".repeat(30_000),
        "<a ".repeat(50_000),
        "<!-".repeat(50_000),
        "&".repeat(50_000),
        "|a".repeat(20_000) + "|\n" + &"|-".repeat(20_000) + "|\n" + &"|x|\n".repeat(5_000),
        many(1_000, |i| "`".repeat(i % 500) + "a"),
        "{field.mode} ".repeat(20_000),
    ] {
        check(prose(&text), 0);
    }
    refused(prose(&"{".repeat(50_001)), "malformed-reference");
}

#[test]
fn patterns_that_are_hard_to_match() {
    let pattern = |keys: &str| with("type = \"text-box\"", &format!("type = \"text-box\"\n{keys}"));
    refused(pattern(&format!("pattern = '{}{}'", "(".repeat(50_000), ")".repeat(50_000))), "bad-rule");
    refused(pattern("pattern = '(a{1000}){1000}{1000}'"), "bad-rule");
    refused(pattern(&format!("pattern = '^(a+)+$(?=b)'\ndefault = '{}!'", "a".repeat(200))), "bad-default");
}

/// Something within so many of a statement.
fn nested(open: &str, within: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + within + &close.repeat(depth)
}

#[test]
fn bodies_that_are_hard_to_parse() {
    for body in [
        "if ($a) {} ".to_owned() + &"elseif ($a) {} ".repeat(20_000),
        "$a = ".to_owned() + &"1 + ".repeat(50_000) + "1",
        vec!["a"; 50_000].join(" | "),
        "@\"\n".to_owned() + &"$($x)".repeat(30_000) + "\n\"@",
        "$a".to_owned() + &".b".repeat(20_000) + &"[0]".repeat(20_000),
        nested("if ($a) { ", "$b = $c", " }", 450),
        nested("foreach ($a in $b) { $c = $d; $d = $e; ", "$e = $f", " }", 300),
        nested("F | ForEach-Object { $_ | ", "G", " }", 300),
        nested("try { $a = $b; ", "$b = $c", " } catch { throw $_ } finally { $c = $a }", 300),
        (0..3_000).map(|at| format!("function F{at} {{ F{}; F{}; throw $a }}\n", at + 1, at + 2)).collect(),
        (0..1_000).map(|at| format!("if ($a) {{ $b{at} = $Parameter['days'] }}\n")).collect(),
    ] {
        check(with_body(&body), 0);
    }
    refused(with_body(&("(".repeat(50_000) + &")".repeat(50_000))), "body-syntax");
    refused(with_body(&"{".repeat(100_000)), "body-syntax");
    refused(with_body(&"\"$(".repeat(50_000)), "body-syntax");
}

#[test]
fn paths_that_lead_elsewhere() {
    let script = |path: &str| {
        SMALL.replace(&SMALL[SMALL.find("{ inline").unwrap()..=SMALL.find("''' }").unwrap() + 4], path)
    };
    for path in [
        "'../x.ps1'",
        "'a/../../x.ps1'",
        "'/etc/passwd'",
        "'C:/x.ps1'",
        "'c:x.ps1'",
        "'\\\\host\\x.ps1'",
        "'~/x.ps1'",
        "''",
    ] {
        refused(script(path), "path-outside");
    }
    refused(script("'.git/nowhere'"), "unreadable-file");
    for folder in ["/", "C:/", "..\\out", "", "a|b", ".git", "x/.git", "templates"] {
        refused(format!("{SMALL}\n[output]\nfolder = '{folder}'\n"), "path-outside");
    }
    for folder in ["con/out", "../COM¹", "out. ", "out."] {
        refused(format!("{SMALL}\n[output]\nfolder = '{folder}'\n"), "file-name");
    }
}

#[test]
fn a_folder_in_place_of_a_manifest() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("solution.toml")).unwrap();
    said(&rmmgen(folder.path(), &["check"]), 2);
    said(&rmmgen(folder.path(), &["check", "nowhere/solution.toml"]), 2);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_out_of_the_folder() {
        let elsewhere = folder("secret");
        let script = "powershell = { inline = '''";
        let start = SMALL.find(script).unwrap();
        let end = SMALL.find("''' }").unwrap() + "''' }".len();
        let folder = folder(format!("{}powershell = 'link/solution.toml'{}", &SMALL[..start], &SMALL[end..]));
        symlink(elsewhere.path(), folder.path().join("link")).unwrap();
        let stderr = said(&rmmgen(folder.path(), &["check"]), 1);
        assert!(stderr.contains("path-outside") && !stderr.contains("secret"), "{stderr}");
    }

    #[test]
    fn links_in_a_circle() {
        let folder = folder(SMALL);
        symlink(".", folder.path().join("again")).unwrap();
        symlink("loop.toml", folder.path().join("loop.toml")).unwrap();
        said(&rmmgen(folder.path(), &["check", "."]), 0);
        said(&rmmgen(folder.path(), &["check", "loop.toml"]), 2);
    }

    #[test]
    fn what_is_no_file() {
        let folder = folder(SMALL);
        assert!(Command::new("mkfifo").arg(folder.path().join("fifo.toml")).status().unwrap().success());
        for path in ["fifo.toml", "/dev/zero", "/dev/stdin"] {
            let stderr = said(&rmmgen(folder.path(), &["check", path]), 1);
            assert!(stderr.contains("this is not a file"), "{stderr}");
        }
    }

    /// Whoever reads the first line of a long diff and leaves is not an error.
    #[test]
    fn a_broken_pipe() {
        let folder = folder(SMALL);
        let field = |i| {
            format!(
                "[field.f{i}]\nname = \"F {i}\"\ndescription = \"F.\"\nlevel = \"site\"\ntype = \"text-box\"\n"
            )
        };
        fs::write(folder.path().join("solution.toml"), format!("{SMALL}\n{}", many(300, field))).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_rmmgen"))
            .arg("diff")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(said(&output, 0), "");
    }
}
