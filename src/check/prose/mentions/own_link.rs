//! `own-link`: a link by hand to a page of the solution itself that is not what it says.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use uuid::Uuid;

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity, close_match};
use crate::document::Problems;
use crate::solution::text::PROSE;
use crate::solution::{Kind, Part, PartRef, Solution};

/// The most characters in which a mistyped id differs from the right one.
const MISTYPED: usize = 4;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "own-link",
    severity: Severity::Warning,
    what: "A link by hand to a page of the solution itself: under the name of another part, to an id that is nearly one of the solution's, or to the page that it stands on.",
    why: "It leads somewhere else than it says, or nowhere, and stays so when a part gets another name or id.",
    example: "remarks = \"See [Clean Disks](/docs/fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9).\"      # See {task.clean}.",
};

/// A link, and what it says.
struct Link {
    range: Range<usize>,
    address: String,
    label: String,
}

/// Looks at every text in Markdown.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let parts: Vec<(PartRef, &Part)> = parts(context.solution).collect();
    each_prose(context, |written| {
        for link in links(written.source) {
            if let Some(said) = said(&parts, &link, written.page) {
                written.report(context, problems, &CODE, link.range, said);
            }
        }
    });
}

/// What is wrong with a link, and what to write.
fn said(parts: &[(PartRef, &Part)], link: &Link, page: Option<&PartRef>) -> Option<(String, String)> {
    let typed = id(&link.address)?;
    let Some((target, part)) = parts.iter().find(|(_, part)| part.id.to_string() == typed) else {
        let (near, _) = parts.iter().find(|(_, part)| is_nearly(&typed, &part.id))?;
        let message = format!("no page has this id; that of `{near}` is nearly it");
        return Some((message, format!("write `{{{near}}}`: it becomes a link with its name")));
    };
    if page == Some(target) {
        let help = format!("write the name alone: `{{{target}}}` is one, and no link on its own page");
        return Some(("this link leads to the page that it stands on".to_owned(), help));
    }
    let help = format!("write `{{{target}}}`: it becomes a link with its name");
    let is_named = |part: &Part| part.name == link.label || part.title.as_deref() == Some(&link.label);
    if is_named(part) {
        return None;
    }
    if let Some((other, _)) = parts.iter().find(|(_, part)| is_named(part)) {
        return Some((format!("this says `{}`, and leads to `{target}`", link.label), format!("{help}; `{{{other}}}` leads to what it says")));
    }
    let is_near = close_match(&link.label, &[part.name.as_str()]).is_some();
    is_near.then(|| (format!("`{target}` is named `{}`, not `{}`", part.name, link.label), help))
}

/// The id that an address ends with, in small letters: whatever has the form of one.
fn id(address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?.to_ascii_lowercase();
    let has_form = (34..=38).contains(&last.len())
        && last.bytes().filter(|b| *b == b'-').count() == 4
        && last.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    has_form.then_some(last)
}

/// Whether a text is an id but for a few characters that were mistyped, left out or typed twice.
fn is_nearly(typed: &str, id: &Uuid) -> bool {
    let id = id.to_string();
    let alike = |a: std::str::Bytes<'_>, b: std::str::Bytes<'_>| a.zip(b).take_while(|(a, b)| a == b).count();
    let start = alike(typed.bytes(), id.bytes());
    let end = typed.bytes().rev().zip(id.bytes().rev()).take_while(|(a, b)| a == b).count();
    let differs = typed.bytes().zip(id.bytes()).filter(|(a, b)| a != b).count();
    typed.len() == id.len() && differs <= MISTYPED || start + end + MISTYPED >= id.len().max(typed.len())
}

/// The links of a text.
fn links(source: &str) -> Vec<Link> {
    let (mut links, mut open): (Vec<Link>, Option<Link>) = (Vec::new(), None);
    if !source.contains("](") && !source.contains("]:") {
        return links;
    }
    for (event, range) in Parser::new_ext(source, PROSE).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Link { dest_url, .. }), _) => {
                open = Some(Link { range, address: dest_url.into_string(), label: String::new() });
            }
            (Event::Text(text) | Event::Code(text), Some(link)) => link.label.push_str(&text),
            (Event::End(TagEnd::Link), _) => links.extend(open.take()),
            _ => {}
        }
    }
    links
}

fn parts(solution: &Solution) -> impl Iterator<Item = (PartRef, &Part)> {
    let of = |kind: Kind| move |part: &'_ _| PartRef::new(kind, part);
    let (field, group, task) = (of(Kind::Field), of(Kind::Group), of(Kind::Task));
    let fields = solution.fields.iter().map(move |it| (field(&it.part.key), &it.part));
    let groups = solution.groups.iter().map(move |it| (group(&it.part.key), &it.part));
    let tasks = solution.tasks.iter().map(move |it| (task(&it.part.key), &it.part));
    std::iter::once((PartRef::solution(), &solution.part)).chain(fields).chain(groups).chain(tasks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_nearly_another() {
        let right = Uuid::try_parse("fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9").unwrap();
        for (typed, near) in [
            ("/docs/fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e8", true),
            ("https://a.b/docs/FECDA0FF-5a3e-4cc5-b6a7-fd37732aa2e/", true),
            ("../fecda0ff-5a3e-4cc5-b6a7-fd377732aa2e9#x", true),
            ("/docs/8f1f1c1e-5d9b-4c5e-8a55-2f0f3d1a9c11", false),
        ] {
            assert_eq!(is_nearly(&id(typed).unwrap(), &right), near, "{typed}");
        }
        for address in ["/docs/fecda0ff", "a-b-c-d-e", "/docs/x/", ""] {
            assert_eq!(id(address), None, "{address}");
        }
    }
}
