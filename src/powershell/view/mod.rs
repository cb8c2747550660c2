//! A typed view over the flat tree of a body: what rules ask of a node, without knowing how the tree is laid out.

mod aliases;
mod arguments;
mod body;
mod commands;
mod frames;
mod functions;
mod report;

pub(crate) use arguments::{Argument, Arguments};
pub(crate) use body::{Body, Scope};
pub(crate) use commands::Command;
pub(crate) use frames::{Frame, FrameKind, Frames};
pub(crate) use functions::{Functions, Parameter};
pub(crate) use report::{REPORT, ReportArguments, report_arguments};

/// A body with what is known of its form.
pub(crate) struct Form<'a> {
    pub(crate) body: Body<'a>,
    pub(crate) frames: Frames,
    /// In the order of the text.
    pub(crate) commands: Vec<Command<'a>>,
    pub(crate) functions: Functions,
}

impl<'a> Form<'a> {
    pub(crate) fn of(body: Body<'a>) -> Self {
        let commands = body.commands();
        let functions = Functions::of(body, &commands);
        Form { body, frames: Frames::of(body), commands, functions }
    }

    /// Whether a call is of this command, and of no function of the body that has its name.
    pub(crate) fn calls(&self, command: &Command<'_>, name: &str) -> bool {
        command.is(name) && !self.functions.is_function(command.name())
    }
}
