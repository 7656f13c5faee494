import { ANSWER_SHAPES } from './answer-shapes.ts'
import type { Shape } from './answer-shapes.ts'
import type { CallName } from './operations.ts'

/**
 * Scripts that write an inventory from the command line (import specification, I16.3): the calls of the page,
 * and those of EKS where they are allowed; a line of JSON an answer, an error a line and on it goes. What is
 * not read is not even written: each call asks for the members of `answer-shapes.ts` alone.
 */
interface ScriptCall {
  readonly call: CallName
  readonly command: string
}

const CALLS: readonly ScriptCall[] = [
  {
    call: 'ec2:DescribeAvailabilityZones',
    command: 'ec2 describe-availability-zones --filters Name=zone-type,Values=availability-zone',
  },
  { call: 'ec2:DescribeVpcs', command: 'ec2 describe-vpcs' },
  { call: 'ec2:DescribeSubnets', command: 'ec2 describe-subnets' },
  {
    call: 'ec2:DescribeInstances',
    command:
      'ec2 describe-instances --filters Name=instance-state-name,Values=pending,running,stopping,stopped',
  },
  { call: 'ec2:DescribeVolumes', command: 'ec2 describe-volumes' },
  {
    call: 'ec2:DescribeNetworkInterfaces',
    command: "ec2 describe-network-interfaces --filters 'Name=description,Values=Amazon EKS *'",
  },
  {
    call: 'autoscaling:DescribeAutoScalingGroups',
    command: 'autoscaling describe-auto-scaling-groups',
  },
]

/** Tags of I12.1 by their whole key, and by how they begin. */
export const SCRIPT_TAGS: readonly string[] = [
  'Name',
  'aws:eks:cluster-name',
  'eks:cluster-name',
  'eks:nodegroup-name',
  'eks:eks-cluster-name',
  'alpha.eksctl.io/cluster-name',
  'alpha.eksctl.io/nodegroup-name',
  'alpha.eksctl.io/nodegroup-type',
  'eksctl.cluster.k8s.io/v1alpha1/cluster-name',
  'eksctl.io/v1alpha2/nodegroup-name',
  'KubernetesCluster',
  'kops.k8s.io/instancegroup',
  'kubernetes.io/role/elb',
  'kubernetes.io/role/internal-elb',
  'sigs.k8s.io/cluster-api-provider-aws/role',
  'karpenter.sh/nodepool',
  'karpenter.sh/provisioner-name',
  'karpenter.sh/nodeclaim',
  'karpenter.k8s.aws/ec2nodeclass',
  'aws:autoscaling:groupName',
  'aws:ec2launchtemplate:id',
  'aws:ec2launchtemplate:version',
  'CSIVolumeName',
  'ebs.csi.aws.com/cluster',
  'ebs.csi.aws.com/cluster-name',
  'kubernetes.io/created-for/pvc/name',
  'kubernetes.io/created-for/pvc/namespace',
  'kubernetes.io/created-for/pv/name',
]
export const SCRIPT_TAG_PREFIXES: readonly string[] = [
  'kubernetes.io/cluster/',
  'sigs.k8s.io/cluster-api-provider-aws/cluster/',
  'k8s.io/role/',
  'k8s.io/etcd/',
  'k8s.io/cluster-autoscaler/',
]

/** The shape as a query of the command line; it has single quotes and no double ones, `$` or backticks. */
export function renderQuery(call: CallName): string {
  const shape = ANSWER_SHAPES[call]
  return shape === undefined ? '@' : renderShape(shape)
}

function renderShape(shape: Shape): string {
  const members = typeof shape === 'string' ? [] : Object.entries(isList(shape) ? {} : shape)
  return `{${members.map(([name, inner]) => `${name}:${renderMember(name, inner)}`).join(',')}}`
}

function renderMember(name: string, shape: Shape): string {
  if (shape === 'all') return name
  if (shape === 'tags') return `${name}[?${renderTagTest()}].{Key:Key,Value:Value}`
  return isList(shape) ? `${name}[].${renderShape(shape[0])}` : `${name}.${renderShape(shape)}`
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

function renderTagTest(): string {
  return [
    ...SCRIPT_TAGS.map((key) => `Key=='${key}'`),
    ...SCRIPT_TAG_PREFIXES.map((prefix) => `starts_with(Key,'${prefix}')`),
  ].join('||')
}

/** Pairs of template and version that groups use. */
const TEMPLATES_OF_GROUPS =
  'AutoScalingGroups[].[LaunchTemplate.[LaunchTemplateId,Version],MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.[LaunchTemplateId,Version],MixedInstancesPolicy.LaunchTemplate.Overrides[].LaunchTemplateSpecification.[LaunchTemplateId,Version]][]'

const CLUSTER_QUERY =
  '{cluster:cluster.{name:name,version:version,resourcesVpcConfig:resourcesVpcConfig.{subnetIds:subnetIds},computeConfig:computeConfig,upgradePolicy:upgradePolicy}}'
const NODE_GROUP_QUERY =
  '{nodegroup:nodegroup.{clusterName:clusterName,nodegroupName:nodegroupName,scalingConfig:scalingConfig,capacityType:capacityType,instanceTypes:instanceTypes,labels:labels,taints:taints,subnets:subnets,diskSize:diskSize,amiType:amiType,status:status,resources:resources.{autoScalingGroups:autoScalingGroups[].{name:name}}}}'

export function renderBashScript(): string {
  return `#!/usr/bin/env bash
# Writes what a cluster on AWS is made of to one file, for Neverpending. It only reads.
# Names and shapes: no user data, no keys, no addresses, no tags but those of clusters.
# Usage: bash inventory.sh [REGION]
set -u
region=\${1:-\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region)}}}
[ -n "$region" ] || { echo "Which Region? bash inventory.sh eu-west-1" >&2; exit 2; }
out="aws-inventory-$region.jsonl"
: > "$out"
error=$(mktemp)
trap 'rm -f "$error"' EXIT

# ask CALL ARGUMENTS…: one line with the answer, or with the error.
ask() {
  local call=$1 answer code
  shift
  if answer=$(aws "$@" --region "$region" --output json 2>"$error"); then
    printf '{"Call":"%s","Region":"%s","At":"%s","Answer":%s}\\n' \\
      "$call" "$region" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(printf '%s' "$answer" | tr -d '\\n\\r')" >> "$out"
    echo "read    $call" >&2
  else
    code=$(sed -n 's/.*(\\([A-Za-z.]*\\)).*/\\1/p' "$error" | head -n 1)
    printf '{"Call":"%s","Region":"%s","Error":{"Code":"%s","Message":"refused on the command line","Action":"%s"}}\\n' \\
      "$call" "$region" "\${code:-Unknown}" "$call" >> "$out"
    echo "refused $call \${code:-}" >&2
  fi
}

${CALLS.map(
  ({ call, command }) => `ask ${call} ${command} \\\n  --query "${renderQuery(call)}"`,
).join('\n')}

# Launch templates of the groups, in the versions that are in use.
aws autoscaling describe-auto-scaling-groups --region "$region" --output text \\
  --query "${TEMPLATES_OF_GROUPS}" 2>/dev/null | tr '\\t' ' ' | sort -u |
while read -r template version _; do
  case $template in lt-*) ;; *) continue ;; esac
  [ "\${version:-None}" = None ] && version='$Default'
  ask ec2:DescribeLaunchTemplateVersions ec2 describe-launch-template-versions \\
    --launch-template-id "$template" --versions "$version" \\
    --query "${renderQuery('ec2:DescribeLaunchTemplateVersions')}" < /dev/null
done

# What EKS says of its clusters, where that is allowed.
for cluster in $(aws eks list-clusters --region "$region" --output text --query 'clusters[]' 2>/dev/null); do
  ask eks:DescribeCluster eks describe-cluster --name "$cluster" \\
    --query "${CLUSTER_QUERY}"
  for group in $(aws eks list-nodegroups --cluster-name "$cluster" --region "$region" --output text --query 'nodegroups[]' 2>/dev/null); do
    ask eks:DescribeNodegroup eks describe-nodegroup --cluster-name "$cluster" --nodegroup-name "$group" \\
      --query "${NODE_GROUP_QUERY}"
  done
done
echo "Drop $out on the page." >&2
`
}

export function renderPowerShellScript(): string {
  return `# Writes what a cluster on AWS is made of to one file, for Neverpending. It only reads.
# Names and shapes: no user data, no keys, no addresses, no tags but those of clusters.
# Usage: ./inventory.ps1 [-Region eu-west-1]
param([string]$Region = $(if ($Env:AWS_REGION) { $Env:AWS_REGION } elseif ($Env:AWS_DEFAULT_REGION) { $Env:AWS_DEFAULT_REGION } else { aws configure get region }))
if (-not $Region) { throw 'Which Region? ./inventory.ps1 -Region eu-west-1' }
$out = Join-Path (Get-Location) "aws-inventory-$Region.jsonl"
$lines = [System.Collections.Generic.List[string]]::new()

# One line with the answer, or with the error.
function Ask([string]$Call, [string[]]$Arguments) {
  $answer = & aws @Arguments --region $Region --output json 2>&1
  $text = ($answer | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }) -join ''
  if ($LASTEXITCODE -eq 0) {
    $at = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
    $lines.Add('{"Call":"' + $Call + '","Region":"' + $Region + '","At":"' + $at + '","Answer":' + $text + '}')
    Write-Host "read    $Call"
  } else {
    $code = if ("$answer" -match '\\(([A-Za-z.]+)\\)') { $Matches[1] } else { 'Unknown' }
    $lines.Add('{"Call":"' + $Call + '","Region":"' + $Region + '","Error":{"Code":"' + $code + '","Message":"refused on the command line","Action":"' + $Call + '"}}')
    Write-Host "refused $Call $code"
  }
}

${CALLS.map(
  ({ call, command }) =>
    `Ask '${call}' @(${splitCommand(command)}, '--query', "${renderQuery(call)}")`,
).join('\n')}

# Launch templates of the groups, in the versions that are in use.
$templates = & aws autoscaling describe-auto-scaling-groups --region $Region --output text --query "${TEMPLATES_OF_GROUPS}" 2>$null
foreach ($pair in @($templates | Sort-Object -Unique)) {
  $template, $version = "$pair" -split '\\s+'
  if ($template -notlike 'lt-*') { continue }
  if (-not $version -or $version -eq 'None') { $version = '$Default' }
  Ask 'ec2:DescribeLaunchTemplateVersions' @('ec2', 'describe-launch-template-versions', '--launch-template-id', $template, '--versions', "$version", '--query', "${renderQuery('ec2:DescribeLaunchTemplateVersions')}")
}

# What EKS says of its clusters, where that is allowed.
$clusters = & aws eks list-clusters --region $Region --output text --query 'clusters[]' 2>$null
foreach ($cluster in @("$clusters" -split '\\s+' | Where-Object { $_ })) {
  Ask 'eks:DescribeCluster' @('eks', 'describe-cluster', '--name', $cluster, '--query', "${CLUSTER_QUERY}")
  $groups = & aws eks list-nodegroups --cluster-name $cluster --region $Region --output text --query 'nodegroups[]' 2>$null
  foreach ($group in @("$groups" -split '\\s+' | Where-Object { $_ })) {
    Ask 'eks:DescribeNodegroup' @('eks', 'describe-nodegroup', '--cluster-name', $cluster, '--nodegroup-name', $group, '--query', "${NODE_GROUP_QUERY}")
  }
}
[System.IO.File]::WriteAllLines($out, $lines)
Write-Host "Drop $out on the page."
`
}

/** `a --b 'c d'` as the items of a PowerShell list. */
function splitCommand(command: string): string {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)]
    .map((match) => `'${match[1] ?? match[2] ?? ''}'`)
    .join(', ')
}
