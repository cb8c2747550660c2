//! Screenshots, which are found by name, beside the manifest: `images/<kind>-<key>/<section>.png` (or `.webp`), for the
//! solution's page `images/solution/<section>.png`. A section's name is its heading's, in small letters and with
//! `-` for blanks: `group-criteria`, `task-creation`, `step-2`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, Value};

use super::view::{markdown, optional};
use crate::render::markdown as md;
use crate::solution::{Kind, PartRef};

/// The screenshots there are, and which ones the pages would show. Only templates know the latter, so it is noted
/// while they are rendered.
#[derive(Debug, Default)]
pub struct Images {
    files: BTreeSet<String>,
    asked: Arc<Mutex<Asked>>,
}

/// The sections whose images the template of a page asked for, by the page's folder.
type Asked = BTreeMap<String, BTreeSet<String>>;

impl Images {
    /// The folder that they are in, beside the manifest.
    pub const FOLDER: &str = "images";

    /// The endings that count.
    pub const ENDINGS: [&str; 2] = ["png", "webp"];

    /// These files, by their paths relative to the manifest, with `/`.
    pub fn new(files: BTreeSet<String>) -> Self {
        Images { files, asked: Arc::default() }
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

    /// The sections of a folder's page that have a place for an image. It is known once the page is rendered.
    pub fn sections(&self, folder: &str) -> Vec<String> {
        let asked = self.asked.lock().ok();
        let sections = asked.as_ref().and_then(|asked| asked.get(folder));
        sections.into_iter().flatten().cloned().collect()
    }

    /// What the template of a part's page sees: its images, by section.
    pub(super) fn of(&self, part: &PartRef, title: &str, manifest: &str) -> Value {
        if self.files.is_empty() {
            return Value::from_object(OfPage::default());
        }
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
        let images = here.filter_map(image).collect();
        Value::from_object(OfPage { images, folder, asked: Some(Arc::clone(&self.asked)) })
    }
}

/// The screenshots of a page, by section; nothing where there is none.
#[derive(Debug, Default)]
struct OfPage {
    images: Vec<(String, Value)>,
    folder: String,
    asked: Option<Arc<Mutex<Asked>>>,
}

impl Object for OfPage {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        if let Some(Ok(mut asked)) = self.asked.as_ref().map(|asked| asked.lock()) {
            asked.entry(self.folder.clone()).or_default().insert(key.to_owned());
        }
        let found = self.images.iter().find(|(section, _)| section == key);
        Some(optional(found.map(|(_, image)| image.clone())))
    }
}
