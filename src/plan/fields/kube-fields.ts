import type { Field, FieldType } from './field.ts'

/**
 * The kinds of Kubernetes objects that are read, and of each the fields that a verdict can turn on. It
 * is help for typing, not a schema: other fields are kept as they are.
 */
export interface KubeKind {
  readonly kind: string
  readonly apiVersion: string
  readonly does: string
  readonly fields: readonly Field[]
}

const TEXT: FieldType = { kind: 'text' }
const WHOLE: FieldType = { kind: 'number', min: 0 }
const BOOLEAN: FieldType = { kind: 'boolean' }
const RECORD: FieldType = { kind: 'record' }
const ANY: FieldType = { kind: 'any' }

function field(name: string, type: FieldType, does: string): Field {
  return { name, label: name, does, isRequired: false, type }
}

function mapOf(...fields: readonly Field[]): FieldType {
  return { kind: 'map', fields }
}

function listOf(of: FieldType): FieldType {
  return { kind: 'list', of, isOrdered: false }
}

function wordsOf(values: Readonly<Record<string, string>>): FieldType {
  return {
    kind: 'enum',
    values: Object.entries(values).map(([value, does]) => ({
      value,
      label: value,
      does,
      isDefault: false,
    })),
  }
}

const METADATA = field(
  'metadata',
  mapOf(
    field('name', TEXT, 'The name of the object.'),
    field('namespace', TEXT, 'The namespace it is in; objects of the whole cluster have none.'),
    field('labels', RECORD, 'What selectors look for.'),
    field('annotations', RECORD, 'What tools read. Left out of links.'),
    field('ownerReferences', ANY, 'Who made it, and makes it again.'),
  ),
  'Name, namespace and labels.',
)

const SELECTOR = mapOf(
  field('matchLabels', RECORD, 'All of these labels must be there.'),
  field('matchExpressions', ANY, 'All of these rules must hold.'),
)

const RESOURCES = mapOf(
  field('requests', RECORD, 'What the scheduler keeps room for: cpu, memory.'),
  field('limits', RECORD, 'The most it may use. Without requests they count as requests.'),
)

const ACCESS_MODES = listOf(
  wordsOf({
    ReadWriteOnce: 'Mounted by one node at a time.',
    ReadOnlyMany: 'Read by many nodes.',
    ReadWriteMany: 'Written by many nodes. EBS cannot.',
    ReadWriteOncePod: 'Mounted by one pod at a time.',
  }),
)

const CLAIM_SPEC = mapOf(
  field('storageClassName', TEXT, 'The class that makes its volume. Absent: the default class.'),
  field('accessModes', ACCESS_MODES, 'How it is mounted.'),
  field('resources', RESOURCES, 'Its size: requests.storage.'),
  field('volumeName', TEXT, 'The volume it is bound to.'),
  field(
    'volumeMode',
    wordsOf({ Filesystem: 'With a file system.', Block: 'As a raw device.' }),
    'What the pod sees.',
  ),
  field('selector', SELECTOR, 'Only volumes with these labels.'),
)

const EFFECT = wordsOf({
  NoSchedule: 'Pods without a toleration are not put there.',
  PreferNoSchedule: 'They are put elsewhere if that is possible.',
  NoExecute: 'They are not put there, and those that run there are evicted.',
})

const SPREAD = listOf(
  mapOf(
    field('maxSkew', WHOLE, 'How many more pods one domain may have than another.'),
    field('topologyKey', TEXT, 'The label whose values are the domains.'),
    field(
      'whenUnsatisfiable',
      wordsOf({
        DoNotSchedule: 'The pod waits.',
        ScheduleAnyway: 'It is only a preference.',
      }),
      'What happens when it cannot be kept.',
    ),
    field('labelSelector', SELECTOR, 'Which pods are counted.'),
    field('minDomains', WHOLE, 'Domains there must be, or their least counts as 0.'),
  ),
)

const AFFINITY = mapOf(
  field(
    'nodeAffinity',
    mapOf(
      field('requiredDuringSchedulingIgnoredDuringExecution', ANY, 'Nodes it must be on.'),
      field('preferredDuringSchedulingIgnoredDuringExecution', ANY, 'Nodes it would rather be on.'),
    ),
    'Which nodes, by their labels.',
  ),
  field(
    'podAffinity',
    mapOf(
      field('requiredDuringSchedulingIgnoredDuringExecution', ANY, 'Pods it must be near.'),
      field(
        'preferredDuringSchedulingIgnoredDuringExecution',
        ANY,
        'Pods it would rather be near.',
      ),
    ),
    'Near which pods.',
  ),
  field(
    'podAntiAffinity',
    mapOf(
      field('requiredDuringSchedulingIgnoredDuringExecution', ANY, 'Pods it must be away from.'),
      field(
        'preferredDuringSchedulingIgnoredDuringExecution',
        ANY,
        'Pods it would rather be away from.',
      ),
    ),
    'Away from which pods.',
  ),
)

const CONTAINERS = listOf(
  mapOf(
    field('name', TEXT, 'The name of the container.'),
    field('image', TEXT, 'Its image. Left out of links.'),
    field('resources', RESOURCES, 'What it asks for.'),
    field(
      'ports',
      listOf(
        mapOf(
          field('containerPort', WHOLE, 'The port in the container.'),
          field('hostPort', WHOLE, 'The port it takes on the node: one such pod a node.'),
          field('protocol', wordsOf({ TCP: 'TCP.', UDP: 'UDP.', SCTP: 'SCTP.' }), 'Its protocol.'),
        ),
      ),
      'Ports, of which those on the host count.',
    ),
  ),
)

const POD_SPEC = mapOf(
  field('nodeName', TEXT, 'The node it runs on. Absent: it is pending.'),
  field('nodeSelector', RECORD, 'Labels that its node must have.'),
  field('affinity', AFFINITY, 'Rules on nodes and on other pods.'),
  field(
    'tolerations',
    listOf(
      mapOf(
        field('key', TEXT, 'The key of the taint. Absent: every key.'),
        field(
          'operator',
          wordsOf({ Equal: 'The value must be the same.', Exists: 'Any value.' }),
          'How it is compared.',
        ),
        field('value', TEXT, 'The value of the taint.'),
        field('effect', EFFECT, 'The effect of the taint. Absent: every effect.'),
        field('tolerationSeconds', WHOLE, 'How long it stays on a node with NoExecute.'),
      ),
    ),
    'Taints that do not keep it away.',
  ),
  field('topologySpreadConstraints', SPREAD, 'How evenly its like are spread.'),
  field('priorityClassName', TEXT, 'Its class of priority: higher ones go first and may preempt.'),
  field('schedulerName', TEXT, 'Which scheduler places it.'),
  field('hostNetwork', BOOLEAN, 'Whether it uses the network of the node.'),
  field('terminationGracePeriodSeconds', WHOLE, 'How long it gets to end.'),
  field('containers', CONTAINERS, 'Its containers.'),
  field('initContainers', CONTAINERS, 'Those that run before.'),
  field(
    'volumes',
    listOf(
      mapOf(
        field('name', TEXT, 'The name in the pod.'),
        field(
          'persistentVolumeClaim',
          mapOf(field('claimName', TEXT, 'The claim, in the namespace of the pod.')),
          'A claim: the pod follows its volume.',
        ),
        field('emptyDir', ANY, 'Room on the node, gone with the pod.'),
        field('ephemeral', ANY, 'A claim made with the pod.'),
      ),
    ),
    'Volumes of the pod.',
  ),
  field('overhead', RECORD, 'What its runtime needs beside it.'),
)

const TEMPLATE = field(
  'template',
  mapOf(METADATA, field('spec', POD_SPEC, 'The pod.')),
  'The pods it makes.',
)
const REPLICAS = field('replicas', WHOLE, 'How many pods it keeps.')
const SELECTS = field('selector', SELECTOR, 'Which pods are its own.')

const JOB_FIELDS: readonly Field[] = [
  field('parallelism', WHOLE, 'How many pods run at once.'),
  field('completions', WHOLE, 'How many must succeed.'),
  field('backoffLimit', WHOLE, 'How many may fail.'),
  field('suspend', BOOLEAN, 'Whether it is halted.'),
  TEMPLATE,
]

function kindOf(
  kind: string,
  apiVersion: string,
  does: string,
  ...fields: readonly Field[]
): KubeKind {
  const head: readonly Field[] = [
    field('apiVersion', wordsOf({ [apiVersion]: `Of ${kind}.` }), 'Group and version of the kind.'),
    field('kind', wordsOf({ [kind]: does }), 'What the object is.'),
    METADATA,
  ]
  return { kind, apiVersion, does, fields: [...head, ...fields] }
}

function withSpec(...fields: readonly Field[]): Field {
  return field('spec', mapOf(...fields), 'What is wanted.')
}

/** By name, as a person looks for them. */
export const KUBE_KINDS: readonly KubeKind[] = [
  kindOf(
    'CronJob',
    'batch/v1',
    'Makes jobs by a schedule.',
    withSpec(
      field('schedule', TEXT, 'When, as cron has it.'),
      field('suspend', BOOLEAN, 'Whether it makes none.'),
      field(
        'jobTemplate',
        mapOf(METADATA, field('spec', mapOf(...JOB_FIELDS), 'The job.')),
        'The jobs it makes.',
      ),
    ),
  ),
  kindOf(
    'CSINode',
    'storage.k8s.io/v1',
    'How many volumes a node can attach.',
    withSpec(field('drivers', ANY, 'Each driver with its count and its topology keys.')),
  ),
  kindOf('DaemonSet', 'apps/v1', 'A pod on every node.', withSpec(SELECTS, TEMPLATE)),
  kindOf(
    'Deployment',
    'apps/v1',
    'Pods that are alike; each can stand for another.',
    withSpec(REPLICAS, SELECTS, TEMPLATE, field('strategy', ANY, 'How new ones replace old ones.')),
  ),
  kindOf(
    'HorizontalPodAutoscaler',
    'autoscaling/v2',
    'Changes the replicas of a workload.',
    withSpec(
      field('scaleTargetRef', ANY, 'Which workload.'),
      field('minReplicas', WHOLE, 'Replicas it never goes below.'),
      field('maxReplicas', WHOLE, 'Replicas it never goes above.'),
    ),
  ),
  kindOf('Job', 'batch/v1', 'Pods that run to an end.', withSpec(...JOB_FIELDS)),
  kindOf('Namespace', 'v1', 'A room for names.'),
  kindOf(
    'Node',
    'v1',
    'A node as the cluster saw it: an observation, not the design.',
    withSpec(
      field('providerID', TEXT, 'The instance. Left out of links.'),
      field('unschedulable', BOOLEAN, 'Whether it is cordoned.'),
      field('taints', ANY, 'Its taints.'),
    ),
    field(
      'status',
      mapOf(
        field('allocatable', RECORD, 'What it gives to pods.'),
        field('capacity', RECORD, 'What it has in all.'),
        field('conditions', ANY, 'Whether it is ready.'),
      ),
      'What was seen.',
    ),
  ),
  kindOf(
    'PersistentVolume',
    'v1',
    'A volume; it lives in one zone.',
    withSpec(
      field('capacity', RECORD, 'Its size: storage.'),
      field('accessModes', ACCESS_MODES, 'How it can be mounted.'),
      field('storageClassName', TEXT, 'The class it is of.'),
      field(
        'persistentVolumeReclaimPolicy',
        wordsOf({ Delete: 'It goes with its claim.', Retain: 'It stays.' }),
        'What happens without its claim.',
      ),
      field('claimRef', ANY, 'The claim it is bound to.'),
      field(
        'nodeAffinity',
        mapOf(field('required', ANY, 'Its zone: the nodes that can mount it.')),
        'Where it can be mounted.',
      ),
      field(
        'csi',
        mapOf(
          field('driver', TEXT, 'ebs.csi.aws.com for EBS.'),
          field('volumeHandle', TEXT, 'The id of the volume. Left out of links.'),
        ),
        'The EBS volume.',
      ),
    ),
  ),
  kindOf(
    'PersistentVolumeClaim',
    'v1',
    'Asks for a volume.',
    field('spec', CLAIM_SPEC, 'What is wanted.'),
  ),
  kindOf('Pod', 'v1', 'A pod, placed or pending.', field('spec', POD_SPEC, 'The pod.')),
  kindOf(
    'PodDisruptionBudget',
    'policy/v1',
    'How many pods may be evicted at once.',
    withSpec(
      field('minAvailable', ANY, 'How many must stay: a number, or a share such as "50%".'),
      field('maxUnavailable', ANY, 'How many may be missing.'),
      SELECTS,
    ),
  ),
  kindOf(
    'PriorityClass',
    'scheduling.k8s.io/v1',
    'A priority with a name.',
    field('value', WHOLE, 'Higher goes first.'),
    field('globalDefault', BOOLEAN, 'Whether pods without a class are of it.'),
    field(
      'preemptionPolicy',
      wordsOf({ PreemptLowerPriority: 'It may evict lower ones.', Never: 'It waits.' }),
      'Whether it may evict.',
    ),
  ),
  kindOf('ReplicaSet', 'apps/v1', 'Pods that are alike.', withSpec(REPLICAS, SELECTS, TEMPLATE)),
  kindOf(
    'StatefulSet',
    'apps/v1',
    'Pods with names and volumes of their own.',
    withSpec(
      REPLICAS,
      SELECTS,
      TEMPLATE,
      field('serviceName', TEXT, 'The service that names them.'),
      field(
        'podManagementPolicy',
        wordsOf({ OrderedReady: 'One after the other.', Parallel: 'All at once.' }),
        'In which order they are made.',
      ),
      field(
        'volumeClaimTemplates',
        listOf(mapOf(METADATA, field('spec', CLAIM_SPEC, 'What is wanted.'))),
        'The claims of each pod.',
      ),
    ),
  ),
  kindOf(
    'StorageClass',
    'storage.k8s.io/v1',
    'How volumes are made.',
    field('provisioner', TEXT, 'ebs.csi.aws.com for EBS.'),
    field('parameters', RECORD, 'Such as type: gp3.'),
    field(
      'volumeBindingMode',
      wordsOf({
        WaitForFirstConsumer: 'In the zone where the pod is put.',
        Immediate: 'At once, in any zone: the pod must follow.',
      }),
      'When and in which zone.',
    ),
    field(
      'reclaimPolicy',
      wordsOf({ Delete: 'Volumes go with their claims.', Retain: 'They stay.' }),
      'What happens without a claim.',
    ),
    field('allowedTopologies', ANY, 'The only zones that volumes are made in.'),
  ),
]
