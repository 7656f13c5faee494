import type { AnyCallName } from './operations.ts'

/**
 * What of each answer is read (import specification, I11.2): all else is dropped before anything is kept,
 * user data of launch templates first of all. The page reduces answers by it, and the script asks by it.
 */
export type Shape =
  | { readonly [member: string]: Shape }
  /** Of each item of a list. */
  | readonly [Shape]
  | 'all'
  | 'tags'
  /** Of a range of addresses its length alone. */
  | 'prefix'

const OPERATOR: Shape = { Managed: 'all', Principal: 'all' }

export const ANSWER_SHAPES: Readonly<Partial<Record<AnyCallName, Shape>>> = {
  'ec2:DescribeRegions': { Regions: [{ RegionName: 'all', OptInStatus: 'all' }] },
  'ec2:DescribeInstances': {
    Reservations: [
      {
        Instances: [
          {
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
            BlockDeviceMappings: [
              {
                DeviceName: 'all',
                Ebs: { VolumeId: 'all', DeleteOnTermination: 'all' },
              },
            ],
            NetworkInterfaces: [{ Attachment: { DeviceIndex: 'all', NetworkCardIndex: 'all' } }],
            Operator: OPERATOR,
            CapacityReservationId: 'all',
            Tags: 'tags',
          },
        ],
      },
    ],
  },
  'ec2:DescribeVolumes': {
    Volumes: [
      {
        VolumeId: 'all',
        AvailabilityZone: 'all',
        AvailabilityZoneId: 'all',
        Size: 'all',
        VolumeType: 'all',
        Iops: 'all',
        Throughput: 'all',
        State: 'all',
        MultiAttachEnabled: 'all',
        Attachments: [{ InstanceId: 'all', Device: 'all', State: 'all' }],
        Operator: OPERATOR,
        Tags: 'tags',
      },
    ],
  },
  'ec2:DescribeSubnets': {
    Subnets: [
      {
        SubnetId: 'all',
        VpcId: 'all',
        AvailabilityZone: 'all',
        AvailabilityZoneId: 'all',
        AvailableIpAddressCount: 'all',
        CidrBlock: 'prefix',
        Ipv6Native: 'all',
        Tags: 'tags',
      },
    ],
  },
  'ec2:DescribeVpcs': { Vpcs: [{ VpcId: 'all', IsDefault: 'all', Tags: 'tags' }] },
  'ec2:DescribeAvailabilityZones': {
    AvailabilityZones: [
      {
        ZoneName: 'all',
        ZoneId: 'all',
        ZoneType: 'all',
        State: 'all',
        OptInStatus: 'all',
        ParentZoneName: 'all',
      },
    ],
  },
  'autoscaling:DescribeAutoScalingGroups': {
    AutoScalingGroups: [
      {
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
        Instances: [
          {
            InstanceId: 'all',
            InstanceType: 'all',
            AvailabilityZone: 'all',
            LifecycleState: 'all',
            HealthStatus: 'all',
            ProtectedFromScaleIn: 'all',
            WeightedCapacity: 'all',
          },
        ],
        SuspendedProcesses: [{ ProcessName: 'all' }],
        CapacityRebalance: 'all',
        WarmPoolConfiguration: 'all',
        WarmPoolSize: 'all',
        AvailabilityZoneDistribution: 'all',
        Status: 'all',
        Tags: 'tags',
      },
    ],
  },
  'ec2:DescribeLaunchTemplateVersions': {
    LaunchTemplateVersions: [
      {
        LaunchTemplateId: 'all',
        LaunchTemplateName: 'all',
        VersionNumber: 'all',
        DefaultVersion: 'all',
        LaunchTemplateData: {
          InstanceType: 'all',
          InstanceRequirements: 'all',
          BlockDeviceMappings: [
            {
              DeviceName: 'all',
              Ebs: {
                VolumeSize: 'all',
                VolumeType: 'all',
                Iops: 'all',
                Throughput: 'all',
                DeleteOnTermination: 'all',
              },
            },
          ],
          InstanceMarketOptions: { MarketType: 'all' },
          TagSpecifications: [{ ResourceType: 'all', Tags: 'tags' }],
        },
      },
    ],
  },
  'ec2:DescribeNetworkInterfaces': {
    NetworkInterfaces: [
      {
        Description: 'all',
        SubnetId: 'all',
        AvailabilityZone: 'all',
        VpcId: 'all',
      },
    ],
  },
  'ec2:DescribeInstanceTypes': { InstanceTypes: 'all' },
  'ec2:DescribeInstanceTypeOfferings': { InstanceTypeOfferings: 'all' },
  'eks:ListClusters': { clusters: 'all' },
  'eks:DescribeCluster': {
    cluster: {
      name: 'all',
      version: 'all',
      resourcesVpcConfig: { subnetIds: 'all' },
      computeConfig: { enabled: 'all', nodePools: 'all' },
      upgradePolicy: { supportType: 'all' },
    },
  },
  'eks:ListNodegroups': { nodegroups: 'all' },
  'eks:DescribeNodegroup': {
    nodegroup: {
      nodegroupName: 'all',
      // Which cluster it is of: an account may have groups of one name in several.
      clusterName: 'all',
      scalingConfig: { minSize: 'all', maxSize: 'all', desiredSize: 'all' },
      capacityType: 'all',
      instanceTypes: 'all',
      labels: 'all',
      taints: [{ key: 'all', value: 'all', effect: 'all' }],
      subnets: 'all',
      diskSize: 'all',
      amiType: 'all',
      status: 'all',
      resources: { autoScalingGroups: [{ name: 'all' }] },
    },
  },
}
