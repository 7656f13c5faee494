import {
  BOOLEAN,
  listOf,
  objectOf,
  TEXT,
  TEXTS,
  TREE,
  WHOLE,
  type ObjectShape,
  type Shape,
} from '../../shape.ts'

/**
 * What of each kind of Cluster API is read (import specification section 9); the rest is told, and
 * scripts, files and users are left out on purpose wherever they may stand.
 */
export const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name'
export const CONTROL_PLANE_LABEL = 'cluster.x-k8s.io/control-plane'
export const DEPLOYMENT_LABEL = 'cluster.x-k8s.io/deployment-name'
export const MIN_SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size'
export const MAX_SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size'

const SIZES = objectOf({ [MIN_SIZE]: TEXT, [MAX_SIZE]: TEXT }, [
  'kubectl.kubernetes.io/last-applied-configuration',
  'cluster.x-k8s.io/replicas-managed-by',
  'cluster.x-k8s.io/cloned-from-groupkind',
  'cluster.x-k8s.io/cloned-from-name',
  'machinedeployment.clusters.x-k8s.io/revision',
  'controlplane.cluster.x-k8s.io/skip-coredns',
  'controlplane.cluster.x-k8s.io/skip-kube-proxy',
])

const META = objectOf(
  {
    name: TEXT,
    namespace: TEXT,
    labels: objectOf(
      { [CLUSTER_LABEL]: TEXT, [CONTROL_PLANE_LABEL]: TEXT, [DEPLOYMENT_LABEL]: TEXT },
      [
        // Add-ons choose their clusters by these.
        'ccm',
        'cni',
        'csi',
        'gpu',
        'cluster.x-k8s.io/control-plane-name',
        'cluster.x-k8s.io/provider',
        'cluster.x-k8s.io/set-name',
        'cluster.x-k8s.io/watch-filter',
        'machine-template-hash',
        'topology.cluster.x-k8s.io/deployment-name',
        'topology.cluster.x-k8s.io/owned',
      ],
    ),
    annotations: SIZES,
  },
  [
    'creationTimestamp',
    'deletionTimestamp',
    'finalizers',
    'generation',
    'managedFields',
    'ownerReferences',
    'resourceVersion',
    'selfLink',
    'uid',
  ],
)

function makeKind(spec: Shape): ObjectShape {
  return objectOf({ apiVersion: TEXT, kind: TEXT, metadata: META, spec }, ['status'])
}

/** `spec.template.spec` of the kinds that are templates. */
function makeTemplate(spec: Shape): ObjectShape {
  return makeKind(objectOf({ template: objectOf({ spec }, ['metadata']) }))
}

const REF = objectOf({ kind: TEXT, name: TEXT, namespace: TEXT }, [
  'apiGroup',
  'apiVersion',
  'fieldPath',
  'resourceVersion',
  'uid',
])

const NETWORK = objectOf(
  {
    vpc: objectOf(
      {
        id: TEXT,
        cidrBlock: TEXT,
        availabilityZoneUsageLimit: WHOLE,
        availabilityZoneSelection: TEXT,
      },
      [
        'carrierGatewayId',
        'elasticIpPool',
        'emptyRoutesDefaultVPCSecurityGroup',
        'internetGatewayId',
        'ipamPool',
        'ipv6',
        'privateDnsHostnameTypeOnLaunch',
        'secondaryCidrBlocks',
        'subnetSchema',
        'tags',
      ],
    ),
    subnets: listOf(
      objectOf(
        {
          id: TEXT,
          resourceID: TEXT,
          availabilityZone: TEXT,
          cidrBlock: TEXT,
          isPublic: BOOLEAN,
          zoneType: TEXT,
        },
        ['ipv6CidrBlock', 'isIpv6', 'natGatewayId', 'parentZoneName', 'routeTableId', 'tags'],
      ),
    ),
  },
  [
    'additionalControlPlaneIngressRules',
    'additionalNodeIngressRules',
    'cni',
    'nodePortIngressRuleCidrBlocks',
    'securityGroupOverrides',
  ],
)

const AWS_CLUSTER = objectOf(
  {
    region: TEXT,
    network: NETWORK,
    controlPlaneLoadBalancer: objectOf({ loadBalancerType: TEXT }, [
      'additionalListeners',
      'additionalSecurityGroups',
      'crossZoneLoadBalancing',
      'disableHostsRewrite',
      'dnsResolutionCheck',
      'healthCheck',
      'healthCheckProtocol',
      'ingressRules',
      'name',
      'preserveClientIP',
      'scheme',
      'subnets',
      'targetGroupIPType',
    ]),
  },
  [
    'additionalTags',
    'bastion',
    'controlPlaneEndpoint',
    'identityRef',
    'imageLookupBaseOS',
    'imageLookupFormat',
    'imageLookupOrg',
    'partition',
    's3Bucket',
    'secondaryControlPlaneLoadBalancer',
    'sshKeyName',
  ],
)

const MANAGED_CONTROL_PLANE = objectOf(
  { region: TEXT, version: TEXT, eksClusterName: TEXT, network: NETWORK },
  [
    'accessConfig',
    'accessEntries',
    'additionalTags',
    'addons',
    'associateOIDCProvider',
    'bastion',
    'bootstrapSelfManagedAddons',
    'controlPlaneEndpoint',
    'encryptionConfig',
    'endpointAccess',
    'iamAuthenticatorConfig',
    'identityRef',
    'imageLookupBaseOS',
    'imageLookupFormat',
    'imageLookupOrg',
    'kubeProxy',
    'logging',
    'oidcIdentityProviderConfig',
    'partition',
    'restrictPrivateSubnets',
    'roleAdditionalPolicies',
    'roleName',
    'rolePath',
    'rolePermissionsBoundary',
    'secondaryCidrBlock',
    'sshKeyName',
    'tokenMethod',
    'upgradePolicy',
    'vpcCni',
  ],
)

const VOLUME = objectOf(
  { deviceName: TEXT, size: WHOLE, type: TEXT, iops: WHOLE, throughput: WHOLE },
  ['encrypted', 'encryptionKey'],
)

/** What a machine and a launch template have in common. */
const INSTANCE_FIELDS = {
  instanceType: TEXT,
  rootVolume: VOLUME,
  nonRootVolumes: listOf(VOLUME),
  spotMarketOptions: objectOf({ maxPrice: TEXT }),
  marketType: TEXT,
} as const

const INSTANCE_DROPPED: readonly string[] = [
  'additionalSecurityGroups',
  'additionalTags',
  'ami',
  'capacityReservationId',
  'capacityReservationPreference',
  'cloudInit',
  'cpuOptions',
  'dynamicHostAllocation',
  'elasticIpPool',
  'enclaveOptions',
  'hostAffinity',
  'hostID',
  'iamInstanceProfile',
  'ignition',
  'imageLookupBaseOS',
  'imageLookupFormat',
  'imageLookupOrg',
  'instanceID',
  'instanceMetadataOptions',
  'name',
  'networkInterfaceType',
  'networkInterfaces',
  'placementGroupName',
  'placementGroupPartition',
  'privateDnsName',
  'providerID',
  'publicIP',
  'securityGroupOverrides',
  'sshKeyName',
  'tenancy',
  'uncompressedUserData',
  'versionNumber',
  'assignPrimaryIPv6',
]

const SUBNET = objectOf({ id: TEXT }, ['filters'])

const AWS_MACHINE = objectOf(
  { ...INSTANCE_FIELDS, subnet: SUBNET, failureDomain: TEXT },
  INSTANCE_DROPPED,
)

const LAUNCH_TEMPLATE = objectOf(INSTANCE_FIELDS, INSTANCE_DROPPED)

const MACHINE_META = objectOf({ labels: TEXTS, annotations: SIZES })

/** `spec.template` of MachineDeployment and MachinePool. */
const MACHINE = objectOf({
  metadata: MACHINE_META,
  spec: objectOf(
    {
      clusterName: TEXT,
      failureDomain: TEXT,
      version: TEXT,
      infrastructureRef: REF,
      bootstrap: objectOf({ configRef: REF }, ['dataSecretName']),
      taints: listOf(objectOf({ key: TEXT, value: TEXT, effect: TEXT }, ['propagation'])),
    },
    [
      'deletion',
      'minReadySeconds',
      'nodeDeletionTimeout',
      'nodeDrainTimeout',
      'nodeVolumeDetachTimeout',
      'providerID',
      'readinessGates',
    ],
  ),
})

const MACHINE_DEPLOYMENT = objectOf({ clusterName: TEXT, replicas: WHOLE, template: MACHINE }, [
  'deletion',
  'machineNaming',
  'machineNamingStrategy',
  'minReadySeconds',
  'paused',
  'progressDeadlineSeconds',
  'remediation',
  'revisionHistoryLimit',
  'rollout',
  'rolloutAfter',
  'selector',
  'strategy',
])

const MACHINE_POOL = objectOf(
  { clusterName: TEXT, replicas: WHOLE, failureDomains: listOf(TEXT), template: MACHINE },
  ['minReadySeconds', 'providerIDList'],
)

const OVERRIDES = objectOf({
  overrides: listOf(objectOf({ name: TEXT, value: TREE }, ['definitionFrom'])),
})

/** A MachineDeployment or MachinePool of a topology. */
const TOPOLOGY_GROUP = objectOf(
  {
    name: TEXT,
    class: TEXT,
    replicas: WHOLE,
    failureDomain: TEXT,
    failureDomains: listOf(TEXT),
    metadata: MACHINE_META,
    variables: OVERRIDES,
  },
  [
    'deletion',
    'healthCheck',
    'machineHealthCheck',
    'minReadySeconds',
    'nodeDeletionTimeout',
    'nodeDrainTimeout',
    'nodeVolumeDetachTimeout',
    'readinessGates',
    'rollout',
    'strategy',
  ],
)

const CLUSTER = objectOf(
  {
    controlPlaneRef: REF,
    infrastructureRef: REF,
    topology: objectOf(
      {
        class: TEXT,
        classRef: objectOf({ name: TEXT, namespace: TEXT }),
        version: TEXT,
        controlPlane: objectOf({ replicas: WHOLE, variables: OVERRIDES }, [
          'deletion',
          'healthCheck',
          'machineHealthCheck',
          'metadata',
          'nodeDeletionTimeout',
          'nodeDrainTimeout',
          'nodeVolumeDetachTimeout',
          'readinessGates',
          'rollout',
        ]),
        workers: objectOf({
          machineDeployments: listOf(TOPOLOGY_GROUP),
          machinePools: listOf(TOPOLOGY_GROUP),
        }),
        variables: listOf(objectOf({ name: TEXT, value: TREE }, ['definitionFrom'])),
      },
      ['classNamespace', 'rolloutAfter'],
    ),
  },
  ['availabilityGates', 'clusterNetwork', 'controlPlaneEndpoint', 'paused'],
)

const TEMPLATE_REF = objectOf({ ref: REF, templateRef: REF })

/** Both forms: `template.infrastructure.ref`, and `infrastructure.templateRef` since v1beta2. */
const WORKER_CLASS = objectOf(
  {
    class: TEXT,
    failureDomain: TEXT,
    failureDomains: listOf(TEXT),
    template: objectOf({
      metadata: MACHINE_META,
      bootstrap: TEMPLATE_REF,
      infrastructure: TEMPLATE_REF,
    }),
    metadata: MACHINE_META,
    bootstrap: TEMPLATE_REF,
    infrastructure: TEMPLATE_REF,
  },
  [
    'deletion',
    'healthCheck',
    'machineHealthCheck',
    'minReadySeconds',
    'naming',
    'namingStrategy',
    'nodeDeletionTimeout',
    'nodeDrainTimeout',
    'nodeVolumeDetachTimeout',
    'readinessGates',
    'rollout',
    'strategy',
  ],
)

/** Words of a JSON schema, of which only the default is read. */
const SCHEMA_WORDS: readonly string[] = [
  'additionalProperties',
  'description',
  'enum',
  'example',
  'format',
  'items',
  'maxLength',
  'maximum',
  'minLength',
  'minimum',
  'pattern',
  'properties',
  'required',
  'type',
  'x-kubernetes-preserve-unknown-fields',
]

const CLUSTER_CLASS = objectOf(
  {
    controlPlane: objectOf({ ref: REF, templateRef: REF, machineInfrastructure: TEMPLATE_REF }, [
      'deletion',
      'healthCheck',
      'machineHealthCheck',
      'metadata',
      'naming',
      'namingStrategy',
      'nodeDeletionTimeout',
      'nodeDrainTimeout',
      'nodeVolumeDetachTimeout',
      'readinessGates',
      'rollout',
    ]),
    infrastructure: TEMPLATE_REF,
    workers: objectOf({
      machineDeployments: listOf(WORKER_CLASS),
      machinePools: listOf(WORKER_CLASS),
    }),
    variables: listOf(
      objectOf(
        {
          name: TEXT,
          schema: objectOf({ openAPIV3Schema: objectOf({ default: TREE }, SCHEMA_WORDS) }),
        },
        ['deprecatedV1Beta1Metadata', 'metadata', 'required'],
      ),
    ),
    patches: listOf(
      objectOf(
        {
          name: TEXT,
          enabledIf: TEXT,
          definitions: listOf(
            objectOf({
              selector: objectOf(
                {
                  kind: TEXT,
                  matchResources: objectOf({
                    controlPlane: BOOLEAN,
                    infrastructureCluster: BOOLEAN,
                    machineDeploymentClass: objectOf({ names: listOf(TEXT) }),
                    machinePoolClass: objectOf({ names: listOf(TEXT) }),
                  }),
                },
                ['apiVersion'],
              ),
              jsonPatches: listOf(
                objectOf({
                  op: TEXT,
                  path: TEXT,
                  value: TREE,
                  valueFrom: objectOf({ variable: TEXT, template: TEXT }),
                }),
              ),
            }),
          ),
        },
        ['description', 'external'],
      ),
    ),
  },
  ['availabilityGates', 'kubernetesVersions', 'upgrade'],
)

const BOOTSTRAP_DROPPED: readonly string[] = [
  'apiRetryAttempts',
  'boostrapCommandOverride',
  'bootCommands',
  'clusterConfiguration',
  'containerRuntime',
  'containerd',
  'diskSetup',
  'dnsClusterIP',
  'dockerConfigJson',
  'featureGates',
  'files',
  'format',
  'ignition',
  'initConfiguration',
  'mounts',
  'ntp',
  'pauseContainer',
  'postBootstrapCommands',
  'postKubeadmCommands',
  'preBootstrapCommands',
  'preKubeadmCommands',
  'preNodeadmCommands',
  'serviceIPV6Cidr',
  'useExperimentalRetryJoin',
  'useMaxPods',
  'users',
  'verbosity',
]

/** The kubelet's flags that a plan holds the effect of. */
const KUBELET_FLAGS = objectOf(
  {
    'node-labels': TEXT,
    'register-with-taints': TEXT,
    'max-pods': TEXT,
    'kube-reserved': TEXT,
    'system-reserved': TEXT,
    'eviction-hard': TEXT,
  },
  [
    'cgroup-driver',
    'cloud-provider',
    'feature-gates',
    'node-ip',
    'pod-infra-container-image',
    'provider-id',
    'volume-plugin-dir',
  ],
)

/** A map of flags, or since v1beta2 of kubeadm a list of `{name, value}`. */
function makeBootstrapSpec(isList: boolean): ObjectShape {
  const args = isList ? listOf(objectOf({ name: TEXT, value: TEXT })) : KUBELET_FLAGS
  return objectOf(
    {
      joinConfiguration: objectOf(
        {
          nodeRegistration: objectOf(
            {
              taints: listOf(objectOf({ key: TEXT, value: TEXT, effect: TEXT }, ['timeAdded'])),
              kubeletExtraArgs: args,
            },
            ['criSocket', 'ignorePreflightErrors', 'imagePullPolicy', 'imagePullSerial', 'name'],
          ),
        },
        [
          'apiVersion',
          'caCertPath',
          'controlPlane',
          'discovery',
          'kind',
          'patches',
          'skipPhases',
          'timeouts',
        ],
      ),
      // EKSConfig has its flags here, NodeadmConfig the kubelet's file and flags as they are typed.
      kubeletExtraArgs: args,
      kubelet: objectOf({
        flags: listOf(TEXT),
        config: objectOf(
          {
            maxPods: WHOLE,
            podsPerCore: WHOLE,
            kubeReserved: TEXTS,
            systemReserved: TEXTS,
            evictionHard: TEXTS,
          },
          ['apiVersion', 'cgroupDriver', 'featureGates', 'kind', 'shutdownGracePeriod'],
        ),
      }),
    },
    BOOTSTRAP_DROPPED,
  )
}

const KUBEADM_CONFIG = objectOf(
  {
    clusterConfiguration: objectOf(
      {
        etcd: objectOf(
          { external: objectOf({ endpoints: listOf(TEXT) }, ['caFile', 'certFile', 'keyFile']) },
          ['local'],
        ),
      },
      [
        'apiServer',
        'apiVersion',
        'certificatesDir',
        'clusterName',
        'controlPlaneEndpoint',
        'controllerManager',
        'dns',
        'featureGates',
        'imageRepository',
        'kind',
        'kubernetesVersion',
        'networking',
        'scheduler',
      ],
    ),
  },
  ['joinConfiguration', ...BOOTSTRAP_DROPPED.filter((field) => field !== 'clusterConfiguration')],
)

const KUBEADM_CONTROL_PLANE = objectOf(
  {
    replicas: WHOLE,
    version: TEXT,
    machineTemplate: objectOf(
      {
        infrastructureRef: REF,
        spec: objectOf({ infrastructureRef: REF }, ['deletion', 'readinessGates']),
      },
      [
        'metadata',
        'nodeDeletionTimeout',
        'nodeDrainTimeout',
        'nodeVolumeDetachTimeout',
        'readinessGates',
      ],
    ),
    kubeadmConfigSpec: KUBEADM_CONFIG,
  },
  [
    'machineNaming',
    'machineNamingStrategy',
    'remediation',
    'remediationStrategy',
    'rollout',
    'rolloutAfter',
    'rolloutBefore',
    'rolloutStrategy',
  ],
)

const POOL_SUBNETS = listOf(objectOf({ id: TEXT }, ['filters', 'arn']))

const AWS_MACHINE_POOL = objectOf(
  {
    minSize: WHOLE,
    maxSize: WHOLE,
    availabilityZones: listOf(TEXT),
    subnets: POOL_SUBNETS,
    awsLaunchTemplate: LAUNCH_TEMPLATE,
    mixedInstancesPolicy: objectOf({
      instancesDistribution: objectOf(
        { onDemandBaseCapacity: WHOLE, onDemandPercentageAboveBaseCapacity: WHOLE },
        ['onDemandAllocationStrategy', 'spotAllocationStrategy'],
      ),
      overrides: listOf(objectOf({ instanceType: TEXT })),
    }),
    suspendProcesses: objectOf({ all: BOOLEAN, processes: TREE }),
  },
  [
    'additionalTags',
    'availabilityZoneSubnetType',
    'capacityRebalance',
    'defaultCoolDown',
    'defaultInstanceWarmup',
    'ignition',
    'lifecycleHooks',
    'providerID',
    'providerIDList',
    'refreshPreferences',
  ],
)

const AWS_MANAGED_MACHINE_POOL = objectOf(
  {
    eksNodegroupName: TEXT,
    availabilityZones: listOf(TEXT),
    subnetIDs: listOf(TEXT),
    subnets: POOL_SUBNETS,
    labels: TEXTS,
    taints: listOf(objectOf({ key: TEXT, value: TEXT, effect: TEXT })),
    diskSize: WHOLE,
    instanceType: TEXT,
    scaling: objectOf({ minSize: WHOLE, maxSize: WHOLE }),
    capacityType: TEXT,
    amiType: TEXT,
    awsLaunchTemplate: LAUNCH_TEMPLATE,
  },
  [
    'additionalTags',
    'amiVersion',
    'availabilityZoneSubnetType',
    'lifecycleHooks',
    'nodeRepairConfig',
    'providerIDList',
    'remoteAccess',
    'roleAdditionalPolicies',
    'roleName',
    'rolePath',
    'rolePermissionsBoundary',
    'updateConfig',
  ],
)

const FARGATE = objectOf(
  {
    clusterName: TEXT,
    profileName: TEXT,
    selectors: listOf(objectOf({ namespace: TEXT, labels: TEXTS })),
  },
  ['additionalTags', 'roleName', 'rolePath', 'rolePermissionsBoundary', 'subnetIDs'],
)

/** A machine as it runs, of which its zone is read. */
const RUNNING_MACHINE = objectOf({ clusterName: TEXT, failureDomain: TEXT, providerID: TEXT }, [
  'bootstrap',
  'deletion',
  'infrastructureRef',
  'nodeDeletionTimeout',
  'nodeDrainTimeout',
  'nodeVolumeDetachTimeout',
  'readinessGates',
  'version',
])

const BARE = makeKind(objectOf({}, ['controlPlaneEndpoint', 'template']))

const SHAPES: ReadonlyMap<string, ObjectShape> = new Map([
  ['Cluster', makeKind(CLUSTER)],
  ['ClusterClass', makeKind(CLUSTER_CLASS)],
  ['AWSCluster', makeKind(AWS_CLUSTER)],
  ['AWSClusterTemplate', makeTemplate(AWS_CLUSTER)],
  ['AWSManagedCluster', BARE],
  ['AWSManagedClusterTemplate', BARE],
  ['AWSManagedControlPlane', makeKind(MANAGED_CONTROL_PLANE)],
  ['AWSManagedControlPlaneTemplate', makeTemplate(MANAGED_CONTROL_PLANE)],
  ['KubeadmControlPlane', makeKind(KUBEADM_CONTROL_PLANE)],
  ['KubeadmControlPlaneTemplate', makeTemplate(KUBEADM_CONTROL_PLANE)],
  ['MachineDeployment', makeKind(MACHINE_DEPLOYMENT)],
  ['MachinePool', makeKind(MACHINE_POOL)],
  ['AWSMachineTemplate', makeTemplate(AWS_MACHINE)],
  ['AWSMachinePool', makeKind(AWS_MACHINE_POOL)],
  ['AWSMachinePoolTemplate', makeTemplate(AWS_MACHINE_POOL)],
  ['AWSManagedMachinePool', makeKind(AWS_MANAGED_MACHINE_POOL)],
  ['AWSManagedMachinePoolTemplate', makeTemplate(AWS_MANAGED_MACHINE_POOL)],
  ['AWSFargateProfile', makeKind(FARGATE)],
  ['Machine', makeKind(RUNNING_MACHINE)],
])

/** Kinds that carry what a new node is told; `…Template` nests it one deeper. */
const BOOTSTRAP_KINDS: readonly string[] = ['KubeadmConfig', 'EKSConfig', 'NodeadmConfig']

/** The shape of a kind, undefined where none of it is read. */
export function findShape(kind: string, hasFlagList: boolean): ObjectShape | undefined {
  if (BOOTSTRAP_KINDS.includes(kind)) return makeKind(makeBootstrapSpec(hasFlagList))
  if (BOOTSTRAP_KINDS.some((known) => kind === `${known}Template`)) {
    return makeTemplate(makeBootstrapSpec(hasFlagList))
  }
  return SHAPES.get(kind)
}

/** Kinds that are understood and left out on purpose, with the reason. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['ClusterResourceSet', 'add-ons: what they install is not read'],
  ['ClusterResourceSetBinding', 'add-ons: what they install is not read'],
  ['AWSClusterControllerIdentity', 'says with which rights AWS is called'],
  ['AWSClusterRoleIdentity', 'says with which rights AWS is called'],
  ['AWSClusterStaticIdentity', 'says with which rights AWS is called'],
  ['AWSMachine', 'what its Machine made of a template'],
  ['MachineSet', 'what a MachineDeployment made of its template'],
  ['MachineHealthCheck', 'replaces nodes that fail; a plan does not hold it'],
])
