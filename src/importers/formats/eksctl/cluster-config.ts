import { BOOLEAN, listOf, objectOf, TEXT, TEXTS, TREE, WHOLE, WHOLE_OR_TEXT } from '../../shape.ts'

const GROUP_FIELDS = {
  name: TEXT,
  minSize: WHOLE,
  maxSize: WHOLE,
  desiredCapacity: WHOLE,
  instanceType: TEXT,
  instanceTypes: listOf(TEXT),
  spot: BOOLEAN,
  instancesDistribution: objectOf(
    {
      instanceTypes: listOf(TEXT),
      onDemandBaseCapacity: WHOLE,
      onDemandPercentageAboveBaseCapacity: WHOLE,
    },
    ['maxPrice', 'spotInstancePools', 'spotAllocationStrategy', 'capacityRebalance'],
  ),
  instanceSelector: objectOf({
    vCPUs: WHOLE,
    memory: WHOLE_OR_TEXT,
    gpus: WHOLE,
    cpuArchitecture: TEXT,
    allow: TEXT,
    deny: TEXT,
  }),
  availabilityZones: listOf(TEXT),
  localZones: listOf(TEXT),
  subnets: listOf(TEXT),
  labels: TEXTS,
  taints: TREE,
  tags: TEXTS,
  volumeSize: WHOLE,
  volumeType: TEXT,
  volumeIOPS: WHOLE,
  volumeThroughput: WHOLE,
  maxPodsPerNode: WHOLE,
  kubeletExtraConfig: objectOf({
    kubeReserved: TEXTS,
    systemReserved: TEXTS,
    evictionHard: TEXTS,
    maxPods: WHOLE,
  }),
  amiFamily: TEXT,
  launchTemplate: objectOf({ id: TEXT }, ['version']),
  asgSuspendProcesses: listOf(TEXT),
  iam: objectOf(
    {
      withAddonPolicies: objectOf({ autoScaler: BOOLEAN }, [
        'albIngress',
        'appMesh',
        'appMeshPreview',
        'awsLoadBalancerController',
        'certManager',
        'cloudWatch',
        'ebs',
        'efs',
        'externalDNS',
        'fsx',
        'imageBuilder',
        'xRay',
      ]),
    },
    [
      'attachPolicy',
      'attachPolicyARNs',
      'instanceProfileARN',
      'instanceRoleARN',
      'instanceRoleName',
      'instanceRolePermissionsBoundary',
    ],
  ),
} as const

const GROUP = objectOf(GROUP_FIELDS, [
  'ssh',
  'preBootstrapCommands',
  'overrideBootstrapCommand',
  'securityGroups',
  'privateNetworking',
  'bottlerocket',
  'instanceName',
  'instancePrefix',
  'ami',
])

/** What of a ClusterConfig is read; the rest is told (import specification section 5). */
export const CLUSTER_CONFIG = objectOf(
  {
    apiVersion: TEXT,
    kind: TEXT,
    metadata: objectOf({ name: TEXT, region: TEXT, version: TEXT }, ['tags', 'annotations']),
    availabilityZones: listOf(TEXT),
    localZones: listOf(TEXT),
    vpc: objectOf({ cidr: TEXT, subnets: objectOf({ public: TREE, private: TREE }) }, [
      'id',
      'securityGroup',
      'sharedNodeSecurityGroup',
      'clusterEndpoints',
      'publicAccessCIDRs',
      'nat',
    ]),
    nodeGroups: listOf(GROUP),
    managedNodeGroups: listOf(GROUP),
    fargateProfiles: listOf(
      objectOf(
        {
          name: TEXT,
          selectors: listOf(objectOf({ namespace: TEXT, labels: TEXTS })),
          subnets: listOf(TEXT),
        },
        ['podExecutionRoleARN', 'tags', 'status'],
      ),
    ),
    autoModeConfig: objectOf({ enabled: BOOLEAN, nodePools: listOf(TEXT) }, ['nodeRoleARN']),
    karpenter: objectOf({ version: TEXT }, [
      'createServiceAccount',
      'defaultInstanceProfile',
      'withSpotInterruptionQueue',
    ]),
    zonalShiftConfig: objectOf({ enabled: BOOLEAN }),
  },
  ['outpost', 'remoteNetworkConfig', 'iam', 'secretsEncryption', 'iamIdentityMappings', 'gitops'],
)
