@{
    RootModule        = 'BitLocker.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '3b7e6c1e-6f0f-4c55-9f3a-2a6f0a4f1f6d'
    Author            = 'rmmgen'
    Description       = 'A stand-in for the BitLocker module and its neighbours.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
        'Get-BitLockerVolume'
        'Backup-BitLockerKeyProtector'
        'BackupToAAD-BitLockerKeyProtector'
        'dsregcmd'
        'Get-CimInstance'
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
