//! `#Requires`: a comment that is read as a command.

use super::Checker;
use super::attributes::Where;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::output::Output;
use crate::powershell::syntax::parse::Parser;
use crate::powershell::syntax::scan::Source;
use crate::powershell::syntax::tree::{Kind, NodeId, Span};

/// What may be required; any beginning of a name will do.
const REQUIREMENTS: [&str; 7] =
    ["RunAsAdministrator", "ShellId", "PSSnapin", "PSEdition", "Version", "Assembly", "Modules"];

/// What was required before, which a second one may not change.
#[derive(Default)]
struct Before {
    version: Option<Vec<u32>>,
    shell: bool,
    snapin: bool,
    edition: bool,
}

type Wrong = (Problem, Span);

impl Checker<'_> {
    pub(super) fn requires(&mut self, requirements: &[Span]) {
        let mut before = Before::default();
        for &requirement in requirements {
            if let Err((problem, span)) = self.requirement(requirement, &mut before) {
                self.fault(problem, span);
            }
        }
    }

    fn requirement(&self, comment: Span, before: &mut Before) -> Result<(), Wrong> {
        let span = Span::new(comment.start + 1, comment.end);
        let mut out = Output::default();
        let source = Source { text: self.text_at(span), file: self.text, base: span.start, offsets: None };
        let command = Parser::new(source, &mut out).requirement();
        if let Some(fault) = out.faults.pop() {
            return Err((fault.problem, fault.span));
        }
        let elements = match command.map(|command| out.tree.kind(command)) {
            Some(Kind::Command { elements, .. }) => out.tree.list(*elements).to_vec(),
            _ => Vec::new(),
        };
        let Some((&name, elements)) = elements.split_first() else { return Ok(()) };
        let requirement = Checker::new(self.text, &out.tree);
        let is_requires = match requirement.tree.kind(name) {
            Kind::Text { value, .. } => requirement.value(value).eq_ignore_ascii_case("requires"),
            _ => false,
        };
        if !is_requires || requirement.ends_open(out.tree.span(name)) {
            return Err((Problem::RequiresForm, out.tree.span(name)));
        }
        requirement.elements(elements, before)
    }

    fn elements(&self, elements: &[NodeId], before: &mut Before) -> Result<(), Wrong> {
        let mut elements = elements.iter().copied();
        while let Some(element) = elements.next() {
            let span = self.tree.span(element);
            let Kind::CommandParameter { name, argument } = *self.tree.kind(element) else {
                return Err((Problem::RequiresForm, span));
            };
            let argument = argument.or_else(|| elements.next());
            self.parameter(self.text_at(name), span, argument, before)?;
        }
        Ok(())
    }

    fn parameter(
        &self,
        name: &str,
        span: Span,
        value: Option<NodeId>,
        before: &mut Before,
    ) -> Result<(), Wrong> {
        let is = |full: &&str| full.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let full = REQUIREMENTS.into_iter().filter(|_| !name.is_empty()).find(|full| is(full));
        let Some(value) = value else {
            let alone = full == Some("RunAsAdministrator");
            return if alone {
                Ok(())
            } else {
                Err((Problem::ParameterWithoutArgument(format!("-{name}").into()), span))
            };
        };
        let place = self.tree.span(value);
        if full == Some("RunAsAdministrator") {
            return Err((Problem::RequiresNoValue, place));
        }
        if !self.is_constant(value, Where::Requires) {
            return Err((Problem::RequiresConstant, place));
        }
        match full {
            Some("Version") => self.version(value, &mut before.version),
            Some("PSEdition") => self.once(&mut before.edition, span).and_then(|()| self.edition(value)),
            Some("ShellId") => self.once(&mut before.shell, span).and_then(|()| self.only_text(value)),
            Some("PSSnapin") => self.once(&mut before.snapin, span).and_then(|()| self.snapin(value)),
            Some("Assembly") => self.items(value).into_iter().try_for_each(|item| self.only_text(item)),
            Some("Modules") => self.items(value).into_iter().try_for_each(|item| self.module(item)),
            _ => Err((Problem::RequiresForm, span)),
        }
    }

    fn once(&self, seen: &mut bool, span: Span) -> Result<(), Wrong> {
        if std::mem::replace(seen, true) { Err((Problem::RequiresTwice, span)) } else { Ok(()) }
    }

    fn items(&self, value: NodeId) -> Vec<NodeId> {
        match *self.tree.kind(value) {
            Kind::ArrayLiteral { elements } => self.tree.list(elements).to_vec(),
            _ => vec![value],
        }
    }

    fn only_text(&self, value: NodeId) -> Result<(), Wrong> {
        let is_text = matches!(self.tree.kind(value), Kind::Text { .. });
        if is_text { Ok(()) } else { Err((Problem::RequiresText, self.tree.span(value))) }
    }

    fn snapin(&self, value: NodeId) -> Result<(), Wrong> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        match self.tree.kind(value) {
            Kind::Text { value, .. } if self.value(value).chars().all(is_name) => Ok(()),
            _ => Err((Problem::RequiresText, self.tree.span(value))),
        }
    }

    fn version(&self, value: NodeId, before: &mut Option<Vec<u32>>) -> Result<(), Wrong> {
        let span = self.tree.span(value);
        let written = match self.tree.kind(value) {
            Kind::Text { value, .. } => self.value(value),
            _ => self.text_at(span),
        };
        let version = version(written, 1).filter(|_| !self.ends_open(span));
        let version = version.ok_or((Problem::RequiresVersion, span))?;
        match before.replace(version) {
            Some(other) if Some(&other) != before.as_ref() => Err((Problem::RequiresTwice, span)),
            _ => Ok(()),
        }
    }

    /// A backtick stands at the very end.
    fn ends_open(&self, span: Span) -> bool {
        self.text_at(span).ends_with('`')
    }

    fn edition(&self, value: NodeId) -> Result<(), Wrong> {
        let mut seen: Vec<&str> = Vec::new();
        for item in self.items(value) {
            self.only_text(item)?;
            let Kind::Text { value, .. } = self.tree.kind(item) else { continue };
            let name = self.value(value);
            let is_one = ["Core", "Desktop"].iter().any(|edition| edition.eq_ignore_ascii_case(name));
            if !is_one
                || self.ends_open(self.tree.span(item))
                || seen.iter().any(|other| other.eq_ignore_ascii_case(name))
            {
                return Err((Problem::RequiresEdition, self.tree.span(item)));
            }
            seen.push(name);
        }
        Ok(())
    }

    fn module(&self, item: NodeId) -> Result<(), Wrong> {
        let sound = match *self.tree.kind(item) {
            Kind::Hashtable { entries } => self.is_module(self.tree.list(entries)),
            Kind::Text { ref value, .. } => !self.value(value).is_empty(),
            _ => true,
        };
        if sound { Ok(()) } else { Err((Problem::RequiresModule, self.tree.span(item))) }
    }

    /// `ModuleName` with one version, or a least and a greatest one, and perhaps a GUID.
    fn is_module(&self, entries: &[NodeId]) -> bool {
        let text = |id: NodeId| match self.tree.kind(id) {
            Kind::Text { value, .. } => Some(self.value(value).to_owned()),
            _ => None,
        };
        let (mut name, mut versions, mut exact) = (false, 0, false);
        for entry in entries.chunks_exact(2) {
            let value = self.pure(entry[1]).and_then(text).unwrap_or_default();
            let Some(key) = text(entry[0]) else { return false };
            let sound = match key.to_lowercase().as_str() {
                "modulename" => {
                    name = true;
                    !value.is_empty()
                }
                "guid" => uuid_like(&value),
                "maximumversion" => {
                    versions += 1;
                    greatest(&value).is_some()
                }
                "moduleversion" | "requiredversion" => {
                    versions += 1;
                    exact |= key.eq_ignore_ascii_case("requiredversion");
                    version(&value, 2).is_some()
                }
                _ => false,
            };
            if !sound {
                return false;
            }
        }
        name && versions > 0 && (!exact || versions == 1)
    }
}

/// The numbers of a version, from `least` to four, filled up with noughts to two.
fn version(text: &str, least: usize) -> Option<Vec<u32>> {
    let part = |part: &str| {
        let part = part.trim();
        let digits = part.strip_prefix('+').unwrap_or(part);
        let number = digits.parse::<u32>().ok().filter(|_| !digits.starts_with('+'));
        number.filter(|&part| i32::try_from(part).is_ok())
    };
    let mut parts: Vec<u32> = text.split('.').map(part).collect::<Option<_>>()?;
    if !(least..=4).contains(&parts.len()) {
        return None;
    }
    if parts.len() == 1 {
        parts.push(0);
    }
    Some(parts)
}

/// A version, or one that ends in `*`.
fn greatest(text: &str) -> Option<Vec<u32>> {
    match text.strip_suffix('*') {
        Some(start) => version(&format!("{start}0"), 1),
        None => version(text, 2),
    }
}

fn uuid_like(text: &str) -> bool {
    let text = text.trim_matches(['{', '}', '(', ')']);
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
