//! The templates: embedded in the program, and replaced one by one by the author's own.
//!
//! A value is escaped for the language it goes into here and nowhere else, by the template's name: in `*.md`
//! as Markdown text, in `*.ps1` as a PowerShell literal. What is already in that language is a safe string.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use crate::{powershell, render::markdown};

const MARKDOWN: AutoEscape = AutoEscape::Custom(Cow::Borrowed("markdown"));
const POWERSHELL: AutoEscape = AutoEscape::Custom(Cow::Borrowed("powershell"));

/// The environment that renders every template, before any is loaded.
pub fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(language);
    environment.set_formatter(write_escaped);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .expect("the default delimiters"),
    );
    environment.set_debug(true);
    environment
}

/// The language a template is written in, by its name.
fn language(name: &str) -> AutoEscape {
    match name.rsplit_once('.') {
        Some((_, "md")) => MARKDOWN,
        Some((_, "ps1")) => POWERSHELL,
        _ => AutoEscape::None,
    }
}

/// Writes a value as text of the template's language.
fn write_escaped(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Err(Error::new(ErrorKind::UndefinedError, "a value that is not there is printed"));
    }
    let printed;
    let plain = match value.as_str() {
        Some(plain) => plain,
        None => {
            printed = value.to_string();
            &printed
        }
    };
    if value.is_safe() {
        return out.write_str(plain).map_err(Error::from);
    }
    let language = state.auto_escape();
    let written = if *language == MARKDOWN {
        out.write_str(&markdown::text(plain))
    } else if *language == POWERSHELL {
        out.write_str(&powershell::literal(plain))
    } else {
        out.write_str(plain)
    };
    written.map_err(Error::from)
}
