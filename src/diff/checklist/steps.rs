//! From one sheet to another, line by line. Numbers are those that a person sees who works from the top: what is
//! changed in place has its old number, what is deleted is deleted from the bottom up, and only then is anything added.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sheet::{Cell, Seen};
use crate::render::markdown::code;
use crate::words::one_line;

/// What has to be set on a part that was just created.
pub(super) fn filled(path: &str, sheet: &Seen, lines: &mut Vec<String>) {
    for (name, cell) in &sheet.0 {
        match cell {
            Cell::List(items) => each_added(path, name, items, lines),
            cell if is_empty(cell) => {}
            cell => lines.push(format!("{path}: {name} {}", shown(cell))),
        }
    }
}

/// What has to be changed where a sheet stands already.
pub(super) fn changed(path: &str, old: &Seen, new: &Seen, lines: &mut Vec<String>) {
    for ((name, was), (_, is)) in old.0.iter().zip(&new.0).filter(|((_, was), (_, is))| was != is) {
        match (was, is) {
            (Cell::List(was), Cell::List(are)) => list(path, name, was, are, lines),
            _ => lines.push(format!("{path}: {}", turned(name, was, is))),
        }
    }
}

/// `Operator Equal to Contains any of`
fn turned(name: &str, old: &Cell, new: &Cell) -> String {
    match (old, new) {
        (_, Cell::Script(_)) => "paste the rendered script".to_owned(),
        (_, new) if is_empty(new) => format!("clear {name} {}", shown(old)),
        (old, new) if is_empty(old) => format!("{name} {}", shown(new)),
        (old, new) => format!("{name} {} to {}", shown(old), shown(new)),
    }
}

fn list(path: &str, noun: &str, old: &[Seen], new: &[Seen], lines: &mut Vec<String>) {
    let (mut deleted, mut inserted) = (Vec::new(), Vec::new());
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        let (was, are) = (operation.old_range(), operation.new_range());
        for (old_index, new_index) in was.clone().zip(are.clone()) {
            if is_alike(&old[old_index], &new[new_index]) {
                let path = format!("{path}, {noun} {}", old_index + 1);
                changed(&path, &old[old_index], &new[new_index], lines);
            } else {
                deleted.push(old_index);
                inserted.push(new_index);
            }
        }
        let both = was.len().min(are.len());
        deleted.extend(was.skip(both));
        inserted.extend(are.skip(both));
    }
    for &index in deleted.iter().rev() {
        lines.push(format!("{path}: delete {noun} {}{}", index + 1, described(&old[index], BRIEF)));
    }
    inserted.iter().for_each(|&index| added(path, noun, index, &new[index], lines));
}

/// Whether one becomes the other by changing what stands in it: a row of another kind is another row.
fn is_alike(old: &Seen, new: &Seen) -> bool {
    old.0.iter().map(|(name, _)| name).eq(new.0.iter().map(|(name, _)| name))
}

fn each_added(path: &str, noun: &str, items: &[Seen], lines: &mut Vec<String>) {
    items.iter().enumerate().for_each(|(index, item)| added(path, noun, index, item, lines));
}

/// A new item of a list: in one line where it has no list of its own.
fn added(path: &str, noun: &str, index: usize, item: &Seen, lines: &mut Vec<String>) {
    lines.push(format!("{path}: add {noun} {}{}", index + 1, described(item, usize::MAX)));
    let path = format!("{path}, {noun} {}", index + 1);
    for (noun, cell) in &item.0 {
        if let Cell::List(items) = cell {
            each_added(&path, noun, items, lines);
        }
    }
}

/// What tells a deleted item from its neighbours.
const BRIEF: usize = 3;

/// So many settings of an item, as the end of a line.
fn described(item: &Seen, most: usize) -> String {
    let is_set = |(_, cell): &&(&str, Cell)| !is_empty(cell) && !matches!(cell, Cell::List(_));
    let cells = item.0.iter().filter(is_set).take(most);
    let cells: Vec<String> = cells.map(|(name, cell)| format!("{name} {}", shown(cell))).collect();
    if cells.is_empty() { String::new() } else { format!(": {}", cells.join(", ")) }
}

fn is_empty(cell: &Cell) -> bool {
    matches!(cell, Cell::Typed(text) if text.is_empty())
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Typed(text) => code(&one_line(text)),
        Cell::Script(_) => "as rendered".to_owned(),
        Cell::List(_) => String::new(),
    }
}
