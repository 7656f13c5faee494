import { HOSTNAME_LABEL, ZONE_LABEL } from '#kube/labels.ts'
import { makeMapSelector, matchesSelector, narrowSelector } from '#kube/label-selector.ts'
import type { LabelRequirement, LabelSelector } from '#kube/label-selector.ts'
import type { PodOwner } from '#kube/pod-owner.ts'
import type { SchedulerPod, Snapshot } from './snapshot.ts'
import type { TopologySpreadConstraint } from '#kube/topology-spread.ts'

/** What selects pods. */
type SpreadSources = Pick<Snapshot, 'services' | 'owners'>

/** PTS-1: the constraints of a pod that has none of its own; all of them are preferences. */
export function listDefaultConstraints(
  pod: SchedulerPod,
  snapshot: SpreadSources,
): readonly TopologySpreadConstraint[] {
  const selector = makeDefaultSelector(pod, snapshot)
  if (selector === undefined) return []
  const domains = [
    { topologyKey: HOSTNAME_LABEL, maxSkew: 3 },
    { topologyKey: ZONE_LABEL, maxSkew: 5 },
  ]
  return domains.map((domain) => ({
    ...domain,
    whenUnsatisfiable: 'ScheduleAnyway',
    selector,
    minDomains: 1,
    nodeAffinityPolicy: 'Honor',
    nodeTaintsPolicy: 'Ignore',
  }))
}

/** PTS-2: what the pod's services and its controller select; undefined: nothing tells which pods are alike. */
function makeDefaultSelector(
  pod: SchedulerPod,
  snapshot: SpreadSources,
): LabelSelector | undefined {
  const labels = new Map<string, string>()
  const merge = (more: Readonly<Record<string, string>>): void => {
    for (const [key, value] of Object.entries(more)) labels.set(key, value)
  }
  for (const service of snapshot.services) {
    if (service.namespace !== pod.namespace || service.selector === undefined) continue
    if (matchesSelector(makeMapSelector(service.selector), pod.labels)) merge(service.selector)
  }
  const owner = findOwner(pod, snapshot)
  if (owner?.selector.kind === 'labels') merge(owner.selector.labels)
  const selector = makeMapSelector(Object.fromEntries(labels))
  const whole = narrowSelector(selector, listRequirements(owner))
  return whole.kind === 'all-of' && whole.requirements.length > 0 ? whole : undefined
}

function listRequirements(owner: PodOwner | undefined): readonly LabelRequirement[] {
  if (owner?.selector.kind !== 'selector') return []
  const { selector } = owner.selector
  return selector.kind === 'all-of' ? selector.requirements : []
}

function findOwner(pod: SchedulerPod, snapshot: SpreadSources): PodOwner | undefined {
  const reference = pod.controller
  if (reference === undefined) return undefined
  const { apiVersion, kind, name } = reference
  const isKnown = kind === 'ReplicationController' ? apiVersion === 'v1' : apiVersion === 'apps/v1'
  if (!isKnown) return undefined
  return snapshot.owners.find(
    (owner) => owner.kind === kind && owner.name === name && owner.namespace === pod.namespace,
  )
}
