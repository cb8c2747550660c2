//! Screenshots that no page shows: those whose folder, section or ending is not what a page looks for.

use crate::check;
use crate::diag::Problem;
use crate::render::docs::{Images, Sections};
use crate::render::{Artifact, markdown};
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
    sections: &Sections,
    artifacts: &[Artifact],
    shown: &dyn Fn(&str) -> String,
) -> Vec<Problem> {
    let pages: Vec<&str> = artifacts.iter().filter_map(page).collect();
    let unused = images.files().iter().filter(|path| is_image(path) && !is_shown(path, &pages));
    let advisor = Advisor { images, sections, shown };
    let problem = |(index, path): (usize, &String)| {
        let help = (index < ADVISED).then(|| advisor.advice(path)).flatten();
        Problem::new(&check::record::unused_image::CODE, format!("no page shows `{}`", shown(path)))
            .maybe_help(help)
    };
    unused.enumerate().map(problem).collect()
}

/// A problem for each link or the like that could not be an image.
pub(super) fn strays<'s>(
    strays: &'s [(String, String)],
    shown: &'s dyn Fn(&str) -> String,
) -> impl Iterator<Item = Problem> + 's {
    strays.iter().map(move |(path, why)| {
        let message = format!("no page shows `{}`: it {why}", shown(path));
        Problem::new(&check::record::unused_image::CODE, message)
            .help("put the image itself there, as a file")
    })
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
    sections: &'a Sections,
    shown: &'a dyn Fn(&str) -> String,
}

impl Advisor<'_> {
    fn advice(&self, path: &str) -> Option<String> {
        let below = path.strip_prefix(Images::FOLDER)?.trim_start_matches('/');
        let (stem, ending) = below.rsplit_once('.')?;
        let section = stem.rsplit('/').next().unwrap_or(stem);
        let Some((folder, _)) = stem.split_once('/') else { return self.without_folder(section, ending) };
        let folders: Vec<&str> = self.sections.iter().map(|(folder, _)| folder.as_str()).collect();
        let found = close_match(folder, &folders);
        let Some((folder, sections)) =
            self.sections.iter().find(|(folder, _)| Some(folder.as_str()) == found)
        else {
            return Some(format!("a folder is named by its page's part: {}", some(&folders)));
        };
        let sections: Vec<&str> = sections.iter().map(String::as_str).collect();
        Some(match meant_section(section, &sections) {
            Some(section) => self.meant(path, folder, section, ending),
            None if sections.is_empty() => "its page has no place for an image".to_owned(),
            None => format!("its page has a place for {}", some(&sections)),
        })
    }

    /// An image that lies beside the folders: the first page that has a place for it may be the one that is meant.
    fn without_folder(&self, section: &str, ending: &str) -> Option<String> {
        let mut places = self.sections.iter().filter(|(_, sections)| !sections.is_empty());
        let (folder, sections) = places.clone().next()?;
        let (folder, section) = match places.find(|(_, sections)| sections.contains(section)) {
            Some((folder, _)) => (folder, section),
            None => (folder, sections.first()?.as_str()),
        };
        let example = (self.shown)(&format!("{}/{folder}/{section}.{}", Images::FOLDER, counting(ending)));
        Some(format!("it lies in its page's folder, and is named by a section there: `{example}`"))
    }

    /// What to do where both folder and section are known.
    fn meant(&self, path: &str, folder: &str, section: &str, ending: &str) -> String {
        let named = |ending: &str| format!("{}/{folder}/{section}.{ending}", Images::FOLDER);
        let mut rivals = Images::ENDINGS.map(named).into_iter();
        if let Some(rival) = rivals.find(|rival| rival != path && self.images.files().contains(rival)) {
            return format!("`{}` is shown there: take one of them out", (self.shown)(&rival));
        }
        let meant = (self.shown)(&named(counting(ending)));
        if Images::ENDINGS.contains(&ending) {
            format!("did you mean `{meant}`?")
        } else {
            format!("only `.png` and `.webp` are shown, in small letters: save it as `{meant}`")
        }
    }
}

/// The section that is meant. A row that there is none of is no misspelt one.
fn meant_section<'s>(typed: &str, sections: &[&'s str]) -> Option<&'s str> {
    let word = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    close_match(typed, sections).filter(|best| *best == typed || word(best) != word(typed))
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
