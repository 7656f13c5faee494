import { makeTags } from './inventory-lines.ts'

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']
const CALLS = {
  instances: 'ec2:DescribeInstances',
  volumes: 'ec2:DescribeVolumes',
  groups: 'autoscaling:DescribeAutoScalingGroups',
  subnets: 'ec2:DescribeSubnets',
}

/**
 * An inventory file of one large EKS cluster as the live calls bring it: pages of 1,000 instances and 500
 * volumes, a hundred instances a group, a root and a claim's volume by turns.
 */
export function makeSyntheticInventory(size: {
  readonly instances: number
  readonly volumes: number
}): string {
  const groups = Math.max(1, Math.ceil(size.instances / 100))
  const instances = range(size.instances).map((index) => makeInstance(index, index % groups))
  const volumes = range(size.volumes).map((index) => makeVolume(index, size))
  const lines = [
    ...makePages(instances, 1000).map((page) =>
      toLine(CALLS.instances, { Reservations: page.map((one) => ({ Instances: [one] })) }),
    ),
    ...makePages(volumes, 500).map((page) => toLine(CALLS.volumes, { Volumes: page })),
    toLine(CALLS.groups, {
      AutoScalingGroups: range(groups).map((group) => makeGroup(group, size, groups)),
    }),
    toLine(CALLS.subnets, {
      Subnets: ZONES.map((AvailabilityZone, index) => ({
        SubnetId: `subnet-${index}`,
        AvailabilityZone,
        AvailableIpAddressCount: 9000,
        CidrBlock: '10.0.0.0/18',
      })),
    }),
  ]
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index)
}

function makePages<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return range(Math.ceil(items.length / size)).map((page) =>
    items.slice(page * size, (page + 1) * size),
  )
}

function toLine(Call: string, Answer: object): object {
  return { Call, Region: 'eu-west-1', At: '2026-11-24T12:00:00Z', Answer }
}

function toId(kind: string, index: number): string {
  return `${kind}-${index.toString(16).padStart(17, '0')}`
}

function makeInstance(index: number, group: number): object {
  return {
    InstanceId: toId('i', index),
    InstanceType: 'm6i.2xlarge',
    State: { Name: 'running' },
    Placement: { AvailabilityZone: ZONES[index % 3], Tenancy: 'default' },
    SubnetId: `subnet-${index % 3}`,
    VpcId: 'vpc-1',
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    LaunchTime: '2026-11-01T08:00:00Z',
    RootDeviceName: '/dev/xvda',
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: { VolumeId: toId('vol', 2 * index), DeleteOnTermination: true },
      },
    ],
    Tags: makeTags({
      Name: `shop-workers-${group}`,
      'eks:cluster-name': 'shop',
      'eks:nodegroup-name': `workers-${group}`,
      'aws:autoscaling:groupName': `eks-workers-${group}`,
      'kubernetes.io/cluster/shop': 'owned',
    }),
  }
}

/** Roots of the instances, and between them volumes of claims, each attached to an instance. */
function makeVolume(index: number, size: { readonly instances: number }): object {
  const host = Math.trunc(index / 2) % Math.max(1, size.instances)
  const isRoot = index % 2 === 0
  return {
    VolumeId: toId('vol', index),
    AvailabilityZone: ZONES[host % 3],
    Size: isRoot ? 80 : 100,
    VolumeType: 'gp3',
    Iops: 3000,
    Throughput: 125,
    State: 'in-use',
    Attachments: [
      {
        InstanceId: toId('i', host),
        Device: isRoot ? '/dev/xvda' : '/dev/xvdba',
        State: 'attached',
      },
    ],
    Tags: isRoot
      ? []
      : makeTags({
          CSIVolumeName: `pvc-${index}`,
          'kubernetes.io/cluster/shop': 'owned',
          'kubernetes.io/created-for/pvc/namespace': `team-${index % 40}`,
          'kubernetes.io/created-for/pvc/name': `data-db${Math.trunc(index / 6)}-${Math.trunc(index / 2) % 3}`,
        }),
  }
}

function makeGroup(group: number, size: { readonly instances: number }, groups: number): object {
  const members = range(size.instances).filter((index) => index % groups === group)
  return {
    AutoScalingGroupName: `eks-workers-${group}`,
    MinSize: 3,
    MaxSize: members.length + 50,
    DesiredCapacity: members.length,
    AvailabilityZones: ZONES,
    VPCZoneIdentifier: 'subnet-0,subnet-1,subnet-2',
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: `lt-${group}`, Version: '1' },
        Overrides: [{ InstanceType: 'm6i.2xlarge' }],
      },
    },
    Instances: members.map((index) => ({
      InstanceId: toId('i', index),
      InstanceType: 'm6i.2xlarge',
      AvailabilityZone: ZONES[index % 3],
      LifecycleState: 'InService',
      HealthStatus: 'Healthy',
    })),
    Tags: makeTags({
      'eks:cluster-name': 'shop',
      'eks:nodegroup-name': `workers-${group}`,
      'k8s.io/cluster-autoscaler/enabled': 'true',
      'k8s.io/cluster-autoscaler/shop': 'owned',
    }),
  }
}
