<#
.SYNOPSIS
    Runs the BitLocker script in many states of a device and compares what it says and saves with what it should.
.DESCRIPTION
    Every state is run twice in this process: by a script that calls it with &, and by one that captures its output.
    A sample is also run with -File in a process of its own. Prints 'N states, M failed' and exits 1 where any did.
.PARAMETER Script
    The rendered script.
.PARAMETER Quick
    Without the processes, and no further than the first state that fails.
#>
param([string] $Script, [switch] $Quick)

Set-StrictMode -Version Latest
$Script = (Resolve-Path -LiteralPath $Script).ProviderPath
$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ([Guid]::NewGuid().ToString('N'))
$null = New-Item -Path $folder -ItemType Directory
$shell = (Get-Process -Id $PID).Path
$modules = Join-Path -Path $PSScriptRoot -ChildPath 'modules'
$modulePath = $env:PSModulePath

$texts = @{
    'successful'    = 'All BitLocker keys are backed up successfully'
    'failed'        = 'FAILED'
    'missing'       = 'Not Available'
    'not-encrypted' = 'No volume is encrypted'
    'not-joined'    = 'Device is not joined to a directory'
    'no-module'     = 'BitLocker module is missing'
    'error'         = 'Unexpected error'
}

# The states ---------------------------------------------------------------------------------------------------------

$counter = 0
function Get-NewKey {
    param($Entra, $Domain)

    $script:counter++
    $groups = 1..8 | ForEach-Object -Process { '{0:D6}' -f (271828 + 11 * (8 * $script:counter + $_)) }
    return @{
        id = '{' + ('{0:D8}' -f $script:counter) + '-ABCD-4ABC-8ABC-ABCDEFABCDEF}'; password = $groups -join '-'
        entra = $Entra; domain = $Domain
    }
}

# A volume of a kind; the ways are how saving its first key goes.
function Get-NewVolume {
    param($Mount, $Kind, $Entra, $Domain)

    $keys = @()
    if ($Kind -in @('key', 'keys2', 'progress', 'locked-key', 'broken')) {
        $keys += Get-NewKey -Entra $Entra -Domain $Domain
    }
    if ($Kind -eq 'keys2') {
        $keys += Get-NewKey -Entra 'ok' -Domain 'ok'
    }
    return @{ mount = $Mount; kind = $Kind; held = $keys }
}

function Get-NewState {
    param([string[]] $Kinds, $Entra = $false, $Domain = $false, $EntraWay = 'ok', $DomainWay = 'ok', $Dsregcmd = $true, $Module = 'present')

    $volumes = @()
    $letters = 'CDEFGH'
    for ($i = 0; $i -lt $Kinds.Length; $i++) {
        # Only the first volume's key can fail: the others show that they are saved all the same.
        if ($i -gt 0) {
            $EntraWay = 'ok'
            $DomainWay = 'ok'
        }
        $volumes += Get-NewVolume -Mount "$($letters[$i]):" -Kind $Kinds[$i] -Entra $EntraWay -Domain $DomainWay
    }
    return @{ module = $Module; dsregcmd = $Dsregcmd; entra = $Entra; domain = $Domain; volumes = $volumes }
}

$sets = @(
    , @()
    , @('plain')
    , @('plain', 'plain')
    , @('key')
    , @('keys2')
    , @('tpm')
    , @('bare')
    , @('progress')
    , @('progress-tpm')
    , @('key', 'plain')
    , @('key', 'key', 'key')
    , @('key', 'tpm')
    , @('plain', 'tpm', 'plain')
    , @('tpm', 'bare', 'progress-tpm')
    , @('unreadable')
    , @('unreadable', 'key')
    , @('key', 'unreadable', 'key')
    , @('key', 'unreadable', 'tpm')
    , @('throws', 'key')
    , @('key', 'throws', 'keys2')
    , @('broken', 'key')
    , @('key', 'broken', 'plain')
    , @('locked-key')
    , @('locked-key', 'key')
    , @('locked-bare')
    , @('plain', 'locked-bare', 'key')
    , @('keys2', 'keys2', 'keys2', 'key', 'key', 'tpm')
)
$joins = @(
    @{ Entra = $true; Domain = $false }
    @{ Entra = $false; Domain = $true }
    @{ Entra = $true; Domain = $true }
)
$ways = @('error', 'silent', 'throw', 'secret', 'says', 'long', 'noisy')

$states = @(
    foreach ($set in $sets) {
        Get-NewState -Kinds $set
        Get-NewState -Kinds $set -Dsregcmd $false
        Get-NewState -Kinds $set -Domain $true -Dsregcmd $false
        Get-NewState -Kinds $set -Entra $true -Dsregcmd 'mute'
        Get-NewState -Kinds $set -Entra $true -Domain $true -Dsregcmd 'mute'
        Get-NewState -Kinds $set -Entra $true -Domain $true -Dsregcmd 'breaks'
        foreach ($join in $joins) {
            Get-NewState -Kinds $set @join
            if ($set.Length -gt 0 -and $set[0] -in @('key', 'keys2', 'progress')) {
                foreach ($way in $ways) {
                    Get-NewState -Kinds $set @join -EntraWay $way -DomainWay $way
                    if ($join.Entra -and $join.Domain) {
                        Get-NewState -Kinds $set @join -EntraWay $way
                        Get-NewState -Kinds $set @join -DomainWay $way
                    }
                }
            }
        }
    }
    Get-NewState -Kinds @('key') -Entra $true -Module 'absent'
    Get-NewState -Kinds @('key') -Domain $true -Module 'absent'
    Get-NewState -Kinds @('key') -Entra $true -Module 'absent-32'
)

# What should come of a state ----------------------------------------------------------------------------------------

function Get-Expectation {
    param($State)

    $expected = @{ Outcome = ''; Saved = @(); Says = @() }
    $kinds = @($State.volumes | ForEach-Object -Process { $_.kind })
    if ($State.module -ne 'present') {
        $expected.Outcome = 'no-module'
        return $expected
    }
    if ($kinds.Length -gt 0 -and @($kinds | Where-Object -FilterScript { $_ -ne 'plain' }).Length -eq 0) {
        $expected.Outcome = 'not-encrypted'
        return $expected
    }
    # Without dsregcmd only a domain can be seen, and there is no Entra ID on such a Windows. Where it is there and does
    # not answer, keys may have to go to Entra ID.
    $isInDoubt = $State.dsregcmd -is [string]
    $directories = @()
    if ($State.entra -and $State.dsregcmd -and -not $isInDoubt) {
        $directories += 'Entra ID'
    }
    if ($State.domain) {
        $directories += 'Active Directory'
    }
    if ($directories.Length -eq 0 -and -not $isInDoubt) {
        $expected.Outcome = 'not-joined'
        return $expected
    }
    $failed = $kinds.Length -eq 0 -or $isInDoubt
    if ($isInDoubt) {
        $expected.Says += 'Entra ID'
    }
    foreach ($volume in $State.volumes) {
        if ($volume.kind -in @('unreadable', 'throws', 'broken', 'locked-bare')) {
            $failed = $true
            $expected.Says += $volume.mount
            continue
        }
        foreach ($key in $volume.held) {
            foreach ($directory in $directories) {
                $way = $key.domain
                if ($directory -eq 'Entra ID') {
                    $way = $key.entra
                }
                if ($volume.kind -ne 'locked-key' -and $way -in @('ok', 'noisy')) {
                    $expected.Saved += "$directory $($volume.mount) $($key.id)"
                    continue
                }
                $failed = $true
                $expected.Says += "$($volume.mount) $($key.id) to $directory"
                if ($way -notin @('silent')) {
                    $expected.Says += 'Refused'
                }
            }
        }
    }
    $without = @($State.volumes | Where-Object -FilterScript { $_.kind -in @('tpm', 'bare', 'progress-tpm') })
    if ($failed) {
        $expected.Outcome = 'failed'
    }
    elseif ($without.Length -gt 0) {
        $expected.Outcome = 'missing'
        $expected.Says += @($without | ForEach-Object -Process { $_.mount })
    }
    else {
        $expected.Outcome = 'successful'
        $expected.Says += @($State.volumes | Where-Object -FilterScript { $_.kind -ne 'plain' } | Select-Object -First 1 |
                ForEach-Object -Process { "$($_.mount) $($_.held[0].id)" })
    }
    return $expected
}

# Running it ---------------------------------------------------------------------------------------------------------

$calls = Join-Path -Path $folder -ChildPath 'calls.ps1'
$captures = Join-Path -Path $folder -ChildPath 'captures.ps1'
$saved = Join-Path -Path $folder -ChildPath 'saved.txt'
$errors = Join-Path -Path $folder -ChildPath 'errors.txt'
Set-Content -LiteralPath $calls -Value 'param($Script) & $Script' -Encoding Ascii
Set-Content -LiteralPath $captures -Value 'param($Script) $line = & $Script; $line' -Encoding Ascii

function Set-Device {
    param($State)

    Set-Content -LiteralPath $saved -Value ''
    $env:RMMGEN_SAVED = $saved
    $env:RMMGEN_STATE = ConvertTo-Json -InputObject $State -Depth 8 -Compress
    $env:PROCESSOR_ARCHITEW6432 = $null
    if ($State.module -eq 'present') {
        $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $modulePath
    }
    else {
        # An empty place, so that no module is found, not even a real one.
        $env:PSModulePath = $folder
        Get-Module -Name 'BitLocker' | Remove-Module
    }
    if ($State.module -eq 'absent-32') {
        $env:PROCESSOR_ARCHITEW6432 = 'AMD64'
    }
}

# What a run wrote: its lines, and all of it as one text.
function Invoke-Way {
    param($Way)

    if ($Way -eq 'file') {
        $lines = @(& $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $Script 2>$errors)
        return @{ Lines = $lines; All = ($lines + @(Get-Content -LiteralPath $errors)) -join "`n"; Exit = $LASTEXITCODE }
    }
    $caller = $calls
    if ($Way -eq 'captured') {
        $caller = $captures
    }
    $all = @()
    try {
        $all = @(& $caller $Script *>&1)
    }
    catch {
        $all = @($_)
    }
    # Whatever is no error must be the line.
    $lines = @($all | Where-Object -FilterScript { $_ -isnot [System.Management.Automation.ErrorRecord] })
    return @{ Lines = $lines; All = ($all | Out-String -Width 4096); Exit = $LASTEXITCODE }
}

# All that is wrong with a run.
function Get-Fault {
    param($State, $Run, $Expected)

    if ($Run.Lines.Length -ne 1 -or $Run.Lines[0] -isnot [string]) {
        "$($Run.Lines.Length) lines"
        return
    }
    $line = $Run.Lines[0]
    $text = $texts[$Expected.Outcome]
    if ($line -cne $text -and -not $line.StartsWith("${text}: ", [StringComparison]::Ordinal)) {
        "is not '$text'"
    }
    if ($line.Length -gt 300 -or $line -match '[\r\n]') {
        'is no line of 300 characters'
    }
    if ($Run.Exit -ne 0) {
        "exits with $($Run.Exit)"
    }
    foreach ($key in $texts.Keys) {
        if ($key -ne $Expected.Outcome -and $line.IndexOf($texts[$key], [StringComparison]::OrdinalIgnoreCase) -ge 0) {
            "holds the text of $key"
        }
    }
    foreach ($say in $Expected.Says) {
        if ($line.IndexOf($say, [StringComparison]::Ordinal) -lt 0) {
            "does not say '$say'"
        }
    }
    foreach ($volume in $State.volumes) {
        foreach ($key in $volume.held) {
            foreach ($group in $key.password.Split('-')) {
                if ($Run.All.Contains($group)) {
                    'tells a recovery password'
                }
            }
        }
    }
    $found = @(Get-Content -LiteralPath $saved | Where-Object -FilterScript { $_ } | Sort-Object) -join ', '
    $wanted = @($Expected.Saved | Sort-Object) -join ', '
    if ($found -cne $wanted) {
        "saves [$found] instead of [$wanted]"
    }
}

$failed = 0
$number = 0
$processes = 0
foreach ($state in $states) {
    $number++
    $runs = @('called', 'captured')
    if (-not $Quick -and $number % 16 -eq 1 -and $state.module -eq 'present') {
        $runs += 'file'
        $processes++
    }
    $expected = Get-Expectation -State $state
    $isRight = $true
    foreach ($way in $runs) {
        Set-Device -State $state
        $run = Invoke-Way -Way $way
        foreach ($fault in @(Get-Fault -State $state -Run $run -Expected $expected | Select-Object -Unique)) {
            $isRight = $false
            "state $number, ${way}: $fault"
            "    line:  $($run.Lines -join ' // ')"
            "    state: $env:RMMGEN_STATE"
        }
    }
    if (-not $isRight) {
        $failed++
        if ($Quick) {
            break
        }
    }
}
$env:PSModulePath = $modulePath
Remove-Item -LiteralPath $folder -Recurse -Force
"$number states, $failed failed ($processes also in a process of their own)"
if ($failed -gt 0) {
    exit 1
}
exit 0
