//! `near-option`: a code span that is nearly an option of the field named beside it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::solution::text::{PROSE, Prose};
use crate::solution::{Field, FieldType, Kind, Solution};

/// How alike a text and an option are that are taken for one: `Enable` and `Enabled` are, `Enabled` and `Disabled` not.
const ALIKE: f32 = 0.8;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "near-option",
    severity: Severity::Warning,
    what: "A text in backticks that is nearly an option of a field which is named in the same paragraph.",
    why: "Whoever looks for this option in the console does not find it.",
    example: "remarks = \"Set {field.mode} to `Enable`.\"      # `Enabled`",
};

/// Looks at every text in Markdown that names a field.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_prose(context, |written| {
        for (range, field, option) in found(context.solution, written.source) {
            let message = format!("`{}` has no option {}", field.part.key, &written.source[range.clone()]);
            written.report(context, problems, &CODE, range, (message, format!("did you mean `{option}`?")));
        }
    });
}

/// The code spans that are nearly an option, the field and the option.
fn found<'s>(solution: &'s Solution, source: &str) -> Vec<(Range<usize>, &'s Field, &'s str)> {
    if !source.contains("{field.") || !source.contains('`') {
        return Vec::new();
    }
    let Ok(prose) = Prose::parse(source) else { return Vec::new() };
    let named = prose.references();
    blocks(source)
        .iter()
        .flat_map(|block| {
            let inside = named.iter().filter(|(range, part)| part.kind == Kind::Field && block.range.contains(&range.start));
            let fields = inside.filter_map(|(_, part)| solution.field(&part.key));
            let fields: Vec<&Field> = fields.filter(|field| field.field_type == FieldType::Dropdown).collect();
            let spans = block.spans.iter();
            spans
                .filter_map(move |(range, text)| near(&fields, text).map(|(field, option)| (range.clone(), field, option)))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The option that a text nearly is, where it is none of any of these fields.
fn near<'s>(fields: &[&'s Field], text: &str) -> Option<(&'s Field, &'s str)> {
    if fields.iter().any(|field| field.options.iter().any(|option| option == text)) {
        return None;
    }
    fields.iter().find_map(|field| {
        let options: Vec<&str> = field.options.iter().map(String::as_str).collect();
        let same = options.iter().find(|option| option.eq_ignore_ascii_case(text)).copied();
        let alike = || similar::get_close_matches(text, &options, 1, ALIKE).first().copied();
        same.or_else(alike).map(|option| (*field, option))
    })
}

/// A paragraph, a heading or a cell, with its code spans.
#[derive(Default)]
struct Block {
    range: Range<usize>,
    spans: Vec<(Range<usize>, String)>,
}

fn blocks(source: &str) -> Vec<Block> {
    let (mut blocks, mut spans) = (Vec::new(), Vec::new());
    let mut end = 0;
    for (event, range) in Parser::new_ext(source, PROSE).into_offset_iter() {
        match event {
            Event::Code(text) => spans.push((range, text.into_string())),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableRow | TagEnd::Item) => {
                blocks.push(Block { range: end..range.end, spans: std::mem::take(&mut spans) });
                end = range.end;
            }
            _ => {}
        }
    }
    blocks
}
