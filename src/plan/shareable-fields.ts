/**
 * What of a plan may leave the machine, field by field (share links L3.3, L7): whatever is not listed stays
 * behind. The order of a row's fields is their position on the wire (L3.5): new ones are appended, until
 * version 0 is frozen with the first release.
 */
export type Shape =
  | {
      readonly type: 'text'
      readonly maxLength: number
      readonly role?: NameRole
      /** Texts of one list are likely to be met again in it; absent: of its role or its field. */
      readonly list?: 'zone' | 'type'
    }
  /** Text that may have line feeds. */
  | { readonly type: 'notes' }
  | { readonly type: 'whole' }
  | { readonly type: 'number' }
  | { readonly type: 'boolean' }
  /** An amount as Kubernetes writes it; numbers become text. */
  | { readonly type: 'quantity' }
  /** Text, a number or a truth value. */
  | { readonly type: 'scalar' }
  /** One of these, a number on the wire. */
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'list'; readonly item: Shape }
  | { readonly type: 'textOrList' }
  | { readonly type: 'map'; readonly value: Shape; readonly keep: Keep; readonly role?: 'labels' }
  | { readonly type: 'row'; readonly fields: readonly Field[] }
  | { readonly type: 'resources' }

/** Which entries of a map stay: all, or labels, tags and annotations that a rule reads. */
export type Keep = 'all' | 'labels' | 'tags' | 'facts'

/**
 * What a text names, where it may be a person's own word (L7.4); a text without a role is one of Kubernetes'
 * or AWS'. `object`: of the kind that holds it. `value`: of the label key beside it.
 */
export type NameRole =
  | 'attached'
  | 'claim'
  | 'class'
  | 'cluster'
  | 'container'
  | 'design'
  | 'flag'
  | 'gate'
  | 'group'
  | 'key'
  | 'member'
  | 'message'
  | 'namespace'
  | 'node'
  | 'object'
  | 'owner'
  | 'part'
  | 'person'
  | 'plan'
  | 'pod'
  | 'priority'
  | 'scheduler'
  | 'subject'
  | 'value'
  | 'volume'

export interface Field {
  readonly name: string
  readonly shape: Shape
}

export type RowShape = Extract<Shape, { readonly type: 'row' }>

const TEXT: Shape = { type: 'text', maxLength: 253 }
const LONG_TEXT: Shape = { type: 'text', maxLength: 1024 }
const ZONE: Shape = { type: 'text', maxLength: 253, list: 'zone' }
const INSTANCE_TYPE: Shape = { type: 'text', maxLength: 253, list: 'type' }
const NOTES: Shape = { type: 'notes' }
const WHOLE: Shape = { type: 'whole' }
const NUMBER: Shape = { type: 'number' }
const BOOLEAN: Shape = { type: 'boolean' }
const QUANTITY: Shape = { type: 'quantity' }
const SCALAR: Shape = { type: 'scalar' }
const TEXTS: Shape = listOf(LONG_TEXT)
const TEXT_MAP: Shape = { type: 'map', value: LONG_TEXT, keep: 'all' }
const VALUE: Shape = { type: 'text', maxLength: 1024, role: 'value' }
const LABELS: Shape = { type: 'map', value: VALUE, keep: 'labels', role: 'labels' }
const LABEL_MAP: Shape = { type: 'map', value: VALUE, keep: 'all', role: 'labels' }
const KEY: Shape = { type: 'text', maxLength: 1024, role: 'key' }
const KEYS = listOf(KEY)
const VALUES = listOf(VALUE)
const QUANTITIES: Shape = { type: 'map', value: QUANTITY, keep: 'all' }

const PRESENT = rowOf({})

const REQUIREMENTS = listOf(rowOf({ key: KEY, operator: TEXT, values: VALUES }))
const SELECTOR = rowOf({ matchLabels: LABEL_MAP, matchExpressions: REQUIREMENTS })

const METADATA = metadataOf('object')

const RESOURCES = rowOf({ requests: QUANTITIES, limits: QUANTITIES })

const CONTAINERS = listOf(
  rowOf({
    name: nameOf('container'),
    resources: RESOURCES,
    restartPolicy: TEXT,
    ports: listOf(rowOf({ containerPort: WHOLE, hostPort: WHOLE, protocol: TEXT })),
    restartPolicyRules: listOf(rowOf({ action: TEXT })),
  }),
)

const CLAIM_SPEC = rowOf({
  storageClassName: nameOf('class'),
  accessModes: TEXTS,
  resources: RESOURCES,
  volumeName: nameOf('volume'),
  volumeMode: TEXT,
  selector: SELECTOR,
  volumeAttributesClassName: nameOf('class'),
})

const CLAIM_TEMPLATE = rowOf({ metadata: metadataOf('part'), spec: CLAIM_SPEC })

const VOLUMES = listOf(
  rowOf({
    name: nameOf('part'),
    persistentVolumeClaim: rowOf({ claimName: nameOf('claim'), readOnly: BOOLEAN }),
    ephemeral: rowOf({ volumeClaimTemplate: CLAIM_TEMPLATE }),
    emptyDir: rowOf({ medium: TEXT }),
    hostPath: PRESENT,
    awsElasticBlockStore: rowOf({ volumeID: TEXT, readOnly: BOOLEAN }),
    gcePersistentDisk: rowOf({ pdName: nameOf('attached'), readOnly: BOOLEAN }),
    csi: rowOf({ driver: TEXT, readOnly: BOOLEAN }),
    nfs: PRESENT,
  }),
)

const NODE_TERM = rowOf({ matchExpressions: REQUIREMENTS, matchFields: REQUIREMENTS })
const NODE_TERMS = rowOf({ nodeSelectorTerms: listOf(NODE_TERM) })
const POD_TERM = rowOf({
  topologyKey: nameOf('key'),
  labelSelector: SELECTOR,
  namespaces: listOf({ type: 'text', maxLength: 1024, role: 'namespace' }),
  namespaceSelector: SELECTOR,
  matchLabelKeys: KEYS,
  mismatchLabelKeys: KEYS,
})
const POD_TERMS = rowOf({
  requiredDuringSchedulingIgnoredDuringExecution: listOf(POD_TERM),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(
    rowOf({ weight: WHOLE, podAffinityTerm: POD_TERM }),
  ),
})

const POD_SPEC = rowOf({
  containers: CONTAINERS,
  initContainers: CONTAINERS,
  volumes: VOLUMES,
  nodeName: nameOf('node'),
  nodeSelector: LABEL_MAP,
  affinity: rowOf({
    nodeAffinity: rowOf({
      requiredDuringSchedulingIgnoredDuringExecution: NODE_TERMS,
      preferredDuringSchedulingIgnoredDuringExecution: listOf(
        rowOf({ weight: WHOLE, preference: NODE_TERM }),
      ),
    }),
    podAffinity: POD_TERMS,
    podAntiAffinity: POD_TERMS,
  }),
  tolerations: listOf(
    rowOf({
      key: nameOf('key'),
      operator: TEXT,
      value: nameOf('value'),
      effect: TEXT,
      tolerationSeconds: WHOLE,
    }),
  ),
  topologySpreadConstraints: listOf(
    rowOf({
      maxSkew: WHOLE,
      topologyKey: nameOf('key'),
      whenUnsatisfiable: TEXT,
      labelSelector: SELECTOR,
      minDomains: WHOLE,
      nodeAffinityPolicy: TEXT,
      nodeTaintsPolicy: TEXT,
      matchLabelKeys: KEYS,
    }),
  ),
  priorityClassName: nameOf('priority'),
  priority: WHOLE,
  preemptionPolicy: TEXT,
  schedulerName: nameOf('scheduler'),
  schedulingGates: listOf(rowOf({ name: nameOf('gate') })),
  resourceClaims: listOf(rowOf({ name: nameOf('part') })),
  terminationGracePeriodSeconds: WHOLE,
  hostNetwork: BOOLEAN,
  hostUsers: BOOLEAN,
  runtimeClassName: nameOf('class'),
  restartPolicy: TEXT,
  overhead: QUANTITIES,
  resources: RESOURCES,
})

const POD_TEMPLATE = rowOf({
  metadata: rowOf({
    labels: LABELS,
    annotations: { type: 'map', value: LONG_TEXT, keep: 'facts' },
  }),
  spec: POD_SPEC,
})

const JOB_SPEC = rowOf({
  parallelism: WHOLE,
  completions: WHOLE,
  suspend: BOOLEAN,
  selector: SELECTOR,
  template: POD_TEMPLATE,
})

const STATUSES = listOf(
  rowOf({
    name: nameOf('container'),
    resources: rowOf({ requests: QUANTITIES }),
    allocatedResources: QUANTITIES,
  }),
)

/** The kinds whose objects travel, and what of each; all others stay behind. What others are made
 * of comes before them: claims after the workloads that have templates, volumes after their claims. */
export const RESOURCE_SHAPES: readonly {
  readonly kind: string
  readonly apiVersion: string
  readonly shape: RowShape
}[] = [
  kindOf('Namespace', 'v1', {}),
  kindOf('PriorityClass', 'scheduling.k8s.io/v1', {
    value: WHOLE,
    globalDefault: BOOLEAN,
    preemptionPolicy: TEXT,
  }),
  kindOf('StorageClass', 'storage.k8s.io/v1', {
    provisioner: TEXT,
    volumeBindingMode: TEXT,
    allowedTopologies: listOf(
      rowOf({ matchLabelExpressions: listOf(rowOf({ key: nameOf('key'), values: VALUES })) }),
    ),
    parameters: rowOf({ type: TEXT }),
  }),
  kindOf('CSIDriver', 'storage.k8s.io/v1', {
    spec: rowOf({ storageCapacity: BOOLEAN, preventPodSchedulingIfMissing: BOOLEAN }),
  }),
  kindOf('CSIStorageCapacity', 'storage.k8s.io/v1', {
    storageClassName: nameOf('class'),
    nodeTopology: SELECTOR,
    capacity: QUANTITY,
    maximumVolumeSize: QUANTITY,
  }),
  kindOf('Deployment', 'apps/v1', {
    spec: rowOf({ replicas: WHOLE, selector: SELECTOR, template: POD_TEMPLATE }),
  }),
  kindOf('StatefulSet', 'apps/v1', {
    spec: rowOf({
      replicas: WHOLE,
      selector: SELECTOR,
      template: POD_TEMPLATE,
      podManagementPolicy: TEXT,
      persistentVolumeClaimRetentionPolicy: rowOf({ whenScaled: TEXT }),
      volumeClaimTemplates: listOf(CLAIM_TEMPLATE),
      ordinals: rowOf({ start: WHOLE }),
    }),
  }),
  kindOf('DaemonSet', 'apps/v1', { spec: rowOf({ selector: SELECTOR, template: POD_TEMPLATE }) }),
  kindOf('CronJob', 'batch/v1', {
    spec: rowOf({ suspend: BOOLEAN, jobTemplate: rowOf({ spec: JOB_SPEC }) }),
  }),
  kindOf('Job', 'batch/v1', { spec: JOB_SPEC, status: rowOf({ succeeded: WHOLE }) }),
  kindOf('ReplicaSet', 'apps/v1', {
    spec: rowOf({ replicas: WHOLE, selector: SELECTOR, template: POD_TEMPLATE }),
  }),
  kindOf('ReplicationController', 'v1', {
    spec: rowOf({ replicas: WHOLE, selector: LABEL_MAP, template: POD_TEMPLATE }),
  }),
  kindOf('PodDisruptionBudget', 'policy/v1', {
    spec: rowOf({ minAvailable: SCALAR, maxUnavailable: SCALAR, selector: SELECTOR }),
    status: rowOf({ disruptionsAllowed: WHOLE }),
  }),
  kindOf('PersistentVolumeClaim', 'v1', { spec: CLAIM_SPEC, status: rowOf({ phase: TEXT }) }),
  kindOf('PersistentVolume', 'v1', {
    spec: rowOf({
      capacity: rowOf({ storage: QUANTITY }),
      accessModes: TEXTS,
      storageClassName: nameOf('class'),
      volumeMode: TEXT,
      volumeAttributesClassName: nameOf('class'),
      claimRef: rowOf({ namespace: nameOf('namespace'), name: nameOf('claim'), uid: TEXT }),
      nodeAffinity: rowOf({ required: NODE_TERMS }),
      csi: rowOf({ driver: TEXT, volumeHandle: TEXT }),
      awsElasticBlockStore: rowOf({ volumeID: TEXT }),
      local: PRESENT,
      hostPath: PRESENT,
      nfs: PRESENT,
      cephfs: PRESENT,
      glusterfs: PRESENT,
      azureFile: PRESENT,
    }),
    status: rowOf({ phase: TEXT }),
  }),
  kindOf('Node', 'v1', {
    spec: rowOf({
      providerID: TEXT,
      unschedulable: BOOLEAN,
      taints: listOf(rowOf({ key: nameOf('key'), value: nameOf('value'), effect: TEXT })),
    }),
    status: rowOf({
      allocatable: QUANTITIES,
      capacity: QUANTITIES,
      conditions: listOf(rowOf({ type: TEXT, status: TEXT })),
      nodeInfo: rowOf({ kubeletVersion: TEXT }),
      declaredFeatures: TEXTS,
    }),
  }),
  kindOf('CSINode', 'storage.k8s.io/v1', {
    spec: rowOf({
      drivers: listOf(rowOf({ name: TEXT, allocatable: rowOf({ count: WHOLE }) })),
    }),
  }),
  kindOf('VolumeAttachment', 'storage.k8s.io/v1', {
    spec: rowOf({
      attacher: TEXT,
      nodeName: nameOf('node'),
      source: rowOf({ persistentVolumeName: nameOf('volume') }),
    }),
  }),
  kindOf('Pod', 'v1', {
    spec: POD_SPEC,
    status: rowOf({
      phase: TEXT,
      conditions: listOf(
        rowOf({
          type: TEXT,
          status: TEXT,
          reason: TEXT,
          message: { type: 'text', maxLength: 1024, role: 'message' },
        }),
      ),
      nominatedNodeName: nameOf('node'),
      containerStatuses: STATUSES,
      initContainerStatuses: STATUSES,
      resources: rowOf({ requests: QUANTITIES }),
      allocatedResources: QUANTITIES,
    }),
  }),
]

const TAINTS = listOf(rowOf({ key: KEY, value: nameOf('value'), effect: TEXT }))
const DISK = rowOf({ sizeGiB: NUMBER, type: TEXT, iops: WHOLE, throughputMiBps: WHOLE })
const PERCENTAGE_PURCHASE = rowOf({ onDemandBase: WHOLE, onDemandPercentageAboveBase: WHOLE })

const NODE_GROUP = rowOf({
  name: nameOf('group'),
  kind: wordsOf('eks-managed', 'asg', 'karpenter', 'auto-mode', 'fargate'),
  role: wordsOf('worker', 'control-plane', 'etcd', 'bastion'),
  zones: listOf(ZONE),
  instanceTypes: listOf(INSTANCE_TYPE),
  requirements: listOf(rowOf({ key: KEY, operator: TEXT, values: VALUES, minValues: WHOLE })),
  purchase: PERCENTAGE_PURCHASE,
  min: WHOLE,
  desired: WHOLE,
  max: WHOLE,
  labels: LABELS,
  taints: TAINTS,
  startupTaints: TAINTS,
  tags: { type: 'map', value: LONG_TEXT, keep: 'tags' },
  distribution: TEXT,
  suspendedProcesses: TEXTS,
  offeredZones: listOf(ZONE),
  zonalShift: BOOLEAN,
  limits: TEXT_MAP,
  weight: WHOLE,
  disruption: rowOf({ consolidationPolicy: TEXT, consolidateAfter: TEXT }),
  rootVolume: DISK,
  maxPods: WHOLE,
  kubelet: rowOf({
    kubeReserved: TEXT_MAP,
    systemReserved: TEXT_MAP,
    evictionHard: TEXT_MAP,
    podsPerCore: WHOLE,
  }),
  selectors: listOf(rowOf({ namespace: nameOf('namespace'), labels: LABEL_MAP })),
  os: TEXT,
})

const FLAGS = rowOf({
  nodes: listOf({ type: 'text', maxLength: 1024, role: 'flag' }),
  nodeGroupAutoDiscovery: listOf({ type: 'text', maxLength: 1024, role: 'flag' }),
  expander: TEXT,
  balanceSimilarNodeGroups: BOOLEAN,
  balancingIgnoreLabel: KEYS,
  scaleDownEnabled: BOOLEAN,
  scaleDownUnneededTime: TEXT,
  scaleDownUtilizationThreshold: NUMBER,
  scaleDownDelayAfterAdd: TEXT,
  maxNodesTotal: WHOLE,
  skipNodesWithLocalStorage: BOOLEAN,
  skipNodesWithSystemPods: BOOLEAN,
  maxNodeProvisionTime: TEXT,
  scanInterval: TEXT,
  enableCsiNodeAwareScheduling: BOOLEAN,
  expendablePodsPriorityCutoff: WHOLE,
  maxGracefulTerminationSec: WHOLE,
})

const CONTROL_PLANE = rowOf({
  kind: wordsOf('managed', 'self-managed', 'unknown'),
  tier: TEXT,
  members: listOf(
    rowOf({
      name: nameOf('member'),
      zone: ZONE,
      instanceType: INSTANCE_TYPE,
      group: nameOf('group'),
    }),
  ),
  etcd: rowOf({
    topology: wordsOf('stacked', 'external', 'unknown'),
    clusters: listOf(
      rowOf({
        name: wordsOf('main', 'events'),
        members: listOf(
          rowOf({ name: nameOf('member'), zone: ZONE, instanceType: INSTANCE_TYPE, volume: DISK }),
        ),
      }),
    ),
  }),
  apiEndpoint: wordsOf('load-balancer', 'dns', 'single-address'),
})

const CLUSTER = rowOf({
  name: nameOf('cluster'),
  region: TEXT,
  provisioner: wordsOf('eks', 'kops', 'capa', 'kubeadm', 'unknown'),
  kubernetesVersion: TEXT,
  zones: listOf(rowOf({ name: ZONE, zoneId: TEXT, subnets: listOf(rowOf({ freeIPs: WHOLE })) })),
  controlPlane: CONTROL_PLANE,
  nodeGroups: listOf(NODE_GROUP),
  autoscalers: listOf(
    rowOf({
      kind: wordsOf('cluster-autoscaler', 'karpenter'),
      version: TEXT,
      running: BOOLEAN,
      flags: FLAGS,
      owns: { type: 'textOrList' },
    }),
  ),
  resources: { type: 'resources' },
})

/** The whole plan; its `apiVersion` and `kind` say nothing that the wire version does not. */
export const PLAN_SHAPE: RowShape = rowOf({
  name: nameOf('plan'),
  notes: NOTES,
  designs: listOf(
    rowOf({
      id: nameOf('design'),
      name: nameOf('design'),
      summary: NOTES,
      clusters: listOf(CLUSTER),
      assumptions: { type: 'map', value: SCALAR, keep: 'all' },
    }),
  ),
  review: rowOf({
    acceptedFindings: listOf(
      rowOf({
        rule: TEXT,
        subject: { type: 'text', maxLength: 1024, role: 'subject' },
        reason: NOTES,
        owner: nameOf('person'),
      }),
    ),
  }),
})

function kindOf(kind: string, apiVersion: string, fields: Readonly<Record<string, Shape>>) {
  return { kind, apiVersion, shape: rowOf({ apiVersion: TEXT, metadata: METADATA, ...fields }) }
}

function rowOf(fields: Readonly<Record<string, Shape>>): RowShape {
  return { type: 'row', fields: Object.entries(fields).map(([name, shape]) => ({ name, shape })) }
}

function metadataOf(role: NameRole): RowShape {
  return rowOf({
    name: nameOf(role),
    namespace: nameOf('namespace'),
    labels: LABELS,
    annotations: { type: 'map', value: LONG_TEXT, keep: 'facts' },
    ownerReferences: listOf(
      rowOf({
        apiVersion: TEXT,
        kind: TEXT,
        name: nameOf('owner'),
        uid: TEXT,
        controller: BOOLEAN,
      }),
    ),
    uid: TEXT,
    deletionTimestamp: TEXT,
  })
}

function nameOf(role: NameRole): Shape {
  return { type: 'text', maxLength: 253, role }
}

function listOf(item: Shape): Shape {
  return { type: 'list', item }
}

function wordsOf(...words: readonly string[]): Shape {
  return { type: 'words', words }
}
