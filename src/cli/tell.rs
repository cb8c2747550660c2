//! Problems as people are shown them.

use std::collections::BTreeMap;

use crate::diag::{self, Problem};

/// How many of a kind are shown of each manifest. Nobody reads on: what is wrong so often is wrong in one way.
const SHOWN: usize = 100;

/// Shows the problems of one manifest, and says how many of a kind are left out.
pub(super) fn tell<'p>(problems: impl Iterator<Item = &'p Problem>, say: impl Fn(&str)) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        let count = counts.entry(problem.code.word).or_default();
        *count += 1;
        if *count <= SHOWN {
            say(&format!("{}\n\n", diag::render(problem)));
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
        let more = count - SHOWN;
        say(&format!("… and {more} more [{code}]; `rmmgen check --format json` lists them all\n\n"));
    }
}
