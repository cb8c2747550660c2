//! Carrying out a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Output, outside};
use crate::host::{
    Error, Kind, Lock, Operations, Seam, Undone, Wait, is_empty, is_folder, is_there, kind, real_path,
};
use crate::plan::{
    Action, Entry, Journal, OWN_FOLDER, Permit, Plan, RECORD, Refusal, Render, below, folder_of,
};

/// Why a plan was not carried out.
#[derive(Debug)]
pub enum Failure {
    /// It may not be; nothing was written. The refusals are those of the plan as it is now.
    Refused(Box<Plan>, Vec<Refusal>),
    /// Something failed. The next run finishes what this one began.
    Failed(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Failed(error)
    }
}

/// How often it is looked again where something changes while it is written.
const LOOKS: usize = 5;

/// Carries out a plan and returns it as it was carried out: it is made again under the lock, since another
/// run may have written meanwhile. An empty plan takes no lock and writes nothing.
pub fn apply(
    output: &Output,
    plan: Plan,
    permit: Permit,
    wait: &Wait,
    seam: &dyn Seam,
) -> Result<Plan, Failure> {
    if plan.is_empty() {
        return Ok(plan);
    }
    let lock = output.own("lock");
    // Where a run has been, what looks like an edit may be what it writes just now: that is told under the lock.
    let plan = if is_there(&lock) { plan } else { refuse(plan, permit)? };
    let mut writer = Writer::new(output, seam);
    writer.inside(&lock)?;
    let _lock = Lock::take(&output.folder.join(OWN_FOLDER), wait, seam)?;
    writer.write(plan.into_render(), permit)
}

fn refuse(plan: Plan, permit: Permit) -> Result<Plan, Failure> {
    let refusals = plan.refusals(permit);
    if refusals.is_empty() { Ok(plan) } else { Err(Failure::Refused(Box::new(plan), refusals)) }
}

fn keeps_changing(path: &Path) -> Failure {
    let message = format!("`{}` keeps changing while it is written", path.display());
    Error::new(message).help("end the program that writes it, and run again").into()
}

/// A change that is staged: where, and where it goes.
struct Staged<'a> {
    path: &'a str,
    name: String,
    target: PathBuf,
    text: &'a [u8],
    /// What it replaces.
    seen: Option<&'a [u8]>,
}

struct Writer<'a> {
    output: &'a Output,
    operations: Operations<'a>,
    /// The folders found to be inside, and whether they are there.
    folders: BTreeMap<PathBuf, bool>,
}

impl<'a> Writer<'a> {
    fn new(output: &'a Output, seam: &'a dyn Seam) -> Self {
        Writer { output, operations: Operations::new(seam), folders: BTreeMap::new() }
    }

    /// Looks, decides and writes, and looks again where something changed in between.
    fn write(&mut self, mut render: Render, permit: Permit) -> Result<Plan, Failure> {
        let mut changed = PathBuf::new();
        for _ in 0..LOOKS {
            self.folders.clear();
            let record = self.output.record()?;
            let seen = self.output.observe(&render)?;
            let plan = refuse(Plan::new(render, seen), permit)?;
            if plan.is_empty() {
                return Ok(plan);
            }
            match self.carry_out(&plan, record.as_deref()) {
                Ok(()) => return Ok(plan),
                Err(Undone::Failed(error)) => return Err(error.into()),
                Err(Undone::Changed(path)) => changed = path,
            }
            render = plan.into_render();
        }
        Err(keeps_changing(&changed))
    }

    /// Every path is checked before the first file of the user's is changed.
    fn carry_out(&mut self, plan: &Plan, record: Option<&[u8]>) -> Result<(), Undone> {
        if let Some(journal) = plan.unfinished() {
            self.sweep(journal, plan)?;
        }
        let staged = self.staged(plan, record)?;
        for path in plan.leaving() {
            let path = self.output.check(path)?;
            self.inside(&path)?;
        }
        // Only what replaces or removes something has something to lose.
        let flush = plan.entries().iter().any(|entry| entry.action != Action::Create);
        self.write_journal(&plan.journal(staged.iter().map(|it| it.name.clone()).collect()), flush)?;
        let removed = plan.entries().iter().filter(|entry| entry.action == Action::Remove);
        let (in_the_way, others) = removed.partition(|entry| plan.is_in_the_way(&entry.path));
        self.remove(in_the_way)?;
        let way: Vec<&str> = plan.leaving().filter(|path| plan.is_in_the_way(path)).collect();
        if !way.is_empty() {
            self.prune(way.into_iter())?;
            self.folders.clear();
        }
        self.stage(&staged, flush)?;
        let renamed = self.rename(&staged, others, plan);
        if let Err(Undone::Changed(_)) = renamed {
            self.give_back(&staged, plan)?;
        }
        renamed?;
        Ok(self.operations.remove_file(&self.output.own("journal"))?)
    }

    /// What is to be written, the record last.
    fn staged<'p>(&mut self, plan: &'p Plan, record: Option<&'p [u8]>) -> Result<Vec<Staged<'p>>, Error> {
        let files = plan
            .entries()
            .iter()
            .filter_map(|entry| Some((entry.path.as_str(), plan.new_text(entry)?, entry.old.as_deref())));
        let record = plan.record().map(|text| (RECORD, text, record));
        let (mut staged, mut number) = (Vec::new(), 0);
        for (path, text, seen) in files.chain(record) {
            let target = self.output.check(path)?;
            self.inside(&target)?;
            let folder = path.rfind('/').map_or("", |end| &path[..=end]);
            // A name that is taken is left to whoever took it.
            let there = self.has_folder(&target);
            let name = loop {
                number += 1;
                let name = format!("{folder}{STAGED}{number}{NEW}");
                if !there || !is_there(&self.output.path(&name)) {
                    break name;
                }
            };
            staged.push(Staged { path, name, target, text, seen });
        }
        Ok(staged)
    }

    /// Refuses a path that a link leads out of the repository.
    fn inside(&mut self, path: &Path) -> Result<(), Error> {
        let Some(folder) = path.parent() else { return Err(outside(path, &self.output.top)) };
        if folder == self.output.top || self.folders.contains_key(folder) {
            return Ok(());
        }
        let found = kind(folder)?;
        if found == Some(Kind::Link) {
            self.link_inside(folder)?;
        } else {
            self.inside(folder)?;
        }
        let there = matches!(found, Some(Kind::Link | Kind::Folder));
        self.folders.insert(folder.to_path_buf(), there);
        Ok(())
    }

    fn link_inside(&self, link: &Path) -> Result<(), Error> {
        let help = "remove the link, or choose another folder with `[output]`";
        let top = &self.output.top;
        let real_top = real_path(top, "find")?;
        let real = real_path(link, "follow the symbolic link").map_err(|error| error.help(help))?;
        if real.starts_with(&real_top) {
            return Ok(());
        }
        let (link, real, top) = (link.display(), real.display(), top.display());
        let message =
            format!("`{link}` is a symbolic link to `{real}`, outside `{top}`; nothing is written there");
        Err(Error::new(message).help(help))
    }

    /// Removes what an unfinished run staged. The journal may be anyone's: only our own names are believed, and only beside
    /// files of ours.
    fn sweep(&mut self, journal: &Journal, plan: &Plan) -> Result<(), Error> {
        let folders = plan.folders();
        for name in journal.staged.iter().filter(|name| is_staged(name) && folders.contains(folder_of(name)))
        {
            let path = self.output.check(name);
            let path = path.and_then(|path| self.inside(&path).map(|()| path));
            let path = path.map_err(|error| self.output.named_by_journal(error))?;
            if is_there(&path) {
                self.operations.remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// The journal appears whole or not at all.
    fn write_journal(&self, journal: &Journal, flush: bool) -> Result<(), Error> {
        let new = self.output.own("journal.new");
        self.operations.write_again(&new, &journal.text(), flush)?;
        self.operations.rename(&new, &self.output.own("journal"))
    }

    /// Stages every change. Where that fails, nothing has been replaced yet, and what was staged goes.
    fn stage(&mut self, staged: &[Staged], flush: bool) -> Result<(), Error> {
        for (done, change) in staged.iter().enumerate() {
            let path = self.output.path(&change.name);
            let written =
                self.folder_of(&path).and_then(|()| self.operations.write(&path, change.text, flush));
            if let Err(error) = written {
                self.discard(&staged[..done]);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Removes what is still staged. If that fails too, the next run does it.
    fn discard(&self, staged: &[Staged]) {
        staged.iter().for_each(|it| drop(self.operations.remove_file(&self.output.path(&it.name))));
    }

    /// Ends a run in the middle. What it did not come to make is not its own, whoever makes it.
    fn give_back(&self, staged: &[Staged], plan: &Plan) -> Result<(), Error> {
        let mut journal = plan.journal(Vec::new());
        let is_undone = |it: &&Staged| it.seen.is_none() && is_there(&self.output.path(&it.name));
        for it in staged.iter().filter(is_undone) {
            journal.files.remove(it.path);
        }
        self.discard(staged);
        self.write_journal(&journal, true)
    }

    /// Whether the folder of a file is there.
    fn has_folder(&mut self, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return true };
        if let Some(there) = self.folders.get(folder) {
            return *there;
        }
        let there = is_folder(folder);
        self.folders.insert(folder.to_path_buf(), there);
        there
    }

    /// Creates the folder of a file where there is none.
    fn folder_of(&mut self, path: &Path) -> Result<(), Error> {
        if !self.has_folder(path) {
            path.parent().map_or(Ok(()), |folder| self.operations.create_folder(folder))?;
            for folder in path.ancestors().skip(1) {
                self.folders.entry(folder.to_path_buf()).and_modify(|there| *there = true);
            }
        }
        Ok(())
    }

    fn rename(&self, staged: &[Staged], others: Vec<&Entry>, plan: &Plan) -> Result<(), Undone> {
        let (record, files): (Vec<_>, Vec<_>) =
            staged.iter().partition(|change| change.target == self.output.folder.join(RECORD));
        let put = |it: &Staged| self.operations.put(&self.output.path(&it.name), &it.target, it.seen);
        files.into_iter().try_for_each(put)?;
        self.remove(others)?;
        self.prune(plan.leaving())?;
        record.into_iter().try_for_each(put)
    }

    fn remove(&self, entries: Vec<&Entry>) -> Result<(), Undone> {
        entries.into_iter().try_for_each(|entry| {
            let seen = entry.old.as_deref().unwrap_or_default();
            self.operations.take(&self.output.path(&entry.path), seen)
        })
    }

    /// Removes the folders inside the output folder that these files leave empty. Git keeps no empty folder,
    /// and elsewhere in the repository a folder is not ours.
    fn prune<'p>(&self, leaving: impl Iterator<Item = &'p str>) -> Result<(), Error> {
        let mut folders = BTreeSet::new();
        for path in leaving.filter(|path| !path.starts_with("../")) {
            folders.extend(path.match_indices('/').map(|(end, _)| &path[..end]));
        }
        // The deepest first: a folder sorts before what is below it.
        for folder in folders.into_iter().rev() {
            let path = self.output.path(folder);
            if matches!(kind(&path), Ok(Some(Kind::Folder))) && is_empty(&path) {
                self.operations.remove_folder(&path)?;
            }
        }
        Ok(())
    }
}

/// The names of staged files: short, so that no name becomes too long by it.
const STAGED: &str = ".rmmgen-";
const NEW: &str = ".new";

fn is_staged(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let number = name.strip_prefix(STAGED).and_then(|name| name.strip_suffix(NEW));
    !below(path, OWN_FOLDER) && number.is_some_and(|number| number.parse::<u32>().is_ok())
}
