<#
.SYNOPSIS
    BitLocker Recovery Key Backup

.DESCRIPTION
    Saves every BitLocker recovery key of the device to the directory it is joined to, and reports the result.

.OUTPUTS
    One line: the text of an outcome, and behind it a detail if there is one. By key:
    successful = All BitLocker keys are backed up successfully
    failed = FAILED
    missing = Not Available
    not-encrypted = No volume is encrypted
    not-joined = Device is not joined to a directory
    no-module = BitLocker module is missing
    error = Unexpected error

.NOTES
    Rendered by rmmgen. Change the manifest or the script's body, then render again.
#>

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# What each outcome prints, what stands between it and its detail, and how the script exits.
$RmmGenOutcome = @{}
$RmmGenOutcome['successful'] = @{ Text = 'All BitLocker keys are backed up successfully'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['failed'] = @{ Text = 'FAILED'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['missing'] = @{ Text = 'Not Available'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['not-encrypted'] = @{ Text = 'No volume is encrypted'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['not-joined'] = @{ Text = 'Device is not joined to a directory'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['no-module'] = @{ Text = 'BitLocker module is missing'; Joint = ': '; ExitCode = 0 }
$RmmGenOutcome['error'] = @{ Text = 'Unexpected error'; Joint = ': '; ExitCode = 0 }

# One table for all that changes: a function called from the body can set its entries from any scope.
$RmmGenState = @{
    Outcome = $null
    Detail  = ''
    Failure = $null
    OnError = 'error'
    Limit   = 300
    # What the line may be tested for, each outcome's own text too: no detail may hold one that its outcome's text lacks.
    Barred  = @('All BitLocker keys are backed up successfully', 'BitLocker module is missing', 'Device is not joined to a directory', 'FAILED', 'No volume is encrypted', 'Not Available', 'Unexpected error')
    # Breaks one up. It stands in none of them.
    Breaker = '-'
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

try {
    :RmmGenBody do {
        & {
# Saves the recovery passwords of every BitLocker volume where the device is joined: Entra ID, Active Directory
# Domain Services, or both. No recovery password is ever read here: the BitLocker module takes the id of one.

$limit = 280 # for the report: what a text box holds, less the outcome's text

# An error's message on one line. A recovery password is eight groups of six digits: whatever looks like such groups
# goes, glued to letters too; of an id (8-4-4-4-12) it may be a piece. Error codes (0x80310059) stay.
function Get-SafeText {
    param([object] $Problem)

    $groups = '(?<![0-9])[0-9]{6}(?:[^0-9A-Za-z]+[0-9]{1,6}(?![0-9]))+'
    $alone = '(?<![0-9])[0-9]{6}(?![0-9])'
    $run = '[0-9]{13,}'
    $text = [regex]::Replace("$Problem", "$groups|$alone|$run", '***')
    return [regex]::Replace($text, '\s+', ' ').Trim()
}

# Something that went wrong: what, and why.
function Get-Finding {
    param([string] $What, [object] $Why)

    return [pscustomobject] @{ What = $What; Why = Get-SafeText -Problem $Why }
}

# 'WHAT (WHY); WHAT (WHY)': where not all of it fits, every WHAT keeps its place and each WHY loses as much.
function Join-Finding {
    param([object[]] $Finding)

    $room = $limit
    foreach ($one in $Finding) {
        $room = $room - $one.What.Length - 5
    }
    $room = [Math]::Max(20, [int] [Math]::Floor($room / $Finding.Length))
    $parts = foreach ($one in $Finding) {
        $why = $one.Why
        if ($why.Length -gt $room) {
            $why = $why.Substring(0, $room)
        }
        "$($one.What) ($why)"
    }
    return @($parts) -join '; '
}

# Where the volumes are mounted, as Windows itself lists them.
function Get-MountPoint {
    $namespace = 'root/CIMV2/Security/MicrosoftVolumeEncryption'
    foreach ($volume in @(Get-CimInstance -Namespace $namespace -ClassName 'Win32_EncryptableVolume' -ErrorAction Stop)) {
        if ($volume.DriveLetter) {
            $volume.DriveLetter
        }
        else {
            $volume.DeviceID
        }
    }
}

# Every volume that can be read, and a finding for each that cannot.
function Read-Volume {
    $read = New-Object -TypeName 'System.Collections.Generic.List[object]'
    try {
        # Errors as output: with -ErrorAction Stop the first volume that cannot be read would hide the others.
        Get-BitLockerVolume -ErrorAction Continue 2>&1 | ForEach-Object -Process {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                $read.Add((Get-Finding -What 'A volume cannot be read' -Why $_))
            }
            elseif ($null -ne $_) {
                $read.Add($_)
            }
        }
    }
    catch {
        # The list ended early: the rest, one by one.
        $reason = $_
        $known = @($read | ForEach-Object -Process { if ($_.PSObject.Properties['MountPoint']) { $_.MountPoint } })
        $names = @()
        try {
            $names = @(Get-MountPoint)
        }
        catch {
            $read.Add((Get-Finding -What 'The volumes cannot be listed' -Why $reason))
        }
        foreach ($name in $names) {
            if ($known -notcontains $name) {
                try {
                    $volume = Get-BitLockerVolume -MountPoint $name -ErrorAction Stop
                    if ($null -eq $volume) {
                        throw 'Get-BitLockerVolume returned nothing'
                    }
                    $read.Add($volume)
                }
                catch {
                    $read.Add((Get-Finding -What "$name cannot be read" -Why $_))
                }
            }
        }
    }
    if ($read.Count -eq 0) {
        $read.Add((Get-Finding -What 'The volumes cannot be listed' -Why 'Get-BitLockerVolume returned nothing'))
    }
    return $read.ToArray()
}

# Where the device can save a key; a failure where that cannot be told of Entra ID.
function Get-Directory {
    param([object] $Failure)

    $status = @()
    try {
        $status = @(dsregcmd /status)
        if (@($status -match '^\s*AzureAdJoined\s*:').Length -eq 0) {
            $Failure.Add((Get-Finding -What 'Entra ID' -Why 'dsregcmd does not say whether the device is joined'))
        }
    }
    catch [System.Management.Automation.CommandNotFoundException] {
        Write-Verbose -Message 'Before Windows 10 and Server 2016 there is no dsregcmd, and no Entra ID.'
    }
    catch {
        $Failure.Add((Get-Finding -What 'Entra ID' -Why $_))
    }
    if (@($status -match '^\s*AzureAdJoined\s*:\s*YES\s*$').Length -gt 0) {
        'Entra ID'
    }
    $inDomain = @($status -match '^\s*DomainJoined\s*:\s*YES\s*$').Length -gt 0
    if (@($status -match '^\s*DomainJoined\s*:').Length -eq 0) {
        $inDomain = (Get-CimInstance -ClassName 'Win32_ComputerSystem' -ErrorAction Stop).PartOfDomain
    }
    if ($inDomain) {
        'Active Directory'
    }
}

# Saves one key. Both commands report a failure as an error that ends nothing, and then return nothing.
function Save-RecoveryKey {
    param([object] $Key, [string] $Directory)

    $volume = $null
    if ($Directory -eq 'Entra ID') {
        $volume = BackupToAAD-BitLockerKeyProtector -MountPoint $Key.MountPoint -KeyProtectorId $Key.Id -ErrorAction Stop
    }
    else {
        $volume = Backup-BitLockerKeyProtector -MountPoint $Key.MountPoint -KeyProtectorId $Key.Id -ErrorAction Stop
    }
    if ($null -eq $volume) {
        throw 'the command returned nothing'
    }
}

try {
    if ($null -eq (Get-Command -Name 'Get-BitLockerVolume' -ErrorAction SilentlyContinue)) {
        if ($env:PROCESSOR_ARCHITEW6432) {
            $advice = 'this is a 32-bit PowerShell on 64-bit Windows. Run the script with the 64-bit one, ' +
                'Sysnative\WindowsPowerShell\v1.0\powershell.exe in the Windows folder'
            Complete-Task -Outcome 'no-module' -Detail $advice
        }
        Complete-Task -Outcome 'no-module' -Detail 'add the Windows feature BitLocker Drive Encryption'
    }

    $keys = New-Object -TypeName 'System.Collections.Generic.List[object]'
    $failures = New-Object -TypeName 'System.Collections.Generic.List[object]'
    $missing = New-Object -TypeName 'System.Collections.Generic.List[object]'
    foreach ($volume in @(Read-Volume)) {
        $name = 'A volume'
        try {
            if ($volume.PSObject.Properties['Why']) {
                $failures.Add($volume)
                continue
            }
            $name = [string] $volume.MountPoint
            $status = [string] $volume.VolumeStatus
            $found = 0
            foreach ($protector in $volume.KeyProtector) {
                if ($null -ne $protector -and [string] $protector.KeyProtectorType -eq 'RecoveryPassword') {
                    $keys.Add([pscustomobject] @{ MountPoint = $name; Id = [string] $protector.KeyProtectorId })
                    $found = $found + 1
                }
            }
            if ($found -gt 0 -or $status -eq 'FullyDecrypted') {
                continue
            }
            if ([string] $volume.LockStatus -eq 'Locked') {
                $failures.Add((Get-Finding -What $name -Why 'locked, and no recovery password to be seen'))
            }
            elseif ($status -eq '') {
                $failures.Add((Get-Finding -What $name -Why 'its state is unknown'))
            }
            else {
                $missing.Add((Get-Finding -What $name -Why 'encrypted, and has no recovery password'))
            }
        }
        catch {
            $failures.Add((Get-Finding -What "$name cannot be read" -Why $_))
        }
    }
    if ($keys.Count + $failures.Count + $missing.Count -eq 0) {
        Complete-Task -Outcome 'not-encrypted'
    }

    $before = $failures.Count
    $directories = @(Get-Directory -Failure $failures)
    if ($directories.Length -eq 0 -and $failures.Count -eq $before) {
        Complete-Task -Outcome 'not-joined' -Detail 'neither to Entra ID nor to a domain, so no key can be saved'
    }

    foreach ($key in $keys) {
        foreach ($directory in $directories) {
            try {
                Save-RecoveryKey -Key $key -Directory $directory
            }
            catch {
                $failures.Add((Get-Finding -What "$($key.MountPoint) $($key.Id) to $directory" -Why $_))
            }
        }
    }

    if ($failures.Count -gt 0) {
        Complete-Task -Outcome 'failed' -Detail (Join-Finding -Finding ($failures.ToArray() + $missing.ToArray()))
    }
    if ($missing.Count -gt 0) {
        Complete-Task -Outcome 'missing' -Detail (Join-Finding -Finding $missing.ToArray())
    }
    $saved = foreach ($key in $keys) {
        "$($key.MountPoint) $($key.Id)"
    }
    Complete-Task -Outcome 'successful' -Detail "to $($directories -join ' and '): $(@($saved) -join ', ')"
}
catch {
    Complete-Task -Outcome 'error' -Detail (Get-SafeText -Problem $_)
}
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
