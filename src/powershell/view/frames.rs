//! In what each node stands: blocks, loops, functions, jobs; and whether what is written there is the body's output.

use super::Body;
use super::commands::Command;
use crate::powershell::syntax::{BlockName, FunctionForm, Kind, NodeId};

/// A stretch of a body that runs in its own way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    /// The frame around it.
    outer: Option<u32>,
}

/// How a frame runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// The block of a loop.
    Loop,
    /// A clause of a `switch`.
    Switch,
    /// The block of a `try`, with the statement's node.
    Try(NodeId),
    Catch,
    Finally,
    Trap,
    /// With its node.
    Function(NodeId),
    Method,
    /// A block that runs where it stands: `& { }`, an argument of `ForEach-Object`, of a method.
    Called,
    /// A block that runs in another process or runspace, where nothing of the script's functions is known.
    Elsewhere,
    /// A block within an attribute, as that of `ValidateScript`.
    Attribute,
    /// A block that is kept: in a variable, in a table.
    Kept,
}

/// The frames of a body.
pub(crate) struct Frames {
    list: Vec<Frame>,
    /// By node: the innermost frame that it stands in, from 1.
    of: Vec<u32>,
    /// By node: it is a statement or an element of one whose values are the body's output.
    output: Vec<bool>,
}

impl Frames {
    pub(crate) fn of(body: Body<'_>) -> Self {
        let count = body.tree.len();
        let mut frames = Frames { list: Vec::new(), of: vec![0; count], output: vec![false; count] };
        // Parents have greater numbers than their parts.
        for id in body.tree.ids().rev() {
            frames.place(body, id);
        }
        frames
    }

    fn place(&mut self, body: Body<'_>, id: NodeId) {
        let Some(parent) = body.tree.parent(id) else {
            self.output[id.index()] = true;
            return;
        };
        self.output[id.index()] = self.output[parent.index()] && hands_on(body, parent, id);
        let around = self.of[parent.index()];
        self.of[id.index()] = match frame(body, parent, id) {
            Some(kind) => {
                self.list.push(Frame { kind, outer: around.checked_sub(1) });
                u32::try_from(self.list.len()).unwrap_or(around)
            }
            None => around,
        };
    }

    /// The frames that a node stands in, the innermost first; one that it is the block of is among them.
    pub(crate) fn around(&self, id: NodeId) -> impl Iterator<Item = &Frame> {
        let first = self.of.get(id.index()).copied().unwrap_or(0).checked_sub(1);
        std::iter::successors(first.map(|at| &self.list[at as usize]), |frame| {
            frame.outer.map(|at| &self.list[at as usize])
        })
    }

    /// Whether what a statement or an element of one gives is the body's own output.
    pub(crate) fn is_output(&self, id: NodeId) -> bool {
        self.output[id.index()]
    }

    /// Whether a node runs in the script's own process, where its functions are known.
    pub(crate) fn is_here(&self, id: NodeId) -> bool {
        !self.around(id).any(|frame| frame.kind == FrameKind::Elsewhere)
    }
}

impl FrameKind {
    /// Its statements are the body's own: no function and no block that something else runs.
    pub(crate) fn is_of_the_body(self) -> bool {
        matches!(
            self,
            FrameKind::Loop | FrameKind::Switch | FrameKind::Try(_) | FrameKind::Catch | FrameKind::Finally
        )
    }
}

/// Whether what a part gives is what its whole gives.
fn hands_on(body: Body<'_>, parent: NodeId, id: NodeId) -> bool {
    let is_block = matches!(body.kind(id), Kind::StatementBlock { .. });
    match *body.kind(parent) {
        Kind::ScriptBlock { .. } => matches!(body.kind(id), Kind::NamedBlock { .. }),
        Kind::NamedBlock { name, .. } => name != BlockName::DynamicParam,
        Kind::StatementBlock { .. } | Kind::Chain { background: false, .. } => true,
        Kind::If { .. }
        | Kind::Switch { .. }
        | Kind::ForEach { .. }
        | Kind::For { .. }
        | Kind::Loop { .. }
        | Kind::Catch { .. }
        | Kind::Trap { .. } => is_block,
        Kind::Try { .. } => true,
        Kind::Pipeline { elements, background: false } => body.list(elements).last() == Some(&id),
        _ => false,
    }
}

/// The frame that a node begins.
fn frame(body: Body<'_>, parent: NodeId, id: NodeId) -> Option<FrameKind> {
    match *body.kind(id) {
        Kind::StatementBlock { .. } => match *body.kind(parent) {
            Kind::ForEach { .. } | Kind::For { .. } | Kind::Loop { .. } => Some(FrameKind::Loop),
            Kind::Switch { .. } => Some(FrameKind::Switch),
            Kind::Try { body: block, .. } if block == id => Some(FrameKind::Try(parent)),
            Kind::Try { .. } => Some(FrameKind::Finally),
            Kind::Catch { .. } => Some(FrameKind::Catch),
            Kind::Trap { .. } => Some(FrameKind::Trap),
            _ => None,
        },
        Kind::Function { form: FunctionForm::Method, .. } => Some(FrameKind::Method),
        Kind::Function { .. } => Some(FrameKind::Function(id)),
        Kind::ScriptBlockExpression { .. } => Some(block(body, parent, id)),
        _ => None,
    }
}

/// How a script block runs that is a part of this.
fn block(body: Body<'_>, parent: NodeId, id: NodeId) -> FrameKind {
    match *body.kind(parent) {
        Kind::Command { .. } => body.command(parent).map_or(FrameKind::Called, |it| argument(body, &it, id)),
        Kind::CommandParameter { .. } => {
            let command = body.tree.parent(parent).and_then(|id| body.command(id));
            command.map_or(FrameKind::Called, |it| argument(body, &it, id))
        }
        Kind::InvokeMember { target, .. } if target != id => FrameKind::Called,
        Kind::Attribute { .. } | Kind::NamedArgument { .. } => FrameKind::Attribute,
        _ => FrameKind::Kept,
    }
}

/// How a block runs that a command is or is given.
fn argument(body: Body<'_>, command: &Command<'_>, id: NodeId) -> FrameKind {
    const ALWAYS: [&str; 5] = ["Start-Job", "Start-ThreadJob", "Register-ScheduledJob", "powershell", "pwsh"];
    const REMOTE: [&str; 11] = [
        "ComputerName",
        "Cn",
        "Session",
        "ConnectionUri",
        "HostName",
        "SSHConnection",
        "VMId",
        "VMName",
        "ContainerId",
        "AsJob",
        "InDisconnectedSession",
    ];
    if command.head == id {
        return FrameKind::Called;
    }
    let arguments = command.arguments();
    let is_remote = |name: &&str| {
        arguments.named(name).is_some_and(|it| body.parameter_name(it).len() >= name.len().min(3))
    };
    let is_program = ["powershell", "pwsh"].contains(&&*command.program());
    let elsewhere = is_program
        || command.is_any(&ALWAYS)
        || command.is("Invoke-Command")
            && (REMOTE.iter().any(is_remote) || starts_with_computer(&arguments, body, id))
        || command.is("ForEach-Object") && arguments.named("Parallel").and_then(|it| it.value) == Some(id);
    if elsewhere { FrameKind::Elsewhere } else { FrameKind::Called }
}

/// `Invoke-Command server { }`: the first value without a name is a computer.
fn starts_with_computer(arguments: &super::Arguments<'_>, body: Body<'_>, block: NodeId) -> bool {
    let first = arguments.positional().next();
    first.is_some_and(|first| {
        first != block && !matches!(body.kind(first), Kind::ScriptBlockExpression { .. })
    }) && arguments.positional().any(|id| id == block)
}
