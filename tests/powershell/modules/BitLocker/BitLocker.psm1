# A stand-in for the BitLocker module, for dsregcmd and for the CIM classes beside them. What the device is like
# stands as JSON in $env:RMMGEN_STATE; every key that is saved becomes a line of the file $env:RMMGEN_SAVED.
#
# It behaves as the real one in what matters: script functions of a module, so that preferences of the caller do not
# reach them; a volume or key that fails is an error that ends nothing, and no output; a volume's protectors, their
# types and ids are elements of KeyProtector, which is $null where there is none.

enum VolumeState { FullyDecrypted; FullyEncrypted; EncryptionInProgress }
enum LockState { Unlocked; Locked }
enum ProtectorType { Unknown; Tpm; ExternalKey; RecoveryPassword }

function Get-State {
    return ConvertFrom-Json -InputObject $env:RMMGEN_STATE
}

# What a volume's kind means: its status, its lock, and its protectors.
function ConvertTo-Volume {
    param($Stand)

    $protectors = @()
    if ($Stand.kind -notin @('plain', 'bare', 'locked-bare')) {
        $protectors += [pscustomobject] @{
            KeyProtectorType = [ProtectorType]::Tpm; KeyProtectorId = '{FFFFFFFF-AAAA}'; RecoveryPassword = $null
        }
    }
    foreach ($key in @($Stand.held)) {
        $password = $key.password
        if ($Stand.kind -eq 'locked-key') {
            $password = $null
        }
        $protectors += [pscustomobject] @{
            KeyProtectorType = [ProtectorType]::RecoveryPassword; KeyProtectorId = $key.id; RecoveryPassword = $password
        }
    }
    if ($protectors.Length -eq 0) {
        $protectors = $null
    }
    $status = [VolumeState]::FullyEncrypted
    if ($Stand.kind -eq 'plain') {
        $status = [VolumeState]::FullyDecrypted
    }
    if ($Stand.kind -like 'progress*') {
        $status = [VolumeState]::EncryptionInProgress
    }
    $lock = [LockState]::Unlocked
    if ($Stand.kind -like 'locked*') {
        $lock = [LockState]::Locked
        $status = $null
    }
    $volume = [pscustomobject] @{
        MountPoint = $Stand.mount; VolumeStatus = $status; ProtectionStatus = 'On'; LockStatus = $lock; VolumeType = 'Data'
        KeyProtector = $protectors
    }
    if ($Stand.kind -eq 'broken') {
        $volume.PSObject.Properties.Remove('KeyProtector')
    }
    return $volume
}

function Get-BitLockerVolume {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string[]] $MountPoint)

    process {
        Write-Warning -Message 'A warning nobody asked for'
        foreach ($stand in @((Get-State).volumes)) {
            if ($MountPoint -and $MountPoint -notcontains $stand.mount) {
                continue
            }
            if ($stand.kind -eq 'unreadable') {
                Write-Error -Message "Volume $($stand.mount) is gone"
                continue
            }
            if ($stand.kind -eq 'throws') {
                throw "Volume $($stand.mount) is beyond reading"
            }
            ConvertTo-Volume -Stand $stand
        }
    }
}

# The key of a mount point and an id, with its volume.
function Find-Key {
    param($MountPoint, $KeyProtectorId)

    foreach ($stand in @((Get-State).volumes)) {
        foreach ($key in @($stand.held)) {
            if ($stand.mount -eq $MountPoint -and $key.id -eq $KeyProtectorId) {
                return @{ Stand = $stand; Key = $key }
            }
        }
    }
}

# The error of a way to fail; nothing for the ways that succeed.
function Get-Failure {
    param($Way, $Found)

    if ($Found.Stand.kind -eq 'locked-key') {
        return 'Refused: the volume is locked'
    }
    switch ($Way) {
        'error' { return 'Refused by the directory' }
        'throw' { return 'Refused by the directory' }
        'secret' {
            return "Refused: $($Found.Key.password), or $($Found.Key.password.Replace('-', "`n  ")), or " +
                "Password$($Found.Key.password.Replace('-', ' - ')), or dead$($Found.Key.password.Replace('-', 'beef'))and"
        }
        'says' { return 'Refused: NOT AVAILABLE. all bitlocker keys are backed up SUCCESSFULLY; no volume is encrypted' }
        'long' { return "Refused`r`n" + ('by a very long message ' * 100) }
    }
}

function Save-Key {
    param($Directory, $MountPoint, $KeyProtectorId)

    $found = Find-Key -MountPoint $MountPoint -KeyProtectorId $KeyProtectorId
    if ($null -eq $found) {
        return @{ Failure = 'There is no such key' }
    }
    $way = $found.Key.domain
    if ($Directory -eq 'Entra ID') {
        $way = $found.Key.entra
    }
    $failure = Get-Failure -Way $way -Found $found
    if ($null -eq $failure -and $way -ne 'silent') {
        Add-Content -LiteralPath $env:RMMGEN_SAVED -Value "$Directory $MountPoint $KeyProtectorId" -Encoding Ascii
    }
    return @{ Failure = $failure; Way = $way; Stand = $found.Stand }
}

function Backup-BitLockerKeyProtector {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $MountPoint,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $KeyProtectorId
    )

    process {
        $result = Save-Key -Directory 'Active Directory' -MountPoint $MountPoint[0] -KeyProtectorId $KeyProtectorId
        if ($null -ne $result.Failure) {
            if ($result.Way -eq 'throw') {
                throw $result.Failure
            }
            Write-Error -Message $result.Failure
            return
        }
        if ($result.Way -eq 'noisy') {
            Write-Warning -Message 'Noise'
            Write-Information -MessageData 'Noise' -InformationAction Continue
            Write-Host 'Noise'
            Write-Verbose -Message 'Noise' -Verbose
            Write-Progress -Activity 'Noise' -Completed
        }
        if ($result.Way -ne 'silent') {
            ConvertTo-Volume -Stand $result.Stand
        }
    }
}

function BackupToAAD-BitLockerKeyProtector {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $MountPoint,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $KeyProtectorId
    )

    process {
        $result = Save-Key -Directory 'Entra ID' -MountPoint $MountPoint[0] -KeyProtectorId $KeyProtectorId
        if ($null -ne $result.Failure) {
            if ($result.Way -eq 'throw') {
                throw $result.Failure
            }
            Write-Error -Message $result.Failure
            return
        }
        if ($result.Way -eq 'noisy') {
            Write-Warning -Message 'Noise'
            Write-Host 'Noise'
        }
        if ($result.Way -ne 'silent') {
            ConvertTo-Volume -Stand $result.Stand
        }
    }
}

function dsregcmd {
    $state = Get-State
    if (-not $state.dsregcmd) {
        throw (New-Object -TypeName 'System.Management.Automation.CommandNotFoundException' -ArgumentList 'No dsregcmd')
    }
    if ('breaks' -eq $state.dsregcmd) {
        throw 'dsregcmd cannot be started'
    }
    if ('mute' -eq $state.dsregcmd) {
        return
    }
    $answer = @{ $true = 'YES'; $false = 'NO' }
    ''
    '| Device State                                                         |'
    "             AzureAdJoined : $($answer[[bool] $state.entra])"
    '          EnterpriseJoined : YES'
    "              DomainJoined : $($answer[[bool] $state.domain])"
    '                DomainName : YES'
    '           WorkplaceJoined : YES'
    '      WorkplaceDomainJoined : YES'
}

function Get-CimInstance {
    [CmdletBinding()]
    param([string] $Namespace, [string] $ClassName)

    $state = Get-State
    if ($ClassName -eq 'Win32_ComputerSystem') {
        return [pscustomobject] @{ PartOfDomain = [bool] $state.domain }
    }
    if ($ClassName -eq 'Win32_EncryptableVolume') {
        foreach ($stand in @($state.volumes)) {
            [pscustomobject] @{ DriveLetter = $stand.mount; DeviceID = "\\?\Volume{$($stand.mount)}\" }
        }
        return
    }
    Write-Error -Message "No class $ClassName in '$Namespace'"
}

Export-ModuleMember -Function Get-BitLockerVolume, Backup-BitLockerKeyProtector, BackupToAAD-BitLockerKeyProtector, dsregcmd, Get-CimInstance
