/** Lines of an inventory file for tests, as short as the reader of a test needs them. */
type Fields = Readonly<Record<string, unknown>>

export type TagMap = Readonly<Record<string, string>>

export const REGION = 'eu-west-1'

export function makeTags(tags: TagMap): readonly Fields[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

export function makeInstance(id: string, letter: string, tags: TagMap, parts: Fields = {}): Fields {
  return {
    InstanceId: id,
    InstanceType: 'm5.large',
    State: { Name: 'running' },
    Placement: { AvailabilityZone: `${REGION}${letter}` },
    SubnetId: `subnet-${letter}`,
    Architecture: 'x86_64',
    RootDeviceName: '/dev/xvda',
    Tags: makeTags(tags),
    ...parts,
  }
}

export function makeVolume(id: string, letter: string, tags: TagMap, parts: Fields = {}): Fields {
  return {
    VolumeId: id,
    AvailabilityZone: `${REGION}${letter}`,
    Size: 20,
    VolumeType: 'gp3',
    Iops: 3000,
    Throughput: 125,
    State: 'available',
    Attachments: [],
    Tags: makeTags(tags),
    ...parts,
  }
}

export function makeSubnet(letter: string, parts: Fields = {}): Fields {
  return {
    SubnetId: `subnet-${letter}`,
    AvailabilityZone: `${REGION}${letter}`,
    AvailableIpAddressCount: 100,
    CidrBlock: '10.0.0.0/24',
    ...parts,
  }
}

export function makeScalingGroup(name: string, tags: TagMap, parts: Fields = {}): Fields {
  return {
    AutoScalingGroupName: name,
    MinSize: 1,
    MaxSize: 5,
    DesiredCapacity: 2,
    AvailabilityZones: ['a', 'b', 'c'].map((letter) => REGION + letter),
    VPCZoneIdentifier: 'subnet-a,subnet-b,subnet-c',
    Instances: [],
    Tags: makeTags(tags),
    ...parts,
  }
}

export const CALLS = {
  Reservations: 'ec2:DescribeInstances',
  Volumes: 'ec2:DescribeVolumes',
  Subnets: 'ec2:DescribeSubnets',
  AutoScalingGroups: 'autoscaling:DescribeAutoScalingGroups',
  LaunchTemplateVersions: 'ec2:DescribeLaunchTemplateVersions',
  NetworkInterfaces: 'ec2:DescribeNetworkInterfaces',
  InstanceTypes: 'ec2:DescribeInstanceTypes',
} as const

/** What an account answers, by list; instances without the reservations around them. */
export interface AccountAnswers {
  readonly instances?: readonly Fields[]
  readonly Volumes?: readonly Fields[]
  readonly Subnets?: readonly Fields[]
  readonly AutoScalingGroups?: readonly Fields[]
  readonly LaunchTemplateVersions?: readonly Fields[]
  readonly NetworkInterfaces?: readonly Fields[]
  readonly InstanceTypes?: readonly Fields[]
}

export function makeLine(call: string, answer: Fields): Fields {
  return { Call: call, Region: REGION, At: '2026-11-24T12:00:00Z', Answer: answer }
}

export function makeLines({ instances = [], ...lists }: AccountAnswers): readonly Fields[] {
  const subnets = lists.Subnets ?? ['a', 'b', 'c'].map((letter) => makeSubnet(letter))
  const answers = { AutoScalingGroups: [], Volumes: [], ...lists, Subnets: subnets }
  return [
    makeLine(CALLS.Reservations, { Reservations: instances.map((one) => ({ Instances: [one] })) }),
    ...Object.entries(answers).map(([list, items]) =>
      makeLine(CALLS[list as keyof typeof answers], { [list]: items }),
    ),
  ]
}

export function renderLines(lines: readonly unknown[]): string {
  return lines.map((line) => JSON.stringify(line)).join('\n')
}
