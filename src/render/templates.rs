//! The templates: embedded in the program, and replaced one by one by the author's own.
//!
//! A value is escaped for the language it goes into here and nowhere else, by the template's name: in `*.md`
//! as Markdown text, in `*.ps1` as a PowerShell literal. What is already in that language is a safe string.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::{Deserialize, Serialize};

use crate::powershell;
use crate::render::{bounds, markdown};
use crate::solution::platform::Platform;

const MARKDOWN: AutoEscape = AutoEscape::Custom(Cow::Borrowed("markdown"));
const POWERSHELL: AutoEscape = AutoEscape::Custom(Cow::Borrowed("powershell"));

/// The folder of the author's own templates, beside the manifest.
pub const FOLDER: &str = crate::resolve::TEMPLATES;

/// A template that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadTemplate {
    /// Its name: the path below `templates/`.
    pub name: String,
    /// The line of the mistake, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map_or_else(String::new, |line| format!(":{line}"));
        write!(f, "templates/{}{line}: {}", self.name, self.message)
    }
}

impl BadTemplate {
    /// What an error is about: the innermost, since an outer one only says which template included which.
    pub fn of(error: &Error) -> Self {
        let mut inner = error;
        while let Some(error) = std::error::Error::source(inner).and_then(|error| error.downcast_ref()) {
            inner = error;
        }
        BadTemplate {
            name: inner.name().unwrap_or_default().to_owned(),
            line: inner.line(),
            message: match (inner.kind(), inner.detail()) {
                (ErrorKind::OutOfFuel, _) => format!("this takes more than {} steps", bounds::FUEL),
                (_, Some(detail)) => detail.to_owned(),
                (kind, None) => kind.to_string(),
            },
        }
    }
}

/// The environment of a platform's built-in templates. It is made once and may be used from any thread.
pub fn built_in(platform: &Platform) -> &'static Environment<'static> {
    type Made = Vec<(&'static str, &'static Environment<'static>)>;
    static MADE: Mutex<Made> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let found = made.iter().find(|(name, _)| *name == platform.name);
    if let Some((_, environment)) = found {
        return environment;
    }
    let mut environment = without_templates();
    for (name, source) in platform.templates {
        environment.add_template(name, source).expect("a built-in template is valid");
    }
    let environment: &'static _ = Box::leak(Box::new(environment));
    made.push((platform.name, environment));
    environment
}

/// The environment in which these templates, by name and source, replace the built-in ones or join them; or
/// every one of them that cannot be read.
pub fn environment(
    platform: &Platform,
    overrides: &[(String, String)],
) -> Result<Environment<'static>, Vec<BadTemplate>> {
    let mut environment = built_in(platform).clone();
    environment.set_fuel(Some(bounds::FUEL));
    let mut bad = Vec::new();
    for (name, source) in overrides {
        if let Err((line, message)) = bounds::check(source) {
            bad.push(BadTemplate { name: name.clone(), line: Some(line), message });
        } else if let Err(error) = environment.add_template_owned(name.clone(), source.clone()) {
            bad.push(BadTemplate { name: name.clone(), ..BadTemplate::of(&error) });
        }
    }
    if bad.is_empty() { Ok(environment) } else { Err(bad) }
}

/// What every template has in common.
fn without_templates() -> Environment<'static> {
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
            printed = bounds::printed(value)?;
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
