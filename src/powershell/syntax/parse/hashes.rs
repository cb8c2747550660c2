//! `@{…}`

use super::*;
use crate::powershell::syntax::tree::Assignment;

impl Parser<'_, '_> {
    pub(super) fn hashtable(&mut self, open: Token) -> NodeId {
        let span = self.span(open);
        self.enter(span);
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, false);
        let ternary = std::mem::replace(&mut self.scan.ternary, false);
        let list = self.list();
        self.skip_newlines();
        while self.entry() && matches!(self.peek_kind(), TokenKind::NewLine | TokenKind::Semicolon) {
            self.skip_separators();
        }
        let entries = self.finish(list);
        let end = self.close_brace(open);
        self.no_comma = no_comma;
        self.scan.ternary = ternary;
        self.set_mode(mode);
        self.leave();
        self.add(Kind::Hashtable { entries }, span.to(end))
    }

    /// Pushes key and value.
    fn entry(&mut self) -> bool {
        self.set_mode(Mode::Expression);
        let Some(key) = self.name_or_value() else { return false };
        let span = self.span_of(key);
        self.push(key);
        let Some(equals) = self.takes(TokenKind::Assign(Assignment::Set)) else {
            self.fault_after(Problem::EntryWithoutEquals, span);
            let value = self.error_node(span.after());
            self.push(value);
            return true;
        };
        self.skip_newlines();
        let value = self.statement();
        let value = value.unwrap_or_else(|| {
            self.fault_after(Problem::NothingBehind("=".into()), self.span(equals));
            self.error_node(self.span(equals).after())
        });
        self.push(value);
        true
    }
}
