//! What holds only between parts.

use super::Check;
use crate::document::At;
use crate::manifest::CriterionTable;
use crate::solution::Solution;

impl Check<'_> {
    pub(super) fn contract(&mut self, solution: &Solution) {
        self.loops(solution);
        self.idle_rows(solution);
    }

    /// Visits each criterion once, where it is written: in a shared condition or in a group.
    pub(super) fn each_criterion(&mut self, mut visit: impl FnMut(&mut Self, &At<'_>, &CriterionTable)) {
        for site in &self.origins.sites {
            if let Some(table) = site.table {
                site.path.look(|at| visit(self, at, table));
            }
        }
    }
}
