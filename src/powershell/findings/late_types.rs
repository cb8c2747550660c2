//! Classes that need a type before the script has loaded it: PowerShell looks for the types of a class when it reads the
//! script, and `Add-Type` runs later.

use std::collections::BTreeSet;

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::{Kind, NodeId};
use crate::powershell::view::{Body, Form};

/// Assemblies that Windows PowerShell does not load by itself, each with the namespace of its types.
const ASSEMBLIES: [&str; 8] = [
    "Microsoft.VisualBasic",
    "System.DirectoryServices.AccountManagement",
    "System.Drawing",
    "System.IO.Compression",
    "System.Net.Http",
    "System.ServiceProcess",
    "System.Web",
    "System.Windows.Forms",
];

/// All of them.
pub(super) fn late_types(form: &Form<'_>) -> Vec<Finding> {
    let body = form.body;
    let types = body.nodes(|kind| matches!(kind, Kind::Type { .. }));
    if types.is_empty() || !form.commands.iter().any(|command| form.calls(command, "Add-Type")) {
        return Vec::new();
    }
    let late = Late { names: defined(form), assemblies: loaded(form) };
    let needed = types.into_iter().flat_map(|id| needed(body, id));
    needed
        .filter(|&id| late.holds(body.type_name(id)))
        .map(|id| Finding { kind: FindingKind::LateType, range: body.range(id) })
        .collect()
}

/// What there is only once the script runs.
struct Late {
    /// The names of types, without namespace, in lower case.
    names: BTreeSet<String>,
    assemblies: Vec<&'static str>,
}

impl Late {
    fn holds(&self, written: &str) -> bool {
        let name = written.split(['[', ',']).next().unwrap_or_default();
        let short = name.rsplit(['.', '+']).next().unwrap_or_default().to_ascii_lowercase();
        let is_of = |assembly: &&&str| {
            // The view leaves `System.` out.
            let namespace = assembly.strip_prefix("System.").unwrap_or(assembly);
            let start = name.get(..namespace.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(namespace))
                && name[namespace.len()..].starts_with('.')
        };
        self.names.contains(&short) || self.assemblies.iter().find(is_of).is_some()
    }
}

/// The types that texts of the body define in C#, and those that `Add-Type -Name` makes.
fn defined(form: &Form<'_>) -> BTreeSet<String> {
    let body = form.body;
    let mut names = BTreeSet::new();
    for id in body.tree.ids() {
        if matches!(body.kind(id), Kind::Text { .. } | Kind::Expandable { .. }) {
            names.extend(in_source(body.written(id)));
        }
    }
    for command in form.commands.iter().filter(|command| command.is("Add-Type")) {
        let name = command.arguments().named("Name").and_then(|named| named.value);
        names.extend(name.and_then(|id| body.literal(id)).map(|name| name.to_ascii_lowercase()));
    }
    names
}

/// The types that a source in C# defines.
fn in_source(text: &str) -> Vec<String> {
    const WORDS: [&str; 4] = ["class", "struct", "enum", "interface"];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty()).collect();
    let pairs = words.windows(2).filter(|pair| WORDS.contains(&pair[0]));
    pairs.map(|pair| pair[1].to_ascii_lowercase()).collect()
}

/// The assemblies that `Add-Type -AssemblyName` loads.
fn loaded(form: &Form<'_>) -> Vec<&'static str> {
    let body = form.body;
    let commands = form.commands.iter().filter(|command| command.is("Add-Type"));
    let named = commands.filter_map(|command| {
        let arguments = command.arguments();
        arguments.named("AssemblyName").or_else(|| arguments.named("AN")).and_then(|named| named.value)
    });
    let texts: Vec<_> = named.flat_map(|id| body.elements(id)).filter_map(|id| body.literal(id)).collect();
    let is_loaded = |assembly: &&str| texts.iter().any(|text| text.eq_ignore_ascii_case(assembly));
    ASSEMBLIES.into_iter().filter(is_loaded).collect()
}

/// The types that PowerShell looks for when it reads a class: its bases, and those of its members.
fn needed(body: Body<'_>, class: NodeId) -> Vec<NodeId> {
    let Kind::Type { bases, members, .. } = *body.kind(class) else { return Vec::new() };
    let mut needed = body.list(bases).to_vec();
    for &member in body.list(members) {
        match *body.kind(member) {
            Kind::Property { constraint, .. } => needed.extend(constraint),
            Kind::Method { returns, function, .. } => {
                needed.extend(returns);
                needed.extend(of_parameters(body, function));
            }
            _ => {}
        }
    }
    needed
}

fn of_parameters(body: Body<'_>, function: NodeId) -> Vec<NodeId> {
    let Kind::Function { parameters, .. } = *body.kind(function) else { return Vec::new() };
    let attributes = body.list(parameters).iter().filter_map(|&id| match *body.kind(id) {
        Kind::Parameter { attributes, .. } => Some(body.list(attributes)),
        _ => None,
    });
    let is_type = |id: &NodeId| matches!(body.kind(*id), Kind::TypeConstraint { .. });
    attributes.flatten().copied().filter(is_type).collect()
}

#[cfg(test)]
mod tests {
    use crate::powershell::{FindingKind, TOKENS, read_body};

    #[test]
    fn types_that_are_loaded_too_late() {
        for (text, expected) in [
            ("Add-Type -TypeDefinition 'public class B { }'\nclass D : B { }", vec!["B"]),
            (
                "$s = @'\nnamespace N { public enum B { C } }\n'@\nAdd-Type $s\nclass D { [N.B] $X }",
                vec!["[N.B]"],
            ),
            (
                "Add-Type -AssemblyName System.Windows.Forms\nclass D : System.Windows.Forms.Form { }",
                vec!["System.Windows.Forms.Form"],
            ),
            (
                "Add-Type -Name U -MemberDefinition 'x'\nclass D { [U[]] F([U] $a) { return $null } }",
                vec!["[U[]]", "[U]"],
            ),
            ("class B { }\nclass D : B { [string] $X }\nAdd-Type -AssemblyName System.Web", vec![]),
            ("class D : B { }", vec![]),
            ("Add-Type -TypeDefinition 'public class B { }'\nclass D { F() { $x = [B]::new() } }", vec![]),
        ] {
            let findings = read_body(text, &TOKENS).findings.into_iter();
            let late = findings.filter(|finding| finding.kind == FindingKind::LateType);
            assert_eq!(late.map(|finding| &text[finding.range]).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
