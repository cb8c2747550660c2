//! A TOML file held with its text: every syntax error at once, and the place of any key or value.

mod glance;
mod literal;
mod open_list;
mod problems;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use self::glance::texts;
pub use self::literal::Pieces;
use self::open_list::Open;
pub use self::problems::Problems;
use crate::diag::{Code, Problem, Severity};
use crate::source::{Place, Source};

/// The kind of problem that this stage finds.
pub static CODES: &[&Code] = &[&SYNTAX_ERROR];

/// `syntax-error`
pub static SYNTAX_ERROR: Code = Code {
    word: "syntax-error",
    severity: Severity::Error,
    what: "The file is not TOML.",
    why: "Nothing in it can be relied on.",
    example: "name = BitLocker      # texts stand in quotes: name = \"BitLocker\"",
};

/// How many lists that are not closed are told at once.
const OPEN_LISTS: usize = 20;

/// A TOML document.
pub struct Document {
    source: Arc<Source>,
    // Only a problem needs places, so the tree is made again when the first one does.
    tree: OnceCell<Node>,
}

/// A path into a document, as a chain on the stack: it costs nothing until a problem needs it.
#[derive(Clone, Copy)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    /// The document itself.
    pub const ROOT: At<'static> = At { parent: None, step: Step::Root };

    /// The value of this key.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At { parent: Some(self), step: Step::Key(key) }
    }

    /// The element of this index.
    #[must_use]
    pub fn index(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), step: Step::Index(index) }
    }
}

/// A path that is kept.
#[derive(Clone, Debug)]
pub struct Path(Vec<PathStep>);

#[derive(Clone, Debug)]
enum PathStep {
    Key(Box<str>),
    Index(usize),
}

impl At<'_> {
    /// The same, to be kept.
    pub fn path(&self) -> Path {
        let mut path = self.parent.map_or(Path(Vec::new()), At::path);
        match self.step {
            Step::Root => {}
            Step::Key(key) => path.0.push(PathStep::Key(key.into())),
            Step::Index(index) => path.0.push(PathStep::Index(index)),
        }
        path
    }
}

impl Path {
    /// The two keys it begins with: a kind of part and the part.
    pub fn keys(&self) -> Option<[&str; 2]> {
        match self.0.as_slice() {
            [PathStep::Key(kind), PathStep::Key(key), ..] => Some([kind, key]),
            _ => None,
        }
    }

    /// Looks at what it leads to.
    pub fn look<R>(&self, look: impl FnOnce(&At<'_>) -> R) -> R {
        follow(&self.0, &At::ROOT, look)
    }
}

fn follow<R>(steps: &[PathStep], at: &At<'_>, look: impl FnOnce(&At<'_>) -> R) -> R {
    match steps.split_first() {
        None => look(at),
        Some((PathStep::Key(key), rest)) => follow(rest, &at.key(key), look),
        Some((PathStep::Index(index), rest)) => follow(rest, &at.index(*index), look),
    }
}

/// A key or element with its place and what it holds.
struct Node {
    key: Range<usize>,
    value: Range<usize>,
    is_table: bool,
    children: Children,
}

/// What a node holds, so that any of it is found at once however much there is.
enum Children {
    Keys(BTreeMap<String, Node>),
    Items(Vec<Node>),
    None,
}

impl Node {
    fn child(&self, step: Step<'_>) -> Option<&Node> {
        match (step, &self.children) {
            (Step::Key(key), Children::Keys(keys)) => keys.get(key),
            (Step::Index(index), Children::Items(items)) => items.get(index),
            _ => None,
        }
    }

    fn holds(&self, offset: usize) -> bool {
        let here = self.key.contains(&offset) || self.value.contains(&offset);
        here || match &self.children {
            Children::Keys(keys) => keys.values().any(|child| child.holds(offset)),
            Children::Items(items) => items.iter().any(|child| child.holds(offset)),
            Children::None => false,
        }
    }
}

impl Document {
    /// A document of this text.
    pub fn new(source: &Arc<Source>) -> Self {
        Document { source: Arc::clone(source), tree: OnceCell::new() }
    }

    /// The text.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Reads the document into a type.
    ///
    /// # Errors
    /// Every syntax error; or the first error of shape, as the type's deserialiser words it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Unread> {
        let (table, errors) = DeTable::parse_recoverable(&self.source.text);
        if !errors.is_empty() {
            return Err(Unread::Syntax(self.syntax_errors(table.get_ref(), &errors)));
        }
        T::deserialize(toml::de::Deserializer::from(table)).map_err(Unread::Shape)
    }

    /// Every syntax error. All that stands behind a list that is not closed reads as its elements, an error a word: so
    /// the list is the error, and the rest is read by itself.
    fn syntax_errors(&self, table: &DeTable<'_>, errors: &[toml::de::Error]) -> Vec<Problem> {
        let mut open = open_list::first(&self.source.text, table, errors);
        let mut problems = self.errors_before(open, errors);
        for _ in 0..OPEN_LISTS {
            let Some(end) = open.map(|open| open.end) else { break };
            // Blanks for what was read, so that every place stays.
            let rest = " ".repeat(end) + &self.source.text[end..];
            let (table, errors) = DeTable::parse_recoverable(&rest);
            open = open_list::first(&rest, table.get_ref(), &errors);
            problems.extend(self.errors_before(open, &errors));
        }
        problems
    }

    fn errors_before(&self, open: Option<Open>, errors: &[toml::de::Error]) -> Vec<Problem> {
        let is_before = |error: &&toml::de::Error| {
            open.is_none_or(|open| error.span().is_none_or(|span| span.start < open.end))
        };
        let told = self.once(errors).into_iter().filter(is_before).enumerate();
        let told = told.map(|(index, error)| self.syntax_error(index, error));
        told.chain(open.map(|open| open_list::problem(self, open))).collect()
    }

    /// The errors without those that repeat one: at the same place, or the keys of a table that stands twice.
    fn once<'e>(&self, errors: &'e [toml::de::Error]) -> Vec<&'e toml::de::Error> {
        let (mut told, mut table): (Vec<&toml::de::Error>, Option<Range<usize>>) = (Vec::new(), None);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let is_key = error.message() == "duplicate key";
            let again = |it: &&toml::de::Error| it.message() == error.message() && it.span() == error.span();
            if told.last().is_some_and(again)
                || is_key && table.as_ref().is_some_and(|it| it.contains(&span.start))
            {
                continue;
            }
            if is_key {
                table = self.opened_by(span.start);
            }
            told.push(error);
        }
        told
    }

    /// The table that a header at this place opens, up to the next header.
    fn opened_by(&self, place: usize) -> Option<Range<usize>> {
        let text = &self.source.text;
        let line = text[..place].rfind('\n').map_or(0, |end| end + 1);
        let is_header = text[line..].trim_start_matches([' ', '\t']).starts_with('[');
        let end = text[place..].find("\n[").map_or(text.len(), |length| place + length);
        is_header.then_some(place..end)
    }

    fn syntax_error(&self, index: usize, error: &toml::de::Error) -> Problem {
        let span = error.span().unwrap_or(0..0);
        let control =
            self.source.text[span.start..].chars().next().filter(|it| it.is_control() && !it.is_whitespace());
        let problem = match control {
            Some(it) => Problem::new(
                &SYNTAX_ERROR,
                format!("an invisible control character, U+{:04X}", u32::from(it)),
            )
            .help("take it out: delete what stands around it, and type that again"),
            None => {
                Problem::new(&SYNTAX_ERROR, plain(error.message())).maybe_help(advice(plain(error.message())))
            }
        };
        // Looking for the first place takes a walk up the file, so only the first problems get it.
        let first =
            (index < 100 && error.message() == "duplicate key").then(|| self.first_of(&span)).flatten();
        let problem = problem.at(self.place(span));
        match first {
            Some(first) => problem.also(first, "also here").help("a key stands once; take one of them out"),
            None => problem,
        }
    }

    /// Where the key stands first that is written here again, in a table that a header opens.
    fn first_of(&self, again: &Range<usize>) -> Option<Place> {
        let text = &self.source.text;
        let line = text[..again.start].rfind('\n').map_or(0, |end| end + 1);
        let own = text[line..].lines().next()?.trim();
        if own.starts_with('[') {
            let first = text[..line].find(own)?;
            let indent = text[line..].len() - text[line..].trim_start().len();
            let key = first + (again.start - line - indent);
            return Some(self.place(key..key + again.len()));
        }
        let header = text[..line].lines().rev().map(str::trim).find(|line| line.starts_with('['));
        let header = header.unwrap_or_default();
        // Of a list of tables it is not plain which one is meant.
        let (opened, errors) = DeTable::parse_recoverable(header);
        if header.starts_with("[[") || !errors.is_empty() {
            return None;
        }
        let mut node = self.tree();
        let mut opened = opened.get_ref();
        while let Some((key, value)) = opened.iter().next() {
            let Children::Keys(keys) = &node.children else { return None };
            node = keys.get(key.get_ref().as_ref())?;
            let DeValue::Table(inner) = value.get_ref() else { return None };
            opened = inner;
        }
        let Children::Keys(keys) = &node.children else { return None };
        let node = keys.get(&text[again.clone()])?;
        (node.key.start < again.start).then(|| self.place(node.key.clone()))
    }

    /// The place of these bytes.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::new(&self.source, range)
    }

    /// Where the key stands that leads here: the right mark for what a key or a table is about.
    pub fn key(&self, at: &At<'_>) -> Place {
        self.place(self.find(at).key.clone())
    }

    /// Where the value stands; for a table its key, since its value is half a page.
    pub fn value(&self, at: &At<'_>) -> Place {
        let node = self.find(at);
        self.place(if node.is_table { node.key.clone() } else { node.value.clone() })
    }

    /// Where a piece of a text value stands: the piece itself if it is written there as it is, else the value.
    pub fn within(&self, at: &At<'_>, piece: &str) -> Place {
        let value = self.find(at).value.clone();
        match self.source.text[value.clone()].find(piece).filter(|_| !piece.is_empty()) {
            Some(start) => self.place(value.start + start..value.start + start + piece.len()),
            None => self.value(at),
        }
    }

    /// Where the characters of a text value stand.
    pub fn pieces(&self, at: &At<'_>, text: &str) -> Pieces {
        let value = self.find(at).value.clone();
        Pieces::of(&self.source.text[value.clone()], text).from(value.start)
    }

    /// Where these bytes of a text value stand; else the value.
    pub fn piece(&self, at: &At<'_>, text: &str, range: Range<usize>) -> Place {
        let found = self.pieces(at, text).range(&range);
        found.map_or_else(|| self.value(at), |range| self.place(range))
    }

    /// Whether a place of this document lies in what stands at this path: a table's header, its keys and values, and
    /// the tables below it, wherever in the file they stand. What is not written holds nothing.
    pub fn holds(&self, at: &At<'_>, place: &Place) -> bool {
        let is_here = Arc::ptr_eq(&self.source, &place.source);
        is_here && self.exact(at).is_some_and(|node| node.holds(place.range.start))
    }

    /// The node at this path, or the nearest above it that exists.
    fn find(&self, at: &At<'_>) -> &Node {
        let Some(parent) = at.parent else { return self.tree() };
        let above = self.find(parent);
        above.child(at.step).unwrap_or(above)
    }

    /// The node at this path.
    fn exact(&self, at: &At<'_>) -> Option<&Node> {
        match at.parent {
            None => Some(self.tree()),
            Some(parent) => self.exact(parent)?.child(at.step),
        }
    }

    fn tree(&self) -> &Node {
        self.tree.get_or_init(|| {
            let (table, _) = DeTable::parse_recoverable(&self.source.text);
            let start = table.span().start;
            let children = table_children(table.get_ref());
            Node { key: start..start, value: start..start, is_table: true, children }
        })
    }

    /// The document as JSON, for a validator of types: a date is null, and any number with a fraction is one half,
    /// since JSON's 1.0 is a whole number and TOML's is not.
    pub fn to_json(&self) -> serde_json::Value {
        let (table, _) = DeTable::parse_recoverable(&self.source.text);
        table_to_json(table.get_ref())
    }
}

/// What TOML's reader says, in plain words where its own are about itself.
fn plain(message: &str) -> &str {
    if message.contains("max recursion depth") || message.contains("recursion limit") {
        "lists and tables are nested more than 80 deep here"
    } else if message.starts_with("invalid float, expected `") {
        "string values must be quoted" // what begins with `n` or `i` might be a number to TOML
    } else {
        message
    }
}

/// What to do about a syntax error whose words help only those who know TOML well.
fn advice(message: &str) -> Option<String> {
    let advice = [
        (
            "missing escaped value",
            "between \" and \" a `\\` begins an escape: write `/`, or put the text between ' and '",
        ),
        ("carriage return", "save the file with the line ends of Windows or Unix"),
        ("invalid basic string", "a text on one line ends with the `\"` that it began with"),
        ("invalid multi-line", "a text of several lines ends with the three quotes that it began with"),
        ("invalid string", "a text of several lines stands between \"\"\" and \"\"\""),
        ("invalid boolean", "texts stand between \" and \"; true and false are written in lower case"),
        ("missing opening quote", "texts stand between \" and \""),
        ("string values must be quoted", "texts stand between \" and \""),
        ("missing comma", "type a `,` behind what stands before this place"),
        ("nested more than 80 deep", "nothing in a manifest is nested so deep: is a bracket not closed?"),
    ];
    advice.iter().find(|(words, _)| message.contains(words)).map(|(_, advice)| (*advice).to_owned())
}

/// Why a document could not be read into a type.
pub enum Unread {
    /// It is no TOML; every error.
    Syntax(Vec<Problem>),
    /// It is TOML of another shape; the first error.
    Shape(toml::de::Error),
}

fn table_children(table: &DeTable<'_>) -> Children {
    let node =
        |(key, value): (&Spanned<DeString<'_>>, _)| (key.get_ref().to_string(), node(key.span(), value));
    Children::Keys(table.iter().map(node).collect())
}

fn node(key: Range<usize>, value: &Spanned<DeValue<'_>>) -> Node {
    let children = match value.get_ref() {
        DeValue::Table(table) => table_children(table),
        // What stands for the key of an element is its whole text, or the first key of a table spread over lines.
        DeValue::Array(array) => Children::Items(array.iter().map(|item| node(item.span(), item)).collect()),
        _ => Children::None,
    };
    Node { key, value: value.span(), is_table: matches!(value.get_ref(), DeValue::Table(_)), children }
}

fn table_to_json(table: &DeTable<'_>) -> serde_json::Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref()))).collect()
}

fn to_json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => number.into(),
            Err(_) if integer.as_str().starts_with('-') => (-1e300).into(),
            Err(_) => 1e300.into(),
        },
        DeValue::Float(_) => 0.5.into(),
        DeValue::Boolean(boolean) => (*boolean).into(),
        DeValue::Datetime(_) => serde_json::Value::Null,
        DeValue::Array(items) => items.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => table_to_json(table),
    }
}
