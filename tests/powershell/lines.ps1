<#
.SYNOPSIS
    Runs every script of a folder in three ways and writes what came of it, one line a run: NAME, way, exit code, number
    of lines, the line; between tabs.
.PARAMETER Folder
    Where the scripts are.
#>
param([string] $Folder)

Set-StrictMode -Version Latest
$shell = (Get-Process -Id $PID).Path
$calls = Join-Path -Path $Folder -ChildPath 'calls.txt.ps1'
Set-Content -LiteralPath $calls -Value 'param($Script) foreach ($once in 1, 2) { if ($once -eq 1) { & $Script } }' -Encoding Ascii

function Write-Run {
    param($Name, $Way, $Lines, $Exit)

    "{0}`t{1}`t{2}`t{3}`t{4}" -f $Name, $Way, $Exit, $Lines.Length, ($Lines -join '//')
}

foreach ($file in @(Get-ChildItem -LiteralPath $Folder -Filter 'case-*.ps1' | Sort-Object -Property Name)) {
    $lines = @(& $calls $file.FullName)
    Write-Run -Name $file.BaseName -Way 'called' -Lines $lines -Exit $LASTEXITCODE
    $line = & $file.FullName
    Write-Run -Name $file.BaseName -Way 'captured' -Lines @($line) -Exit $LASTEXITCODE
    $lines = @(& $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $file.FullName)
    Write-Run -Name $file.BaseName -Way 'file' -Lines $lines -Exit $LASTEXITCODE
}
exit 0
