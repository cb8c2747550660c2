<#
.SYNOPSIS
    {{ help.name }}

.DESCRIPTION
    {{ help.description }}

.OUTPUTS
    One line: the text of an outcome, and behind it a detail if there is one. By key:
{% for outcome in help.outcomes %}
    {{ outcome.key }} = {{ outcome.text }}
{% endfor %}

.NOTES
    Rendered by rmmgen. Change the manifest or the script's body, then render again.
#>

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# What each outcome prints, what stands between it and its detail, and how the script exits.
$RmmGenOutcome = @{}
{% for outcome in outcomes %}
$RmmGenOutcome[{{ outcome.key }}] = @{ Text = {{ outcome.text }}; Joint = {{ outcome.joint }}; ExitCode = {{ outcome.exit_code }} }
{% endfor %}

# One table for all that changes: a function called from the body can set its entries from any scope.
$RmmGenState = @{
    Outcome = $null
    Detail  = ''
    Failure = $null
    OnError = {{ on_error }}
    Limit   = {{ limit }}
    # What the line may be tested for, each outcome's own text too: no detail may hold one that its outcome's text lacks.
    Barred  = {{ barred }}
    # Breaks one up. It stands in none of them.
    Breaker = {{ breaker }}
}

function Complete-Task {
    <#
    .SYNOPSIS
        Ends the script, wherever it is called. The first call counts.
    #>
    param([object] $Outcome, [object] $Detail)

    if ($null -eq $RmmGenState.Outcome) {
        $RmmGenState.Outcome = "$Outcome"
        $RmmGenState.Detail = "$Detail"
    }
    break RmmGenBody
}

function Limit-RmmGenLine {
    param([string] $Line)

    if ($Line.Length -gt $RmmGenState.Limit) {
        $Line = $Line.Substring(0, $RmmGenState.Limit)
    }
    # Half a character is none.
    if ([char]::IsHighSurrogate($Line, $Line.Length - 1)) {
        $Line = $Line.Substring(0, $Line.Length - 1)
    }
    return $Line
}

function Join-RmmGenLine {
    param([string] $Text, [string] $Joint, [string] $Detail)

    $ordinal = [StringComparison]::OrdinalIgnoreCase
    $stem = $Text + $Joint
    $tail = [regex]::Replace($Detail, '[\s\p{Cc}]+', ' ').Trim()
    if ($tail.Length -eq 0 -or $stem.Length -ge $RmmGenState.Limit) {
        return $Text
    }
    $line = Limit-RmmGenLine -Line ($stem + $tail)
    foreach ($literal in $RmmGenState.Barred) {
        if ($Text.IndexOf($literal, $ordinal) -ge 0) {
            continue
        }
        # Where its last character begins; a single character has to be replaced.
        $last = $literal.Length - 1
        if ([char]::IsLowSurrogate($literal, $last)) {
            $last = $last - 1
        }
        # One that ends in the detail, wherever it begins.
        $from = [Math]::Max(0, $stem.Length - $literal.Length + 1)
        $at = $line.IndexOf($literal, $from, $ordinal)
        while ($at -ge 0) {
            if ($last -le 0) {
                $line = $line.Remove($at, $literal.Length)
            }
            $line = $line.Insert($at + [Math]::Max(0, $last), $RmmGenState.Breaker)
            $at = $line.IndexOf($literal, $from, $ordinal)
        }
    }
    return Limit-RmmGenLine -Line $line
}

function Resolve-RmmGenEnd {
    $key = $RmmGenState.Outcome
    $detail = $RmmGenState.Detail
    # An outcome that was reported counts, whatever broke behind it, as behind a trap or in a ValidateScript block.
    if ($null -eq $key -and $null -ne $RmmGenState.Failure) {
        $key = $RmmGenState.OnError
        $detail = "$($RmmGenState.Failure)"
        if ([string]::IsNullOrWhiteSpace($detail)) {
            $detail = $RmmGenState.Failure.Exception.GetType().FullName
        }
    }
    elseif ($null -eq $key) {
        $key = $RmmGenState.OnError
        $detail = 'The script ended without reporting an outcome'
    }
    elseif (-not $RmmGenOutcome.ContainsKey($key)) {
        $detail = "The script reported an undeclared outcome, '$key': $detail"
        $key = $RmmGenState.OnError
    }
    $outcome = $RmmGenOutcome[$key]
    return @{
        Line     = Join-RmmGenLine -Text $outcome.Text -Joint $outcome.Joint -Detail $detail
        ExitCode = $outcome.ExitCode
    }
}
{% if values %}

# A table that throws where it is asked for a key that it does not have, with the nearest one.
class RmmGenTable : hashtable {
    hidden [string] $RmmGenName

    RmmGenTable([string] $Name) : base([StringComparer]::OrdinalIgnoreCase) {
        $this.psbase.RmmGenName = $Name
    }

    [object] get_Item([object] $Key) {
        if ($this.ContainsKey("$Key")) {
            return ([hashtable] $this).get_Item("$Key")
        }
        $nearest = ''
        $least = [int]::MaxValue
        foreach ($known in $this.psbase.Keys) {
            $distance = [RmmGenTable]::Distance("$Key".ToLowerInvariant(), "$known".ToLowerInvariant())
            if ($distance -lt $least) {
                $nearest = $known
                $least = $distance
            }
        }
        throw "there is no '$Key' in $($this.psbase.RmmGenName); the nearest is '$nearest'"
    }

    # How many letters have to be typed, deleted or replaced to make one text of another.
    hidden static [int] Distance([string] $From, [string] $To) {
        $row = @(0..$To.Length)
        for ($i = 1; $i -le $From.Length; $i++) {
            $corner = $row[0]
            $row[0] = $i
            for ($j = 1; $j -le $To.Length; $j++) {
                $replaced = $corner + [int] ($From[$i - 1] -cne $To[$j - 1])
                $corner = $row[$j]
                $row[$j] = [Math]::Min([Math]::Min($row[$j], $row[$j - 1]) + 1, $replaced)
            }
        }
        return $row[$To.Length]
    }
}

function ConvertFrom-RmmGenToken {
    param([string] $Text, [hashtable] $Rule)

    $subject = $Rule.Subject
    $trimmed = $Text.Trim()
    # The platform replaces whole tokens only, so the name is joined with its signs here.
    $token = '@' + $Rule.Variable + '@'
    if ($trimmed.Length -eq 0 -or [string]::Equals($trimmed, $token, [StringComparison]::OrdinalIgnoreCase)) {
        if ($Rule.Required) {
            throw "$subject is required and has no value"
        }
        return $Rule.Default
    }
    if ($Rule.Kind -eq 'Flag') {
        if (@('1', 'True', 'Yes') -contains $trimmed) {
            return $true
        }
        if (@('0', 'False', 'No') -contains $trimmed) {
            return $false
        }
        throw "$subject is neither true nor false"
    }
    $value = $Text
    if ($Rule.Kind -eq 'Number') {
        if ($trimmed -notmatch '^-?[0-9]{1,18}$') {
            throw "$subject is not a whole number"
        }
        $value = [long] $trimmed
        if ($null -ne $Rule.Least -and ($value -lt $Rule.Least -or $value -gt $Rule.Most)) {
            throw "$subject is not in its range, $($Rule.Least) to $($Rule.Most)"
        }
    }
    if ($Rule.Accepted.Length -gt 0 -and $Rule.Accepted -cnotcontains $value) {
        throw "$subject has a value that is not accepted"
    }
    return $value
}
{% endif %}

try {
{% for table in tables %}
    {{ table }} = [RmmGenTable]::new('{{ table }}')
{% endfor %}
{% for value in values %}
    # Nothing but a token in each: its value is pasted in before PowerShell reads the script. It stands behind a sign,
    # since a value that began its line with a quote and an at sign would end the string and run what follows.
    $RmmGenToken = @'
={{ value.token }}
'@
    {{ value.table }}[{{ value.key }}] = ConvertFrom-RmmGenToken -Text $RmmGenToken.Substring(1) -Rule @{
        Subject  = {{ value.subject }}
        Variable = {{ value.variable }}
        Kind     = {{ value.kind }}
        Required = {{ value.required }}
        Default  = {{ value.default }}
        Accepted = {{ value.accepted }}
        Least    = {{ value.least }}
        Most     = {{ value.most }}
    }
{% endfor %}
    :RmmGenBody do {
        & {
{{ body }}
        } 3>$null 4>$null 5>$null 6>$null | Out-Null
    } while ($false)
}
catch {
    $RmmGenState.Failure = $_
}
finally {
    # Here, so that not even an exit in the body is silent.
    $RmmGenEnd = Resolve-RmmGenEnd
    $RmmGenEnd.Line
    exit $RmmGenEnd.ExitCode
}
