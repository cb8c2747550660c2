//! Values in the message of an error that nothing catches, which the prelude makes the detail of the on-error outcome.

use super::arguments::{Arguments, begins};
use super::blocks::{Block, BlockKind};
use super::calls::{Report, Stored};
use super::flow::{Flow, Form};
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;
use super::walk::{Spot, SpotKind};

/// How many functions an error is followed out of.
const DEEPEST: usize = 8;

/// What the messages of such errors hold.
pub(super) fn raised(form: Form<'_>, flow: &Flow, reports: &[Report]) -> Vec<Stored> {
    let spots = form.spots;
    if spots.iter().any(|spot| spot.kind == SpotKind::Trap) {
        return Vec::new();
    }
    let raised = Raised { form, flow, reports };
    let mut found = Vec::new();
    for spot in spots {
        let mut stored = raised.message(spot);
        stored.retain(|it| !matches!(it, Stored::Error(..)));
        if !stored.is_empty() && raised.reaches_the_end(spot.token, 0) {
            found.extend(stored);
        }
    }
    found.sort_by_key(|it| it.range().start);
    found
}

struct Raised<'a> {
    form: Form<'a>,
    flow: &'a Flow,
    reports: &'a [Report],
}

impl Raised<'_> {
    /// What the message of the error holds that is raised here, if one is.
    fn message(&self, spot: &Spot) -> Vec<Stored> {
        let code = self.form.code;
        match spot.kind {
            SpotKind::Throw => {
                let end = code.element_end(spot.token + 1);
                secrets::made(code, exception(code, spot.token + 1..end), self.flow)
            }
            SpotKind::Command
                if code.command(spot.token).is_some_and(|it| it.eq_ignore_ascii_case("Write-Error")) =>
            {
                self.written(spot.token)
            }
            _ => Vec::new(),
        }
    }

    /// What Write-Error is given, where the prelude's `Stop` is in force.
    fn written(&self, name: usize) -> Vec<Stored> {
        let code = self.form.code;
        let given = Arguments::of(code, name);
        let says = |(at, value): &(usize, std::ops::Range<usize>)| {
            begins(code, *at, "ErrorAction") && !code.text(value.start).eq_ignore_ascii_case("Stop")
        };
        if given.named.iter().any(says) || sets_preference(code) {
            return Vec::new();
        }
        let message = given.named(code, "Message").or_else(|| given.positional.first().cloned());
        message.map_or_else(Vec::new, |message| secrets::stored(code, message, self.flow))
    }

    /// Whether an error from this place ends the body, or is passed on by what catches it.
    fn reaches_the_end(&self, at: usize, depth: usize) -> bool {
        let Form { blocks, functions, .. } = self.form;
        for block in blocks.around(at) {
            match block.kind {
                BlockKind::Try => {
                    let mut catches = blocks.catches(block).peekable();
                    if catches.peek().is_some() {
                        return catches.all(|catch| self.passes_on(catch, depth));
                    }
                }
                BlockKind::Function => {
                    let calls = functions.iter().filter(|function| function.block.open == block.open);
                    let mut calls = calls.flat_map(|function| &function.calls);
                    return depth < DEEPEST && calls.any(|&call| self.reaches_the_end(call, depth + 1));
                }
                BlockKind::Trap | BlockKind::Other | BlockKind::Table => return false,
                BlockKind::Plain
                | BlockKind::Loop
                | BlockKind::Switch
                | BlockKind::Catch
                | BlockKind::Called => {}
            }
        }
        true
    }

    /// Whether a `catch` puts the error that it has caught into a detail, or raises it again.
    fn passes_on(&self, catch: &Block, depth: usize) -> bool {
        let code = self.form.code;
        let is_of =
            |stored: &Stored| matches!(stored, Stored::Error(first, _) if self.is_error_of(catch, *first));
        let start = code.tokens[catch.open].start;
        let end = code.tokens.get(catch.close).map_or(code.text.len(), |token| token.end);
        let inside = self.reports.iter().filter(|report| (start..end).contains(&report.range.start));
        if inside.flat_map(|report| &report.stored).any(is_of) {
            return true;
        }
        let again = self.form.spots.iter().filter(|spot| (catch.open..catch.close).contains(&spot.token));
        again.filter(|spot| spot.kind == SpotKind::Throw).any(|spot| {
            let is_bare = code.ends_element(spot.token + 1);
            (is_bare || self.message(spot).iter().any(is_of))
                && depth < DEEPEST
                && self.reaches_the_end(spot.token, depth + 1)
        })
    }

    /// Whether `$_` is this block's error here, and not another block's value.
    fn is_error_of(&self, catch: &Block, at: usize) -> bool {
        let own = |kind| {
            matches!(kind, BlockKind::Catch | BlockKind::Called | BlockKind::Other | BlockKind::Function)
        };
        self.form
            .blocks
            .around(at)
            .find(|block| own(block.kind))
            .is_some_and(|block| block.open == catch.open)
    }
}

/// What an exception is made of, as in `[X]::new('…')`; else all of it.
fn exception(code: Code<'_>, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let new = tokens.clone().find(|&at| code.text(at).eq_ignore_ascii_case("new") && code.is(at + 1, b'('));
    match new.filter(|_| code.is(tokens.start, b'[')) {
        Some(new) if code.behind(new + 1) == tokens.end => new + 2..tokens.end - 1,
        _ => tokens,
    }
}

/// Whether the body decides itself what an error does.
fn sets_preference(code: Code<'_>) -> bool {
    (0..code.tokens.len()).any(|at| {
        code.kind(at) == Some(Kind::Variable) && super::flow::name(code, at) == "erroractionpreference"
    })
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use crate::powershell::TOKENS;

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
