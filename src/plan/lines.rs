//! JSON for people and for Git: a line for each value, down to the depth at which the values are small.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The list of files: the value stands on a line below its key, so that Git merges changes of two entries that stand one
/// below the other.
const FILES: &str = "files";

/// What lies deeper stands on one line. In a record: a block of criteria, a step, an outcome.
const DEPTH: usize = 5;

/// The value as JSON, with a final line break.
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // Room for a usual record, so that it is not moved as it grows.
    let mut text = Vec::with_capacity(1 << 15);
    let written = value.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()));
    written.expect("plain data with texts for keys is always JSON");
    text.push(b'\n');
    text.shrink_to_fit();
    text
}

#[derive(Default)]
struct Lines {
    depth: usize,
    /// Within the value of the key [`FILES`] of the whole.
    in_files: bool,
    /// A key is being written.
    in_key: bool,
    /// The innermost list or object holds something.
    filled: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if std::mem::replace(&mut self.filled, true) && self.depth < DEPTH {
            self.new_line(out)?;
        }
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.filled = true;
        match (self.depth <= DEPTH, first) {
            (true, true) => self.new_line(out),
            (true, false) => out.write_all(b",").and_then(|()| self.new_line(out)),
            (false, true) => Ok(()),
            (false, false) => out.write_all(b", "),
        }
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(&b"\n          "[..=2 * self.depth])
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        self.next(out, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key && self.depth == 1 {
            self.in_files = fragment == FILES;
        }
        out.write_all(fragment.as_bytes())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.in_files && self.depth == 2 { out.write_all(b":\n      ") } else { out.write_all(b": ") }
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn a_file_and_its_hash_stand_on_two_lines() {
        let text = json(&serde_json::json!({"files": {"a": "1", "b": "2"}, "other": {"c": "3"}}));
        let right = "{\n  \"files\": {\n    \"a\":\n      \"1\",\n    \"b\":\n      \"2\"\n  },\n  \"other\": {\n    \"c\": \"3\"\n  }\n}\n";
        assert_eq!(String::from_utf8(text).unwrap(), right);
    }

    #[test]
    fn small_values_stand_on_one_line() {
        let value = serde_json::json!({"a": [], "b": {"c": [{"d": {"e": [1, {"f": {}}]}}]}});
        let text = String::from_utf8(json(&value)).unwrap();
        let spread =
            "{\n  \"a\": [],\n  \"b\": {\n    \"c\": [\n      {\n        \"d\": {\n          \"e\": ";
        let rest = "[1, {\"f\": {}}]\n        }\n      }\n    ]\n  }\n}\n";
        assert_eq!(text, format!("{spread}{rest}"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
