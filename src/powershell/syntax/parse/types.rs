//! The names of types: `int`, `int[]`, `List[int]`, `Name, Assembly`.

use super::*;

impl Parser<'_, '_> {
    /// The name of a type, with its arguments and ranks. Outside of arguments an assembly may stand behind it.
    pub(super) fn type_name(&mut self, assembly: bool) -> Option<Span> {
        let mode = self.set_mode(Mode::TypeName);
        let name = self.takes(TokenKind::Word).map(|token| self.rest_of_type(token, assembly));
        self.set_mode(mode);
        name
    }

    fn rest_of_type(&mut self, name: Token, assembly: bool) -> Span {
        let start = self.span(name);
        let mut end = start;
        let mut generic = false;
        loop {
            let token = self.peek();
            match token.kind {
                TokenKind::LeftBracket => {
                    self.skip();
                    match self.type_brackets(token, generic) {
                        Some(close) => end = close,
                        None => return start.to(end),
                    }
                    generic = true;
                }
                TokenKind::Comma if assembly => {
                    self.skip();
                    end = self.assembly_name(token);
                    return start.to(end);
                }
                _ => return start.to(end),
            }
        }
    }

    /// Behind a `[`: ranks, or arguments unless there were some.
    fn type_brackets(&mut self, open: Token, generic: bool) -> Option<Span> {
        self.enter(self.span(open));
        self.skip_newlines();
        let token = self.next();
        let close = match token.kind {
            TokenKind::RightBracket => Some(self.span(token)),
            TokenKind::Comma => self.ranks(open, token),
            TokenKind::LeftBracket | TokenKind::Word if !generic => self.type_arguments(open, token),
            TokenKind::End => {
                self.unget(token);
                self.fault_after(Problem::MissingTypeName, self.span(open));
                None
            }
            _ => {
                self.unexpected(token);
                self.unget(token);
                None
            }
        };
        self.leave();
        close
    }

    fn ranks(&mut self, open: Token, mut last: Token) -> Option<Span> {
        loop {
            let token = self.next();
            match token.kind {
                TokenKind::Comma => last = token,
                TokenKind::RightBracket => return Some(self.span(token)),
                _ => {
                    self.unget(token);
                    self.fault_after(Problem::UnclosedBracket(self.span(open)), self.span(last));
                    return None;
                }
            }
        }
    }

    pub(super) fn type_arguments(&mut self, open: Token, mut token: Token) -> Option<Span> {
        let mut last = self.type_argument(token);
        loop {
            self.skip_newlines();
            let Some(comma) = self.takes(TokenKind::Comma) else { break };
            self.skip_newlines();
            token = self.peek();
            if !matches!(token.kind, TokenKind::Word | TokenKind::LeftBracket) {
                last = self.span(comma);
                self.fault_after(Problem::MissingTypeName, last);
                continue;
            }
            self.skip();
            last = self.type_argument(token);
        }
        let close = self.takes(TokenKind::RightBracket);
        if close.is_none() {
            self.fault_after(Problem::UnclosedBracket(self.span(open)), last);
        }
        close.map(|close| self.span(close))
    }

    /// `int`, or `[Name, Assembly]`.
    fn type_argument(&mut self, token: Token) -> Span {
        if token.kind == TokenKind::Word {
            return self.rest_of_type(token, false);
        }
        let open = self.span(token);
        self.enter(open);
        let span = match self.takes(TokenKind::Word) {
            Some(name) => self.rest_of_type(name, true),
            None => {
                self.fault_after(Problem::MissingTypeName, open);
                open
            }
        };
        let close = self.takes(TokenKind::RightBracket);
        if close.is_none() {
            self.fault_after(Problem::UnclosedBracket(open), span);
        }
        self.leave();
        close.map_or(span, |close| self.span(close))
    }

    /// `Name`, or `Name, Version=1.0, Culture=neutral`.
    fn assembly_name(&mut self, comma: Token) -> Span {
        self.ungot = None;
        let start = self.scan.at;
        let name = self.scan.assembly_part();
        if name.is_empty() && !self.scan.follows(',') {
            self.fault_after(Problem::MissingAssembly, self.span(comma));
        }
        let mut end = name.end;
        while self.scan.passes_behind_blanks(',') {
            end = self.scan.assembly_part().end;
            if self.scan.passes_behind_blanks('=') {
                end = self.scan.assembly_part().end;
            }
        }
        self.scan.source.span(start, end)
    }
}
