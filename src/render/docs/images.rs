//! Screenshots, which are found by name, beside the manifest: `images/<kind>-<key>/<section>.png` (or `.webp`), for the
//! solution's page `images/solution/<section>.png`. A section's name is its heading's, in small letters and with
//! `-` for blanks: `group-criteria`, `task-creation`, `step-2`.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, Value};

use super::view::{markdown, optional};
use crate::render::markdown as md;
use crate::solution::{Kind, PartRef};

/// The screenshots there are.
#[derive(Debug, Default)]
pub struct Images {
    files: BTreeSet<String>,
}

/// The sections that have a place for an image, by the folder of their page's images, in the order of the pages. Only
/// templates know them, so rendering tells; no section where there are no images at all.
pub type Sections = Vec<(String, BTreeSet<String>)>;

impl Images {
    /// The folder that they are in, beside the manifest.
    pub const FOLDER: &str = crate::resolve::IMAGES;

    /// The endings that count.
    pub const ENDINGS: [&str; 2] = ["png", "webp"];

    /// These files, by their paths relative to the manifest, with `/`.
    pub fn new(files: BTreeSet<String>) -> Self {
        Images { files }
    }

    /// The files.
    pub fn files(&self) -> &BTreeSet<String> {
        &self.files
    }

    /// The folder of a part's screenshots, below `images`.
    pub fn folder(part: &PartRef) -> String {
        match part.kind {
            Kind::Solution => "solution".to_owned(),
            kind => format!("{}-{}", kind.word(), part.key),
        }
    }

    /// What the template of a part's page sees: its images, by section.
    pub(super) fn of(&self, part: &PartRef, title: &str, manifest: &str) -> OfPage {
        let folder = Images::folder(part);
        let below = format!("{}/{folder}/", Images::FOLDER);
        // A part's page lies one folder deeper than the solution's.
        let up = if part.kind == Kind::Solution { "" } else { "../" };
        let image = |path: &String| {
            let (section, ending) = path[below.len()..].rsplit_once('.')?;
            let label = format!("{title}: {}", section.replace('-', " "));
            let address = format!("{up}{}/{path}", manifest.trim_end_matches('/'));
            let image = md::link(&md::text(&label), &address);
            Images::ENDINGS.contains(&ending).then(|| (section.to_owned(), markdown(format!("!{image}"))))
        };
        let here = self.files.range(below.clone()..).take_while(|path| path.starts_with(&below));
        let asked = (!self.files.is_empty()).then(Mutex::default);
        OfPage(Arc::new(Page { images: here.filter_map(image).collect(), asked }))
    }
}

/// The screenshots of a page.
#[derive(Debug)]
pub(super) struct OfPage(Arc<Page>);

#[derive(Debug)]
struct Page {
    /// By section; nothing where there is none.
    images: Vec<(String, Value)>,
    /// The sections that the template asked for. A template sees a value that it cannot change.
    asked: Option<Mutex<BTreeSet<String>>>,
}

impl OfPage {
    pub(super) fn value(&self) -> Value {
        Value::from_dyn_object(Arc::clone(&self.0))
    }

    /// The sections that the page has a place for. It is known once the page is rendered.
    pub(super) fn sections(&self) -> BTreeSet<String> {
        let asked = self.0.asked.as_ref().and_then(|asked| asked.lock().ok());
        asked.map(|mut asked| std::mem::take(&mut *asked)).unwrap_or_default()
    }
}

impl Object for Page {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        if let Some(Ok(mut asked)) = self.asked.as_ref().map(|asked| asked.lock()) {
            asked.insert(key.to_owned());
        }
        let found = self.images.iter().find(|(section, _)| section == key);
        Some(optional(found.map(|(_, image)| image.clone())))
    }
}
