import { compareText } from '#base/compare.ts'
import type { CompiledCluster, CompiledPod } from '#cluster/compiled.ts'
import type { ExplainPending } from '#cluster/draw-picture.ts'
import { readPod } from '#kube/pod.ts'
import type { Cluster } from '#plan/schema.ts'
import { explainPending, type NodeReason } from './explain-pending.ts'
import { readSnapshot } from './read-snapshot.ts'
import { resolvePriority, type Snapshot } from './snapshot.ts'
import { clampVersion } from './version.ts'
import { readPriorityClass } from '#kube/priority.ts'
import {
  findPodObject,
  indexByIdentity,
  makeMissingClaims,
  type ObjectIndex,
} from './wanted-pods.ts'

/** Explanations that differ, at most; pods past it have none until they are asked about one by one. */
const MOST_EXPLANATIONS = 300

/**
 * Why each waiting pod of a cluster waits: the scheduler's message, and its parts counted in our words
 * with the groups and zones they stand for. Equal pods are explained once.
 */
export function startExplaining(cluster: Cluster, compiled: CompiledCluster): ExplainPending {
  const objects = indexByIdentity(cluster.resources)
  const claims = makeMissingClaims(objects, compiled.pods)
  const snapshot = readSnapshot(
    [...cluster.resources, ...claims],
    clampVersion(cluster.kubernetesVersion),
  )
  const known = new Map<string, ReturnType<ExplainPending>>()
  return (index) => {
    const pod = compiled.pods[index]
    if (pod === undefined) return { message: '', reasons: [] }
    const key = [
      pod.namespace,
      pod.owner.kind,
      pod.owner.name,
      pod.specKey,
      ...pod.claims.map((claim) => claim.name),
    ].join('\n')
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MOST_EXPLANATIONS) return { message: '', reasons: [] }
    const made = explain(cluster, compiled, objects, snapshot, pod)
    known.set(key, made)
    return made
  }
}

function explain(
  cluster: Cluster,
  compiled: CompiledCluster,
  objects: ObjectIndex,
  snapshot: Snapshot,
  pod: CompiledPod,
): ReturnType<ExplainPending> {
  const object = findPodObject(objects, pod)
  if (object === undefined) return { message: '', reasons: [] }
  const classes = cluster.resources
    .filter((one) => one.kind === 'PriorityClass')
    .map(readPriorityClass)
  const answer = explainPending(resolvePriority(readPod(object), classes), snapshot)
  const reasons = countByReason(answer.reasons).map(([reason, nodes]) => ({
    count: nodes.length,
    reason: sayReason(reason, pod),
    detail: sayNodes(compiled, nodes),
  }))
  return { message: answer.message, reasons }
}

function countByReason(reasons: readonly NodeReason[]): [string, string[]][] {
  const byReason = new Map<string, string[]>()
  for (const { reason, nodeName } of reasons) {
    const nodes = byReason.get(reason)
    if (nodes === undefined) byReason.set(reason, [nodeName])
    else nodes.push(nodeName)
  }
  return [...byReason].sort(
    ([a, left], [b, right]) => right.length - left.length || compareText(a, b),
  )
}

/** A reason of upstream's in our words; upstream's own where there is nothing to add. */
function sayReason(reason: string, pod: CompiledPod): string {
  if (/PersistentVolume's node affinity|volume node affinity conflict/.test(reason)) {
    const zones = pod.claims.flatMap(({ state }) => (state.kind === 'zonal' ? state.zones : []))
    return zones.length === 0
      ? 'its volume is elsewhere'
      : `its volume is in ${[...new Set(zones)].join(', ')}`
  }
  const taint = /untolerated taint(?:\(s\))?(?: \{(.*)\})?/.exec(reason)
  if (taint !== null)
    return taint[1] === undefined
      ? 'a taint it does not tolerate'
      : `taint ${taint[1]} is not tolerated`
  const resource = /^Insufficient (.*)$/.exec(reason)
  if (resource !== null) return `not enough ${resource[1] ?? ''}`
  if (reason === 'Too many pods') return 'as many pods as the kubelet takes'
  if (/Pod's node affinity\/selector/.test(reason))
    return 'its selector or node affinity asks for others'
  if (/were unschedulable/.test(reason)) return 'cordoned'
  if (/max volume count/.test(reason)) return 'no EBS attachment left'
  return reason.replace(/^node\(s\) /, '')
}

/** `workers in a and b`; of many groups the first three. */
function sayNodes(compiled: CompiledCluster, names: readonly string[]): string {
  const wanted = new Set(names)
  const zonesOfGroup = new Map<string, Set<string>>()
  for (const node of compiled.nodes) {
    if (!wanted.has(node.name)) continue
    const group = compiled.groups[node.group]?.name ?? 'no group'
    const zones = zonesOfGroup.get(group) ?? new Set<string>()
    if (node.zone !== undefined) zones.add(node.zone.slice(-1))
    zonesOfGroup.set(group, zones)
  }
  const parts = [...zonesOfGroup].map(([group, zones]) =>
    zones.size === 0 ? group : `${group} in ${joinWords([...zones].sort(compareText))}`,
  )
  const more = parts.length - 3
  return parts.slice(0, 3).join('; ') + (more > 0 ? ` and ${more} more groups` : '')
}

function joinWords(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`
}
