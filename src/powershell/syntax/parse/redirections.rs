//! Redirections.

use super::commands::Place;
use super::*;
use crate::powershell::syntax::tree::Operator;

impl Parser<'_, '_> {
    /// Pushes a redirection, if one stands here.
    pub(super) fn redirection(&mut self, list: usize, end: &mut Span) -> bool {
        let token = self.peek();
        let stream = match token.kind {
            TokenKind::Redirect { stream, .. } | TokenKind::Merge { from: stream, .. } => stream,
            TokenKind::RedirectIn => 0,
            _ => return false,
        };
        self.skip();
        let Some(redirection) = self.redirection_from(token) else {
            *end = self.span(token);
            return true;
        };
        *end = self.span_of(redirection);
        let streams = self.listed(list).iter().map(|&id| self.stream(id));
        if streams.into_iter().any(|other| other == stream) {
            self.fault(Problem::RedirectedTwice, self.span_of(redirection));
        }
        self.push(redirection);
        true
    }

    fn stream(&self, id: NodeId) -> u8 {
        match *self.kind(id) {
            Kind::FileRedirection { stream, .. } | Kind::MergingRedirection { from: stream, .. } => stream,
            _ => u8::MAX,
        }
    }

    fn redirection_from(&mut self, token: Token) -> Option<NodeId> {
        let span = self.span(token);
        if let TokenKind::Merge { from, to } = token.kind {
            if to != 1 || from == 1 {
                self.fault(Problem::RedirectionForm(self.text(token).into()), span);
            }
            return Some(self.add(Kind::MergingRedirection { from, to }, span));
        }
        let next = self.next();
        let target = match next.kind {
            TokenKind::Operator(Operator::Decrement, _) => None,
            _ => self.argument(Place::Argument, next),
        };
        let Some(target) = target else {
            self.fault_after(Problem::RedirectionWithoutFile(self.text(token).into()), span);
            return None;
        };
        let whole = span.to(self.span_of(target));
        let TokenKind::Redirect { stream, append } = token.kind else {
            self.fault(Problem::RedirectionIn, span);
            return None;
        };
        Some(self.add(Kind::FileRedirection { stream, append, target }, whole))
    }

    /// Redirections in the order of their streams, as PowerShell keeps them.
    pub(super) fn finish_redirections(&mut self, list: usize) -> Nodes {
        let tree = &self.scan.out.tree;
        let stream = |&id: &NodeId| match *tree.kind(id) {
            Kind::FileRedirection { stream, .. } | Kind::MergingRedirection { from: stream, .. } => stream,
            _ => u8::MAX,
        };
        self.scan.out.scratch[list..].sort_by_key(stream);
        self.finish(list)
    }
}
