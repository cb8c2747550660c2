//! What a record is believed for, held against what is rendered: a file of a new kind, or in another place, is never one
//! that a later render would leave behind.

mod common;

use common::{bitlocker, everything, solution};
use rmmgen::plan::Territory;
use rmmgen::platform::CONNECTWISE;
use rmmgen::render::docs::Images;
use rmmgen::render::{Places, render, templates};
use rmmgen::resolve::Layout;

fn layout(pages: &str, scripts: &str) -> Layout {
    let [folder, manifest, link_prefix] = ["out", "../..", "/docs/"].map(String::from);
    let (pages, scripts) = (pages.to_owned(), scripts.to_owned());
    Layout { folder, pages, manifest, scripts, link_prefix, unmanaged: Vec::new() }
}

#[test]
fn every_rendered_file_is_in_it() {
    let built_in = templates::built_in(CONNECTWISE);
    for solution in [bitlocker(), everything()].map(|value| solution(&value)) {
        for layout in [layout("docs", "tasks"), layout("../site/a", "scripts/ours"), layout(".", "tasks")] {
            let territory = Territory::of(&solution, &layout.folder, Places::from(&layout));
            let rendered = render(CONNECTWISE, built_in, &solution, &layout, &Images::default());
            let (artifacts, _) = rendered.expect("the built-in templates");
            assert!(artifacts.len() > 10);
            for artifact in artifacts {
                assert!(territory.has(&artifact.path), "{}", artifact.path);
                // The same of a part that there is not, and the same elsewhere.
                for other in [artifact.path.replacen('.', "-x.", 1), format!("x/{}", artifact.path)] {
                    assert!(!territory.has(&other), "{other}");
                }
            }
        }
    }
}
