//! Screenshots that no page shows: those whose folder, section or ending is not what a page looks for.

use crate::check;
use crate::diag::Problem;
use crate::render::docs::Images;
use crate::render::{Artifact, markdown};
use crate::solution::{PartRef, Solution};
use crate::words::{close_match, quoted_list};

/// Endings of files that somebody means to be seen.
const ENDINGS: [&str; 10] = ["png", "webp", "jpg", "jpeg", "gif", "svg", "bmp", "tif", "tiff", "avif"];
/// How many get advice: each takes a look at all names.
const ADVISED: usize = 100;
/// How many names are listed.
const LISTED: usize = 12;

/// A problem for each image that is in no page. `shown` is a path as people see it.
pub(super) fn unused(
    images: &Images,
    solution: &Solution,
    artifacts: &[Artifact],
    shown: &dyn Fn(&str) -> String,
) -> Vec<Problem> {
    let pages: Vec<&str> = artifacts.iter().filter_map(page).collect();
    let unused = images.files().iter().filter(|path| is_image(path) && !is_shown(path, &pages));
    let folders: Vec<String> = std::iter::once(PartRef::solution())
        .chain(solution.parts().map(|(part, _)| part))
        .map(|part| Images::folder(&part))
        .collect();
    let advisor = Advisor { images, folders: folders.iter().map(String::as_str).collect(), shown };
    let problem = |(index, path): (usize, &String)| {
        let help = (index < ADVISED).then(|| advisor.advice(path)).flatten();
        Problem::new(&check::record::unused_image::CODE, format!("no page shows `{}`", shown(path)))
            .maybe_help(help)
    };
    unused.enumerate().map(problem).collect()
}

fn page(artifact: &Artifact) -> Option<&str> {
    std::str::from_utf8(&artifact.bytes).ok().filter(|_| artifact.path.ends_with(".md"))
}

/// Whether a file is an image, and not one that a desktop keeps for itself.
fn is_image(path: &str) -> bool {
    let is_hidden = path.split('/').any(|name| name.starts_with('.'));
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    !is_hidden && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether a page holds its path: a template put it there, or the author did.
fn is_shown(path: &str, pages: &[&str]) -> bool {
    let address = markdown::address(path);
    pages.iter().any(|page| page.contains(path) || page.contains(&address))
}

/// Knows what would have been shown.
struct Advisor<'a> {
    images: &'a Images,
    folders: Vec<&'a str>,
    shown: &'a dyn Fn(&str) -> String,
}

impl Advisor<'_> {
    fn advice(&self, path: &str) -> Option<String> {
        let below = path.strip_prefix(Images::FOLDER)?.trim_start_matches('/');
        let (stem, ending) = below.rsplit_once('.')?;
        let section = stem.rsplit('/').next().unwrap_or(stem);
        let Some((folder, _)) = stem.split_once('/') else { return self.without_folder(section, ending) };
        let Some(folder) = close_match(folder, &self.folders) else {
            return Some(format!("a folder is named by its page's part: {}", some(&self.folders)));
        };
        let sections = self.images.sections(folder);
        Some(match self.section(section, &sections) {
            Some(section) => self.meant(path, folder, section, ending),
            None if sections.is_empty() => "its page has no place for an image".to_owned(),
            None => format!("its page has a place for {}", some(&sections)),
        })
    }

    /// An image that lies beside the folders: the first page that has a place for it may be the one that is meant.
    fn without_folder(&self, section: &str, ending: &str) -> Option<String> {
        let sections = |folder: &&str| (folder.to_string(), self.images.sections(folder));
        let mut places = self.folders.iter().map(sections).filter(|(_, sections)| !sections.is_empty());
        let first = places.clone().next()?;
        let (folder, section) = match places.find(|(_, sections)| sections.iter().any(|it| it == section)) {
            Some((folder, _)) => (folder, section),
            None => (first.0, first.1.first()?.as_str()),
        };
        let example = (self.shown)(&format!("{}/{folder}/{section}.{}", Images::FOLDER, counting(ending)));
        Some(format!("it lies in its page's folder, and is named by a section there: `{example}`"))
    }

    /// The section that is meant. A row that there is none of is no misspelt one.
    fn section<'s>(&self, typed: &str, sections: &'s [String]) -> Option<&'s str> {
        let known: Vec<&str> = sections.iter().map(String::as_str).collect();
        let word = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        close_match(typed, &known).filter(|best| *best == typed || word(best) != word(typed))
    }

    /// What to do where both folder and section are known.
    fn meant(&self, path: &str, folder: &str, section: &str, ending: &str) -> String {
        let named = |ending: &str| format!("{}/{folder}/{section}.{ending}", Images::FOLDER);
        let mut rivals = Images::ENDINGS.map(named).into_iter();
        if let Some(rival) = rivals.find(|rival| rival != path && self.images.files().contains(rival)) {
            return format!("`{}` is shown there: take one of them out", (self.shown)(&rival));
        }
        let meant = (self.shown)(&named(counting(ending)));
        match Images::ENDINGS.contains(&ending) {
            true => format!("did you mean `{meant}`?"),
            false => format!("only `.png` and `.webp` are shown, in small letters: save it as `{meant}`"),
        }
    }
}

/// The first of these names.
fn some<T: AsRef<str>>(names: &[T]) -> String {
    let more = if names.len() > LISTED { ", …" } else { "" };
    quoted_list(&names[..names.len().min(LISTED)]) + more
}

/// The ending itself if images of it are shown, else one that they may be saved with.
fn counting(ending: &str) -> &str {
    let known = Images::ENDINGS.into_iter().find(|known| known.eq_ignore_ascii_case(ending));
    known.unwrap_or(Images::ENDINGS[0])
}
