import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EKS_OPERATIONS, OPERATIONS } from '../operations.ts'
import { renderBashScript } from './render-bash.ts'
import { renderPowerShellScript } from './render-powershell.ts'
import { renderQuery, renderTagSelection } from './render-query.ts'

const CALLS = [...Object.keys(OPERATIONS), ...Object.keys(EKS_OPERATIONS)].filter(
  (call) => call !== 'sts:GetCallerIdentity',
)
const SCRIPTS = [
  { shell: 'Bash', script: renderBashScript({ region: 'eu-west-1' }) },
  { shell: 'PowerShell', script: renderPowerShellScript({ region: 'eu-west-1' }) },
]

describe.each(SCRIPTS)('the script for $shell, I16.3', ({ script }) => {
  it('has every call of the lists, and no other', () => {
    const written = [...script.matchAll(/\b(?:ec2|autoscaling|eks|sts|iam):[A-Z][A-Za-z]+/g)]
    expect([...new Set(written.map(([call]) => call))].toSorted()).toEqual(CALLS.toSorted())
  })

  it('names commands that read, and no others', () => {
    const commands = [
      ...script.matchAll(/'?\b(?:ec2|autoscaling|eks|sts|iam)'?,? '?([a-z]+)-[a-z-]+/g),
    ]
    expect([...new Set(commands.map((match) => match[1]))].toSorted()).toEqual(['describe', 'list'])
  })

  it('asks neither for user data nor for keys and addresses', () => {
    expect(script).not.toMatch(
      /UserData|KeyName|IamInstanceProfile|PrivateIp|PublicIp|CidrBlock|OwnerId|Arn\b/,
    )
  })

  it('has queries that stand between double quotes in both shells', () => {
    const queries = [...script.matchAll(/--query'?,? "([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(queries).toHaveLength(CALLS.length)
    expect(queries.map((query) => query.replaceAll('$tags', '')).join('')).not.toMatch(/[$`!\\ ]/)
  })

  it('has what history and tabs of a terminal change in no line, I16.3', () => {
    expect(script).not.toMatch(/\t|![^=\s]/)
  })
})

it('asks for the members of I11.2 and the tags of I12.1', () => {
  expect(renderQuery('ec2:DescribeVolumes', (list) => `${list}$tags`)).toBe(
    '{Volumes:Volumes[].{VolumeId:VolumeId,AvailabilityZone:AvailabilityZone,AvailabilityZoneId:AvailabilityZoneId,Size:Size,VolumeType:VolumeType,Iops:Iops,Throughput:Throughput,State:State,MultiAttachEnabled:MultiAttachEnabled,Attachments:Attachments[].{InstanceId:InstanceId,Device:Device,State:State},Operator:Operator.{Managed:Managed,Principal:Principal},Tags:Tags$tags}}',
  )
  expect(renderTagSelection('Tags')).toMatch(
    /^Tags\[\?contains\(\['Name',.*\],Key\)\|\|starts_with\(Key,'kubernetes\.io\/cluster\/'\)\|\|.*\]\.\{Key:Key,Value:Value\}$/,
  )
})

/**
 * A command line of AWS that answers from this table, in the form in which the real one prints; what is not
 * in it is refused as AWS refuses.
 */
const ANSWERS: Readonly<Record<string, unknown>> = {
  'describe-regions': { Regions: [{ RegionName: 'eu-west-1' }] },
  'describe-availability-zones': { AvailabilityZones: [{ ZoneName: 'eu-west-1a' }] },
  'describe-vpcs': { Vpcs: [] },
  'describe-subnets': { Subnets: [{ SubnetId: 'subnet-1', Tags: null }] },
  'describe-instances': {
    Reservations: [
      {
        Instances: [
          {
            InstanceId: 'i-1',
            InstanceType: 'm5.large',
            Tags: [
              { Key: 'Name', Value: 'a "quoted"  name' },
              { Key: 'aws:ec2launchtemplate:version', Value: '7' },
              { Key: 'eks:cluster-name', Value: 'shop' },
              { Key: 'aws:ec2launchtemplate:id', Value: 'lt-0a' },
            ],
          },
          {
            InstanceId: 'i-2',
            InstanceType: 't3.micro',
            Tags: [
              { Key: 'Name', Value: 'of others' },
              { Key: 'aws:ec2launchtemplate:id', Value: 'lt-0others' },
            ],
          },
        ],
      },
    ],
  },
  'describe-network-interfaces': { NetworkInterfaces: [] },
  'describe-auto-scaling-groups': {
    AutoScalingGroups: [
      {
        AutoScalingGroupName: 'workers',
        LaunchTemplate: { LaunchTemplateId: 'lt-0a', LaunchTemplateName: 'a', Version: '$Latest' },
        Tags: [{ Key: 'eks:cluster-name', Value: 'shop' }],
      },
      {
        AutoScalingGroupName: 'spot',
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: 'lt-0b', LaunchTemplateName: 'b' },
            Overrides: [{ InstanceType: 'c5.large' }],
          },
        },
        Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }],
      },
      {
        AutoScalingGroupName: 'of-others',
        LaunchTemplate: { LaunchTemplateId: 'lt-0web', LaunchTemplateName: 'web', Version: '1' },
        Tags: [{ Key: 'Name', Value: 'web' }],
      },
    ],
  },
  'describe-launch-template-versions': {
    LaunchTemplateVersions: [{ LaunchTemplateData: { InstanceType: 'r5.large' } }],
  },
  'describe-instance-types': { InstanceTypes: [] },
  'list-clusters': { clusters: ['shop', 'lab_2'] },
  'describe-cluster': { cluster: { name: 'shop' } },
  'list-nodegroups': { nodegroups: ['workers'] },
}

const FAKE = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$ASKED"
case "$*" in
  *volumes*--include-managed-resources*) echo 'aws: error: Unknown options: --include-managed-resources' >&2; exit 252 ;;
  *describe-volumes*) echo '{"Volumes": []}'; exit 0 ;;
esac
if [ -f "$ANSWERS/$2" ]; then cat "$ANSWERS/$2"; exit 0; fi
echo "An error occurred (AccessDeniedException) when calling the operation: User: arn:aws:iam::123456789012:user/ann@example.org is not authorized to perform: eks:DescribeNodegroup on \\"x\\" of 123456789012. Encoded authorization failure message: SECRET" >&2
exit 254
`

const hasBash = spawnSync('bash', ['--version']).status === 0

function runBash(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'neverpending-script-'))
  try {
    writeFileSync(join(folder, 'aws'), FAKE)
    chmodSync(join(folder, 'aws'), 0o755)
    for (const [command, answer] of Object.entries(ANSWERS)) {
      writeFileSync(join(folder, command), `${JSON.stringify(answer, undefined, 4)}\n`)
    }
    const asked = join(folder, 'asked')
    const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`
    const env = { ...process.env, PATH, ANSWERS: folder, ASKED: asked }
    const { status, stdout } = spawnSync('bash', { cwd: folder, env, input: script })
    const text = readFileSync(join(folder, 'neverpending-inventory.jsonl'), 'utf8')
    return { status, stdout: stdout.toString(), text, asked: readFileSync(asked, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(!hasBash)(
  'the script for Bash, run with a command line that tells what it is asked',
  () => {
    const ran = hasBash ? runBash(renderBashScript({ region: 'eu-west-1' })) : undefined
    const lines: readonly Readonly<Record<string, unknown>>[] = (ran?.text ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const asked = (ran?.asked ?? '').trimEnd().split('\n')
    const pick = (command: string) => asked.filter((line) => line.includes(` ${command} `))

    it('writes a line a call, answers as they came', () => {
      expect([ran?.status, ran?.stdout]).toEqual([0, ''])
      expect(lines.map(({ Call: call }) => call)).toEqual([
        'ec2:DescribeRegions',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeVpcs',
        'ec2:DescribeSubnets',
        'ec2:DescribeInstances',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumes',
        'ec2:DescribeNetworkInterfaces',
        'autoscaling:DescribeAutoScalingGroups',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeInstanceTypes',
        'eks:ListClusters',
        'eks:DescribeCluster',
        'eks:ListNodegroups',
        'eks:DescribeNodegroup',
        'eks:DescribeCluster',
        'eks:ListNodegroups',
        'eks:DescribeNodegroup',
      ])
      expect(lines[4]).toMatchObject({ Region: 'eu-west-1', Answer: ANSWERS['describe-instances'] })
      expect(lines[4]?.['At']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    })

    it('writes an error with its code and action, and neither names nor accounts', () => {
      expect(lines.at(-1)?.['Error']).toEqual({
        Code: 'AccessDeniedException',
        Message:
          'An error occurred (AccessDeniedException) when calling the operation: User: (arn) is not authorized to perform: eks:DescribeNodegroup on x of (account). ',
        Action: 'eks:DescribeNodegroup',
      })
    })

    it('I13.5 asks without managed resources where they are not known', () => {
      expect(lines[5]?.['Error']).toMatchObject({ Code: 'UnknownParameter' })
      expect(JSON.stringify(lines[5])).toContain('IncludeManagedResources')
      expect(lines[6]).toMatchObject({ Answer: { Volumes: [] } })
    })

    it('I13.1 asks for templates and types in use only, each with its versions', () => {
      const templates = pick('describe-launch-template-versions').map((line) =>
        line.replace(/.*--launch-template-id (.*) --region.*/, '$1'),
      )
      expect(templates).toEqual(['lt-0a --versions $Latest 7', 'lt-0b --versions $Default'])
      expect(pick('describe-instance-types')[0]).toContain(
        'Name=instance-type,Values=c5.large,m5.large,r5.large,t3.micro ',
      )
    })

    it('I13.2 sends page sizes, and filters of I13.1', () => {
      expect(pick('describe-instances')[0]).toMatch(
        /^ec2 describe-instances --page-size 1000 --filters Name=instance-state-name,Values=pending,running,stopping,stopped --query /,
      )
      expect(pick('describe-network-interfaces')[0]).toContain(
        'Name=description,Values=Amazon EKS *',
      )
      expect(pick('describe-instance-type-offerings')).toEqual([])
    })

    it('narrows to a VPC and asks for offerings where that is wanted', () => {
      const wish = { region: 'eu-west-1', vpcId: 'vpc-1', withOfferings: true }
      const { asked: narrow } = runBash(renderBashScript(wish))
      const narrowed = narrow
        .split('\n')
        .filter((line) => line.includes('Name=vpc-id,Values=vpc-1'))
      expect(narrowed.map((line) => line.split(' ')[1])).toEqual([
        'describe-vpcs',
        'describe-subnets',
        'describe-instances',
      ])
      expect(narrow).toContain('describe-instance-type-offerings --page-size 1000 --location-type')
    })
  },
)
