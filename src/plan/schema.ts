import './zod-without-eval.ts'
import { z } from 'zod'

/**
 * The plan document, version `neverpending/v1`: the one place that defines it. Every other type of a
 * plan is derived from here. Objects are strict: a field that is not listed is a problem, so that a
 * misspelt one is never lost. Kubernetes objects in `resources` are loose: they are kept as they are.
 *
 * Absent numbers of a node group mean "not known", never zero: verdicts that turn on them are `unknown`.
 */
const name = z.string().min(1).max(253)
const count = z.int().min(0).max(100_000)
const stringMap = z.record(z.string().max(317), z.string().max(1024))

/** Types of EBS volumes. */
export const EBS_VOLUME_TYPES = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'] as const

/** Processes of an Auto Scaling group that can be suspended (B11). */
export const SUSPENDABLE_PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const

export const zoneSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+[a-z]$|^[a-z0-9-]{1,63}$/, 'a zone name such as eu-west-1a'),
  zoneId: z.string().max(63).optional(),
  subnets: z
    .array(
      z.strictObject({
        id: z.string().max(255).optional(),
        cidr: z.string().max(64).optional(),
        freeIPs: count.optional(),
      }),
    )
    .optional(),
})

export const taintSchema = z.strictObject({
  key: z.string().min(1).max(317),
  value: z.string().max(253).optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
})

const ebsVolumeSchema = z.strictObject({
  sizeGiB: z.number().min(1).max(65_536).optional(),
  type: z.enum(EBS_VOLUME_TYPES).optional(),
  iops: count.max(256_000).optional(),
  throughputMiBps: count.max(2_000).optional(),
})

/** One entry of Karpenter's `requirements`, or of a group that chooses its types by attributes. */
export const requirementSchema = z.strictObject({
  key: z.string().min(1).max(317),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte']),
  values: z.array(z.string().max(253)).max(1000).optional(),
  minValues: count.optional(),
})

const kubeletSchema = z.strictObject({
  kubeReserved: stringMap.optional(),
  systemReserved: stringMap.optional(),
  evictionHard: stringMap.optional(),
  podsPerCore: count.optional(),
})

export const nodeGroupSchema = z.strictObject({
  name,
  kind: z.enum(['asg', 'eks-managed', 'karpenter', 'auto-mode', 'fargate']),
  role: z.enum(['worker', 'control-plane', 'etcd', 'bastion']).optional(),
  /** In listed order: the first is the zone of the provider's template (A7.1). Absent: not known. */
  zones: z.array(name).min(1).max(64).optional(),
  /** In order: the first is the template's type (A7.6). Absent: not known, or by `requirements`. */
  instanceTypes: z.array(z.string().min(1).max(63)).min(1).max(1000).optional(),
  requirements: z.array(requirementSchema).max(100).optional(),
  purchase: z
    .strictObject({ onDemandBase: count, onDemandPercentageAboveBase: z.int().min(0).max(100) })
    .optional(),
  /** min ≤ desired ≤ max (I1). Absent: not known; `karpenter`, `auto-mode` and `fargate` have none. */
  min: count.optional(),
  desired: count.optional(),
  max: count.optional(),
  labels: stringMap.optional(),
  taints: z.array(taintSchema).max(100).optional(),
  startupTaints: z.array(taintSchema).max(100).optional(),
  /** Tags of the Auto Scaling group that autoscalers read. */
  tags: stringMap.optional(),
  distribution: z.enum(['balanced-best-effort', 'balanced-only']).optional(),
  suspendedProcesses: z.array(z.enum(SUSPENDABLE_PROCESSES)).optional(),
  /** Zones of the group in which instances can be had. Absent: as the bundled offerings say. */
  offeredZones: z.array(name).max(64).optional(),
  zonalShift: z.boolean().optional(),
  /** Limits of a Karpenter NodePool: resource to quantity. */
  limits: stringMap.optional(),
  weight: z.int().min(0).max(100).optional(),
  disruption: z
    .strictObject({
      consolidationPolicy: z.enum(['WhenEmpty', 'WhenEmptyOrUnderutilized']).optional(),
      consolidateAfter: z.string().max(32).optional(),
    })
    .optional(),
  rootVolume: ebsVolumeSchema.optional(),
  maxPods: count.optional(),
  kubelet: kubeletSchema.optional(),
  /** Namespaces and labels a Fargate profile selects. */
  selectors: z.array(z.strictObject({ namespace: name, labels: stringMap.optional() })).optional(),
  os: z.string().max(63).optional(),
})

export const clusterAutoscalerFlagsSchema = z.strictObject({
  nodes: z.array(z.string().max(512)).optional(),
  nodeGroupAutoDiscovery: z.array(z.string().max(1024)).optional(),
  expander: z.string().max(128).optional(),
  balanceSimilarNodeGroups: z.boolean().optional(),
  balancingIgnoreLabel: z.array(z.string().max(317)).optional(),
  scaleDownEnabled: z.boolean().optional(),
  scaleDownUnneededTime: z.string().max(32).optional(),
  scaleDownUtilizationThreshold: z.number().min(0).max(1).optional(),
  scaleDownDelayAfterAdd: z.string().max(32).optional(),
  maxNodesTotal: count.optional(),
  skipNodesWithLocalStorage: z.boolean().optional(),
  skipNodesWithSystemPods: z.boolean().optional(),
  maxNodeProvisionTime: z.string().max(32).optional(),
  scanInterval: z.string().max(32).optional(),
  enableCsiNodeAwareScheduling: z.boolean().optional(),
  expendablePodsPriorityCutoff: z.int().optional(),
  maxGracefulTerminationSec: count.optional(),
})

/** `owns`: `auto-discovery` follows the groups' tags (I10.5), a list names the groups. */
export const autoscalerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cluster-autoscaler'),
    version: z.string().max(64).optional(),
    /** False: installed with no replica (XC9). Default true. */
    running: z.boolean().optional(),
    flags: clusterAutoscalerFlagsSchema.optional(),
    owns: z.union([z.literal('auto-discovery'), z.array(name)]),
  }),
  z.strictObject({
    kind: z.literal('karpenter'),
    version: z.string().max(64).optional(),
    running: z.boolean().optional(),
    flags: z.strictObject({}).optional(),
    owns: z.union([z.literal('auto-discovery'), z.array(name)]),
  }),
])

const memberSchema = z.strictObject({
  name,
  /** Absent: not known. */
  zone: name.optional(),
  instanceType: z.string().max(63).optional(),
  group: name.optional(),
})

const etcdMemberSchema = z.strictObject({
  name,
  zone: name.optional(),
  instanceType: z.string().max(63).optional(),
  volume: ebsVolumeSchema.optional(),
})

export const controlPlaneSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('managed'), tier: z.string().max(63).optional() }),
  z.strictObject({
    kind: z.literal('self-managed'),
    members: z.array(memberSchema).max(15),
    etcd: z.strictObject({
      topology: z.enum(['stacked', 'external', 'unknown']),
      clusters: z
        .array(
          z.strictObject({
            name: z.enum(['main', 'events']),
            members: z.array(etcdMemberSchema).max(15),
          }),
        )
        .max(2),
    }),
    apiEndpoint: z.enum(['load-balancer', 'dns', 'single-address']).optional(),
  }),
  z.strictObject({ kind: z.literal('unknown') }),
])

export const kubeObjectSchema = z.looseObject({
  apiVersion: z.string().min(1).max(253),
  kind: z.string().min(1).max(63),
  metadata: z.looseObject({
    name: z.string().min(1).max(253),
    namespace: z.string().max(63).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
})

export const clusterSchema = z.strictObject({
  name,
  region: z.string().max(63),
  provisioner: z.enum(['eks', 'kops', 'capa', 'kubeadm', 'unknown']),
  kubernetesVersion: z.string().max(63).optional(),
  zones: z.array(zoneSchema).min(1).max(64),
  network: z.strictObject({ vpcCidr: z.string().max(64).optional() }).optional(),
  controlPlane: controlPlaneSchema,
  nodeGroups: z.array(nodeGroupSchema).max(1000),
  autoscalers: z.array(autoscalerSchema).max(8),
  resources: z.array(kubeObjectSchema).max(200_000),
})

export const designSchema = z.strictObject({
  id: z.string().min(1).max(63),
  name,
  summary: z.string().max(4096).optional(),
  clusters: z.array(clusterSchema).min(1).max(32),
  assumptions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

const reviewSchema = z.strictObject({
  decisions: z.array(z.looseObject({ id: z.string() })).optional(),
  comments: z.array(z.looseObject({ id: z.string() })).optional(),
  acceptedFindings: z
    .array(
      z.strictObject({
        rule: z.string().max(64),
        subject: z.string().max(512),
        reason: z.string().max(4096),
        owner: z.string().max(253).optional(),
      }),
    )
    .optional(),
})

export const PLAN_API_VERSION = 'neverpending/v1'

export const planSchema = z.strictObject({
  apiVersion: z.literal(PLAN_API_VERSION),
  kind: z.literal('Plan'),
  name,
  notes: z.string().max(65_536).optional(),
  designs: z.array(designSchema).min(1).max(26),
  review: reviewSchema.optional(),
})

/** Deeply readonly: edits return changed copies. */
type Frozen<T> = T extends (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T

export type Plan = Frozen<z.infer<typeof planSchema>>
export type Design = Frozen<z.infer<typeof designSchema>>
export type Cluster = Frozen<z.infer<typeof clusterSchema>>
export type Zone = Frozen<z.infer<typeof zoneSchema>>
export type NodeGroup = Frozen<z.infer<typeof nodeGroupSchema>>
export type Requirement = Frozen<z.infer<typeof requirementSchema>>
export type Taint = Frozen<z.infer<typeof taintSchema>>
export type Autoscaler = Frozen<z.infer<typeof autoscalerSchema>>
export type ClusterAutoscalerFlags = Frozen<z.infer<typeof clusterAutoscalerFlagsSchema>>
export type ControlPlane = Frozen<z.infer<typeof controlPlaneSchema>>
