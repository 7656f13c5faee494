import type { ClusterDoubt, CompiledCluster } from '#cluster/compiled.ts'
import type { Doubt } from '../target.ts'
import type { PodClass, PodClasses } from './classes.ts'
import type { Cone } from './cone.ts'

/**
 * What keeps a verdict from standing (XC8): fields that the files do not give, and hard constraints
 * that the model has no place for, of every pod and group of the cone. Each names its place.
 */
export function collectConeDoubts(
  cluster: CompiledCluster,
  classes: PodClasses,
  cone: Cone,
): readonly Doubt[] {
  const members = cone.classes.flatMap((index) => classes.list[index] ?? [])
  const groups = cone.groups.flatMap((index) => cluster.groups[index] ?? [])
  const doubts: Doubt[] = [
    ...cluster.doubts,
    ...groups.flatMap((group) => group.doubts.map((doubt) => ({ ...doubt }))),
    ...members.flatMap((one) => one.sample.rules.doubts),
    ...members.flatMap((one) =>
      one.sample.claims.flatMap(({ state }) =>
        state.kind === 'unknown' ? [withoutTheorem(state.doubt)] : [],
      ),
    ),
    ...members.flatMap(doubtConstraints),
    ...doubtHostPorts(members),
    ...doubtSharedClaims(members),
    ...doubtPreemption(members),
  ]
  return removeRepeats(doubts)
}

function withoutTheorem(doubt: ClusterDoubt): Doubt {
  return { reason: doubt.reason, path: doubt.path, harmlessFor: [] }
}

function doubtConstraints(one: PodClass): Doubt[] {
  const { path } = one.sample.owner
  const doubts: Doubt[] = []
  const lists = new Set(one.zoneWith.map((list) => list.join()))
  if (lists.size > 1) {
    doubts.push(
      withoutTheorem({
        reason: `${one.name} has several required pod affinities by zone`,
        path: `${path}.spec.affinity.podAffinity`,
      }),
    )
  }
  if (one.spreads.length > 1) {
    doubts.push(
      withoutTheorem({
        reason: `${one.name} has several hard zone spreads`,
        path: `${path}.spec.topologySpreadConstraints`,
      }),
    )
  }
  if (one.sample.isTerminating) {
    // A pod of another class that is on its way out frees its place: an order of events the model lacks.
    doubts.push(
      withoutTheorem({
        reason: `${one.sample.name} is being deleted and still holds its place and its volume`,
        path: `${one.sample.path}.metadata.deletionTimestamp`,
      }),
    )
  }
  return doubts
}

/** Ports of the host matter only where two pods of the cone want the same one. */
function doubtHostPorts(members: readonly PodClass[]): Doubt[] {
  const takers = new Map<string, PodClass>()
  for (const one of members) {
    for (const port of one.sample.rules.hostPorts) {
      const other = takers.get(port)
      if (one.pods.length > 1 || (other !== undefined && other !== one)) {
        return [
          withoutTheorem({
            reason: `${one.name} takes port ${port} of its host`,
            path: `${one.sample.owner.path}.spec.containers`,
          }),
        ]
      }
      takers.set(port, one)
    }
  }
  return []
}

/** Pods that share a claim go where the first of them has it made, and one at a time if it is ReadWriteOncePod. */
function doubtSharedClaims(members: readonly PodClass[]): Doubt[] {
  const seen = new Set<string>()
  const doubts: Doubt[] = []
  for (const { name, path, state, isExclusive } of members.flatMap((one) => one.sample.claims)) {
    const isShared = seen.has(path)
    seen.add(path)
    if (!isShared || (!isExclusive && state.kind !== 'first-consumer')) continue
    const reason = isExclusive
      ? `several pods use the claim ${name}, which is for one at a time`
      : `several pods use the claim ${name}, and the first of them decides its zone`
    doubts.push({ reason, path, harmlessFor: ['RT4'] })
  }
  return doubts
}

/** `preemptionPolicy: Never` differs from the model only where there is someone to preempt. */
function doubtPreemption(members: readonly PodClass[]): Doubt[] {
  const lowest = Math.min(...members.map((one) => one.sample.rules.priority))
  return members
    .filter((one) => !one.sample.rules.preempts && one.sample.rules.priority > lowest)
    .map((one) =>
      withoutTheorem({
        reason: `${one.name} never preempts, and pods of lower priority share its nodes`,
        path: `${one.sample.owner.path}.spec.preemptionPolicy`,
      }),
    )
}

/** Of the target itself: what keeps the autoscaler from helping it that the model does not know. */
export function doubtTarget(
  cluster: CompiledCluster,
  target: PodClass,
  cone: Cone,
): readonly Doubt[] {
  const groups = cone.groups.flatMap((index) => cluster.groups[index] ?? [])
  return [...doubtAutoscaler(cluster, target, groups), ...doubtRetention(target)]
}

/** XD6 keeps the zone of a claim; this policy does not. */
function doubtRetention(target: PodClass): Doubt[] {
  const { sample } = target
  return sample.losesClaims && sample.claims.length > 0
    ? [
        withoutTheorem({
          reason: `scaled to zero, ${sample.owner.name} loses its claims and gets new ones elsewhere`,
          path: `${sample.owner.path}.spec.persistentVolumeClaimRetentionPolicy.whenScaled`,
        }),
      ]
    : []
}

function doubtAutoscaler(
  cluster: CompiledCluster,
  target: PodClass,
  groups: CompiledCluster['groups'],
): Doubt[] {
  const autoscaler = cluster.clusterAutoscaler
  if (autoscaler === undefined || !groups.some((group) => group.scaler === 'cluster-autoscaler'))
    return []
  const doubts: Doubt[] = []
  if (target.sample.rules.priority < autoscaler.expendablePriorityCutoff) {
    doubts.push({
      reason: `priority ${target.sample.rules.priority} is below the autoscaler's cutoff ${autoscaler.expendablePriorityCutoff}: it adds no node for this pod`,
      path: `${target.sample.owner.path}.spec.priorityClassName`,
      harmlessFor: ['RT2', 'RT3', 'RT4', 'RT5'],
    })
  }
  const reachable = cluster.groups.reduce(
    (sum, group) => sum + Math.max(group.max ?? 0, group.nodes.length),
    0,
  )
  if (autoscaler.maxNodesTotal > 0 && reachable > autoscaler.maxNodesTotal) {
    doubts.push({
      reason: `--max-nodes-total ${autoscaler.maxNodesTotal} can be reached: the groups' maxima add up to ${reachable}`,
      path: `${cluster.path}.autoscalers`,
      harmlessFor: ['RT2', 'RT3', 'RT4', 'RT5'],
    })
  }
  return doubts
}

function removeRepeats(doubts: readonly Doubt[]): readonly Doubt[] {
  const seen = new Set<string>()
  return doubts.filter((doubt) => {
    const key = `${doubt.path}\n${doubt.reason}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
