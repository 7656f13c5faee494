import { isAwsTagRead } from '#importers/aws-tags.ts'
import type { CallName } from './operations.ts'
import type { Answer } from './send-call.ts'

/**
 * What of each answer goes on (import specification, I11.2): all else is dropped before anything is kept,
 * user data of launch templates first of all. The importer filters once more (I16.4).
 */
type Shape = { readonly [member: string]: Shape } | 'all' | 'tags'

const OPERATOR: Shape = { Managed: 'all', Principal: 'all' }

const SHAPES: Readonly<Partial<Record<CallName, Shape>>> = {
  'ec2:DescribeInstances': {
    Reservations: {
      Instances: {
        InstanceId: 'all',
        InstanceType: 'all',
        State: { Name: 'all' },
        Placement: { AvailabilityZone: 'all', AvailabilityZoneId: 'all', Tenancy: 'all' },
        SubnetId: 'all',
        VpcId: 'all',
        InstanceLifecycle: 'all',
        Architecture: 'all',
        PlatformDetails: 'all',
        LaunchTime: 'all',
        RootDeviceName: 'all',
        BlockDeviceMappings: {
          DeviceName: 'all',
          Ebs: { VolumeId: 'all', DeleteOnTermination: 'all' },
        },
        NetworkInterfaces: { Attachment: { DeviceIndex: 'all', NetworkCardIndex: 'all' } },
        Operator: OPERATOR,
        CapacityReservationId: 'all',
        Tags: 'tags',
      },
    },
  },
  'ec2:DescribeVolumes': {
    Volumes: {
      VolumeId: 'all',
      AvailabilityZone: 'all',
      AvailabilityZoneId: 'all',
      Size: 'all',
      VolumeType: 'all',
      Iops: 'all',
      Throughput: 'all',
      State: 'all',
      MultiAttachEnabled: 'all',
      Attachments: { InstanceId: 'all', Device: 'all', State: 'all' },
      Operator: OPERATOR,
      Tags: 'tags',
    },
  },
  'ec2:DescribeSubnets': {
    Subnets: {
      SubnetId: 'all',
      VpcId: 'all',
      AvailabilityZone: 'all',
      AvailabilityZoneId: 'all',
      AvailableIpAddressCount: 'all',
      CidrBlock: 'all',
      Ipv6Native: 'all',
      Tags: 'tags',
    },
  },
  'ec2:DescribeVpcs': { Vpcs: { VpcId: 'all', IsDefault: 'all', Tags: 'tags' } },
  'ec2:DescribeAvailabilityZones': {
    AvailabilityZones: {
      ZoneName: 'all',
      ZoneId: 'all',
      ZoneType: 'all',
      State: 'all',
      OptInStatus: 'all',
      ParentZoneName: 'all',
    },
  },
  'autoscaling:DescribeAutoScalingGroups': {
    AutoScalingGroups: {
      AutoScalingGroupName: 'all',
      MinSize: 'all',
      MaxSize: 'all',
      DesiredCapacity: 'all',
      DesiredCapacityType: 'all',
      AvailabilityZones: 'all',
      VPCZoneIdentifier: 'all',
      LaunchTemplate: 'all',
      LaunchConfigurationName: 'all',
      MixedInstancesPolicy: 'all',
      Instances: {
        InstanceId: 'all',
        InstanceType: 'all',
        AvailabilityZone: 'all',
        LifecycleState: 'all',
        HealthStatus: 'all',
        ProtectedFromScaleIn: 'all',
        WeightedCapacity: 'all',
      },
      SuspendedProcesses: { ProcessName: 'all' },
      CapacityRebalance: 'all',
      WarmPoolConfiguration: 'all',
      WarmPoolSize: 'all',
      AvailabilityZoneDistribution: 'all',
      Status: 'all',
      Tags: 'tags',
    },
  },
  'ec2:DescribeLaunchTemplateVersions': {
    LaunchTemplateVersions: {
      LaunchTemplateId: 'all',
      LaunchTemplateName: 'all',
      VersionNumber: 'all',
      DefaultVersion: 'all',
      LaunchTemplateData: {
        InstanceType: 'all',
        InstanceRequirements: 'all',
        BlockDeviceMappings: {
          DeviceName: 'all',
          Ebs: {
            VolumeSize: 'all',
            VolumeType: 'all',
            Iops: 'all',
            Throughput: 'all',
            DeleteOnTermination: 'all',
          },
        },
        InstanceMarketOptions: { MarketType: 'all' },
        TagSpecifications: { ResourceType: 'all', Tags: 'tags' },
      },
    },
  },
  'ec2:DescribeNetworkInterfaces': {
    NetworkInterfaces: {
      Description: 'all',
      SubnetId: 'all',
      AvailabilityZone: 'all',
      VpcId: 'all',
    },
  },
  'ec2:DescribeInstanceTypes': { InstanceTypes: 'all' },
  'ec2:DescribeInstanceTypeOfferings': { InstanceTypeOfferings: 'all' },
}

/** The allowed members of an answer; nothing of a call that is not part of an inventory. */
export function reduceAnswer(call: CallName, answer: Answer): Answer {
  const shape = SHAPES[call]
  if (shape === undefined) return {}
  const reduced = reduce(answer, shape)
  return isRecord(reduced) ? reduced : {}
}

function reduce(value: unknown, shape: Shape): unknown {
  if (shape === 'all') return value
  if (shape === 'tags') return Array.isArray(value) ? value.flatMap(keepTag) : undefined
  if (Array.isArray(value)) return value.map((item) => reduce(item, shape))
  if (!isRecord(value)) return undefined
  const kept: Record<string, unknown> = {}
  for (const [member, inner] of Object.entries(shape)) {
    if (!Object.hasOwn(value, member)) continue
    const reduced = reduce(value[member], inner)
    if (reduced !== undefined) kept[member] = reduced
  }
  return kept
}

/** I12.1: every other tag is dropped unread. */
function keepTag(tag: unknown): readonly object[] {
  if (!isRecord(tag)) return []
  const { Key, Value } = tag
  return typeof Key === 'string' && isAwsTagRead(Key) ? [{ Key, Value }] : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
