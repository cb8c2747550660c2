//! `switch`.

use super::commands::Place;
use super::*;
use crate::powershell::syntax::tree::SwitchFlags;

/// What stands between the braces of a `switch`.
struct Clauses {
    default: Option<NodeId>,
    end: Span,
}

impl Parser<'_, '_> {
    pub(super) fn switch(&mut self, token: Token, label: Option<Token>) -> Option<NodeId> {
        let start = self.behind_label(label, token);
        let list = self.list();
        self.skip_newlines();
        let mut flags = SwitchFlags::default();
        let file = self.switch_flags(&mut flags);
        let condition = match self.switch_condition(token, file) {
            Ok(condition) => condition,
            Err(()) => return Some(self.unreadable(list, start)),
        };
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftBrace) else {
            let before = condition.map_or(start, |condition| self.span_of(condition));
            self.fault_after(Problem::SwitchWithoutBrace(start), before);
            return Some(self.unreadable(list, start));
        };
        self.enter(self.span(open));
        let inner = self.switch_clauses(open);
        self.leave();
        let clauses = self.finish(list);
        let label = self.label_name(label);
        let Clauses { default, end } = inner;
        Some(self.add(Kind::Switch { label, flags, condition, clauses, default }, start.to(end)))
    }

    /// The flags, and the file behind `-File`.
    fn switch_flags(&mut self, flags: &mut SwitchFlags) -> Option<NodeId> {
        let mut file = None;
        while let TokenKind::Parameter { .. } = self.peek_kind() {
            let token = self.next();
            let name = self.flag_name(token).to_ascii_lowercase();
            let is = |whole: &str| !name.is_empty() && whole.starts_with(&name);
            if is("regex") {
                flags.regex = true;
                flags.wildcard = false;
            } else if is("wildcard") {
                flags.wildcard = true;
                flags.regex = false;
            } else if is("exact") {
                flags.exact = true;
            } else if is("casesensitive") {
                flags.case_sensitive = true;
            } else if is("parallel") {
                self.fault_at(Problem::ReservedFlag(self.text(token).into()), token);
            } else if is("file") {
                flags.file = true;
                file = self.switch_file(token);
            } else {
                self.fault_at(Problem::SwitchFlag(self.text(token).into()), token);
            }
        }
        file
    }

    /// The file behind `-File`, as a pipeline.
    fn switch_file(&mut self, flag: Token) -> Option<NodeId> {
        self.skip_newlines();
        let token = self.next();
        let Some(expression) = self.argument(Place::Argument, token) else {
            self.fault_after(Problem::SwitchWithoutFile, self.span(flag));
            return None;
        };
        let span = self.span_of(expression);
        let redirections = Nodes::default();
        let element = self.add(Kind::CommandExpression { expression, redirections }, span);
        let elements = self.scan.out.tree.add_list(&[element]);
        Some(self.add(Kind::Pipeline { elements, background: false }, span))
    }

    fn switch_condition(&mut self, keyword: Token, file: Option<NodeId>) -> Result<Option<NodeId>, ()> {
        let token = self.peek();
        if token.kind != TokenKind::LeftParen {
            if file.is_none() {
                let span = self.span(keyword);
                self.fault_after(Problem::SwitchWithoutCondition, span);
                return Err(());
            }
            return Ok(file);
        }
        self.skip();
        if file.is_some() {
            self.fault_at(Problem::SwitchWithBoth, token);
        }
        let missing = |_| Problem::SwitchWithoutCondition;
        self.condition(token, keyword, missing).map(Some).ok_or(())
    }

    fn switch_clauses(&mut self, open: Token) -> Clauses {
        let mut default = None;
        self.skip_newlines();
        loop {
            let token = self.next();
            let Some((body, is_default)) = self.switch_clause(token, open) else {
                let end = self.takes(TokenKind::RightBrace).unwrap_or(token);
                return Clauses { default, end: self.span(end) };
            };
            if is_default {
                if default.is_some() {
                    self.fault_at(Problem::TwoDefaults, token);
                }
                default = Some(body);
            }
            self.skip_separators();
            let token = self.peek();
            match token.kind {
                TokenKind::RightBrace => {
                    self.skip();
                    return Clauses { default, end: self.span(token) };
                }
                TokenKind::End => {
                    self.fault_at(Problem::UnclosedBrace, open);
                    return Clauses { default, end: self.span(token) };
                }
                _ => {}
            }
        }
    }

    /// Condition and block, pushed unless it is the default.
    fn switch_clause(&mut self, token: Token, open: Token) -> Option<(NodeId, bool)> {
        let is_default =
            matches!(token.kind, TokenKind::Word) && self.text(token).eq_ignore_ascii_case("default");
        let list = self.list();
        let Some(condition) = self.argument(Place::SwitchCondition, token) else {
            let span = self.span(open);
            let _ = span;
            let at = self.peek();
            let at = self.span(at);
            self.fault(Problem::SwitchWithoutClause, Span::new(at.start, at.start));
            return None;
        };
        let span = self.span_of(condition);
        self.push(condition);
        let Some(body) = self.statement_block() else {
            self.fault_after(Problem::ClauseWithoutBlock, span);
            return None;
        };
        self.push(body);
        if is_default {
            self.scan.out.scratch.truncate(list);
        }
        Some((body, is_default))
    }
}
