import { readBoolean, readField, readText } from '#kube/field.ts'
import type { Autoscaler, ClusterAutoscalerFlags } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'

/** Cluster Autoscaler and Karpenter as kOps installs them (import specification I10.5). */
export function mapAutoscalers(draft: Draft): Autoscaler[] {
  return [...mapClusterAutoscaler(draft), ...mapKarpenter(draft)]
}

function mapClusterAutoscaler(draft: Draft): Autoscaler[] {
  const { spec } = draft
  if (readBoolean(spec, 'clusterAutoscaler', 'enabled') !== true) return []
  const image = /:v?(\d+\.\d+\.\d+)/.exec(readText(spec, 'clusterAutoscaler', 'image') ?? '')?.[1]
  // kOps takes the image of Kubernetes' own minor version.
  const minor = /^v?(1\.\d+)/.exec(readText(spec, 'kubernetesVersion') ?? '')?.[1]
  const version = image ?? minor
  // It names each group of the role Node with --nodes, but for those that say otherwise.
  const owns = draft.groups
    .filter(
      (group) =>
        group.role === 'worker' &&
        readText(group.spec, 'manager') !== 'Karpenter' &&
        readBoolean(group.spec, 'autoscale') !== false,
    )
    .map(({ name }) => name)
  return [
    {
      kind: 'cluster-autoscaler',
      ...(version === undefined ? {} : { version }),
      flags: mapFlags(draft),
      owns: [...new Set(owns)],
    },
  ]
}

const SWITCHES = [
  'balanceSimilarNodeGroups',
  'skipNodesWithLocalStorage',
  'skipNodesWithSystemPods',
] as const
const DURATIONS = [
  'scaleDownDelayAfterAdd',
  'scaleDownUnneededTime',
  'maxNodeProvisionTime',
] as const

function mapFlags(draft: Draft): ClusterAutoscalerFlags {
  const raw = readField(draft.spec, 'clusterAutoscaler')
  const expander = readText(raw, 'expander')
  if (expander === undefined && draft.document !== undefined) {
    const message = 'clusterAutoscaler does not say its expander: random is kOps’ default'
    report(
      draft.task.context,
      { code: 'kops-default-expander', severity: 'assumed', message },
      placeOf(draft.document, 'spec.clusterAutoscaler'),
    )
  }
  const threshold = Number(readText(raw, 'scaleDownUtilizationThreshold') ?? Number.NaN)
  const switches = SWITCHES.flatMap((name) => {
    const value = readBoolean(raw, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const durations = DURATIONS.flatMap((name) => {
    const value = readText(raw, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    expander: expander ?? 'random',
    ...Object.fromEntries([...switches, ...durations]),
    ...(threshold >= 0 && threshold <= 1 ? { scaleDownUtilizationThreshold: threshold } : {}),
  }
}

function mapKarpenter({ spec }: Draft): Autoscaler[] {
  if (readBoolean(spec, 'karpenter', 'enabled') !== true) return []
  const said = readText(spec, 'karpenter', 'version') ?? readText(spec, 'karpenter', 'image')
  const version = /v?(\d+\.\d+\.\d+)/.exec(said ?? '')?.[1]
  const owns = 'auto-discovery'
  return [{ kind: 'karpenter', ...(version === undefined ? {} : { version }), owns }]
}
