//! ConnectWise RMM. Custom fields are made as its API takes them; groups and tasks are typed into its console.

mod api;
mod catches;
mod json;
mod prelude;
mod range;
mod sheet;
mod vocabulary;

use serde::Serialize;

use self::catches::Catches;
use self::json::Json;
use crate::render::json::{pretty, schema};
use crate::solution::platform::{Artifact, Console, Limits, Platform, Sheets};

/// The files below `templates/`, each under its path.
macro_rules! templates {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("templates/", $name)))),*]
    };
}

pub(super) const PLATFORM: Platform = Platform {
    name: "ConnectWise RMM",
    vocabulary: &vocabulary::Words,
    // By its documentation.
    limits: Limits { text_box: 300 },
    tokens: vocabulary::TOKENS,
    sheets: Sheets { field: sheet::field, group: sheet::group, task: sheet::task },
    script: prelude::script,
    artifacts,
    schemas: &[
        ("field.schema.json", include_str!("../../../schemas/field.schema.json")),
        ("group.schema.json", include_str!("../../../schemas/group.schema.json")),
        ("task.schema.json", include_str!("../../../schemas/task.schema.json")),
    ],
    templates: templates![
        "docs/closing.md",
        "docs/dependencies.md",
        "docs/field.md",
        "docs/front-matter.md",
        "docs/group.md",
        "docs/solution.md",
        "docs/task.md",
        "script/script.ps1",
    ],
};

/// The JSON files of a solution. `scripts` is the folder of the tasks' scripts, relative to the output folder.
fn artifacts(console: Console<'_>, scripts: &str) -> Vec<Artifact> {
    let solution = console.solution;
    let fields = solution.fields.iter().map(|field| {
        artifact(format!("fields/{}.json", field.part.key), &api::FieldBody::new(console, field))
    });
    let catches = Catches::new(console);
    let groups = solution.groups.iter().map(|group| {
        let sheet = catches.told(sheet::group(console, group), group);
        let sheet = &json::file(sheet, "../schemas/group.schema.json", solution, &group.part);
        artifact(format!("groups/{}.json", group.part.key), &Json { sheet, scripts: "" })
    });
    let tasks = solution.tasks.iter().map(|task| {
        let sheet = sheet::task(console, task);
        let sheet = &json::file(sheet, "../../schemas/task.schema.json", solution, &task.part);
        // Beside this file, unless `[output]` sends scripts elsewhere.
        let scripts = match scripts {
            "tasks" => String::new(),
            elsewhere => format!("../../{elsewhere}/{}/", task.part.key),
        };
        artifact(format!("tasks/{}/task.json", task.part.key), &Json { sheet, scripts: &scripts })
    });
    fields.chain(groups).chain(tasks).collect()
}

fn artifact(path: String, content: &impl Serialize) -> Artifact {
    Artifact { path, bytes: pretty(content).into() }
}

/// The schema of a field's body, by its type. The other two are written by hand, and tests hold the files to them.
pub fn field_schema() -> String {
    schema::schema::<api::FieldBody<'_>>("Custom field definition: the body of the platform's API")
}
