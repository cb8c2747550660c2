//! Commands and their arguments.

use super::*;
use crate::powershell::syntax::tree::Invocation;
use crate::powershell::syntax::values;

/// Where an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The name of a command.
    Name,
    /// The name of a command behind `&` or `.`.
    NameBehindSign,
    /// An argument.
    Argument,
    /// The condition of a clause of `switch`.
    SwitchCondition,
}

/// What a command has so far.
struct Begun {
    invocation: Invocation,
    place: Place,
    start: Span,
    end: Span,
    /// `--` stood there: no parameters follow.
    only_arguments: bool,
    redirections: Vec<NodeId>,
}

impl Parser<'_, '_> {
    /// A command with its arguments.
    pub(super) fn command(&mut self) -> Option<NodeId> {
        self.set_mode(Mode::Command);
        let list = self.list();
        let first = self.peek();
        let invocation = match first.kind {
            TokenKind::Dot => Invocation::Source,
            TokenKind::Ampersand => Invocation::Call,
            _ => Invocation::None,
        };
        let mut place = Place::Name;
        if invocation != Invocation::None {
            self.skip();
            place = Place::NameBehindSign;
        }
        let start = self.span(first);
        let (only_arguments, redirections) = (false, Vec::new());
        let mut begun = Begun { invocation, place, start, end: start, only_arguments, redirections };
        while self.command_element(&mut begun) {}
        if self.listed(list).is_empty() {
            return self.empty_command(first, &begun);
        }
        let elements = self.finish(list);
        for &redirection in &begun.redirections {
            self.push(redirection);
        }
        let redirections = self.finish_redirections(list);
        let span = begun.start.to(begun.end);
        Some(self.add(Kind::Command { invocation, elements, redirections }, span))
    }

    fn empty_command(&mut self, first: Token, begun: &Begun) -> Option<NodeId> {
        if begun.invocation == Invocation::None {
            return None;
        }
        self.fault_after(Problem::NothingBehind(self.text(first).into()), begun.start);
        Some(self.error_node(begun.start))
    }

    /// Pushes one element; `false` at the end.
    fn command_element(&mut self, begun: &mut Begun) -> bool {
        let token = self.peek();
        match token.kind {
            TokenKind::End
            | TokenKind::RightParen
            | TokenKind::RightBrace
            | TokenKind::Semicolon
            | TokenKind::NewLine
            | TokenKind::Pipe
            | TokenKind::AndAnd
            | TokenKind::OrOr
            | TokenKind::Ampersand => return false,
            TokenKind::Redirect { .. } | TokenKind::Merge { .. } | TokenKind::RedirectIn
                if begun.place == Place::Argument =>
            {
                return self.command_redirection(begun);
            }
            TokenKind::Comma => {
                self.skip();
                begun.end = self.span(token);
                self.fault_at(Problem::MissingArgument, token);
                self.skip_newlines();
            }
            TokenKind::Parameter { colon } if begun.place == Place::Argument && !begun.only_arguments => {
                self.skip();
                self.parameter(token, colon, begun);
            }
            TokenKind::Operator(crate::powershell::syntax::tree::Operator::Decrement, _)
                if begun.place != Place::Name && begun.only_arguments =>
            {
                self.skip();
                let word = self.bare(token);
                begun.end = self.span(token);
                self.push(word);
            }
            TokenKind::Operator(crate::powershell::syntax::tree::Operator::Decrement, _)
                if begun.place != Place::Name =>
            {
                self.skip();
                begun.only_arguments = true;
                let span = self.span(token);
                let dash = self.text(token).chars().next().map_or(0, char::len_utf8) as u32;
                let name = Span::new(span.start + dash, span.end);
                self.push_element(begun, Kind::CommandParameter { name, argument: None }, span);
            }
            // Plain, it is no more than the name of a command; with a quote or a backtick in it, it is both.
            TokenKind::StopParsing if begun.place != Place::Name || self.text(token) != "--%" => {
                self.skip();
                let word = self.bare(token);
                self.push(word);
                self.verbatim(begun);
            }
            TokenKind::Parameter { .. } => {
                self.skip();
                let word = self.bare(token);
                begun.end = self.span(token);
                self.push(word);
            }
            _ => {
                self.skip();
                return self.command_argument(token, begun);
            }
        }
        begun.place = Place::Argument;
        true
    }

    fn push_element(&mut self, begun: &mut Begun, kind: Kind, span: Span) {
        begun.end = span;
        let id = self.add(kind, span);
        self.push(id);
    }

    fn command_redirection(&mut self, begun: &mut Begun) -> bool {
        let list = self.list();
        for &redirection in &begun.redirections {
            self.scan.out.scratch.push(redirection);
        }
        let mut end = begun.end;
        self.redirection(list, &mut end);
        begun.end = end;
        begun.redirections = self.scan.out.scratch.split_off(list);
        true
    }

    fn parameter(&mut self, token: Token, colon: bool, begun: &mut Begun) {
        let span = self.span(token);
        let dash = self.text(token).chars().next().map_or(0, char::len_utf8) as u32;
        let name = Span::new(span.start + dash, span.end - u32::from(colon));
        let mut whole = span;
        let mut argument = None;
        if colon {
            let next = self.next();
            if next.kind == TokenKind::Comma {
                self.fault_at(Problem::MissingArgument, next);
            } else {
                argument = self.arguments(Place::Argument, next);
                if argument.is_none() {
                    self.fault_after(Problem::ParameterWithoutArgument(self.text(token).into()), span);
                }
            }
            whole = argument.map_or(span, |argument| span.to(self.span_of(argument)));
        }
        self.push_element(begun, Kind::CommandParameter { name, argument }, whole);
    }

    fn command_argument(&mut self, token: Token, begun: &mut Begun) -> bool {
        let place = begun.place;
        let Some(argument) = self.arguments(place, token) else {
            // What begins no argument ends the command, and its pipeline says so.
            return false;
        };
        begun.end = self.span_of(argument);
        self.push(argument);
        let named = place == Place::NameBehindSign && token.kind == TokenKind::Text;
        if named && values::bare(self.text(token)) == "--%" {
            self.verbatim(begun);
        }
        begun.place = Place::Argument;
        true
    }

    /// What stands behind `--%`.
    fn verbatim(&mut self, begun: &mut Begun) {
        let token = self.scan.verbatim();
        let span = self.span(token);
        self.push_element(begun, Kind::Text { quotes: Quotes::None, value: Value::Written(span) }, span);
    }

    /// An argument, or several with commas between them.
    fn arguments(&mut self, place: Place, token: Token) -> Option<NodeId> {
        let first = self.argument(place, token)?;
        if place != Place::Argument {
            return Some(first);
        }
        let mut comma = self.peek();
        if comma.kind != TokenKind::Comma || token.kind == TokenKind::StopParsing {
            return Some(first);
        }
        let list = self.list();
        self.push(first);
        let mut end = self.span_of(first);
        while comma.kind == TokenKind::Comma {
            self.skip();
            self.skip_newlines();
            let token = self.next();
            let Some(next) = self.argument(place, token) else {
                end = self.span(comma);
                self.fault_after(Problem::NothingBehind(",".into()), end);
                break;
            };
            end = self.span_of(next);
            self.push(next);
            if token.kind == TokenKind::StopParsing {
                break;
            }
            comma = self.peek();
        }
        self.check_splats(list);
        let span = self.span_of(first).to(end);
        let elements = self.finish(list);
        Some(self.add(Kind::ArrayLiteral { elements }, span))
    }

    /// A splatted variable stands alone.
    fn check_splats(&mut self, list: usize) {
        for at in list..self.list() {
            let id = self.scan.out.scratch[at];
            if matches!(self.kind(id), Kind::Variable { splatted: true, .. }) {
                self.fault(Problem::SplatInList, self.span_of(id));
            }
        }
    }

    /// One argument. What begins none is left where it is.
    pub(super) fn argument(&mut self, place: Place, token: Token) -> Option<NodeId> {
        match token.kind {
            TokenKind::Operator(crate::powershell::syntax::tree::Operator::Decrement, _) => {
                self.unget(token);
                None
            }
            TokenKind::Redirect { .. } | TokenKind::Merge { .. } | TokenKind::RedirectIn
                if matches!(place, Place::Name | Place::NameBehindSign) =>
            {
                Some(self.bare(token))
            }
            TokenKind::Generic { expandable: true } if place != Place::Name => {
                Some(self.expandable_word(token))
            }
            kind if is_word(kind) => Some(self.bare(token)),
            _ => {
                self.unget(token);
                self.primary(true)
            }
        }
    }
}

/// Is nothing but a word as an argument.
pub(super) fn is_word(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Word
            | TokenKind::Generic { .. }
            | TokenKind::StopParsing
            | TokenKind::Label
            | TokenKind::Parameter { .. }
            | TokenKind::Dot
            | TokenKind::QuestionDot
            | TokenKind::DoubleColon
            | TokenKind::Colon
            | TokenKind::Question
            | TokenKind::LeftBracket
            | TokenKind::RightBracket
            | TokenKind::Operator(..)
            | TokenKind::Assign(_)
            | TokenKind::Keyword(_)
            | TokenKind::Unknown
    )
}
