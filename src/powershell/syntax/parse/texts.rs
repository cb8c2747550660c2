//! Texts as nodes, and what is embedded in them.

use super::*;
use crate::powershell::syntax::scan::Part;
use crate::powershell::syntax::values;

impl Parser<'_, '_> {
    /// A text in which nothing is replaced.
    pub(super) fn plain_text(&mut self, token: Token) -> NodeId {
        let span = self.span(token);
        let text = self.text(token);
        let quotes = values::quotes(text);
        self.note_newer_escapes(token, quotes);
        let value = match values::plain(text, quotes) {
            Ok(inner) if self.scan.source.offsets.is_none() => {
                let start = token.start as usize;
                Value::Written(self.scan.source.span(start + inner.start, start + inner.end))
            }
            Ok(inner) => Value::Resolved(text[inner].into()),
            Err(resolved) => Value::Resolved(resolved.into()),
        };
        self.add(Kind::Text { quotes, value }, span)
    }

    fn note_newer_escapes(&mut self, token: Token, quotes: Quotes) {
        let text = self.text(token);
        if quotes == Quotes::Single || quotes == Quotes::SingleHere || !text.contains('`') {
            return;
        }
        let newer = values::newer_escapes(text);
        for range in newer {
            let start = token.start as usize;
            let span = self.scan.source.span(start + range.start, start + range.end);
            self.newer(Construct::Escape, span);
        }
    }

    /// A text in which something is replaced.
    pub(super) fn expandable_text(&mut self, token: Token) -> NodeId {
        let quotes = values::quotes(self.text(token));
        self.expandable(token, quotes)
    }

    /// A word of a command in which something is replaced.
    pub(super) fn expandable_word(&mut self, token: Token) -> NodeId {
        self.expandable(token, Quotes::None)
    }

    fn expandable(&mut self, token: Token, quotes: Quotes) -> NodeId {
        let span = self.span(token);
        self.note_newer_escapes(token, quotes);
        let list = self.list();
        let here = quotes == Quotes::DoubleHere;
        for part in self.scan.parts_of(token) {
            let node =
                if part.subexpression { self.embedded(part, here) } else { self.embedded_variable(part) };
            self.push(node);
        }
        let parts = self.finish(list);
        self.add(Kind::Expandable { quotes, parts }, span)
    }

    fn embedded_variable(&mut self, part: Part) -> NodeId {
        let token = Token { kind: TokenKind::Variable, start: part.start as u32, end: part.end as u32 };
        self.variable_part(token)
    }

    /// `$(…)` in a text: read as a text of its own.
    fn embedded(&mut self, part: Part, here: bool) -> NodeId {
        let span = self.scan.source.span(part.start, part.end);
        self.enter(span);
        let node = if self.scan.out.halted { None } else { self.embedded_text(part, here) };
        self.leave();
        node.unwrap_or_else(|| self.error_node(span))
    }

    fn embedded_text(&mut self, part: Part, here: bool) -> Option<NodeId> {
        let text = &self.scan.text[part.start..part.end];
        let file = self.scan.source.file;
        let skipped = if here { None } else { undoubled(text) };
        let Some((inner, kept)) = skipped else {
            let offsets = self.scan.source.offsets.map(|offsets| &offsets[part.start..]);
            let base = self.scan.source.place(part.start);
            return nested(Source { text, file, base, offsets }, self.scan.out);
        };
        let base = self.scan.source.place(part.start);
        let offsets: Vec<u32> = kept.iter().map(|&at| self.scan.source.place(part.start + at)).collect();
        nested(Source { text: &inner, file, base, offsets: Some(&offsets) }, self.scan.out)
    }
}

fn nested(source: Source<'_>, out: &mut Output) -> Option<NodeId> {
    let mut parser = Parser::new(source, out);
    parser.scan.mode = Mode::Expression;
    parser.primary(false)
}

/// Two signs stand together of which the second is a double quote.
fn may_double(bytes: &[u8]) -> bool {
    let starts = memchr::memchr3_iter(b'"', b'`', 0xE2, bytes);
    starts.into_iter().any(|at| {
        let next = at + if bytes[at] == 0xE2 { 3 } else { 1 };
        matches!(bytes.get(next), Some(b'"' | 0xE2))
    })
}

/// A text with each doubled or escaped double quote as one, and where each byte of it stood.
fn undoubled(text: &str) -> Option<(String, Vec<usize>)> {
    let is_quote = |c: char| matches!(c, '"' | '\u{201C}'..='\u{201E}');
    if !may_double(text.as_bytes()) {
        return None;
    }
    let mut inner = String::new();
    let mut kept = Vec::new();
    let mut skipped = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, mut c)) = characters.next() {
        if (c == '`' || is_quote(c))
            && let Some(&(_, quote)) = characters.peek()
            && is_quote(quote)
        {
            characters.next();
            skipped = true;
            c = quote;
        }
        inner.push(c);
        kept.extend(at..at + c.len_utf8());
    }
    kept.push(text.len());
    skipped.then_some((inner, kept))
}
