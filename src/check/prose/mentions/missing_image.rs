//! `missing-image`: an image that is not where its address leads.

use pulldown_cmark::{Event, Parser, Tag};

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity, close_match};
use crate::document::Problems;
use crate::solution::text::PROSE;
use crate::solution::{Kind, PartRef};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-image",
    severity: Severity::Warning,
    what: "An image in a text, by an address relative to its page, that is not there.",
    why: "The docs site does not build: it looks for every image while it does.",
    example: "remarks = \"![The dialog](dialog.webp)\"      # images/task-clean/step-1.webp is found by its name",
};

/// Looks at every text in Markdown that stands on one page.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_prose(context, |written| {
        let Some(page) = written.page.filter(|_| written.source.contains("![")) else { return };
        for (event, range) in Parser::new_ext(written.source, PROSE).into_offset_iter() {
            let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
            if let Some(help) = missing(context, page, &dest_url) {
                let message = format!("there is no image `{dest_url}` beside this page");
                written.report(context, problems, &CODE, range, (message, help));
            }
        }
    });
}

/// What to do about an address that leads to no file. Of what lies outside the manifest's folder nothing is said.
fn missing(context: &Context<'_>, page: &PartRef, address: &str) -> Option<String> {
    let is_relative = !address.is_empty() && !address.starts_with(['/', '#', '?']) && !address.contains([':', '%', '{']);
    let path = is_relative.then(|| beside(&folder(context, page), address)).flatten()?;
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let names = context.inputs.names(parent);
    if names.iter().any(|known| known == name) {
        return None;
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some(match close_match(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "a screenshot is found by its name: `images/{}/SECTION.png`; any other image needs an address that begins with `/` or `https://`",
            match page.kind {
                Kind::Solution => "solution".to_owned(),
                kind => format!("{}-{}", kind.word(), page.key),
            }
        ),
    })
}

/// The folder of a page, relative to the manifest.
fn folder(context: &Context<'_>, page: &PartRef) -> String {
    let layout = context.layout;
    let below = match page.kind {
        Kind::Solution => "",
        Kind::Field => "fields",
        Kind::Group => "groups",
        Kind::Task => "tasks",
    };
    [layout.folder.as_str(), layout.pages.as_str(), below].join("/")
}

/// The path that an address leads to from a folder; none where it leads out of the manifest's.
fn beside(folder: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut path: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(address.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(path.pop()?),
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_from_a_folder() {
        assert_eq!(beside("out/docs/tasks", "../a.png?x").as_deref(), Some("out/docs/a.png"));
        assert_eq!(beside("out/docs/tasks", "../../../images/a.png").as_deref(), Some("images/a.png"));
        assert_eq!(beside("out//tasks", "../../../a.png"), None);
    }
}
