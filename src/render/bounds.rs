//! What a template of the author's own may be and do at most. These bounds give a message with a place, before the process
//! that evaluates templates runs out of memory or stack.

use std::fmt::{self, Write as _};
use std::io;

use minijinja::{Environment, Error, ErrorKind, Value};

/// The largest template, in bytes: forty times the largest built-in one.
const TEMPLATE: usize = 256 << 10;
/// The longest tag, in bytes: its expression is a tree that is at most so deep.
const TAG: usize = 4 << 10;
/// How deep blocks may stand in each other, an `elif` in its `if`.
const NESTED: usize = 100;
/// How many instructions a page or a script may take: a hundred times what a solution of a thousand parts does.
pub(super) const FUEL: u64 = 20_000_000;
/// The largest page or script, in bytes.
const RENDERED: usize = 16 << 20;

/// A mistake in a template's form: its line, from 1, and what is wrong.
pub(super) type Excess = (usize, String);

/// Checks a template before it is parsed.
pub(super) fn check(source: &str) -> Result<(), Excess> {
    if source.len() > TEMPLATE {
        return Err((1, format!("this template is larger than {TEMPLATE} bytes")));
    }
    let mut depth = Depth::default();
    let mut at = 0;
    while let Some(tag) = next_tag(source, at) {
        let line = || source[..tag.start].matches('\n').count() + 1;
        let text = &source[tag.start..tag.end];
        at = tag.end;
        match tag.kind {
            Kind::Comment => continue,
            _ if text.len() > TAG => return Err((line(), format!("this tag is longer than {TAG} bytes"))),
            Kind::Value => continue,
            Kind::Block => {}
        }
        let word = word(text);
        if word == "raw" {
            at = end_of_raw(source, at);
        } else if depth.enter(word) > NESTED {
            return Err((line(), format!("more than {NESTED} blocks stand in each other here")));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Value,
    Block,
    Comment,
}

struct Tag {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The first tag from here on. One without an end reaches to the end of the template.
fn next_tag(source: &str, from: usize) -> Option<Tag> {
    let bytes = source.as_bytes();
    let start = from + bytes[from..].windows(2).position(|pair| matches!(pair, b"{{" | b"{%" | b"{#"))?;
    let (kind, end) = match bytes[start + 1] {
        b'{' => (Kind::Value, "}}"),
        b'%' => (Kind::Block, "%}"),
        _ => (Kind::Comment, "#}"),
    };
    let end = end_of_tag(source, start + 2, end, kind != Kind::Comment);
    Some(Tag { kind, start, end })
}

/// Where a tag ends: an end within quotes is none.
fn end_of_tag(source: &str, from: usize, end: &str, has_texts: bool) -> usize {
    let bytes = source.as_bytes();
    let (mut at, mut quote) = (from, None);
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, byte @ (b'"' | b'\'')) if has_texts => quote = Some(byte),
            (None, _) if bytes[at..].starts_with(end.as_bytes()) => return at + end.len(),
            _ => {}
        }
        at += 1;
    }
    source.len()
}

/// The word that a block's tag begins with.
fn word(tag: &str) -> &str {
    let inside = tag[2..].trim_start_matches(['-', '+']).trim_start();
    inside.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn end_of_raw(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(start) = source[at..].find("{%") {
        at += start;
        let end = end_of_tag(source, at + 2, "%}", false);
        if word(&source[at..end]) == "endraw" {
            return end;
        }
        at += 2;
    }
    source.len()
}

/// The blocks that are open.
#[derive(Default)]
struct Depth {
    /// For each, how many `elif` it has.
    open: Vec<usize>,
}

impl Depth {
    /// How deep it is from this word on. An `if` in an `elif` stands in all before it.
    fn enter(&mut self, word: &str) -> usize {
        match word {
            "for" | "if" | "block" | "macro" | "call" | "filter" | "autoescape" | "with" => self.open.push(1),
            "elif" => self.open.iter_mut().last().into_iter().for_each(|branches| *branches += 1),
            "endfor" | "endif" | "endblock" | "endmacro" | "endcall" | "endfilter" | "endautoescape"
            | "endwith" => drop(self.open.pop()),
            _ => {}
        }
        self.open.iter().sum()
    }
}

/// Renders a template. The author's own have fuel, and what they write has an end.
pub(crate) fn render(environment: &Environment<'_>, name: &str, values: Value) -> Result<String, Error> {
    let template = environment.get_template(name)?;
    if environment.fuel().is_none() {
        return template.render(values);
    }
    let mut page = Page { bytes: Vec::new(), is_full: false };
    let done = template.render_captured_to(values, &mut page).map(drop);
    if page.is_full {
        return Err(bad(format!("what `{name}` writes is larger than {RENDERED} bytes")));
    }
    done?;
    String::from_utf8(page.bytes).map_err(|_| bad(format!("what `{name}` writes is not UTF-8")))
}

/// A value as text, which is an error where it has no end: a list may hold another one twice, and that one as well.
pub(super) fn printed(value: &Value) -> Result<String, Error> {
    let mut text = Text(String::new());
    match write!(text, "{value}") {
        Ok(()) => Ok(text.0),
        Err(_) => Err(bad(format!("what this prints is larger than {RENDERED} bytes"))),
    }
}

/// What is printed so far.
struct Text(String);

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > RENDERED {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

fn bad(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// What is rendered so far.
struct Page {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > RENDERED {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(source: &str) -> Option<usize> {
        check(source).err().map(|(line, _)| line)
    }

    #[test]
    fn what_people_write_has_room() {
        let chain = "{% if a %}1".to_owned() + &"{% elif b %}2".repeat(NESTED - 1) + "{% endif %}";
        let nested = "{% for a in b %}\n".repeat(NESTED) + &"{% endfor %}".repeat(NESTED);
        let long = format!("{{# {} #}}{}", "comment ".repeat(2000), "text ".repeat(2000));
        let raw = format!("{{% raw %}}{}{{% endraw %}}", "{% if a %}".repeat(1000));
        let quoted = "{{ '%}' ~ \"}}\" ~ 'it\\'s' }}{% if '{% if' %}{% endif %}".repeat(200);
        for sound in [&chain, &nested, &long, &raw, &quoted, "{{ open", "{% raw %}{% x", ""] {
            assert_eq!(check(sound), Ok(()));
        }
    }

    #[test]
    fn what_could_end_the_process_is_said_with_its_line() {
        assert_eq!(line(&"x".repeat(TEMPLATE + 1)), Some(1));
        assert_eq!(line(&format!("1\n{{{{ 1{} }}}}", " + 1".repeat(50_000))), Some(2));
        assert_eq!(
            line(&format!("1\n2\n{{% set x = {}1{} %}}", "(".repeat(5000), ")".repeat(5000))),
            Some(3)
        );
        assert_eq!(line(&"{% if a %}\n".repeat(NESTED + 1)), Some(NESTED + 1));
        assert_eq!(line(&("{% if a %}\n".to_owned() + &"{% elif b %}\n".repeat(NESTED))), Some(NESTED + 1));
        assert_eq!(
            line(&format!("{{% raw %}}{{% endraw %}}\n{}", "{%- for a in b -%}".repeat(NESTED + 1))),
            Some(2)
        );
    }
}
