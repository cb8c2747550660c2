//! `try` and `trap`.

use super::*;

impl Parser<'_, '_> {
    pub(super) fn try_statement(&mut self, token: Token) -> NodeId {
        let start = self.span(token);
        let list = self.list();
        let Some(body) = self.statement_block() else {
            self.fault_after(Problem::MissingBlock("try".into()), start);
            return self.unreadable(list, start);
        };
        let mut end = self.span_of(body);
        self.skip_newlines();
        while let Some(catch) = self.catch() {
            self.push(catch);
            end = self.span_of(catch);
            self.skip_newlines();
        }
        let finally = self.finally();
        if let Some(finally) = finally {
            end = self.span_of(finally);
        } else if self.listed(list).is_empty() {
            self.fault_after(Problem::TryAlone, end);
        }
        let catches = self.finish(list);
        self.add(Kind::Try { body, catches, finally }, start.to(end))
    }

    fn finally(&mut self) -> Option<NodeId> {
        let token = self.takes(TokenKind::Keyword(Keyword::Finally))?;
        let block = self.statement_block();
        if block.is_none() {
            let span = self.span(token);
            self.fault_after(Problem::MissingBlock("finally".into()), span);
            return Some(self.error_node(span));
        }
        block
    }

    fn catch(&mut self) -> Option<NodeId> {
        let token = self.takes(TokenKind::Keyword(Keyword::Catch))?;
        let start = self.span(token);
        let list = self.list();
        self.catch_types();
        let types = self.finish(list);
        let body = match self.statement_block() {
            Some(body) => body,
            None => {
                let last = self.scan.out.tree.list(types).last().copied();
                let span = last.map_or(start, |last| self.span_of(last));
                self.fault_after(Problem::MissingBlock("catch".into()), span);
                self.error_node(span)
            }
        };
        let span = start.to(self.span_of(body));
        Some(self.add(Kind::Catch { types, body }, span))
    }

    fn catch_types(&mut self) {
        self.skip_newlines();
        let mut comma: Option<Token> = None;
        loop {
            let Some(constraint) = self.attribute() else {
                if let Some(comma) = comma {
                    let span = self.span(comma);
                    self.fault_after(Problem::MissingTypeName, span);
                }
                return;
            };
            if matches!(self.kind(constraint), Kind::Attribute { .. }) {
                self.fault(Problem::AttributeForType, self.span_of(constraint));
            }
            self.push(constraint);
            self.skip_newlines();
            let Some(token) = self.takes(TokenKind::Comma) else { return };
            comma = Some(token);
            self.skip_newlines();
        }
    }

    pub(super) fn trap(&mut self, token: Token) -> NodeId {
        let start = self.span(token);
        self.skip_newlines();
        let constraint = self.attribute();
        if let Some(constraint) = constraint
            && matches!(self.kind(constraint), Kind::Attribute { .. })
        {
            self.fault(Problem::AttributeForType, self.span_of(constraint));
        }
        let before = constraint.map_or(start, |constraint| self.span_of(constraint));
        let body = match self.statement_block() {
            Some(body) => body,
            None => {
                self.fault_after(Problem::MissingBlock("trap".into()), before);
                self.error_node(before)
            }
        };
        let span = start.to(self.span_of(body));
        self.add(Kind::Trap { constraint, body }, span)
    }
}
