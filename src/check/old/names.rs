//! Names, order and flags of the record.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Check;
use super::alike::Folded;
use crate::check;
use crate::document::At;
use crate::solution::is_date;
use crate::solution::{Kind, Part, Solution};

impl Check<'_> {
    /// Names that the platform takes for one: two groups or tasks of one name, two fields of one name and level.
    /// Options of a dropdown that only letter case tells apart.
    pub(super) fn options(&mut self, solution: &Solution) {
        let (fields, tasks) = (At::ROOT.key("field"), At::ROOT.key("task"));
        for field in &solution.fields {
            self.options_alike(&fields.key(&field.part.key).key("options"), &field.options);
        }
        for task in &solution.tasks {
            let at = tasks.key(&task.part.key);
            for parameter in &task.parameters {
                let at = at.key("parameter");
                self.options_alike(&at.key(&parameter.key).key("options"), &parameter.options);
            }
        }
    }

    pub(super) fn names(&mut self, solution: &Solution) {
        let fields = solution.fields.iter().map(|field| (Kind::Field, &field.part, Some(field.level)));
        let groups = solution.groups.iter().map(|group| (Kind::Group, &group.part, None));
        let tasks = solution.tasks.iter().map(|task| (Kind::Task, &task.part, None));
        let (mut named, mut folded): (BTreeMap<_, &Part>, _) = (BTreeMap::new(), Folded::new());
        for (kind, part, level) in fields.chain(groups).chain(tasks) {
            match named.entry((kind, part.name.as_str(), level)) {
                Entry::Vacant(entry) => {
                    entry.insert(part);
                    self.name_alike(&mut folded, kind, part, level);
                }
                Entry::Occupied(first) => {
                    self.same_name(kind, first.get(), part, level.map(|level| level.title()));
                }
            }
        }
    }

    fn same_name(&mut self, kind: Kind, first: &Part, second: &Part, level: Option<&str>) {
        let table = At::ROOT.key(kind.word());
        let (message, help) = match level {
            Some(level) => (
                format!("two fields are named `{}` at the level {level}", second.name),
                "on the platform name and level are a field's identity: change one of the names, or a level",
            ),
            None => (format!("two {}s are named `{}`", kind.word(), second.name), "change one of the names"),
        };
        let (here, there) = (table.key(&second.key), table.key(&first.key));
        self.problems.twice(
            &check::record::duplicate_name::CODE,
            &here.key("name"),
            &there.key("name"),
            message,
            help,
        );
    }

    /// Pages that are both draft and unlisted; entries of the changelog in another order.
    pub(super) fn record(&mut self, solution: &Solution) {
        let root = At::ROOT.key("solution");
        if solution.draft && solution.unlisted {
            let message = "the pages cannot be both draft and unlisted";
            self.problems.at_value(
                &check::record::draft_unlisted::CODE,
                &root.key("unlisted"),
                message,
                "keep the one that is meant",
            );
        }
        let list = At::ROOT.key("changelog");
        for (index, pair) in solution.changelog.windows(2).enumerate() {
            let [above, change] = pair else { continue };
            if above.date <= change.date && is_date(&change.date) {
                let message = format!("{} stands below {}", change.date, above.date);
                let (at, first) = (list.index(index + 1), list.index(index));
                self.problems.twice(
                    &check::record::changelog_order::CODE,
                    &at.key("date"),
                    &first.key("date"),
                    message,
                    "newest first, one entry a day",
                );
            }
        }
    }
}
