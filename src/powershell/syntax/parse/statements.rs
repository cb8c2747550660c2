//! Which statement it is.

use super::*;

impl Parser<'_, '_> {
    /// A statement, if one begins here.
    pub(super) fn statement(&mut self) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Command);
        let statement = self.any_statement();
        self.set_mode(mode);
        statement
    }

    fn any_statement(&mut self) -> Option<NodeId> {
        let token = self.next();
        if matches!(token.kind, TokenKind::Generic { .. }) && self.text(token).starts_with('[') {
            return self.attributed_statement(token);
        }
        match token.kind {
            TokenKind::Keyword(keyword) => self.keyword_statement(token, keyword, None),
            TokenKind::Label => self.labeled_statement(token),
            TokenKind::End => {
                self.unget(token);
                None
            }
            _ => {
                self.unget(token);
                self.pipeline_chain()
            }
        }
    }

    /// Attributes before a class, or a value that begins with a bracket.
    fn attributed_statement(&mut self, token: Token) -> Option<NodeId> {
        if self.scan.out.in_vain.contains(&self.span(token).start) {
            self.back_to(token);
        } else {
            let mark = self.scan.out.tree.mark();
            let newer = self.scan.out.newer.len();
            self.back_to(token);
            let list = self.list();
            self.attribute_list(false);
            let next = self.next();
            if let TokenKind::Keyword(keyword @ (Keyword::Class | Keyword::Enum)) = next.kind
                && self.list() > list
            {
                self.check_no_types(list);
                let attributes = self.finish(list);
                return self.keyword_statement(next, keyword, Some(attributes));
            }
            self.type_before(list, next);
            self.scan.out.scratch.truncate(list);
            self.scan.out.tree.back_to(mark);
            self.scan.out.newer.truncate(newer);
            let place = self.span(token).start;
            self.scan.out.in_vain.insert(place);
            self.back_to(token);
        }
        self.pipeline_chain()
    }

    /// A type before a word that begins or continues a statement.
    fn type_before(&mut self, list: usize, next: Token) {
        use Keyword::*;
        let text = self.text(next);
        let is_word = match next.kind {
            TokenKind::Keyword(keyword) => matches!(
                keyword,
                Param
                    | Begin
                    | Process
                    | End
                    | Clean
                    | DynamicParam
                    | In
                    | Until
                    | Catch
                    | Finally
                    | Else
                    | ElseIf
                    | Hidden
                    | Static
                    | Base
                    | Module
                    | Namespace
                    | Command
                    | Assembly
                    | Public
                    | Private
                    | Type
                    | Interface
            ),
            TokenKind::Word => text.eq_ignore_ascii_case("default"),
            _ => false,
        };
        if is_word {
            self.check_no_types(list);
        }
    }

    fn check_no_types(&mut self, list: usize) {
        for at in list..self.list() {
            let id = self.scan.out.scratch[at];
            if matches!(self.kind(id), Kind::TypeConstraint { .. }) {
                self.fault(Problem::TypeBeforeStatement, self.span_of(id));
            }
        }
    }

    fn keyword_statement(
        &mut self,
        token: Token,
        keyword: Keyword,
        attributes: Option<Nodes>,
    ) -> Option<NodeId> {
        let attributes = attributes.unwrap_or_default();
        match keyword {
            Keyword::If => self.if_statement(token),
            Keyword::Switch => self.switch(token, None),
            Keyword::ForEach => self.for_each(token, None),
            Keyword::For => self.for_loop(token, None),
            Keyword::While => self.while_loop(token, None),
            Keyword::Do => self.do_loop(token, None),
            Keyword::Function | Keyword::Filter | Keyword::Workflow => self.function(token, keyword),
            Keyword::Return | Keyword::Exit | Keyword::Throw => Some(self.leave_with_value(token, keyword)),
            Keyword::Break | Keyword::Continue => Some(self.leave_loop(token, keyword)),
            Keyword::Try => Some(self.try_statement(token)),
            Keyword::Trap => Some(self.trap(token)),
            Keyword::Data => Some(self.data_section(token)),
            Keyword::Using => Some(self.using_too_late(token)),
            Keyword::Class | Keyword::Interface => self.class(token, keyword, attributes),
            Keyword::Enum => self.enumeration(token, attributes),
            Keyword::From | Keyword::Define | Keyword::Var => Some(self.reserved(token)),
            Keyword::Parallel | Keyword::Sequence => self.workflow_block(token),
            Keyword::Configuration => Some(self.configuration(token)),
            _ => {
                self.unget(token);
                self.pipeline_chain()
            }
        }
    }

    fn labeled_statement(&mut self, label: Token) -> Option<NodeId> {
        self.skip_newlines();
        let token = self.next();
        let name = Some(label);
        match token.kind {
            TokenKind::Keyword(Keyword::Switch) => self.switch(token, name),
            TokenKind::Keyword(Keyword::ForEach) => self.for_each(token, name),
            TokenKind::Keyword(Keyword::For) => self.for_loop(token, name),
            TokenKind::Keyword(Keyword::While) => self.while_loop(token, name),
            TokenKind::Keyword(Keyword::Do) => self.do_loop(token, name),
            _ => {
                self.back_to(label);
                self.pipeline_chain()
            }
        }
    }

    /// The name of a label, without its colon.
    pub(super) fn label_name(&self, label: Option<Token>) -> Option<Span> {
        label.map(|label| Span::new(self.span(label).start + 1, self.span(label).end))
    }

    /// A statement begins at its label.
    pub(super) fn behind_label(&self, label: Option<Token>, token: Token) -> Span {
        self.span(label.unwrap_or(token)).to(self.span(token))
    }

    /// `from`, `define` and `var` mean nothing yet.
    fn reserved(&mut self, token: Token) -> NodeId {
        self.fault_at(Problem::ReservedWord(self.text(token).into()), token);
        self.error_node(self.span(token))
    }

    /// `parallel` and `sequence` belong to workflows.
    fn workflow_block(&mut self, token: Token) -> Option<NodeId> {
        match self.statement_block() {
            Some(block) => {
                self.fault_at(Problem::OnlyInWorkflow(self.text(token).into()), token);
                Some(block)
            }
            None => {
                let span = self.span(token);
                self.fault_after(Problem::MissingBlock(self.text(token).into()), span);
                Some(self.error_node(span))
            }
        }
    }

    /// Desired State Configuration is not there in PowerShell 7 as it is.
    fn configuration(&mut self, token: Token) -> NodeId {
        let span = self.span(token);
        self.fault(Problem::Configuration, span);
        self.error_node(span)
    }
}
