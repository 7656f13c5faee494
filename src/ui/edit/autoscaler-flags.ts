import type { ClusterAutoscalerFlags } from '#plan/schema.ts'

/** What `--expander` knows on AWS (A11); `price` is refused there. */
export const EXPANDERS: readonly string[] = [
  'random',
  'most-pods',
  'least-waste',
  'least-nodes',
  'priority',
]

interface Flag {
  readonly field: keyof ClusterAutoscalerFlags
  /** As it stands on the command line. */
  readonly flag: string
  readonly kind: 'boolean' | 'text' | 'number' | 'list'
  /** What holds where it is not set. */
  readonly fallback: string
}

/** Flags of Cluster Autoscaler that a plan keeps (autoscaling specification, section A). */
export const FLAGS: readonly Flag[] = [
  {
    field: 'expander',
    flag: 'expander',
    kind: 'text',
    fallback: 'least-waste, random before 1.33',
  },
  {
    field: 'balanceSimilarNodeGroups',
    flag: 'balance-similar-node-groups',
    kind: 'boolean',
    fallback: 'false',
  },
  { field: 'scaleDownEnabled', flag: 'scale-down-enabled', kind: 'boolean', fallback: 'true' },
  {
    field: 'scaleDownUnneededTime',
    flag: 'scale-down-unneeded-time',
    kind: 'text',
    fallback: '10m',
  },
  {
    field: 'scaleDownUtilizationThreshold',
    flag: 'scale-down-utilization-threshold',
    kind: 'number',
    fallback: '0.5',
  },
  {
    field: 'scaleDownDelayAfterAdd',
    flag: 'scale-down-delay-after-add',
    kind: 'text',
    fallback: '10m',
  },
  { field: 'maxNodesTotal', flag: 'max-nodes-total', kind: 'number', fallback: '0: no limit' },
  {
    field: 'skipNodesWithLocalStorage',
    flag: 'skip-nodes-with-local-storage',
    kind: 'boolean',
    fallback: 'true',
  },
  {
    field: 'skipNodesWithSystemPods',
    flag: 'skip-nodes-with-system-pods',
    kind: 'boolean',
    fallback: 'true',
  },
  { field: 'maxNodeProvisionTime', flag: 'max-node-provision-time', kind: 'text', fallback: '15m' },
  { field: 'scanInterval', flag: 'scan-interval', kind: 'text', fallback: '10s' },
  {
    field: 'enableCsiNodeAwareScheduling',
    flag: 'enable-csi-node-aware-scheduling',
    kind: 'boolean',
    fallback: 'false',
  },
  {
    field: 'expendablePodsPriorityCutoff',
    flag: 'expendable-pods-priority-cutoff',
    kind: 'number',
    fallback: '-10',
  },
  {
    field: 'maxGracefulTerminationSec',
    flag: 'max-graceful-termination-sec',
    kind: 'number',
    fallback: '600',
  },
  {
    field: 'nodeGroupAutoDiscovery',
    flag: 'node-group-auto-discovery',
    kind: 'list',
    fallback: 'asg:tag=key,key=value',
  },
  { field: 'nodes', flag: 'nodes', kind: 'list', fallback: 'min:max:name' },
  {
    field: 'balancingIgnoreLabel',
    flag: 'balancing-ignore-label',
    kind: 'list',
    fallback: 'labels that similar groups may differ in',
  },
]

export function renderFlag(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** An empty text is a flag that is not set. */
export function readFlag(typed: string): string | undefined {
  const text = typed.trim()
  return text === '' ? undefined : text
}
