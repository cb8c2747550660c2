//! Values in the message of an error that nothing catches, which the prelude makes the detail of the on-error outcome.

use crate::powershell::flow::Sinks;
use crate::powershell::syntax::{Kind, NodeId};
use crate::powershell::values::Stored;
use crate::powershell::view::{Form, FrameKind};

/// How many functions an error is followed out of.
const DEEPEST: usize = 8;

/// What the messages of such errors hold.
pub(crate) fn raised(form: &Form<'_>, sinks: &Sinks) -> Vec<Stored> {
    let body = form.body;
    if body.tree.ids().any(|id| matches!(body.kind(id), Kind::Trap { .. })) {
        return Vec::new();
    }
    let raised = Errors { form, sinks, sets_preference: sets_preference(form) };
    let mut found = Vec::new();
    for (&id, error) in &sinks.errors {
        let mut stored = error.message.stored().peekable();
        if stored.peek().is_some() && raised.is_raised(id) && raised.reaches_the_end(id, 0) {
            found.extend(stored);
        }
    }
    found.sort_by_key(|it| it.range().start);
    found
}

struct Errors<'f, 'a> {
    form: &'f Form<'a>,
    sinks: &'f Sinks,
    /// The body decides itself what an error does.
    sets_preference: bool,
}

impl Errors<'_, '_> {
    /// Whether an error is one that ends something: of `Write-Error` where the prelude's `Stop` is in force.
    fn is_raised(&self, id: NodeId) -> bool {
        let body = self.form.body;
        let Some(command) = body.command(id) else { return true };
        let action = command.arguments().named("ErrorAction").and_then(|named| named.value);
        !self.sets_preference && action.is_none_or(|action| body.is_literal(action, "Stop"))
    }

    /// Whether an error from this place ends the body, or is passed on by what catches it.
    fn reaches_the_end(&self, id: NodeId, depth: usize) -> bool {
        for frame in self.form.frames.around(id) {
            match frame.kind {
                FrameKind::Try(statement) => {
                    let Kind::Try { catches, .. } = *self.form.body.kind(statement) else { return false };
                    if !catches.is_empty() {
                        let catches = self.form.body.list(catches);
                        return catches.iter().all(|&catch| self.passes_on(catch, depth));
                    }
                }
                FrameKind::Function(node) => {
                    let calls = self.form.functions.at(node).map_or(&[][..], |function| &function.calls);
                    return depth < DEEPEST
                        && calls.iter().any(|&call| self.reaches_the_end(call, depth + 1));
                }
                FrameKind::Trap
                | FrameKind::Kept
                | FrameKind::Elsewhere
                | FrameKind::Attribute
                | FrameKind::Method => return false,
                FrameKind::Loop
                | FrameKind::Switch
                | FrameKind::Catch
                | FrameKind::Finally
                | FrameKind::Called => {}
            }
        }
        true
    }

    /// Whether a `catch` puts the error that it has caught into a detail, or raises it again.
    fn passes_on(&self, catch: NodeId, depth: usize) -> bool {
        let Kind::Catch { body: block, .. } = *self.form.body.kind(catch) else { return false };
        let range = self.form.body.range(block);
        let is_inside = |id: NodeId| range.contains(&self.form.body.range(id).start);
        let mut details = self.sinks.details.iter().filter(|(id, _)| is_inside(**id));
        if details.any(|(_, taint)| taint.holds_error(block.index())) {
            return true;
        }
        let mut again = self.sinks.errors.iter().filter(|(id, _)| is_inside(**id));
        again.any(|(&id, error)| {
            (error.is_again || error.message.holds_error(block.index()))
                && depth < DEEPEST
                && self.reaches_the_end(id, depth + 1)
        })
    }
}

fn sets_preference(form: &Form<'_>) -> bool {
    form.body.tree.ids().any(|id| form.body.is_variable(id, "erroractionpreference"))
}

#[cfg(test)]
mod tests {
    use crate::powershell::{TOKENS, read_body};

    #[test]
    fn what_an_error_carries_out_of_a_body() {
        let key = "$key = $Field['t']\n";
        for (body, is_found) in [
            ("throw \"bad key $key\"", true),
            ("throw $key", true),
            ("throw ('bad key ' + $key)", true),
            ("throw [InvalidOperationException]::new(\"bad $key\")", true),
            ("Write-Error \"bad key $key\"", true),
            ("Write-Error -Message \"bad key $key\" -ErrorAction Stop", true),
            ("if (-not $x) { foreach ($y in $z) { throw $key } }", true),
            ("F | ForEach-Object { throw $key }", true),
            ("try { throw $key } finally { F }", true),
            ("try { throw $key } catch { throw }", true),
            ("try { throw $key } catch { throw \"no: $_\" }", true),
            ("try { throw $key } catch { Complete-Task -Outcome a -Detail $_ }", true),
            ("try { throw $key } catch { $m = $_.Exception.Message; Complete-Task a \"b $m\" }", true),
            ("try { F } catch { throw $key }", true),
            ("function F { throw $key }\nF", true),
            ("function F { throw $key }\nfunction G { F }\nif ($x) { G }", true),
            ("function F($T) { throw $T }\nF $key", true),
            ("try { throw $key } catch { Complete-Task -Outcome a -Detail 'b' }", false),
            ("try { throw $key } catch { Complete-Task a \"$(F | ForEach-Object { $_ })\" }", false),
            ("try { try { throw $key } catch { throw } } catch { Complete-Task a }", false),
            ("try { if ($x) { throw $key } } catch [A.B], [C] { Complete-Task a }", false),
            ("function F { throw $key }\ntry { F } catch { Complete-Task a }", false),
            ("function F { throw $key }", false),
            ("trap { Complete-Task a }\nthrow $key", false),
            ("throw 'bad key'", false),
            ("throw \"bad key $(Get-Hash $key)\"", false),
            ("if ($key -eq 'b') { throw 'bad' }", false),
            ("Connect-It -Key $key", false),
            ("Write-Error \"bad key $key\" -ErrorAction Continue", false),
            ("$ErrorActionPreference = 'Continue'\nWrite-Error \"bad key $key\"", false),
            ("$b = { throw $key }", false),
        ] {
            let raised = read_body(&format!("{key}{body}"), &TOKENS).raised;
            assert_eq!(!raised.is_empty(), is_found, "{body}: {raised:?}");
        }
    }
}
