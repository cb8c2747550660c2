# A body: rmmgen puts it into a script that catches its errors and prints one line, the outcome.
# $Parameter and $Field hold what the manifest declares; Complete-Task ends the script from anywhere.
# A missing property or a variable that was never set ends it as an unhandled error; of programs, look at $LASTEXITCODE.
$drive = Get-CimInstance -ClassName Win32_LogicalDisk -Filter "DeviceID='$env:SystemDrive'" -ErrorAction Stop
$percent = [Math]::Floor(100 * $drive.FreeSpace / $drive.Size)
if ($percent -lt $Parameter['minimum']) {
    Complete-Task -Outcome low -Detail "$percent % of $env:SystemDrive is free"
}
Complete-Task -Outcome enough -Detail "$percent % of $env:SystemDrive is free"
