//! What the solution and every part have: keys, ids, names, texts.

use uuid::Uuid;

use super::codes::{BAD_KEY, DUPLICATE_ID, FILE_NAME, MALFORMED_ID, TAKEN_KEY};
use super::scope::Scope;
use super::texts::{empty_list, lines, name, plain, prose, text};
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::Common;
use crate::solution::{Kind, Part, PartRef, derived_id};

/// The most characters of a key: it becomes a file name, and paths on Windows are short.
const KEY: usize = 80;

/// What the solution and every part have in common.
pub(super) fn part(scope: &mut Scope<'_>, at: &At<'_>, reference: &PartRef, common: Common<'_>) -> Part {
    let mut first_key_taken = false;
    if reference.kind != Kind::Solution {
        check_key(scope, at, &reference.key);
        first_key_taken = first_key(scope, at, reference, common.formerly);
    }
    Part {
        key: reference.key.clone(),
        id: id(scope, at, reference, &common, first_key_taken),
        formerly: common.formerly.map(str::to_owned),
        name: name(scope, &at.key("name"), common.name),
        title: common.title.map(|title| name(scope, &at.key("title"), title)),
        description: text(scope, &at.key("description"), common.description),
        summary: common.summary.map(|text| prose(scope, &at.key("summary"), text)),
        remarks: common.remarks.map(|text| prose(scope, &at.key("remarks"), text)),
        listed_under: match common.listed_under {
            Some(headings) if headings.listed => lines(scope, &at.key("listed-under"), &headings.values),
            Some(heading) => vec![plain(scope, &at.key("listed-under"), &heading.values[0])],
            None => Vec::new(),
        },
        keywords: own_list(scope, &at.key("keywords"), common.keywords),
        tags: own_list(scope, &at.key("tags"), common.tags),
    }
}

/// Keywords or tags of a part's own. Where it has none, a page shows the solution's.
fn own_list(scope: &mut Scope<'_>, at: &At<'_>, list: Option<&[String]>) -> Vec<String> {
    if list.is_some_and(<[String]>::is_empty) {
        empty_list(scope, at, "leave the key out to have the solution's");
    }
    lines(scope, at, list.unwrap_or_default())
}

/// A key of the author's: a file name and a part of an id.
pub(super) fn check_key(scope: &mut Scope<'_>, at: &At<'_>, key: &str) {
    let (code, message, help) = if !is_key(key) {
        let help = format!("keys are made of a-z, 0-9 and `-`: `{}`", as_key(key));
        (&BAD_KEY, format!("`{}` cannot be a key", key.escape_debug()), help)
    } else if key.len() > KEY {
        let help = format!("at most {KEY} characters: it becomes a file name");
        (&FILE_NAME, format!("this key has {} characters", key.len()), help)
    } else if is_reserved(key) {
        let help = format!("`{key}-1`, say: it becomes a file name");
        (&FILE_NAME, format!("`{key}` is a name that Windows keeps for a device"), help)
    } else {
        return;
    };
    scope.problems.at_key(code, at, message, help);
}

/// Notes a part's first key, which its derived id hangs on; whether another part has it already.
fn first_key(scope: &mut Scope<'_>, at: &At<'_>, reference: &PartRef, formerly: Option<&str>) -> bool {
    if let Some(formerly) = formerly.filter(|formerly| !is_key(formerly)) {
        let message = format!("`{}` was never a key", formerly.escape_debug());
        scope.problems.at_value(&BAD_KEY, &at.key("formerly"), message, "keys are made of a-z, 0-9 and `-`");
    }
    let (kind, first) = (reference.kind, formerly.unwrap_or(&reference.key));
    let taken = scope.first_keys.get(&(kind, first.to_owned())).cloned();
    if let Some(owner) = &taken {
        let table = At::ROOT.key(kind.word());
        let message = format!("`{first}` is the first key of `{kind}.{owner}`", kind = kind.word());
        let problem = Problem::new(&TAKEN_KEY, message)
            .at(scope.document.key(at))
            .also(scope.document.key(&table.key(owner)), "its id hangs on that key")
            .help("give this part another key");
        scope.problems.push(problem);
    } else {
        scope.first_keys.insert((kind, first.to_owned()), reference.key.clone());
    }
    taken.is_some()
}

/// A part's id: the manifest's own, or derived; the same on every machine and in every year. That a derived one is
/// taken goes without saying where its key is.
fn id(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    reference: &PartRef,
    common: &Common<'_>,
    first_key_taken: bool,
) -> Uuid {
    let id = match common.id {
        Some(text) => own_id(scope, &at.key("id"), text),
        None => {
            let solution = Uuid::try_parse(&scope.manifest.solution.id).unwrap_or_default();
            let first_key = common.formerly.unwrap_or(&reference.key);
            Some(derived_id(solution, reference.kind, first_key))
        }
    };
    let Some(id) = id else { return Uuid::nil() };
    if let Some(other) = scope.ids.get(&id).filter(|_| common.id.is_some() || !first_key_taken) {
        let message = format!("this is the id of `{other}` already");
        let kind = At::ROOT.key(other.kind.word());
        let first = if other.kind == Kind::Solution { kind } else { kind.key(&other.key) };
        let document = scope.document;
        let here = if common.id.is_some() { document.value(&at.key("id")) } else { document.key(at) };
        let problem = Problem::new(&DUPLICATE_ID, message)
            .at(here)
            .also(document.value(&first.key("id")), "also here")
            .help("leave `id` out to have one derived, or give the id of the published page");
        scope.problems.push(problem);
    }
    scope.ids.entry(id).or_insert_with(|| reference.clone());
    id
}

fn own_id(scope: &mut Scope<'_>, at: &At<'_>, text: &str) -> Option<Uuid> {
    // Other spellings of a UUID would be another slug and another link.
    let is_spelt = |id: &Uuid| !id.is_nil() && id.hyphenated().to_string().eq_ignore_ascii_case(text);
    let id = Uuid::try_parse(text).ok().filter(is_spelt);
    if id.is_none() {
        let help =
            "an id is a UUID: 8-4-4-4-12 hexadecimal digits, such as fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9";
        let message = format!("`{}` is no id", text.escape_debug());
        scope.problems.at_value(&MALFORMED_ID, at, message, help);
    }
    id
}

/// Whether a text can be a key.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The letters of a text in a to z: `buro` for `Büro`. A mark on a letter goes, any other sign is a blank.
fn in_latin(text: &str) -> String {
    let latin = |c: char| match deunicode::deunicode_char(c) {
        Some(latin) if c.is_alphanumeric() || latin.is_empty() => latin,
        _ => " ",
    };
    text.chars().map(latin).collect()
}

/// The nearest key to a text.
pub(crate) fn as_key(text: &str) -> String {
    let lower = in_latin(text).to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if is_key(text) {
        text.to_owned()
    } else if words.is_empty() {
        "part".into()
    } else {
        words.join("-")
    }
}

/// Names that Windows keeps for devices, with any ending.
pub(crate) fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let is_digit = |rest: &str| {
        let mut signs = rest.chars();
        let digit =
            signs.next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}'));
        digit && signs.next().is_none()
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|prefix| stem.strip_prefix(prefix).is_some_and(is_digit))
}
