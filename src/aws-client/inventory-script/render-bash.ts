import { findScriptCall } from './script-calls.ts'
import type { ScriptWish, WrittenCall } from './script-calls.ts'
import { renderTagSelection } from './render-query.ts'

/**
 * The script for Bash: version 3.2 and up, with the tools of every Unix and no `jq`; pasted into a terminal
 * or run from a file. All of it is in a subshell, so that a pasted one leaves nothing behind.
 */
export function renderBashScript({
  region,
  vpcId = '',
  withOfferings = false,
}: ScriptWish): string {
  const ask = (call: WrittenCall, more = '') => {
    const { words, query } = findScriptCall(call, (list) => `${list}$tags`)
    return `${call} ${words.map(quote).join(' ')}${more} --query "${query}"`
  }
  return `(
# Writes what clusters on AWS are made of into one file for Neverpending, and sends it nowhere.
# It only reads, and only names and shapes: no user data, no keys, no addresses, no tags but those of clusters.
regions="${region}"
vpc="${vpcId}"
offerings="${withOfferings ? 'yes' : 'no'}"
file="neverpending-inventory.jsonl"

command -v aws > /dev/null || { echo "The AWS command line (aws) is not installed here." >&2; exit 1; }
regions=\${regions:-\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region)}}}
[ -n "$regions" ] || { echo "Write a Region between the quotes of regions=." >&2; exit 1; }
export AWS_PAGER=""
umask 077
error=$(mktemp) || exit 1
trap 'rm -f "$error"' EXIT
: > "$file" || exit 1
tags="${renderTagSelection('')}"

# ask CALL WORDS...: one line with the answer, which stays in $answer, or with the error.
ask() {
  call=$1
  shift
  at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  if answer=$(aws "$@" --region "$region" --output json < /dev/null 2> "$error"); then
    printf '{"Call":"%s","Region":"%s","At":"%s","Answer":%s}\\n' "$call" "$region" "$at" \\
      "$(printf '%s\\n' "$answer" | sed 's/^ *//' | tr -d '\\r\\n')" >> "$file"
    echo "read     $region $call" >&2
    return 0
  fi
  answer=""
  code=$(sed -n 's/.*error occurred (\\([A-Za-z.]*\\)).*/\\1/p' "$error" | head -n 1)
  action=$(sed -n 's/.*perform: \\([a-z0-9-]*:[A-Za-z0-9]*\\).*/\\1/p' "$error" | head -n 1)
  message=$(tr '\\r\\n\\t' '   ' < "$error" | sed -e 's/Encoded authorization.*//' -e 's/arn:[^ ]*/(arn)/g' \\
    -e 's/[0-9]\\{12\\}/(account)/g' -e 's/[^A-Za-z0-9 .,:;()_-]//g' | cut -c 1-300)
  if is_about_managed; then
    code=UnknownParameter
    message="IncludeManagedResources is not known here"
  fi
  printf '{"Call":"%s","Region":"%s","At":"%s","Error":{"Code":"%s","Message":"%s","Action":"%s"}}\\n' \\
    "$call" "$region" "$at" "\${code:-CommandLine}" "$message" "\${action:-$call}" >> "$file"
  echo "not read $region $call \${code:-$message}" >&2
  return 1
}

is_about_managed() {
  grep -q -i -e include-managed-resources -e IncludeManagedResources "$error"
}

# An older command line does not know of machines and volumes that AWS manages: it is asked without them.
ask_managed() {
  ask "$@" --include-managed-resources && return
  if is_about_managed; then ask "$@"; fi
}

note_types() {
  types="$types $(printf '%s\\n' "$answer" | sed -n 's/.*"InstanceType": "\\([a-z0-9.-]*\\)".*/\\1/p')"
}

# Launch templates in use, a line each with the version: of machines and groups that a tag ties to a cluster.
note_templates() {
  found=$(printf '%s\\n' "$answer" | awk -F '"' -v first="$1" '
    function start(name) { count++; id[count] = name; version[count] = "$Default" }
    function tell(  i) {
      for (i = 1; tied && i <= count; i++) if (id[i] ~ /^lt-/) print id[i], version[i]
      tied = count = 0
      key = id_of_tag = version_of_tag = ""
    }
    $2 == first { tell() }
    $2 == "LaunchTemplateId" { start($4) }
    $2 == "Version" && count > 0 && $4 > "" { version[count] = $4 }
    $2 == "Key" { key = $4 }
    $2 == "Key" && (key == "Name" || key ~ /^aws:(autoscaling|ec2launchtemplate):/) { next }
    $2 == "Key" { tied = 1 }
    $2 == "Value" && key == "aws:ec2launchtemplate:id" { id_of_tag = $4; start($4) }
    $2 == "Value" && key == "aws:ec2launchtemplate:version" { version_of_tag = $4 }
    id_of_tag > "" && version_of_tag > "" { version[count] = version_of_tag; id_of_tag = "" }
    END { tell() }')
  templates="$templates
$found"
}

# The names in an answer that is a list of them.
list_names() {
  printf '%s' "$answer" | tr -d '\\r\\n' | sed 's/^[^[]*//' | tr ',[]{}' '\\n' | sed -n 's/^ *"\\([A-Za-z0-9_-]*\\)" *$/\\1/p'
}

ask_region() {
  types=""
  templates=""
  ask ${ask('ec2:DescribeAvailabilityZones')}
  ask ${ask('ec2:DescribeVpcs')} \${vpc:+--filters "Name=vpc-id,Values=$vpc"}
  ask ${ask('ec2:DescribeSubnets')} \${vpc:+--filters "Name=vpc-id,Values=$vpc"}
  ask_managed ${ask('ec2:DescribeInstances', ' ${vpc:+"Name=vpc-id,Values=$vpc"}')}
  note_types
  note_templates InstanceId
  ask_managed ${ask('ec2:DescribeVolumes')}
  ask ${ask('ec2:DescribeNetworkInterfaces')}
  ask ${ask('autoscaling:DescribeAutoScalingGroups')}
  note_types
  note_templates AutoScalingGroupName
  grouped=$(printf '%s\\n' "$templates" | sort -u | awk '
    NF == 2 { of[$1] = of[$1] " " $2 }
    END { for (id in of) print id of[id] }' | sort)
  while read -r template versions; do
    [ -n "$template" ] || continue
    # shellcheck disable=SC2086
    ask ${ask('ec2:DescribeLaunchTemplateVersions')} --launch-template-id "$template" --versions $versions
    note_types
  done <<< "$grouped"
  grouped=$(printf '%s' "$types" | tr ' ' '\\n' | sed '/^$/d' | sort -u | xargs -n 100)
  while read -r some; do
    [ -n "$some" ] || continue
    ask ${ask('ec2:DescribeInstanceTypes')} --filters "Name=instance-type,Values=$(printf '%s' "$some" | tr ' ' ',')"
  done <<< "$grouped"
  if [ "$offerings" = yes ]; then
    ask ${ask('ec2:DescribeInstanceTypeOfferings')}
  fi
  if ask ${ask('eks:ListClusters')}; then
    for cluster in $(list_names); do
      ask ${ask('eks:DescribeCluster')} --name "$cluster"
      if ask ${ask('eks:ListNodegroups')} --cluster-name "$cluster"; then
        for group in $(list_names); do
          ask ${ask('eks:DescribeNodegroup')} --cluster-name "$cluster" --nodegroup-name "$group"
        done
      fi
    done
  fi
}
for region in $regions; do
  [ "$region" = "\${regions%% *}" ] && ask ${ask('ec2:DescribeRegions')}
  ask_region
done
echo "Drop $file on the import screen." >&2
)
`
}

function quote(word: string): string {
  return /^[\w.,=:-]+$/.test(word) ? word : `"${word}"`
}
