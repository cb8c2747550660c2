//! Names and options that only letter case tells apart. Nobody knows whether the platform does.

use std::collections::BTreeMap;

use super::Check;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::solution::{Kind, Level, Part};

/// The names so far of each kind, fields by level, without letter case.
pub(super) type Folded<'a> = BTreeMap<(Kind, String, Option<Level>), &'a Part>;

impl Check<'_> {
    /// Says so of an option that is another one but for letter case.
    pub(super) fn options_alike(&mut self, list: &At<'_>, options: &[String]) {
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        for (index, option) in options.iter().enumerate() {
            let first = *firsts.entry(option.to_lowercase()).or_insert(index);
            if options[first] != *option {
                self.alike(&list.index(index), option, &list.index(first), &options[first]);
            }
        }
    }

    /// Says so of a name that is that of another part of its kind but for letter case.
    pub(super) fn name_alike<'a>(
        &mut self,
        folded: &mut Folded<'a>,
        kind: Kind,
        part: &'a Part,
        level: Option<Level>,
    ) {
        let first = *folded.entry((kind, part.name.to_lowercase(), level)).or_insert(part);
        if first.key != part.key {
            let table = At::ROOT.key(kind.word());
            let (here, there) = (table.key(&part.key), table.key(&first.key));
            self.alike(&here.key("name"), &part.name, &there.key("name"), &first.name);
        }
    }

    fn alike(&mut self, at: &At<'_>, text: &str, first_at: &At<'_>, first: &str) {
        let message = format!("`{text}` differs from `{first}` in letter case only");
        let problem = Problem::new(&check::record::letter_case::CODE, message)
            .at(self.document.value(at))
            .also(self.document.value(first_at), "the other one")
            .help("whether the platform tells them apart is documented nowhere: reword one of them");
        self.problems.push(problem);
    }
}
