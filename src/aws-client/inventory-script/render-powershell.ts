import { renderTagSelection } from './render-query.ts'
import { findScriptCall } from './script-calls.ts'
import type { ScriptWish, WrittenCall } from './script-calls.ts'

/**
 * The script for PowerShell, 5.1 and up. Answers are read by their lines and not as objects, since the JSON
 * reader of 5.1 refuses what an account of some size prints.
 */
export function renderPowerShellScript({
  region,
  vpcId = '',
  withOfferings = false,
}: ScriptWish): string {
  const ask = (call: WrittenCall, more = '') => {
    const { words, query } = findScriptCall(call, (list) => `${list}$tags`)
    const items = words.map((word) => `'${word}'`).join(', ')
    return `'${call}' (@(${items})${more} + '--query', "${query}")`
  }
  return `& {
# Writes what clusters on AWS are made of into one file for Neverpending, and sends it nowhere.
# It only reads, and only names and shapes: no user data, no keys, no addresses, no tags but those of clusters.
$regions = '${region}'
$vpc = '${vpcId}'
$offerings = $${withOfferings ? 'true' : 'false'}
$file = Join-Path (Get-Location).ProviderPath 'neverpending-inventory.jsonl'

if (-not (Get-Command aws -ErrorAction SilentlyContinue)) { Write-Warning 'The AWS command line (aws) is not installed here.'; return }
if (-not $regions) { $regions = $Env:AWS_REGION }
if (-not $regions) { $regions = $Env:AWS_DEFAULT_REGION }
if (-not $regions) { $regions = aws configure get region }
if (-not $regions) { Write-Warning 'Write a Region between the quotes of $regions.'; return }
$pager = $Env:AWS_PAGER
$Env:AWS_PAGER = ''
$utf8 = New-Object System.Text.UTF8Encoding $false
[System.IO.File]::WriteAllText($file, '', $utf8)
$errorFile = [System.IO.Path]::GetTempFileName()
$tags = "${renderTagSelection('')}"
$state = @{ Region = ''; Types = @(); Templates = @(); Managed = $true }

function Add-Line([string]$Call, [string]$Rest) {
  $now = [DateTime]::UtcNow.ToString('s', [System.Globalization.CultureInfo]::InvariantCulture) + 'Z'
  $line = '{"Call":"' + $Call + '","Region":"' + $state.Region + '","At":"' + $now + '",' + $Rest + '}'
  [System.IO.File]::AppendAllText($file, $line + [char]10, $utf8)
}

# One line with the answer, or with the error. It gives the lines of the answer, or nothing.
function Ask([string]$Call, [string[]]$Words) {
  $answer = @(& aws @Words --region $state.Region --output json 2> $errorFile)
  if ($LASTEXITCODE -eq 0) {
    Add-Line $Call ('"Answer":' + (-join ($answer | ForEach-Object { "$_".TrimStart() })))
    Write-Host "read     $($state.Region) $Call"
    return $answer
  }
  $text = (Get-Content $errorFile) -join ' '
  $code = if ($text -match 'error occurred \\(([A-Za-z.]+)\\)') { $Matches[1] } else { 'CommandLine' }
  $action = if ($text -match 'perform: ([a-z0-9-]+:[A-Za-z0-9]+)') { $Matches[1] } else { $Call }
  $message = $text -replace 'Encoded authorization.*', '' -replace 'arn:[^ ]*', '(arn)' -replace '[0-9]{12}', '(account)' -replace '[^A-Za-z0-9 .,:;()_-]', ''
  if ($text -match 'include-?managed-?resources') {
    $code = 'UnknownParameter'
    $message = 'IncludeManagedResources is not known here'
    $state.Managed = $false
  }
  if ($message.Length -gt 300) { $message = $message.Substring(0, 300) }
  Add-Line $Call ('"Error":{"Code":"' + $code + '","Message":"' + $message + '","Action":"' + $action + '"}')
  Write-Host "not read $($state.Region) $Call $code"
}

# An older command line does not know of machines and volumes that AWS manages: it is asked without them.
function Ask-Managed([string]$Call, [string[]]$Words) {
  $state.Managed = $true
  $answer = Ask $Call ($Words + '--include-managed-resources')
  if (-not $state.Managed) { $answer = Ask $Call $Words }
  return $answer
}

# Instance types and launch templates in use; those of machines and groups that a tag ties to a cluster.
function Note-Uses($Answer, [string]$First) {
  $found = @(); $tied = $false; $key = ''; $idOfTag = ''; $versionOfTag = ''
  foreach ($line in @($Answer) + ('"' + $First + '": "",')) {
    if ("$line" -notmatch '^\\s*"([A-Za-z]+)": "([^"]*)"') { continue }
    $name = $Matches[1]; $value = $Matches[2]
    if ($name -eq $First) {
      if ($tied) { $state.Templates += @($found | Where-Object { $_.Id -like 'lt-*' }) }
      $found = @(); $tied = $false; $key = ''; $idOfTag = ''; $versionOfTag = ''
    }
    if ($name -eq 'InstanceType') { $state.Types += $value }
    if ($name -eq 'LaunchTemplateId') { $found += @{ Id = $value; Version = '$Default' } }
    if ($name -eq 'Version' -and $found.Count -gt 0 -and $value) { $found[-1].Version = $value }
    if ($name -eq 'Key') {
      $key = $value
      if ($key -ne 'Name' -and $key -notmatch '^aws:(autoscaling|ec2launchtemplate):') { $tied = $true }
    }
    if ($name -eq 'Value' -and $key -eq 'aws:ec2launchtemplate:id') { $idOfTag = $value; $found += @{ Id = $value; Version = '$Default' } }
    if ($name -eq 'Value' -and $key -eq 'aws:ec2launchtemplate:version') { $versionOfTag = $value }
    if ($idOfTag -and $versionOfTag) { $found[-1].Version = $versionOfTag; $idOfTag = '' }
  }
}

# The names in an answer that is a list of them.
function Get-Names($Answer) {
  return @(@($Answer) | Where-Object { "$_" -match '^\\s*"([A-Za-z0-9_-]+)",?\\s*$' } | ForEach-Object { $Matches[1] })
}

foreach ($region in @("$regions" -split '\\s+' | Where-Object { $_ })) {
  if (-not $state.Region) { $state.Region = $region; $null = Ask ${ask('ec2:DescribeRegions')} }
  $state.Region = $region; $state.Types = @(); $state.Templates = @()
  $ofVpc = @(); $andVpc = @()
  if ($vpc) { $ofVpc = @('--filters', "Name=vpc-id,Values=$vpc"); $andVpc = @("Name=vpc-id,Values=$vpc") }
  $null = Ask ${ask('ec2:DescribeAvailabilityZones')}
  $null = Ask ${ask('ec2:DescribeVpcs', ' + $ofVpc')}
  $null = Ask ${ask('ec2:DescribeSubnets', ' + $ofVpc')}
  $answer = Ask-Managed ${ask('ec2:DescribeInstances', ' + $andVpc')}
  Note-Uses $answer 'InstanceId'
  $null = Ask-Managed ${ask('ec2:DescribeVolumes')}
  $null = Ask ${ask('ec2:DescribeNetworkInterfaces')}
  $answer = Ask ${ask('autoscaling:DescribeAutoScalingGroups')}
  Note-Uses $answer 'AutoScalingGroupName'
  foreach ($id in @($state.Templates | ForEach-Object { $_.Id } | Sort-Object -Unique)) {
    $versions = @($state.Templates | Where-Object { $_.Id -eq $id } | ForEach-Object { $_.Version } | Sort-Object -Unique)
    $answer = Ask ${ask('ec2:DescribeLaunchTemplateVersions', " + '--launch-template-id', $id, '--versions' + $versions")}
    Note-Uses $answer 'LaunchTemplateName'
  }
  $types = @($state.Types | Sort-Object -Unique)
  for ($from = 0; $from -lt $types.Count; $from += 100) {
    $some = $types[$from..([Math]::Min($from + 99, $types.Count - 1))] -join ','
    $null = Ask ${ask('ec2:DescribeInstanceTypes', ` + '--filters', "Name=instance-type,Values=$some"`)}
  }
  if ($offerings) { $null = Ask ${ask('ec2:DescribeInstanceTypeOfferings')} }
  foreach ($cluster in (Get-Names (Ask ${ask('eks:ListClusters')}))) {
    $null = Ask ${ask('eks:DescribeCluster', " + '--name', $cluster")}
    foreach ($group in (Get-Names (Ask ${ask('eks:ListNodegroups', " + '--cluster-name', $cluster")}))) {
      $null = Ask ${ask('eks:DescribeNodegroup', " + '--cluster-name', $cluster, '--nodegroup-name', $group")}
    }
  }
}
Remove-Item $errorFile
$Env:AWS_PAGER = $pager
Write-Host "Drop $file on the import screen."
}
`
}
