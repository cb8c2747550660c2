//! From the manifests on the command line to plans: each is read, resolved, rendered and compared by itself, so
//! that one solution's problems never hide another's; then they are compared with each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use crate::change::{self, Change};
use crate::diag::{self, Code, Problem, Severity};
use crate::disk::{self, InputError, Output, Root};
use crate::document::{At, Document};
use crate::plan::{Plan, Previous, Reason, Render, Sha256, Unmanaged, collisions};
use crate::powershell::Opinion;
use crate::render::templates::{self, BadTemplate};
use crate::render::{self, Artifact};
use crate::resolve::{Inputs, Layout, Unreadable, load};
use crate::solution::{Action, Kind, Level, PartRef, Solution};
use crate::source::{Place, Source};

/// The largest manifest, in bytes: fifty times a usual one.
const MANIFEST: u64 = 1 << 20;
/// The largest script body or template, in bytes.
const BODY: u64 = 1 << 20;

/// A solution as far as it came.
#[derive(Debug)]
pub struct Prepared {
    /// The manifest's path as people gave it.
    pub manifest: PathBuf,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
    /// What came of it.
    pub state: State,
}

/// What came of a solution.
#[derive(Debug)]
pub enum State {
    /// It has problems that keep it from being rendered.
    Unsound,
    /// Reading or comparing it failed.
    Broken(disk::Error),
    /// It is rendered and compared with what is on disk.
    Ready(Box<Ready>),
}

/// A rendered solution.
#[derive(Debug)]
pub struct Ready {
    /// The solution's name.
    pub name: String,
    /// The solution's id.
    pub id: Uuid,
    /// What changes in meaning, if that was asked for.
    pub changes: Vec<Change>,
    /// The solution, if it was asked for; none where nothing is to be done.
    pub solution: Option<Solution>,
    /// Where it is written.
    pub output: Output,
    /// What would change; none where nothing was compared.
    pub plan: Option<Plan>,
    /// What the last render wrote where a hand has edited since, by path; what cannot be told is left out.
    pub originals: BTreeMap<String, Vec<u8>>,
    identity: Identity,
}

/// What must not be another solution's too.
#[derive(Debug)]
struct Identity {
    ids: Vec<(Uuid, PartRef)>,
    fields: Vec<(String, Level, PartRef)>,
    /// The output folder, and what is written outside it.
    paths: Vec<PathBuf>,
}

/// How much is told of what a solution's plan means. What is not asked for is not kept: there may be thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing: only its problems are asked for, doubts about the syntax of bodies among them.
    Problems,
    /// Files only.
    Files,
    /// What changes in meaning.
    Meaning,
    /// That, and the solution itself.
    Solution,
}

/// How a render is compared.
pub type Compare<'a> = dyn Fn(Render, &Output) -> Result<Option<Plan>, disk::Error> + Sync + 'a;

/// Compares a render with what is in its output folder.
///
/// # Errors
/// Where the folder cannot be read.
pub fn with_disk(render: Render, output: &Output) -> Result<Option<Plan>, disk::Error> {
    let seen = output.observe(&render)?;
    Ok(Some(Plan::new(render, seen)))
}

/// The manifests that these paths name: files, and every `solution.toml` below a folder.
///
/// # Errors
/// A path that does not exist, or a folder without any.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, disk::Error> {
    let mut found = Vec::new();
    for path in paths {
        match disk::is_folder(path)? {
            false => found.push(path.clone()),
            true => {
                let below = disk::find_manifests(path)?;
                if below.is_empty() {
                    let message = format!("there is no solution.toml in `{}` or below", path.display());
                    return Err(disk::Error { message, help: Some("`rmmgen new NAME` makes one".into()) });
                }
                found.extend(below.into_iter().map(|path| match path.strip_prefix(".") {
                    Ok(plain) => plain.to_owned(),
                    Err(_) => path,
                }));
            }
        }
    }
    // One folder holds no manifest twice: links are not followed.
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        found.retain(|path| seen.insert(disk::same_file(path)));
    }
    Ok(found)
}

/// Reads, resolves, renders and compares one solution.
pub fn prepare(manifest: &Path, compare: &Compare<'_>, detail: Detail) -> Prepared {
    let mut problems = Vec::new();
    let state = match ready(manifest, &mut problems, compare, detail) {
        Ok(Some(ready)) => State::Ready(Box::new(ready)),
        Ok(None) => State::Unsound,
        Err(error) => State::Broken(error),
    };
    Prepared { manifest: manifest.to_owned(), problems, state }
}

/// Reads, resolves and renders one solution, and compares it with nothing: what `check` does. It alone reads bodies by
/// the whole grammar, and asks a PowerShell of this machine where that cannot: what is rendered must not depend on one.
pub fn check(manifest: &Path) -> Prepared {
    prepare(manifest, &|_, _| Ok(None), Detail::Problems)
}

fn ready(
    manifest: &Path,
    problems: &mut Vec<Problem>,
    compare: &Compare<'_>,
    detail: Detail,
) -> Result<Option<Ready>, disk::Error> {
    let Some(source) = read_manifest(manifest, problems)? else { return Ok(None) };
    let top = disk::find_top(parent(manifest))?.unwrap_or_else(|| parent(manifest).to_owned());
    let below_top = disk::names_below(&top, parent(manifest))?;
    let folder =
        Folder { root: Root::new(parent(manifest)), below_top, reads_syntax: detail == Detail::Problems };
    let resolved = load(&source, &folder);
    problems.extend(resolved.problems);
    let Some((solution, layout)) = resolved.solution else { return Ok(None) };
    let Some(artifacts) = rendered(&folder, &source, &solution, &layout, problems)? else { return Ok(None) };
    let output = Output::open(parent(manifest), &layout.folder, &top)?;
    let identity = Identity::of(&solution, &output, &artifacts);
    let render = Render::new(&solution, artifacts, Unmanaged::new(&layout.unmanaged));
    let plan = compare(render, &output)?;
    let again = |recorded: &Solution| rendered(&folder, &source, recorded, &layout, &mut Vec::new());
    let originals = plan.as_ref().map(|plan| originals(plan, &solution, again)).unwrap_or_default();
    let (name, id) = (solution.part.name.clone(), solution.part.id);
    let changed = plan.as_ref().filter(|plan| !plan.is_empty());
    let told = changed.filter(|_| detail >= Detail::Meaning);
    let changes = told.map(|plan| changes(plan, &solution)).unwrap_or_default();
    let solution = changed.filter(|_| detail == Detail::Solution).map(|_| solution);
    Ok(Some(Ready { name, id, changes, solution, output, plan, originals, identity }))
}

/// What changes in meaning. Nothing to do means nothing changed; what cannot be compared never reads so.
fn changes(plan: &Plan, new: &Solution) -> Vec<Change> {
    match plan.previous() {
        Previous::Nothing if plan.has_lost_its_record() => {
            vec![Change::cannot_compare(
                new,
                "files of a render are there, but not its record, `render.json`",
            )]
        }
        Previous::Nothing => change::compare(None, new),
        Previous::Same => Vec::new(),
        Previous::Record(record) => change::compare(Some(&record.solution), new),
        Previous::Unreadable(unreadable) => {
            vec![Change::cannot_compare(new, &unreadable.problem.to_string())]
        }
    }
}

/// Renders the recorded solution again for the files that were edited by hand: the record holds only their hashes,
/// which say whether what is rendered now is what was rendered then.
fn originals(
    plan: &Plan,
    solution: &Solution,
    rendered: impl Fn(&Solution) -> Result<Option<Vec<Artifact>>, disk::Error>,
) -> BTreeMap<String, Vec<u8>> {
    let is_edited = |path: &str| {
        plan.entries().iter().any(|entry| entry.reason == Reason::EditedByHand && entry.path == path)
    };
    let Previous::Record(record) = plan.previous() else { return BTreeMap::new() };
    if !plan.entries().iter().any(|entry| is_edited(&entry.path)) {
        return BTreeMap::new();
    }
    let artifacts = rendered(&with_bodies(record.solution.clone(), solution)).ok().flatten();
    let was_written = |artifact: &Artifact| {
        is_edited(&artifact.path) && record.files.get(&artifact.path) == Some(&Sha256::of(&artifact.bytes))
    };
    let found = artifacts.into_iter().flatten().filter(was_written);
    found.map(|artifact| (artifact.path, artifact.bytes.into_owned())).collect()
}

/// A recorded solution with the scripts' bodies that have not changed since.
fn with_bodies(mut recorded: Solution, now: &Solution) -> Solution {
    let bodies: Vec<_> =
        now.tasks.iter().flat_map(|task| task.scripts()).map(|script| &script.body).collect();
    for step in recorded.tasks.iter_mut().flat_map(|task| &mut task.steps) {
        if let Action::Script(script) = &mut step.action
            && let Some(same) = bodies.iter().find(|body| body.sha256 == script.body.sha256)
        {
            script.body.text.clone_from(&same.text);
        }
    }
    recorded
}

/// The folder a manifest is in.
fn parent(manifest: &Path) -> &Path {
    match manifest.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn read_manifest(manifest: &Path, problems: &mut Vec<Problem>) -> Result<Option<Arc<Source>>, disk::Error> {
    let shown = manifest.display().to_string();
    match disk::read_input(manifest, MANIFEST) {
        Ok(text) => Ok(Some(Source::new(shown, text))),
        Err(error @ (InputError::Missing | InputError::Io(_))) => {
            let help = matches!(error, InputError::Missing).then(|| "`rmmgen new NAME` makes one".to_owned());
            Err(disk::Error { message: format!("`{shown}`: {error}"), help })
        }
        Err(error) => {
            problems.push(Problem::new(Code::UnreadableFile, format!("`{shown}`: {error}")));
            Ok(None)
        }
    }
}

/// The manifest's folder, as far as a manifest may see it.
struct Folder {
    root: Root,
    below_top: String,
    reads_syntax: bool,
}

impl Inputs for Folder {
    fn reads_syntax(&self) -> bool {
        self.reads_syntax
    }

    fn powershell_reads(&self, body: &str) -> Opinion {
        disk::powershell_reads(body)
    }

    fn read(&self, path: &str) -> Result<Arc<Source>, Unreadable> {
        match self.root.read(path, BODY) {
            Ok(text) => Ok(Source::new(self.root.shown(path), text)),
            Err(InputError::Outside) => Err(Unreadable::Outside("leads out of the manifest's folder".into())),
            Err(InputError::Missing) => Err(Unreadable::Failed("does not exist".into())),
            Err(error) => Err(Unreadable::Failed(format!("cannot be read: {error}"))),
        }
    }

    fn folder(&self) -> String {
        self.below_top.clone()
    }
}

/// The artifacts, or the problems of the author's own templates.
fn rendered(
    folder: &Folder,
    source: &Arc<Source>,
    solution: &Solution,
    layout: &Layout,
    problems: &mut Vec<Problem>,
) -> Result<Option<Vec<Artifact>>, disk::Error> {
    let before = problems.len();
    let own = own_templates(folder, problems)?;
    let images = folder.root.files(render::IMAGES)?.into_iter().collect();
    let bad_template = |bad: &BadTemplate| bad_template(folder, &own, bad);
    let environment = match own.as_slice() {
        [] => None,
        own => match templates::environment(own) {
            Ok(environment) => Some(environment),
            Err(bad) => {
                problems.extend(bad.iter().map(bad_template));
                None
            }
        },
    };
    if problems.len() > before {
        return Ok(None);
    }
    let environment = environment.as_ref().unwrap_or_else(|| templates::built_in());
    match render::render(environment, solution, layout, &images) {
        Ok(artifacts) => {
            problems.extend(colliding(source, &artifacts));
            Ok((problems.len() == before).then_some(artifacts))
        }
        Err(error) => {
            let unnamed = || Problem::new(Code::Template, error.to_string());
            problems.push(error.template().as_ref().map_or_else(unnamed, bad_template));
            Ok(None)
        }
    }
}

/// A template that fails, at its line.
fn bad_template(folder: &Folder, own: &[(String, String)], bad: &BadTemplate) -> Problem {
    let Some((name, text)) = own.iter().find(|(name, _)| *name == bad.name) else {
        return Problem::new(Code::Template, bad.to_string());
    };
    let source = Source::new(folder.root.shown(&format!("{}/{name}", templates::FOLDER)), text.clone());
    let before = source.text.split_inclusive('\n').take(bad.line.unwrap_or(1).saturating_sub(1));
    let start = before.map(str::len).sum();
    let length = source.text[start..].lines().next().unwrap_or_default().trim_end().len();
    Problem::new(Code::Template, bad.message.clone()).at(Place::new(&source, start..start + length))
}

/// Name and source of each template in the author's own folder.
fn own_templates(folder: &Folder, problems: &mut Vec<Problem>) -> Result<Vec<(String, String)>, disk::Error> {
    let mut own = Vec::new();
    for path in folder.root.files(templates::FOLDER)? {
        let name = path[templates::FOLDER.len() + 1..].to_owned();
        // Desktops leave files of their own in folders.
        if name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        match folder.read(&path) {
            Ok(source) => own.push((name, source.text.clone())),
            Err(Unreadable::Outside(why) | Unreadable::Failed(why)) => {
                problems.push(Problem::new(Code::Template, format!("`{path}` {why}")));
            }
        }
    }
    problems.extend(unused(&own));
    Ok(own)
}

/// Templates that nothing uses: a built-in one has another name, and no other template mentions theirs.
fn unused(own: &[(String, String)]) -> Vec<Problem> {
    let known = || templates::BUILT_IN.iter().map(|(name, _)| *name);
    let mentioned = |name: &str| own.iter().any(|(_, text)| text.contains(name));
    own.iter()
        .filter(|(name, _)| known().all(|known| known != name) && !mentioned(name))
        .map(|(name, _)| {
            let message = format!("`{}/{name}` replaces no built-in template", templates::FOLDER);
            Problem::new(Code::Template, message).maybe_help(diag::nearest(name, known()))
        })
        .collect()
}

/// Paths that are one on a system that does not tell letter case.
fn colliding(source: &Arc<Source>, artifacts: &[Artifact]) -> Vec<Problem> {
    collisions(artifacts.iter().map(|artifact| artifact.path.as_str()))
        .into_iter()
        .map(|(one, other)| {
            Problem::new(Code::FileName, format!("`{one}` and `{other}` would be one file"))
                .at(Document::new(source).key(&At::ROOT.key("output")))
                .help("choose other folders with `[output]`")
        })
        .collect()
}

impl Identity {
    fn of(solution: &Solution, output: &Output, artifacts: &[Artifact]) -> Self {
        let own = std::iter::once((PartRef::solution(), &solution.part));
        let ids = own.chain(solution.parts()).map(|(reference, part)| (part.id, reference)).collect();
        let fields = solution
            .fields
            .iter()
            .map(|field| (field.part.name.clone(), field.level, PartRef::new(Kind::Field, &field.part.key)));
        let outside = artifacts.iter().filter(|artifact| artifact.path.starts_with("../"));
        let mut paths = vec![output.folder().to_owned()];
        paths.extend(outside.map(|artifact| output.path(&artifact.path)));
        Identity { ids, fields: fields.collect(), paths }
    }
}

/// Finds what several solutions claim, and stops those that do.
pub fn clashes(prepared: &mut [Prepared]) {
    let mut found = clashing(prepared);
    found.sort_by_key(|clash| (clash.second, clash.first));
    for clash in found {
        let problem = clash.problem(prepared);
        prepared[clash.second].problems.push(problem);
        for index in [clash.first, clash.second] {
            prepared[index].state = State::Unsound;
        }
    }
}

/// Takes every warning for an error, and stops the solutions that have one.
pub fn deny_warnings(prepared: &mut [Prepared]) {
    for solution in prepared.iter_mut() {
        let mut any = false;
        for problem in solution.problems.iter_mut().filter(|problem| !problem.is_note()) {
            problem.severity = Severity::Error;
            any = true;
        }
        if any && matches!(solution.state, State::Ready(_)) {
            solution.state = State::Unsound;
        }
    }
}

/// Something that two solutions claim: their places in the list, and the parts.
struct Clash {
    first: usize,
    second: usize,
    what: What,
}

enum What {
    Solution(Uuid),
    Id(Uuid, PartRef, PartRef),
    Field(String, Level, PartRef, PartRef),
    File(PathBuf),
}

fn clashing(prepared: &[Prepared]) -> Vec<Clash> {
    let mut ids: BTreeMap<Uuid, (usize, &PartRef)> = BTreeMap::new();
    let mut fields: BTreeMap<(&str, Level), (usize, &PartRef)> = BTreeMap::new();
    let mut paths: BTreeMap<&Path, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (second, prepared) in prepared.iter().enumerate() {
        let State::Ready(ready) = &prepared.state else { continue };
        let copied = ready.identity.ids.first().and_then(|(id, _)| ids.get(id));
        if let Some(&(first, _)) = copied.filter(|(_, other)| other.kind == Kind::Solution) {
            // All that is derived from the id clashes too, and saying so helps nobody.
            found.push(Clash { first, second, what: What::Solution(ready.id) });
            continue;
        }
        let Identity { ids: own_ids, fields: own_fields, paths: own_paths } = &ready.identity;
        for (id, part) in own_ids {
            let (first, other) = *ids.entry(*id).or_insert((second, part));
            if first != second {
                found.push(Clash { first, second, what: What::Id(*id, other.clone(), part.clone()) });
            }
        }
        for (name, level, part) in own_fields {
            let (first, other) = *fields.entry((name, *level)).or_insert((second, part));
            if first != second {
                let what = What::Field(name.clone(), *level, other.clone(), part.clone());
                found.push(Clash { first, second, what });
            }
        }
        for path in own_paths {
            let first = *paths.entry(path).or_insert(second);
            if first != second {
                found.push(Clash { first, second, what: What::File(path.clone()) });
            }
        }
    }
    found
}

impl Clash {
    fn problem(&self, prepared: &[Prepared]) -> Problem {
        let (first, second) = (&prepared[self.first].manifest, &prepared[self.second].manifest);
        let other = first.display();
        let (message, help, places) = match &self.what {
            What::Solution(id) => (
                format!("the solution's id {id} is also that of `{other}`"),
                "a copied solution needs an id of its own: any new UUID, such as `rmmgen new` writes",
                [place(first, &PartRef::solution(), "id"), place(second, &PartRef::solution(), "id")],
            ),
            What::Id(id, one, two) => (
                format!("the id {id} is also that of `{one}` in `{other}`"),
                "every part of every solution has an id of its own: leave `id` out to have one derived",
                [place(first, one, "id"), place(second, two, "id")],
            ),
            What::Field(name, level, one, two) => (
                format!("the field `{name}` at the level {} is also in `{other}`", level.title()),
                "on the platform it is one field: change a name",
                [place(first, one, "name"), place(second, two, "name")],
            ),
            What::File(path) => (
                format!("`{}` is also written by `{other}`", path.display()),
                "give each solution a folder of its own with `[output]`",
                [place_of_output(first), place_of_output(second)],
            ),
        };
        let [there, here] = places;
        let problem = Problem::new(Code::Clash, message).help(help);
        let problem = here.into_iter().fold(problem, Problem::at);
        there.into_iter().fold(problem, |problem, place| problem.also(place, "also here"))
    }
}

/// Sources are not kept for the rare clash: the file is read again.
fn document(manifest: &Path) -> Option<Document> {
    let text = disk::read_input(manifest, MANIFEST).ok()?;
    Some(Document::new(&Source::new(manifest.display().to_string(), text)))
}

/// Where a manifest says where it writes: at `[output]`, or at its name where it says nothing.
fn place_of_output(manifest: &Path) -> Option<Place> {
    let place = document(manifest)?.value(&At::ROOT.key("output").key("folder"));
    if place.range.is_empty() { self::place(manifest, &PartRef::solution(), "name") } else { Some(place) }
}

/// Where a key of a part stands.
fn place(manifest: &Path, part: &PartRef, key: &str) -> Option<Place> {
    let document = document(manifest)?;
    let (solution, kind) = (At::ROOT.key("solution"), At::ROOT.key(part.kind.word()));
    let at = if part.kind == Kind::Solution { solution } else { kind.key(&part.key) };
    Some(document.value(&at.key(key)))
}
