//! The two kinds of text that may name parts of the solution: one-line [`Text`] and CommonMark [`Prose`].
//!
//! Both keep their source. `{kind.key}` and `{solution}` name a part, `{{` is a brace, a lone `}` is text; in
//! prose, code spans and code blocks are literal. A value of either type holds no mistake: it comes from a
//! parser, also when it is read from a record.

mod braces;
mod case;
pub mod look_alike;
mod mistake;
mod tokens;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde::{Deserialize, Serialize};

use crate::solution::keys::PartRef;
use braces::{Brace, brace, braces};

pub use case::Case;
pub use mistake::{Mistake, MistakeKind};
pub use tokens::{around_output, is_output, tokens};

/// One line of text in which `{kind.key}` names a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    #[serde(deserialize_with = "read_text")]
    source: String,
}

/// CommonMark in which `{kind.key}` names a part, outside code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose {
    #[serde(deserialize_with = "read_prose")]
    source: String,
}

/// What prose may hold beside CommonMark: what every GFM reader knows and no other prose can interfere with.
pub(crate) const PROSE: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

impl Text {
    /// The text that this source means, or everything that is wrong with it.
    pub fn parse(source: impl Into<String>) -> Result<Self, Vec<Mistake>> {
        let source = source.into();
        let mut mistakes = mistakes(&source, &[]);
        mistakes.extend(line_breaks(&source));
        mistakes.sort_by_key(|mistake| mistake.range.start);
        if mistakes.is_empty() { Ok(Text { source }) } else { Err(mistakes) }
    }

    /// The text that means exactly this; a line break becomes a blank.
    pub fn literal(plain: &str) -> Self {
        Text { source: plain.replace('{', "{{").replace(['\r', '\n'], " ") }
    }

    /// As the author wrote it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The parts it names, with their places in the source.
    pub fn references(&self) -> Vec<(Range<usize>, PartRef)> {
        references(&self.source, &[])
    }

    /// What it consists of, in order.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        runs(&self.source)
    }

    /// The text, with the name that `name` gives each part.
    pub fn plain<'n>(&self, name: impl Fn(&PartRef) -> &'n str) -> String {
        let mut plain = String::with_capacity(self.source.len());
        for run in self.runs() {
            match run {
                Run::Literal(text) => plain.push_str(text),
                Run::Part(part) => plain.push_str(name(&part)),
            }
        }
        plain
    }
}

impl Prose {
    /// The prose that this source means, or everything that is wrong with it.
    pub fn parse(source: impl Into<String>) -> Result<Self, Vec<Mistake>> {
        let source = source.into();
        let mistakes = mistakes(&source, &code_in(&source));
        if mistakes.is_empty() { Ok(Prose { source }) } else { Err(mistakes) }
    }

    /// The prose that shows exactly this, as one paragraph.
    pub fn literal(plain: &str) -> Self {
        let mut source = String::with_capacity(plain.len());
        for (at, c) in plain.char_indices() {
            let outermost = at == 0 || at + c.len_utf8() == plain.len();
            match c {
                '{' => source.push_str("\\{{"),
                '\n' | '\r' => source.push_str(&format!("&#{};", c as u32)),
                ' ' | '\t' if outermost => source.push_str(&format!("&#{};", c as u32)),
                c if c.is_ascii_punctuation() => source.extend(['\\', c]),
                c => source.push(c),
            }
        }
        Prose { source }
    }

    /// As the author wrote it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The parts it names, with their places in the source.
    pub fn references(&self) -> Vec<(Range<usize>, PartRef)> {
        references(&self.source, &code_in(&self.source))
    }

    /// Its CommonMark, with the name that `name` gives each part.
    pub fn plain<'n>(&self, name: impl Fn(&PartRef) -> &'n str) -> String {
        let mut plain = String::with_capacity(self.source.len());
        let mut written = 0;
        for (range, brace) in braces(&self.source, &code_in(&self.source)) {
            plain.push_str(&self.source[written..range.start]);
            match brace {
                Brace::Part(part) => plain.push_str(name(&part)),
                Brace::Literal | Brace::Mistake(..) => plain.push('{'),
            }
            written = range.end;
        }
        plain + &self.source[written..]
    }
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Text as it is.
    Literal(&'a str),
    /// A part, to be shown by its name.
    Part(PartRef),
}

/// The runs of a source without code: a line of text, or a piece of prose that is text.
pub(crate) fn runs(source: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (run, length) = match rest.find('{').unwrap_or(rest.len()) {
            0 => match brace(rest) {
                (length, Brace::Part(part)) => (Run::Part(part), length),
                (length, Brace::Literal) => (Run::Literal("{"), length),
                // Not in a valid source; what stands there is still text.
                (_, Brace::Mistake(..)) => (Run::Literal("{"), 1),
            },
            length => (Run::Literal(&rest[..length]), length),
        };
        rest = &rest[length..];
        Some(run)
    })
}

fn references(source: &str, code: &[Range<usize>]) -> Vec<(Range<usize>, PartRef)> {
    let part = |(range, brace)| match brace {
        Brace::Part(part) => Some((range, part)),
        Brace::Literal | Brace::Mistake(..) => None,
    };
    braces(source, code).filter_map(part).collect()
}

fn mistakes(source: &str, code: &[Range<usize>]) -> Vec<Mistake> {
    let mistake = |(range, brace)| match brace {
        Brace::Mistake(kind, instead) => Some(Mistake { range, kind, instead }),
        Brace::Literal | Brace::Part(_) => None,
    };
    braces(source, code).filter_map(mistake).collect()
}

fn line_breaks(source: &str) -> impl Iterator<Item = Mistake> {
    source.match_indices(['\n', '\r']).map(|(at, found)| Mistake {
        range: at..at + found.len(),
        kind: MistakeKind::LineBreak,
        instead: " ".to_owned(),
    })
}

/// Where the code of a prose stands: spans with their backticks, blocks whole. None is looked for where no
/// brace could stand in it.
fn code_in(source: &str) -> Vec<Range<usize>> {
    if !source.contains('{') || !may_hold_code(source) {
        return Vec::new();
    }
    Parser::new_ext(source, PROSE)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => Some(range),
            _ => None,
        })
        .collect()
}

/// Whether anything in the source could begin code: a backtick, a tilde fence, an indented line.
pub(crate) fn may_hold_code(source: &str) -> bool {
    source.contains(['`', '\t']) || source.contains("~~~") || source.contains("    ")
}

fn read_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let source = String::deserialize(deserializer)?;
    Text::parse(source).map(|text| text.source).map_err(|mistakes| first_of(&mistakes))
}

fn read_prose<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let source = String::deserialize(deserializer)?;
    Prose::parse(source).map(|prose| prose.source).map_err(|mistakes| first_of(&mistakes))
}

fn first_of<E: serde::de::Error>(mistakes: &[Mistake]) -> E {
    E::custom(mistakes.first().map(Mistake::to_string).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solution::Kind;

    fn mistakes_of(source: &str) -> Vec<(String, MistakeKind, String)> {
        let mistakes = Text::parse(source).unwrap_err();
        mistakes.into_iter().map(|m| (source[m.range].to_owned(), m.kind, m.instead)).collect()
    }

    #[test]
    fn a_text_names_parts() {
        let text = Text::parse("of {task.backup} in {solution}, not {{this}.").unwrap();
        assert_eq!(
            text.references(),
            [(3..16, PartRef::new(Kind::Task, "backup")), (20..30, PartRef::solution())]
        );
        assert_eq!(
            text.plain(|part| if part.kind == Kind::Task { "Backup" } else { "BitLocker" }),
            "of Backup in BitLocker, not {this}."
        );
        assert_eq!(text.runs().count(), 7);
    }

    #[test]
    fn every_mistake_has_its_place_and_what_to_write() {
        let cases = [
            ("a { b", "{", MistakeKind::Brace, "{{"),
            ("{0} {x", "{", MistakeKind::Brace, "{{"),
            ("{field.a", "{", MistakeKind::Brace, "{{"),
            ("{feild.a}", "{feild.a}", MistakeKind::Kind, "{field.a}"),
            ("{v1.2}", "{v1.2}", MistakeKind::Kind, "{{v1.2}"),
            ("{Solution}", "{Solution}", MistakeKind::Kind, "{solution}"),
            ("{solution.a}", "{solution.a}", MistakeKind::Kind, "{{solution.a}"),
            ("{field.My_Key}", "{field.My_Key}", MistakeKind::Key, "{field.my-key}"),
            ("{field.}", "{field.}", MistakeKind::Key, "{{field.}"),
            ("{audit.group.on}", "{audit.group.on}", MistakeKind::OtherSolution, "{{audit.group.on}"),
            ("a\nb", "\n", MistakeKind::LineBreak, " "),
        ];
        for (source, place, kind, instead) in cases {
            assert_eq!(mistakes_of(source)[0], (place.to_owned(), kind, instead.to_owned()), "{source}");
        }
        assert_eq!(mistakes_of("{ {{ { }").len(), 2);
    }

    #[test]
    fn code_in_prose_is_literal() {
        let source = "Run {task.a}: `{x}` and\n\n```ps1\n{y}\n```\n\n    {z}\n\n- {group.b}\n\n      {w}\n";
        let parts: Vec<_> = Prose::parse(source).unwrap().references().into_iter().map(|r| r.1).collect();
        assert_eq!(parts, [PartRef::new(Kind::Task, "a"), PartRef::new(Kind::Group, "b")]);
        assert_eq!(Prose::parse("`a` {x} `{b}`").unwrap_err()[0].range, 4..5);
    }

    #[test]
    fn a_literal_is_valid_and_means_itself() {
        for plain in ["", "{", "{{x}}", "a {field.b} \\{ `{`", " | * "] {
            let text = Text::parse(Text::literal(plain).source()).unwrap();
            assert_eq!(text.plain(|_| "?"), plain);
            Prose::parse(Prose::literal(plain).source()).unwrap();
        }
    }

    #[test]
    fn a_record_cannot_smuggle_a_mistake_in() {
        assert_eq!(serde_json::to_string(&Text::literal("a{")).unwrap(), r#""a{{""#);
        assert!(serde_json::from_str::<Text>(r#""a {b""#).is_err());
        assert!(serde_json::from_str::<Prose>(r#""`a {b`""#).is_ok());
    }
}
