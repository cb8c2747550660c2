//! `missing-block`: a text about a group names a block that it does not have.

use std::ops::Range;

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::Kind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-block",
    severity: Severity::Warning,
    what: "A remark about a group that speaks of a block by a number that none of its blocks has.",
    why: "Blocks are numbered on the page and in the console in their order: whoever looks for this one finds none, or takes another one for it.",
    example: "remarks = \"Block 3 is for servers.\"      # the group has two",
};

/// Looks at the texts of each group.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("group");
    each_prose(context, |written| {
        let Some(page) = written.page.filter(|page| page.kind == Kind::Group) else { return };
        let group = context.solution.groups.iter().find(|group| group.part.key == page.key);
        let count = group.map_or(0, |group| group.blocks.len());
        if count == 0 || !context.is_sound(&table.key(&page.key)) || !context.are_sound(&["criteria"]) {
            return;
        }
        for (range, number) in numbered(written.source).into_iter().filter(|(_, it)| !(1..=count).contains(it)) {
            let blocks = if count == 1 { "one block".to_owned() } else { format!("{count} blocks") };
            let message = format!("there is no block {number} in `{}`: it has {blocks}", page.key);
            let help = "give the number that the block has on the page".to_owned();
            written.report(context, problems, &CODE, range, (message, help));
        }
    });
}

/// `Block 3`, and the number.
fn numbered(source: &str) -> Vec<(Range<usize>, usize)> {
    let word = |(start, found): (usize, &str)| {
        let is_inside = source[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        let rest = &source[start + found.len()..];
        let digits = rest.strip_prefix(' ')?;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let goes_on = digits[length..].starts_with(|c: char| c.is_alphanumeric());
        let number = digits[..length].parse().ok().filter(|_| !is_inside && !goes_on)?;
        Some((start..start + found.len() + 1 + length, number))
    };
    let capital = source.match_indices("Block").filter_map(word);
    let mut found: Vec<_> = capital.chain(source.match_indices("block").filter_map(word)).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_blocks() {
        let source = "Block 3, block 12; Blocks 4, a-block 5, block 6th, unblock 7, block\u{a0}8, Block 9.";
        let found: Vec<usize> = numbered(source).into_iter().map(|(_, number)| number).collect();
        assert_eq!(found, [3, 12, 9]);
    }
}
