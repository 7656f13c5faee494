import {
  ANNOTATIONS,
  BOOLEAN,
  listOf,
  objectOf,
  QUANTITIES,
  QUANTITY,
  TEXT,
  TEXTS,
  TREE,
  WHOLE,
  WHOLE_OR_TEXT,
  type ObjectShape,
  type Shape,
} from './shape.ts'

/**
 * What of each Kubernetes kind comes into a plan (import specification I10.1, I10.2): what scheduling,
 * autoscaling and volumes turn on, and nothing that could hold a secret. Contents of Secrets and
 * ConfigMaps, environments, commands, managed fields and foreign annotations are never copied.
 */
const METADATA = objectOf(
  {
    name: TEXT,
    namespace: TEXT,
    labels: TEXTS,
    annotations: ANNOTATIONS,
    ownerReferences: listOf(
      objectOf({ apiVersion: TEXT, kind: TEXT, name: TEXT, controller: BOOLEAN }, [
        'uid',
        'blockOwnerDeletion',
      ]),
    ),
    deletionTimestamp: TEXT,
    creationTimestamp: TEXT,
  },
  [
    'managedFields',
    'uid',
    'resourceVersion',
    'selfLink',
    'generation',
    'generateName',
    'finalizers',
    'deletionGracePeriodSeconds',
    'clusterName',
  ],
)

const RESOURCES = objectOf({ requests: QUANTITIES, limits: QUANTITIES, claims: TREE })

const CONTAINER = objectOf(
  {
    name: TEXT,
    image: TEXT,
    resources: RESOURCES,
    restartPolicy: TEXT,
    ports: listOf(
      objectOf({ containerPort: WHOLE, hostPort: WHOLE, hostIP: TEXT, protocol: TEXT }, ['name']),
    ),
  },
  [
    'env',
    'envFrom',
    'command',
    'args',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'lifecycle',
    'volumeMounts',
    'volumeDevices',
    'securityContext',
    'imagePullPolicy',
    'terminationMessagePath',
    'terminationMessagePolicy',
    'workingDir',
    'stdin',
    'tty',
  ],
)

const CLAIM_SPEC = objectOf(
  {
    storageClassName: TEXT,
    accessModes: listOf(TEXT),
    resources: RESOURCES,
    volumeName: TEXT,
    volumeMode: TEXT,
    selector: TREE,
    volumeAttributesClassName: TEXT,
  },
  ['dataSource', 'dataSourceRef'],
)

const CLAIM_TEMPLATE = objectOf({ metadata: METADATA, spec: CLAIM_SPEC }, [
  'status',
  'apiVersion',
  'kind',
])

const VOLUME = objectOf(
  {
    name: TEXT,
    persistentVolumeClaim: objectOf({ claimName: TEXT, readOnly: BOOLEAN }),
    ephemeral: objectOf({ volumeClaimTemplate: CLAIM_TEMPLATE }),
    emptyDir: objectOf({ medium: TEXT, sizeLimit: QUANTITY }),
    hostPath: objectOf({}, ['path', 'type']),
    awsElasticBlockStore: objectOf({ volumeID: TEXT, readOnly: BOOLEAN }, ['fsType', 'partition']),
    gcePersistentDisk: objectOf({ pdName: TEXT, readOnly: BOOLEAN }, ['fsType', 'partition']),
    csi: objectOf({ driver: TEXT, readOnly: BOOLEAN }, [
      'volumeAttributes',
      'nodePublishSecretRef',
      'fsType',
    ]),
    nfs: objectOf({}, ['server', 'path', 'readOnly']),
    iscsi: objectOf({ iqn: TEXT, readOnly: BOOLEAN }),
    rbd: objectOf({ image: TEXT, pool: TEXT, monitors: listOf(TEXT), readOnly: BOOLEAN }),
  },
  ['configMap', 'secret', 'projected', 'downwardAPI', 'gitRepo', 'image'],
)

const POD_SPEC = objectOf(
  {
    nodeName: TEXT,
    nodeSelector: TEXTS,
    affinity: TREE,
    tolerations: listOf(
      objectOf({ key: TEXT, operator: TEXT, value: TEXT, effect: TEXT, tolerationSeconds: WHOLE }),
    ),
    topologySpreadConstraints: TREE,
    priorityClassName: TEXT,
    priority: WHOLE,
    preemptionPolicy: TEXT,
    schedulerName: TEXT,
    schedulingGates: listOf(objectOf({ name: TEXT })),
    resourceClaims: TREE,
    terminationGracePeriodSeconds: WHOLE,
    activeDeadlineSeconds: WHOLE,
    hostNetwork: BOOLEAN,
    runtimeClassName: TEXT,
    restartPolicy: TEXT,
    overhead: QUANTITIES,
    resources: RESOURCES,
    os: objectOf({ name: TEXT }),
    containers: listOf(CONTAINER),
    initContainers: listOf(CONTAINER),
    volumes: listOf(VOLUME),
  },
  [
    'serviceAccountName',
    'serviceAccount',
    'automountServiceAccountToken',
    'dnsPolicy',
    'dnsConfig',
    'securityContext',
    'imagePullSecrets',
    'enableServiceLinks',
    'hostAliases',
    'hostname',
    'subdomain',
    'hostIPC',
    'hostPID',
    'hostUsers',
    'shareProcessNamespace',
    'ephemeralContainers',
    'readinessGates',
    'setHostnameAsFQDN',
  ],
)

const POD_TEMPLATE = objectOf({ metadata: METADATA, spec: POD_SPEC })

const CONDITIONS = listOf(
  objectOf({ type: TEXT, status: TEXT, reason: TEXT, message: TEXT }, [
    'lastTransitionTime',
    'lastProbeTime',
    'lastHeartbeatTime',
    'lastUpdateTime',
    'observedGeneration',
  ]),
)

const JOB_SPEC = objectOf(
  {
    parallelism: WHOLE,
    completions: WHOLE,
    completionMode: TEXT,
    backoffLimit: WHOLE,
    activeDeadlineSeconds: WHOLE,
    suspend: BOOLEAN,
    ttlSecondsAfterFinished: WHOLE,
    selector: TREE,
    template: POD_TEMPLATE,
  },
  ['manualSelector', 'podFailurePolicy', 'podReplacementPolicy', 'backoffLimitPerIndex'],
)

const HISTORY = ['revisionHistoryLimit', 'progressDeadlineSeconds']

function kindOf(
  fields: Readonly<Record<string, Shape>>,
  dropped: readonly string[] = [],
): ObjectShape {
  return objectOf({ apiVersion: TEXT, kind: TEXT, metadata: METADATA, ...fields }, dropped)
}

const SHAPES: ReadonlyMap<string, ObjectShape> = new Map([
  [
    'Node',
    kindOf({
      spec: objectOf(
        {
          providerID: TEXT,
          unschedulable: BOOLEAN,
          taints: listOf(objectOf({ key: TEXT, value: TEXT, effect: TEXT }, ['timeAdded'])),
        },
        ['podCIDR', 'podCIDRs', 'externalID', 'configSource'],
      ),
      status: objectOf(
        {
          capacity: QUANTITIES,
          allocatable: QUANTITIES,
          conditions: listOf(
            objectOf({ type: TEXT, status: TEXT }, [
              'reason',
              'message',
              'lastTransitionTime',
              'lastHeartbeatTime',
            ]),
          ),
          nodeInfo: objectOf({ kubeletVersion: TEXT, architecture: TEXT, operatingSystem: TEXT }, [
            'machineID',
            'systemUUID',
            'bootID',
            'kernelVersion',
            'osImage',
            'containerRuntimeVersion',
            'kubeProxyVersion',
            'swap',
          ]),
        },
        [
          'addresses',
          'daemonEndpoints',
          'images',
          'volumesAttached',
          'volumesInUse',
          'config',
          'features',
          'runtimeHandlers',
          'phase',
        ],
      ),
    }),
  ],
  [
    'Pod',
    kindOf({
      spec: POD_SPEC,
      status: objectOf(
        {
          phase: TEXT,
          conditions: CONDITIONS,
          nominatedNodeName: TEXT,
          startTime: TEXT,
          reason: TEXT,
        },
        [
          'containerStatuses',
          'initContainerStatuses',
          'ephemeralContainerStatuses',
          'hostIP',
          'hostIPs',
          'podIP',
          'podIPs',
          'qosClass',
          'message',
          'observedGeneration',
          'resize',
        ],
      ),
    }),
  ],
  [
    'Deployment',
    kindOf(
      {
        spec: objectOf(
          {
            replicas: WHOLE,
            selector: TREE,
            template: POD_TEMPLATE,
            strategy: TREE,
            minReadySeconds: WHOLE,
            paused: BOOLEAN,
          },
          HISTORY,
        ),
      },
      ['status'],
    ),
  ],
  [
    'ReplicaSet',
    kindOf(
      {
        spec: objectOf(
          { replicas: WHOLE, selector: TREE, template: POD_TEMPLATE, minReadySeconds: WHOLE },
          HISTORY,
        ),
      },
      ['status'],
    ),
  ],
  [
    'ReplicationController',
    kindOf(
      {
        spec: objectOf(
          { replicas: WHOLE, selector: TEXTS, template: POD_TEMPLATE, minReadySeconds: WHOLE },
          HISTORY,
        ),
      },
      ['status'],
    ),
  ],
  [
    'StatefulSet',
    kindOf(
      {
        spec: objectOf(
          {
            replicas: WHOLE,
            selector: TREE,
            template: POD_TEMPLATE,
            serviceName: TEXT,
            podManagementPolicy: TEXT,
            persistentVolumeClaimRetentionPolicy: TREE,
            volumeClaimTemplates: listOf(CLAIM_TEMPLATE),
            updateStrategy: TREE,
            minReadySeconds: WHOLE,
            ordinals: objectOf({ start: WHOLE }),
          },
          HISTORY,
        ),
      },
      ['status'],
    ),
  ],
  [
    'DaemonSet',
    kindOf(
      {
        spec: objectOf(
          {
            selector: TREE,
            template: POD_TEMPLATE,
            updateStrategy: TREE,
            minReadySeconds: WHOLE,
          },
          HISTORY,
        ),
      },
      ['status'],
    ),
  ],
  [
    'Job',
    kindOf({
      spec: JOB_SPEC,
      status: objectOf({ active: WHOLE, succeeded: WHOLE, failed: WHOLE, conditions: CONDITIONS }, [
        'startTime',
        'completionTime',
        'ready',
        'terminating',
        'uncountedTerminatedPods',
        'completedIndexes',
      ]),
    }),
  ],
  [
    'CronJob',
    kindOf(
      {
        spec: objectOf(
          {
            schedule: TEXT,
            timeZone: TEXT,
            suspend: BOOLEAN,
            concurrencyPolicy: TEXT,
            startingDeadlineSeconds: WHOLE,
            jobTemplate: objectOf({ metadata: METADATA, spec: JOB_SPEC }),
          },
          ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
        ),
      },
      ['status'],
    ),
  ],
  [
    'PersistentVolume',
    kindOf({
      spec: objectOf(
        {
          capacity: QUANTITIES,
          accessModes: listOf(TEXT),
          persistentVolumeReclaimPolicy: TEXT,
          storageClassName: TEXT,
          volumeMode: TEXT,
          volumeAttributesClassName: TEXT,
          claimRef: objectOf({ kind: TEXT, namespace: TEXT, name: TEXT }, [
            'apiVersion',
            'uid',
            'resourceVersion',
          ]),
          nodeAffinity: TREE,
          csi: objectOf({ driver: TEXT, volumeHandle: TEXT, fsType: TEXT }, [
            'volumeAttributes',
            'controllerPublishSecretRef',
            'nodeStageSecretRef',
            'nodePublishSecretRef',
            'controllerExpandSecretRef',
            'nodeExpandSecretRef',
          ]),
          awsElasticBlockStore: objectOf({ volumeID: TEXT }, ['fsType', 'partition', 'readOnly']),
          local: objectOf({}, ['path', 'fsType']),
          hostPath: objectOf({}, ['path', 'type']),
          nfs: objectOf({}, ['server', 'path', 'readOnly']),
        },
        ['mountOptions'],
      ),
      status: objectOf({ phase: TEXT }, ['lastPhaseTransitionTime', 'message', 'reason']),
    }),
  ],
  [
    'PersistentVolumeClaim',
    kindOf({
      spec: CLAIM_SPEC,
      status: objectOf({ phase: TEXT, accessModes: listOf(TEXT), capacity: QUANTITIES }, [
        'conditions',
        'allocatedResources',
        'allocatedResourceStatuses',
        'currentVolumeAttributesClassName',
      ]),
    }),
  ],
  [
    'StorageClass',
    kindOf(
      {
        provisioner: TEXT,
        volumeBindingMode: TEXT,
        reclaimPolicy: TEXT,
        allowVolumeExpansion: BOOLEAN,
        allowedTopologies: TREE,
        parameters: objectOf({ type: TEXT, iops: TEXT, throughput: TEXT, iopsPerGB: TEXT }, [
          'encrypted',
          'kmsKeyId',
          'fsType',
          'csi.storage.k8s.io/fstype',
          'csi.storage.k8s.io/fsType',
        ]),
      },
      ['mountOptions'],
    ),
  ],
  [
    'PriorityClass',
    kindOf({ value: WHOLE, globalDefault: BOOLEAN, preemptionPolicy: TEXT }, ['description']),
  ],
  [
    'PodDisruptionBudget',
    kindOf({
      spec: objectOf({
        minAvailable: WHOLE_OR_TEXT,
        maxUnavailable: WHOLE_OR_TEXT,
        selector: TREE,
        unhealthyPodEvictionPolicy: TEXT,
      }),
      status: objectOf(
        {
          currentHealthy: WHOLE,
          desiredHealthy: WHOLE,
          disruptionsAllowed: WHOLE,
          expectedPods: WHOLE,
        },
        ['observedGeneration', 'conditions', 'disruptedPods'],
      ),
    }),
  ],
  [
    'HorizontalPodAutoscaler',
    kindOf({
      spec: objectOf({
        scaleTargetRef: objectOf({ apiVersion: TEXT, kind: TEXT, name: TEXT }),
        minReplicas: WHOLE,
        maxReplicas: WHOLE,
        metrics: TREE,
        behavior: TREE,
        targetCPUUtilizationPercentage: WHOLE,
      }),
      status: objectOf({ currentReplicas: WHOLE, desiredReplicas: WHOLE }, [
        'conditions',
        'currentMetrics',
        'lastScaleTime',
        'observedGeneration',
        'currentCPUUtilizationPercentage',
      ]),
    }),
  ],
  ['Namespace', kindOf({}, ['spec', 'status'])],
  [
    'ResourceQuota',
    kindOf({
      spec: objectOf({ hard: QUANTITIES, scopes: listOf(TEXT), scopeSelector: TREE }),
      status: objectOf({ hard: QUANTITIES, used: QUANTITIES }),
    }),
  ],
  ['LimitRange', kindOf({ spec: objectOf({ limits: TREE }) })],
  [
    'VolumeAttachment',
    kindOf({
      spec: objectOf({
        attacher: TEXT,
        nodeName: TEXT,
        source: objectOf({ persistentVolumeName: TEXT }, ['inlineVolumeSpec']),
      }),
      status: objectOf({ attached: BOOLEAN }, ['attachmentMetadata', 'attachError', 'detachError']),
    }),
  ],
  [
    'CSINode',
    kindOf({
      spec: objectOf({
        drivers: listOf(
          objectOf(
            { name: TEXT, topologyKeys: listOf(TEXT), allocatable: objectOf({ count: WHOLE }) },
            ['nodeID'],
          ),
        ),
      }),
    }),
  ],
  ['CSIDriver', kindOf({ spec: TREE })],
  [
    'CSIStorageCapacity',
    kindOf({
      nodeTopology: TREE,
      storageClassName: TEXT,
      capacity: QUANTITY,
      maximumVolumeSize: QUANTITY,
    }),
  ],
  [
    'Service',
    kindOf(
      {
        spec: objectOf({ selector: TEXTS, type: TEXT }, [
          'ports',
          'clusterIP',
          'clusterIPs',
          'ipFamilies',
          'ipFamilyPolicy',
          'externalIPs',
          'externalName',
          'externalTrafficPolicy',
          'internalTrafficPolicy',
          'loadBalancerIP',
          'loadBalancerClass',
          'loadBalancerSourceRanges',
          'allocateLoadBalancerNodePorts',
          'healthCheckNodePort',
          'publishNotReadyAddresses',
          'sessionAffinity',
          'sessionAffinityConfig',
          'trafficDistribution',
        ]),
      },
      ['status'],
    ),
  ],
])

const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      'Node',
      'Pod',
      'ReplicationController',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'Namespace',
      'ResourceQuota',
      'LimitRange',
      'Service',
    ],
  ],
  ['apps', ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']],
  ['extensions', ['Deployment', 'ReplicaSet', 'DaemonSet']],
  ['batch', ['Job', 'CronJob']],
  ['policy', ['PodDisruptionBudget']],
  ['autoscaling', ['HorizontalPodAutoscaler']],
  [
    'storage.k8s.io',
    ['StorageClass', 'VolumeAttachment', 'CSINode', 'CSIDriver', 'CSIStorageCapacity'],
  ],
  ['scheduling.k8s.io', ['PriorityClass']],
])

/** The shape of a kind that is read (I10.1); `undefined` for every other. */
export function findKubernetesShape(apiVersion: string, kind: string): ObjectShape | undefined {
  const slash = apiVersion.indexOf('/')
  const group = slash === -1 ? '' : apiVersion.slice(0, slash)
  return GROUPS.get(group)?.includes(kind) === true ? SHAPES.get(kind) : undefined
}

/** Shape of objects of kinds that other mappers keep among the resources. */
export function makeKindShape(fields: Readonly<Record<string, Shape>>): ObjectShape {
  return kindOf(fields, ['status'])
}
