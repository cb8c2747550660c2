//! A record that Git could not merge, read as both of its sides.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::record::{Owned, Record, RecordProblem, Unreadable};

/// A record with conflict markers in it.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// The files that either side names, each with the hashes of both.
    pub owned: Owned,
    /// The ids of the solutions that the sides are of.
    pub solutions: BTreeSet<Uuid>,
    /// The sides that can be read.
    pub sides: Vec<Record>,
    /// The record that both sides began from, where Git has it.
    pub base: Option<Box<Record>>,
}

impl Conflict {
    /// Reads both sides: none where there are no conflict markers, or where neither side names a file.
    ///
    /// # Errors
    /// A side that another version of the program wrote.
    pub fn read(text: &[u8]) -> Result<Option<Conflict>, Unreadable> {
        let Some(sides) = sides(&String::from_utf8_lossy(text)) else { return Ok(None) };
        let mut conflict = Conflict::default();
        for side in &sides {
            match Record::read(side.as_bytes()) {
                Ok(record) => {
                    conflict.owned.extend(&Owned::of(&record));
                    conflict.solutions.insert(record.solution.part.id);
                    conflict.sides.push(record);
                }
                Err(unreadable) => match unreadable.problem {
                    RecordProblem::UnknownFormat(_) | RecordProblem::Content(_) => return Err(unreadable),
                    // What was merged around the markers need not fit either side.
                    _ => {
                        conflict.owned.extend(&unreadable.owned);
                        conflict.solutions.extend(unreadable.solution);
                    }
                },
            }
        }
        Ok((!conflict.owned.is_empty()).then_some(conflict))
    }
}

/// The line that begins a conflict, parts its sides, or ends it, as Git writes them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Ours,
    Base,
    Theirs,
    End,
}

impl Marker {
    fn of(line: &str) -> Option<Marker> {
        let (mark, rest) = line.split_at_checked(7)?;
        let ends = rest.is_empty() || rest.starts_with([' ', '\r']);
        match mark {
            _ if !ends => None,
            "<<<<<<<" => Some(Marker::Ours),
            "|||||||" => Some(Marker::Base),
            "=======" => Some(Marker::Theirs),
            ">>>>>>>" => Some(Marker::End),
            _ => None,
        }
    }
}

/// Both sides of a text with conflict markers; none where it has no conflict.
fn sides(text: &str) -> Option<[String; 2]> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let mut within = None;
    let mut any = false;
    for line in text.split_inclusive('\n') {
        match Marker::of(line.trim_end_matches('\n')) {
            Some(Marker::Ours) => (within, any) = (Some(Marker::Ours), true),
            Some(Marker::End) => within = None,
            Some(marker) if within.is_some() => within = Some(marker),
            _ => {
                if matches!(within, None | Some(Marker::Ours)) {
                    ours += line;
                }
                if matches!(within, None | Some(Marker::Theirs)) {
                    theirs += line;
                }
            }
        }
    }
    any.then_some([ours, theirs])
}

/// Whether every line of a text, which may have conflict markers, is a line of one of the sides: a merge of them made it,
/// and nobody typed into it since.
pub fn is_merge_of(text: &str, sides: [&str; 2]) -> bool {
    let known: BTreeSet<&str> = sides.iter().flat_map(|side| side.lines()).collect();
    let own = self::sides(text);
    let read = own.as_ref().map_or([text, ""], |[ours, theirs]| [ours.as_str(), theirs.as_str()]);
    read.iter().flat_map(|text| text.lines()).all(|line| known.contains(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFLICT: &str = "a\n<<<<<<< HEAD\nb\n||||||| 1a2b3c4\nc\n=======\nd\n>>>>>>> branch\ne\n";

    #[test]
    fn a_conflict_is_read_as_its_sides() {
        let both = |text: &str| sides(text).map(|[ours, theirs]| (ours, theirs));
        assert_eq!(both(CONFLICT), Some(("a\nb\ne\n".into(), "a\nd\ne\n".into())));
        assert_eq!(both("a\n=======\n<<<<<<<<< longer\n"), None);
        let crlf = CONFLICT.replace('\n', "\r\n");
        assert_eq!(both(&crlf), Some(("a\r\nb\r\ne\r\n".into(), "a\r\nd\r\ne\r\n".into())));
    }

    #[test]
    fn what_a_hand_typed_into_a_merge_is_seen() {
        let sides = ["a\nb\nx\n", "a\nd\ne\n"];
        assert!(is_merge_of(CONFLICT, sides));
        assert!(is_merge_of("a\nx\ne\n", sides));
        assert!(!is_merge_of(&CONFLICT.replace("\ne\n", "\nE\n"), sides));
        assert!(!is_merge_of(&CONFLICT.replace("\nd\n", "\nD\n"), sides));
        assert!(!is_merge_of("a\ny\n", sides));
    }

    #[test]
    fn each_side_names_its_files() {
        let (one, two) = ("1".repeat(64), "2".repeat(64));
        let text = format!(
            "{{\n  \"format\": 1,\n  \"files\": {{\n    \"a\":\n      \"{one}\",\n    \"b\":\n<<<<<<< HEAD\n      \
             \"{one}\",\n    \"c\":\n      \"{one}\"\n=======\n      \"{two}\"\n>>>>>>> b\n  }},\n"
        );
        let owned = Conflict::read(text.as_bytes()).unwrap().unwrap().owned;
        let hashes = |path| owned.hashes(path).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(hashes("a"), [one.as_str()]);
        assert_eq!(hashes("b"), [one.as_str(), two.as_str()]);
        assert_eq!(hashes("c"), [one.as_str()]);
    }
}
