//! Where in a class an attribute may stand. Only attributes that PowerShell and .NET themselves bring are known; any
//! other may stand anywhere.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{FunctionForm, Kind, NodeId, TypeForm};

/// A part of a class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Class,
    Enum,
    Property,
    Method,
    Parameter,
}

/// Attributes of properties.
const OF_PROPERTIES: [&str; 23] = [
    "AllowEmptyCollection",
    "AllowEmptyString",
    "AllowNull",
    "ArgumentCompleter",
    "ArgumentCompletions",
    "DscProperty",
    "NonSerialized",
    "PSDefaultValue",
    "Parameter",
    "SupportsWildcards",
    "ThreadStatic",
    "ValidateCount",
    "ValidateDrive",
    "ValidateLength",
    "ValidateNotNull",
    "ValidateNotNullOrEmpty",
    "ValidateNotNullOrWhiteSpace",
    "ValidatePattern",
    "ValidateRange",
    "ValidateScript",
    "ValidateSet",
    "ValidateTrustedData",
    "ValidateUserDrive",
];

/// Attributes of classes.
const OF_CLASSES: [&str; 4] =
    ["AttributeUsage", "CmdletBinding", "DscLocalConfigurationManager", "OutputType"];

fn may_stand(name: &str, part: Part) -> bool {
    let is = |other: &&str| is_type(name, other);
    if OF_PROPERTIES.iter().any(&is) {
        return part == Part::Property;
    }
    if OF_CLASSES.iter().any(&is) {
        return part == Part::Class;
    }
    if is(&"Alias") || is(&"Experimental") {
        return matches!(part, Part::Class | Part::Property);
    }
    if is(&"Flags") {
        return part == Part::Enum;
    }
    if is(&"Serializable") {
        return matches!(part, Part::Class | Part::Enum);
    }
    !is(&"Obsolete") || part != Part::Parameter
}

impl Checker<'_> {
    /// Says so where an attribute cannot stand on a part of a class; whether it is one.
    pub(super) fn usage(&mut self, id: NodeId) -> bool {
        let Some(part) = self.part_of_class(id) else { return false };
        let Kind::Attribute { name, .. } = *self.tree.kind(id) else { return true };
        let name = self.text_at(name).trim();
        if !may_stand(name, part) {
            self.fault(Problem::AttributeNotHere(name.into()), self.tree.span(id));
        }
        true
    }

    fn part_of_class(&self, id: NodeId) -> Option<Part> {
        let owner = self.tree.parent(id)?;
        match self.tree.kind(owner) {
            Kind::Type { form: TypeForm::Enum, .. } => Some(Part::Enum),
            Kind::Type { .. } => Some(Part::Class),
            Kind::Property { .. } => Some(Part::Property),
            Kind::Method { .. } => Some(Part::Method),
            Kind::Parameter { .. } => {
                let function = self.tree.kind(self.tree.parent(owner)?);
                let is_method = matches!(function, Kind::Function { form: FunctionForm::Method, .. });
                is_method.then_some(Part::Parameter)
            }
            _ => None,
        }
    }
}
