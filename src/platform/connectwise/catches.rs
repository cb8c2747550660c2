//! What the JSON of a group says beside its sheet: the outcomes that each criterion waits for, whether it names them or
//! their texts.

use serde_json::{Value, json};

use crate::logic::runs::{Caught, Watch};
use crate::solution::platform::{Console, Content, Setting, Sheet};
use crate::solution::{Criterion, Group, Part};

/// Which groups of a solution catch which outcomes.
pub(super) struct Catches<'a> {
    watch: Watch<'a>,
    caught: Vec<Caught<'a>>,
}

impl<'a> Catches<'a> {
    pub(super) fn new(console: Console<'a>) -> Self {
        let watch = Watch::new(console);
        Catches { caught: watch.caught(), watch }
    }

    /// The sheet of a group with the outcomes that it catches, each at the criteria that wait for it.
    pub(super) fn told<'s>(&self, mut sheet: Sheet<'s>, group: &Group) -> Sheet<'s> {
        for (block, written) in sheets(&mut sheet, "blocks").iter_mut().zip(&group.blocks) {
            for (row, criterion) in sheets(block, "criteria").iter_mut().zip(&written.criteria) {
                let outcomes = self.by(group, criterion);
                if !outcomes.is_empty() {
                    row.settings.push(Setting {
                        key: "outcomes",
                        name: "",
                        content: Content::Data(outcomes.into()),
                    });
                }
            }
        }
        sheet
    }

    /// The outcomes that a group catches by this criterion.
    fn by(&self, group: &Group, criterion: &Criterion) -> Vec<Value> {
        let caught = self.caught.iter().filter(|it| it.group.part.key == group.part.key);
        let waits = caught.filter(|it| self.watch.waits(criterion, it.task, it.outcome));
        let name = |it: &Caught<'_>| {
            let Part { id, name, .. } = &it.task.part;
            json!({ "task": { "id": id, "name": name }, "outcome": it.outcome.key })
        };
        waits.map(name).collect()
    }
}

/// The sheets of a setting.
fn sheets<'s, 'm>(sheet: &'m mut Sheet<'s>, key: &str) -> &'m mut [Sheet<'s>] {
    let setting = sheet.settings.iter_mut().find(|it| it.key == key);
    match setting.map(|it| &mut it.content) {
        Some(Content::Sheets(sheets)) => sheets,
        _ => &mut [],
    }
}
