//! What is read from a value: members, indexes, the results of methods.

use super::Flow;
use crate::powershell::syntax::{Kind, NodeId, Nodes};
use crate::powershell::values::{Abstract, Source, Taint, is_harmless_member};

/// The member of a BitLocker volume's protector that is a secret.
pub(super) const RECOVERY_PASSWORD: &str = "RecoveryPassword";

/// Methods that put what they are given into their object.
const ADDERS: [&str; 12] = [
    "Add",
    "AddRange",
    "Append",
    "AppendFormat",
    "AppendLine",
    "Enqueue",
    "Insert",
    "Push",
    "TryAdd",
    "Write",
    "WriteLine",
    "set_Item",
];

/// Members of every table, which are none of its entries.
const OF_TABLES: [&str; 6] = ["GetEnumerator", "Values", "PSObject", "Item", "Clone", "SyncRoot"];

impl Flow<'_> {
    /// Members and indexes, however many.
    pub(super) fn chained(&mut self, id: NodeId) -> Abstract {
        let mut links = Vec::new();
        let mut at = id;
        while let Some(target) = self.body.target(at) {
            links.push(at);
            at = target;
        }
        let mut value = self.expression(at);
        let is_variable = self.body.variable(at).is_some();
        for link in links.into_iter().rev() {
            value = self.link(link, value);
            if is_variable && !value.is_clean() {
                value = value.widen(&self.body.range(link));
            }
        }
        value
    }

    fn link(&mut self, id: NodeId, value: Abstract) -> Abstract {
        match *self.body.kind(id) {
            Kind::Member { is_static: true, .. } => Abstract::default(),
            Kind::Member { member, .. } => match self.body.literal(member) {
                Some(name) => self.member(id, &value, &name),
                None => {
                    let name = self.expression(member);
                    self.dynamic(id, &value, &name)
                }
            },
            Kind::Index { index, .. } => {
                let name = self.expression(index);
                if matches!(self.body.kind(self.body.expression(index)), Kind::Constant) {
                    return if value.table.is_some() { Abstract::default() } else { value };
                }
                self.dynamic(id, &value, &name)
            }
            Kind::InvokeMember { target, member, arguments, .. } => {
                self.method(id, target, member, arguments, &value)
            }
            _ => value,
        }
    }

    /// What is read under a name that is a value itself.
    fn dynamic(&self, id: NodeId, value: &Abstract, name: &Abstract) -> Abstract {
        match &name.text {
            Some(name) => self.named(id, value, name),
            None => {
                let mut any = value.handed_on();
                if value.table.is_none() {
                    any.join(&value.clone().without_text());
                }
                any
            }
        }
    }

    fn member(&self, id: NodeId, value: &Abstract, name: &str) -> Abstract {
        if is_harmless_member(name) {
            return Abstract::default();
        }
        if OF_TABLES.iter().any(|member| name.eq_ignore_ascii_case(member)) {
            return value.handed_on();
        }
        self.entry(id, value, name)
    }

    /// What a value holds under a name.
    pub(super) fn entry(&self, id: NodeId, value: &Abstract, name: &str) -> Abstract {
        let range = self.body.range(id);
        if name.eq_ignore_ascii_case(RECOVERY_PASSWORD) {
            return value.entry(name).with(&Abstract::tainted(Taint::of(Source::RecoveryPassword, range)));
        }
        self.named(id, value, name)
    }

    /// What a table holds under a key.
    fn named(&self, id: NodeId, value: &Abstract, name: &str) -> Abstract {
        let range = self.body.range(id);
        match value.table {
            Some(table) => Abstract::tainted(Taint::of(Source::Value(table, name.into()), range)),
            None => value.entry(name),
        }
    }

    fn method(
        &mut self,
        id: NodeId,
        target: NodeId,
        member: NodeId,
        arguments: Nodes,
        value: &Abstract,
    ) -> Abstract {
        let name = self.body.literal(member).unwrap_or_default();
        let is_file =
            self.body.type_name(target).rsplit('.').next().is_some_and(|it| it.eq_ignore_ascii_case("File"));
        let is = |words: &[&str]| words.iter().any(|word| name.eq_ignore_ascii_case(word));
        let arguments = self.body.list(arguments).to_vec();
        if is(&["ForEach"]) {
            return self.each(id, &arguments, value);
        }
        let mut given = Taint::default();
        let input = value.clone();
        self.with_input(input, |flow| {
            arguments.iter().for_each(|&id| given.join(&flow.expression(id).all()));
            Abstract::default()
        });
        let verb = name.to_ascii_lowercase();
        if is_file && (verb.starts_with("write") || verb.starts_with("append")) {
            self.sinks.keep(id, &given);
        }
        if is(&["Where"]) {
            return value.clone();
        }
        if is(&ADDERS) {
            self.adds(target, &arguments, &Abstract::tainted(given.clone()));
        }
        let key = if is(&["Item", "get_Item"]) {
            arguments.first().and_then(|&id| self.body.literal(id))
        } else {
            None
        };
        match key {
            _ if is_harmless_member(&name) => Abstract::default(),
            Some(key) => self.entry(id, value, &key),
            None => {
                let mut taint = match is(&["ToString"]) {
                    true => value.taint.clone(),
                    false => value.all(),
                };
                taint.join(&given);
                Abstract::tainted(taint)
            }
        }
    }

    /// `.ForEach({ })` and `.ForEach('Name')`.
    fn each(&mut self, id: NodeId, arguments: &[NodeId], value: &Abstract) -> Abstract {
        match arguments.first().and_then(|&first| self.body.literal(first)) {
            Some(name) => self.member(id, value, &name),
            None => self.with_input(value.clone(), |flow| {
                let mut written = Abstract::default();
                for &id in arguments {
                    written = written.with(&flow.expression(id));
                }
                written
            }),
        }
    }

    /// `$list.Add($x)`, `$table.Add('Key', $x)`, `$text.Append($x)`.
    fn adds(&mut self, target: NodeId, arguments: &[NodeId], value: &Abstract) {
        let key = match arguments {
            [key, _] => self.body.literal(*key),
            _ => None,
        };
        let path: Vec<String> = key.map(|key| key.to_string()).into_iter().collect();
        self.add_to(target, path, value);
    }
}

#[cfg(test)]
mod tests {
    use crate::powershell::{TOKENS, read_body};

    #[test]
    fn whatever_mentions_a_secret_holds_it() {
        for (body, is_found) in [
            ("$x = $s.Trim(); Complete-Task a $x", true),
            ("Complete-Task a ([uri]::EscapeDataString($s))", true),
            ("Complete-Task a ('{0} {1}' -f 'b', $s)", true),
            ("Complete-Task a ($s -replace '-', '')", true),
            ("Complete-Task a $s.Substring(1)", true),
            ("$x = $y = $s; Complete-Task a $x", true),
            ("$x = 'b' +\n  $s\nComplete-Task a $x", true),
            ("$x = if ($y) { 'b' }\nelse { $s }\nComplete-Task a $x", true),
            ("$x = switch ($y) { 1 { $s } }\nComplete-Task a $x", true),
            ("$x = & x.exe /p $s 2>&1; Complete-Task a \"$x\"", true),
            ("$x = net use $s\nComplete-Task a \"$x\"", true),
            ("$h = @{ P = $s }; $x = & x.exe @h; Complete-Task a $x", true),
            ("$x = $s | Out-String | ForEach-Object { $_.Trim() }; Complete-Task a $x", true),
            ("$s | ForEach-Object { Complete-Task a $_ }", true),
            ("foreach ($x in @('b', $s)) { Complete-Task a $x }", true),
            ("$l = @(); $l += $s; Complete-Task a ($l -join ' ')", true),
            ("$l = New-Object X; $null = $l.Add(\"b $s\"); Complete-Task a ($l -join ' ')", true),
            ("$h = @{ A = @{ B = \"b $s\" } }; Complete-Task a $h.A.B", true),
            ("$h = @{}; $h.Add('B', $s); Complete-Task a $h.B", true),
            ("$h = @{ B = $s }; Complete-Task a ($h | ConvertTo-Json)", true),
            ("$h = @{ B = $s }; $i = $h; Complete-Task a ($i.Values -join ' ')", true),
            ("$o = [pscustomobject]@{ B = $s }; Complete-Task a $o", true),
            ("Complete-Task a ([pscustomobject]@{ B = $s })", true),
            ("Complete-Task a ($Field.Values -join ' ')", true),
            ("$k = 't'; Complete-Task a $Field[$k]", true),
            ("Complete-Task a ($Field | ConvertTo-Json)", true),
            (
                "function Log($m) { $script:l += $m }\n$script:l = ''\nLog \"b $s\"\nComplete-Task a $script:l",
                true,
            ),
            ("$x = $p | Select-Object -ExpandProperty RecoveryPassword\nComplete-Task a $x", true),
            ("$x = \"$s at $(Get-Date)\"; Complete-Task a $x", true),
            ("$x =\n  $s\nComplete-Task a $x", true),
            ("$x = $s -creplace\n  '-', ''\nComplete-Task a $x", true),
            (
                "$x = 'b'; foreach ($i in 1..9) { if ($i -gt 2) { Complete-Task a $x }; $x = $y; $y = $s }",
                true,
            ),
            ("try { $x = $s; F; $x = 'b' } catch { Complete-Task a $x }", true),
            ("$x = 'b'; try { F } finally { $x = $s }; Complete-Task a $x", true),
            ("$x = $s; if ($y) { $x = 'b'; Complete-Task a $x }; Complete-Task a $x", true),
            ("if ($y) { $x = $s; break }; Complete-Task a $x", true),
            ("while ($y) { if ($z) { $x = $s; break } }; Complete-Task a $x", true),
            ("function F { @{ K = $s; L = 'b' } }; $r = F; Complete-Task a $r.K", true),
            ("function F([string[]] $m) { $m | ForEach-Object { Complete-Task a $_ } }; F 'b', $s", true),
            ("function F { process { Complete-Task a $_ } }; $s | F", true),
            ("function F { $script:x = $s }; F; Complete-Task a $script:x", true),
            ("$p = @{ M = $s }; function F($M) { Complete-Task a $M }; F @p", true),
            ("$a, $b = 'b', $s; Complete-Task a $b", true),
            ("$x = ($y = $s); Complete-Task a $x", true),
            ("function F { param($T = 'b') Complete-Task a $T }; F $s", true),
            ("function F($T = $s) { Complete-Task a $T }; F", true),
            ("function F { Complete-Task a $args[0] }; F $s", true),
            ("trap { Complete-Task a $x }; $x = $s; F", true),
            ("1..3 | ForEach-Object { if ($_ -gt 1) { Complete-Task a $x }; $x = $s }", true),
            ("Set-Variable -Name x -Value $s; Complete-Task a $x", true),
            ("F $s -OutVariable x; Complete-Task a $x", true),
            ("$j = Start-Job { $using:s }; Complete-Task a ($j | Receive-Job -Wait)", true),
            ("$b = { $s }; Complete-Task a (& $b)", true),
            ("@($s).ForEach({ Complete-Task a $_ })", true),
            ("switch ($s) { { $_ } { Complete-Task a $_ } }", true),
            ("$o = $s | Select-Object -Property Length; Complete-Task a $o", true),
            ("$x = $y ? $s : 'b'; Complete-Task a $x", true),
            ("$x ??= $s; Complete-Task a $x", true),
            ("$h = @{ A = @{} }; $h.A.B = $s; Complete-Task a $h.A.B", true),
            ("class C { [void] F() { Complete-Task a $script:q } }; $script:q = $s; [C]::new().F()", true),
            ("function F { @{ K = $s; L = 'b' } }; $r = F; Complete-Task a $r.L", false),
            ("if ($y) { $x = $s; return }; Complete-Task a $x", false),
            ("if ($y) { $x = $s; throw 'b' } else { $x = 'c' }; Complete-Task a $x", false),
            ("$x = $s; $x = 'b'; Complete-Task a \"$x at $(Get-Date)\"", false),
            ("$a, $b = 'b', $s; Complete-Task a $a", false),
            ("$k = 'u'; Complete-Task a $Field[$k].Length", false),
            ("Complete-Task a $Field['t'].Length", false),
            ("$o = $s | Select-Object Length; Complete-Task a $o.Length", false),
            ("$r = Invoke-RestMethod -Uri 'u' -Headers @{ A = $s }; Complete-Task a $r.id", false),
            ("$h = @{ A = $s }; $r = Invoke-WebRequest @h; Complete-Task a $r.Content", false),
            (
                "$p = Start-Process x.exe -ArgumentList $s -PassThru; Complete-Task a \"$($p.ExitCode)\"",
                false,
            ),
            ("$null = & x.exe $s; Complete-Task a \"$LASTEXITCODE\"", false),
            ("& x.exe $s | Out-Null; Complete-Task a \"$LASTEXITCODE\"", false),
            ("$x = Test-It $s; Complete-Task a \"$x\"", false),
            ("$x = [string]::IsNullOrEmpty($s); Complete-Task a \"$x\"", false),
            ("$x = -not $s; Complete-Task a \"$x\"", false),
            ("Complete-Task a \"$($s.Length) characters\"", false),
            ("$x = if ($s) { 'set' } else { 'none' }\nComplete-Task a $x", false),
            ("if ($s) { Complete-Task a 'set' }", false),
            (
                "$c = New-Object PSCredential 'u', (ConvertTo-SecureString $s -AsPlainText -Force)\nComplete-Task a $c.UserName",
                false,
            ),
            ("$h = @{ B = $s; C = 'c' }; Complete-Task a $h.C", false),
            ("$h = @{ B = $s }; Complete-Task a ($h.Keys -join ' ')", false),
            ("$u = New-LocalUser -Name 'u' -Password $s; Complete-Task a $u.Name", false),
            ("$x = $list | Where-Object { $_.Key -eq $s }; Complete-Task a $x.Name", false),
            ("foreach ($field in $list) { Complete-Task a $field.Name; F $field }", false),
            ("$s | ForEach-Object { try { G } catch { Complete-Task a $_ } }", false),
            ("Complete-Task a \"$($Field.Count) fields\"", false),
        ] {
            let reports = read_body(&format!("$s = $Field['t']\n{body}"), &TOKENS).reports;
            let stored: Vec<_> = reports.iter().flat_map(|report| &report.stored).collect();
            assert_eq!(!stored.is_empty(), is_found, "{body}: {stored:?}");
        }
    }
}
