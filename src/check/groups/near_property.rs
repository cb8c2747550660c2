//! `near-property`: a `property` that is a field of the solution, or nearly one or a built-in property.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::solution::{Device, Field, Subject};
use crate::words::{self, is_slip};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "near-property",
    severity: Severity::Warning,
    what: "A `property` that is one of the solution's own fields, or nearly one of them or of the built-in properties.",
    why: "It is taken for something else that the console lists: what is known of the field or property is not known of it, so nothing that is wrong with the criterion is seen, and a renamed field leaves it behind.",
    example: "{ property = \"Exclude (SITE)\", equal = \"True\" }      # field = \"exclude-site\", equal = true",
};

/// Looks at every property that criteria test by its name in the console.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.each_criterion(|at, criterion| {
        let Some(property) = &criterion.property else { return };
        if matches!(context.platform.subject(property.clone()), Subject::Device(_)) {
            return;
        }
        let found = own_field(context, property)
            .or_else(|| built_in(context, property, |typed, name| plain(typed) == plain(name)))
            .or_else(|| near_field(context, property))
            .or_else(|| built_in(context, property, |typed, name| is_slip(typed, name) || begins(typed, name)));
        problems.extend(found.map(|problem| problem.at(context.document.value(&at.key("property")))));
    });
}

/// A field of this name, be it with its level.
fn own_field(context: &Context<'_>, property: &str) -> Option<Problem> {
    let typed = plain(property);
    let fields = fields(context, |name| plain(name) == typed);
    let first = *fields.first()?;
    let keys: Vec<String> = fields.iter().map(|field| tested(field)).collect();
    let message = match fields.as_slice() {
        [_] => format!("{} is the field `{}` of this solution", words::quoted(property), first.part.key),
        _ => format!("{} is the name of fields of this solution", words::quoted(property)),
    };
    Some(Problem::new(&CODE, message).help(format!("test the field itself: {}", keys.join(" or "))))
}

/// A field of nearly this name.
fn near_field(context: &Context<'_>, property: &str) -> Option<Problem> {
    let field = *fields(context, |name| is_slip(property, name)).first()?;
    let message =
        format!("{} is nearly the field {}", words::quoted(property), words::quoted(&field.part.name));
    Some(Problem::new(&CODE, message).help(format!("if that is meant: {}", tested(field))))
}

/// The fields that the console calls by a name like this, with their level or without it.
fn fields<'a>(context: &Context<'a>, is_it: impl Fn(&str) -> bool) -> Vec<&'a Field> {
    let console = context.console();
    let is_called = |field: &&Field| is_it(&field.part.name) || is_it(&console.field_name(field));
    context.solution.fields.iter().filter(is_called).collect()
}

/// A built-in property whose name in the console or in the manifest is like this.
fn built_in(
    context: &Context<'_>,
    property: &str,
    is_like: impl Fn(&str, &str) -> bool,
) -> Option<Problem> {
    let console = |device: Device| context.platform.vocabulary.device(device);
    let is_it = |device: &Device| is_like(property, console(*device)) || is_like(property, device.word());
    let device = Device::ALL.into_iter().find(is_it)?;
    let (typed, name) = (words::quoted(property), words::quoted(console(device)));
    let message = format!("{typed} is nearly the built-in property {name}");
    Some(Problem::new(&CODE, message).help(format!("if that is meant: `device = \"{}\"`", device.word())))
}

fn tested(field: &Field) -> String {
    format!("`field = \"{}\"`", field.part.key)
}

/// A name without letter case, and without what stands between its words.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a name begins with these words, of which there are several.
fn begins(typed: &str, name: &str) -> bool {
    let typed = plain(typed);
    typed.contains(' ') && plain(name).starts_with(&(typed + " "))
}
