//! `data { }`

use super::commands::Place;
use super::*;

impl Parser<'_, '_> {
    pub(super) fn data_section(&mut self, token: Token) -> NodeId {
        let start = self.span(token);
        self.skip_newlines();
        let name = self.simple_name();
        self.skip_newlines();
        let list = self.list();
        let mut end = name.map_or(start, |name| self.span(name));
        self.supported_commands(&mut end);
        let commands = self.finish(list);
        let body = match self.statement_block() {
            Some(body) => body,
            None => {
                self.fault_after(Problem::MissingBlock("data".into()), end);
                self.error_node(end)
            }
        };
        let span = start.to(self.span_of(body));
        let name = name.map(|name| self.span(name));
        self.add(Kind::Data { name, commands, body }, span)
    }

    fn supported_commands(&mut self, end: &mut Span) {
        while let TokenKind::Parameter { .. } = self.peek_kind() {
            let parameter = self.next();
            *end = self.span(parameter);
            let name = self.flag_name(parameter).to_ascii_lowercase();
            if name.is_empty() || !"supportedcommand".starts_with(&name) {
                self.fault_at(Problem::DataFlag(self.text(parameter).into()), parameter);
            }
            loop {
                self.skip_newlines();
                let token = self.next();
                let Some(command) = self.argument(Place::Argument, token) else {
                    self.fault_after(Problem::MissingArgument, *end);
                    break;
                };
                *end = self.span_of(command);
                self.push(command);
                if self.takes(TokenKind::Comma).is_none() {
                    break;
                }
            }
            self.skip_newlines();
        }
    }
}
