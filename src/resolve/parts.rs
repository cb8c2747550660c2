//! What the solution and every part have: keys, ids, names, texts.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Resolver;
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::Common;
use crate::resolve::codes;
use crate::solution::{Kind, Part, PartRef, derived_id};

/// The most characters of a key: it becomes a file name, and paths on Windows are short.
const KEY: usize = 80;

/// The ids and first keys seen so far.
#[derive(Default)]
pub(super) struct Firsts {
    ids: BTreeMap<Uuid, PartRef>,
    keys: BTreeMap<(Kind, String), String>,
}

impl Resolver<'_> {
    /// What the solution and every part have in common.
    pub(super) fn part(&mut self, at: &At<'_>, reference: &PartRef, common: Common<'_>) -> Part {
        if reference.kind != Kind::Solution {
            self.check_key(at, &reference.key);
        }
        let first_key_taken = reference.kind != Kind::Solution && self.origin(at, reference, common.formerly);
        Part {
            key: reference.key.clone(),
            id: self.id(at, reference, &common, first_key_taken),
            formerly: common.formerly.map(str::to_owned),
            name: self.name(&at.key("name"), common.name),
            title: common.title.map(|title| self.name(&at.key("title"), title)),
            description: self.text(&at.key("description"), common.description),
            summary: common.summary.map(|text| self.prose(&at.key("summary"), text)),
            remarks: common.remarks.map(|text| self.prose(&at.key("remarks"), text)),
            listed_under: match common.listed_under {
                Some(headings) if headings.listed => self.lines(&at.key("listed-under"), &headings.values),
                Some(heading) => vec![self.plain(&at.key("listed-under"), &heading.values[0])],
                None => Vec::new(),
            },
            keywords: self.own_list(&at.key("keywords"), common.keywords),
            tags: self.own_list(&at.key("tags"), common.tags),
        }
    }

    /// Keywords or tags of a part's own. Where it has none, a page shows the solution's.
    fn own_list(&mut self, at: &At<'_>, list: Option<&[String]>) -> Vec<String> {
        if list.is_some_and(<[String]>::is_empty) {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                at,
                "this list is empty",
                "leave the key out to have the solution's",
            );
        }
        self.lines(at, list.unwrap_or_default())
    }

    /// A key of the author's: a file name and a part of an id.
    pub(super) fn check_key(&mut self, at: &At<'_>, key: &str) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if key.is_empty() || !key.chars().all(fits) {
            let message = format!("`{}` cannot be a key", key.escape_debug());
            let help = format!("keys are made of a-z, 0-9 and `-`: `{}`", as_key(key));
            self.problems.at_key(&codes::BAD_KEY, at, message, help);
        } else if key.len() > KEY {
            let help = format!("at most {KEY} characters: it becomes a file name");
            self.problems.at_key(
                &codes::FILE_NAME,
                at,
                format!("this key has {} characters", key.len()),
                help,
            );
        } else if is_reserved(key) {
            let message = format!("`{key}` is a name that Windows keeps for a device");
            self.problems.at_key(
                &codes::FILE_NAME,
                at,
                message,
                format!("`{key}-1`, say: it becomes a file name"),
            );
        }
    }

    /// Notes a part's first key, which its derived id hangs on; whether another part has it already.
    fn origin(&mut self, at: &At<'_>, reference: &PartRef, formerly: Option<&str>) -> bool {
        let first = formerly.unwrap_or(&reference.key);
        if let Some(formerly) = formerly
            && as_key(formerly) != formerly
        {
            let message = format!("`{}` was never a key", formerly.escape_debug());
            self.problems.at_value(
                &codes::BAD_KEY,
                &at.key("formerly"),
                message,
                "keys are made of a-z, 0-9 and `-`",
            );
        }
        let kind = reference.kind;
        let taken = self.first.keys.get(&(kind, first.to_owned()));
        let is_taken = taken.is_some();
        if let Some(owner) = taken {
            let table = At::ROOT.key(kind.word());
            let message = format!("`{first}` is the first key of `{kind}.{owner}`", kind = kind.word());
            let problem = Problem::new(&codes::TAKEN_KEY, message)
                .at(self.document.key(at))
                .also(self.document.key(&table.key(owner)), "its id hangs on that key")
                .help("give this part another key");
            self.problems.push(problem);
        }
        self.first.keys.entry((kind, first.to_owned())).or_insert_with(|| reference.key.clone());
        is_taken
    }

    /// A part's id: the manifest's own, or derived; the same on every machine and in every year.
    fn id(&mut self, at: &At<'_>, reference: &PartRef, common: &Common<'_>, reported: bool) -> Uuid {
        let id = match common.id {
            Some(text) => self.parsed_id(at, text),
            None => Some(self.derived_id(reference.kind, common.formerly.unwrap_or(&reference.key))),
        };
        let Some(id) = id else { return Uuid::nil() };
        if let Some(other) = self.first.ids.get(&id).filter(|_| common.id.is_some() || !reported) {
            let message = format!("this is the id of `{other}` already");
            let (solution, kind) = (At::ROOT.key("solution"), At::ROOT.key(other.kind.word()));
            let first = if other.kind == Kind::Solution { solution } else { kind.key(&other.key) };
            let here =
                if common.id.is_some() { self.document.value(&at.key("id")) } else { self.document.key(at) };
            let problem = Problem::new(&codes::DUPLICATE_ID, message)
                .at(here)
                .also(self.document.value(&first.key("id")), "also here")
                .help("leave `id` out to have one derived, or give the id of the published page");
            self.problems.push(problem);
        }
        self.first.ids.entry(id).or_insert_with(|| reference.clone());
        id
    }

    fn parsed_id(&mut self, at: &At<'_>, text: &str) -> Option<Uuid> {
        // Other spellings of a UUID would be another slug and another link.
        let id =
            Uuid::try_parse(text).ok().filter(|id| id.hyphenated().to_string().eq_ignore_ascii_case(text));
        if id.is_none_or(|id| id.is_nil()) {
            let help = "an id is a UUID: 8-4-4-4-12 hexadecimal digits, such as fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9";
            let message = format!("`{}` is no id", text.escape_debug());
            self.problems.at_value(&codes::MALFORMED_ID, &at.key("id"), message, help);
            return None;
        }
        id
    }

    fn derived_id(&self, kind: Kind, first_key: &str) -> Uuid {
        let namespace = Uuid::try_parse(&self.manifest.solution.id).unwrap_or_default();
        derived_id(namespace, kind, first_key)
    }

    /// Whether a key is one of the manifest's; else a problem with the nearest one.
    pub(super) fn known(&mut self, at: &At<'_>, kind: Kind, typed: &str) -> bool {
        let known = self.exists(&PartRef::new(kind, typed));
        if !known {
            let manifest = self.manifest;
            match kind {
                Kind::Solution => {}
                Kind::Field => self.dangling(at, "field", typed, manifest.field.keys()),
                Kind::Group => self.dangling(at, "group", typed, manifest.group.keys()),
                Kind::Task => self.dangling(at, "task", typed, manifest.task.keys()),
            }
        }
        known
    }

    /// A dangling word that is no part of the manifest: an outcome, a parameter.
    pub(super) fn unknown(&mut self, at: &At<'_>, what: &str, typed: &str, known: &[&str]) {
        let problem = Problem::new(&codes::DANGLING_REFERENCE, format!("there is no {what} `{typed}`"))
            .at(self.document.within(at, typed))
            .maybe_help(self.problems.nearest(typed, known.iter().copied()));
        self.problems.push(problem);
    }
}

/// The nearest key to a text.
pub(crate) fn as_key(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let kept =
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if kept {
        text.to_owned()
    } else if words.is_empty() {
        "part".into()
    } else {
        words.join("-")
    }
}

/// Names that Windows keeps for devices, with any ending.
pub(crate) fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}
