/** What the tables decided in the form of the plain algorithm, every refusal and every score in its place. */
import {
  EXISTING_ANTI_AFFINITY,
  NO_AFFINITY,
  OWN_ANTI_AFFINITY,
  stretchScores,
} from '../plugins/inter-pod-affinity.ts'
import {
  NO_TOPOLOGY_KEY,
  TOO_SKEWED,
  invertScores,
  podTopologySpread,
} from '../plugins/pod-topology-spread.ts'
import { NO_FREE_PORTS, nodePorts } from '../plugins/node-ports.ts'
import { TOO_MANY_VOLUMES, nodeVolumeLimits } from '../plugins/node-volume-limits.ts'
import { checkFit, nodeResourcesFit, orderNames } from '../plugins/node-resources-fit.ts'
import { dynamicResources } from '../plugins/dynamic-resources.ts'
import { findSkew, hasAttachmentsLeft, isCounted, meetsAffinity } from './scan-nodes.ts'
import { getAt, assert } from '#base/assert.ts'
import { imageLocality } from '../plugins/image-locality.ts'
import { interPodAffinity } from '../plugins/inter-pod-affinity.ts'
import { measureAffinity, measureSpread } from './score-nodes.ts'
import { nodeAffinity } from '../plugins/node-affinity.ts'
import { nodeResourcesBalancedAllocation } from '../plugins/node-resources-balanced-allocation.ts'
import { normalizeScores } from '../normalize.ts'
import { PLUGINS } from '../registry.ts'
import { rejectForGood } from '../framework.ts'
import { taintToleration } from '../plugins/taint-toleration.ts'
import { volumeBinding } from '../plugins/volume-binding.ts'
import { volumeRestrictions } from '../plugins/volume-restrictions.ts'
import { volumeZone } from '../plugins/volume-zone.ts'
import type { AttachmentTable } from './attachment-table.ts'
import type { FilteredNodes, NodeRejection, RejectedNode } from '../cycle.ts'
import type { NodeTable } from './node-table.ts'
import type { Plugin, Status } from '../framework.ts'
import type { PluginScores, Scoring } from '../score.ts'
import type { PodPlan } from './pod-plan.ts'
import type { Scan } from './scan-nodes.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'
import type { ScoreRoom } from './score-nodes.ts'

/** What an attempt looked at. */
export interface Attempted {
  readonly pod: SchedulerPod
  readonly plan: PodPlan
  readonly scan: Scan
  readonly startIndex: number
}

/** The world as it is. */
export interface AttemptedWorld {
  readonly nodes: NodeTable
  readonly attachments: AttachmentTable
  readonly snapshot: Snapshot
}

/** What the filters found, without the tests themselves. */
export function describeFiltered(
  { pod, plan, scan, startIndex }: Attempted,
  world: AttemptedWorld,
): FilteredNodes {
  const { nodes } = world
  const { candidates, nodeNames } = plan.placement
  const { feasible, found, refused } = scan
  const count = candidates?.length ?? nodes.nodes.length
  const feasibleNodes = Array.from(feasible.subarray(0, found), (node) => nodes.getState(node))
  const rejectedNodes: RejectedNode[] = []
  let next = 0
  for (let step = 0; step < found + refused; step += 1) {
    const place = (startIndex + step) % count
    const node = candidates === undefined ? place : (candidates[place] ?? 0)
    if (next < found && feasible[next] === node) {
      next += 1
      continue
    }
    const rejection = explainRefusal(pod, plan, node, world)
    rejectedNodes.push({ nodeState: nodes.getState(node), ...rejection })
  }
  const skipped = listSkipped(plan)
  return {
    kind: 'filtered',
    skipped: PLUGINS.map(({ name }) => name).filter((name) => skipped.has(name)),
    checks: [],
    nodeNames,
    feasibleNodes,
    rejectedNodes,
    nextIndex: (startIndex + found + refused) % nodes.nodes.length,
    ...(nodeNames === undefined
      ? {}
      : { absentStatus: rejectForGood("node(s) didn't satisfy plugin(s) [NodeAffinity]") }),
  }
}

function listSkipped({ placement, ports, volumes, social }: PodPlan): ReadonlySet<string> {
  const { hasOwnTerms, existingEntries } = social.affinity
  const skipped: readonly (readonly [Plugin, boolean])[] = [
    [nodePorts, ports === undefined],
    [volumeRestrictions, true],
    [nodeVolumeLimits, volumes === undefined],
    [volumeBinding, volumes === undefined],
    [volumeZone, volumes?.zones === undefined],
    [podTopologySpread, social.hard.length === 0],
    [interPodAffinity, !hasOwnTerms && existingEntries.count === 0],
    [dynamicResources, true],
  ]
  return new Set([
    ...placement.skipped,
    ...skipped.flatMap(([plugin, isSkipped]) => (isSkipped ? [plugin.name] : [])),
  ])
}

/** FL-4: the first plugin that refuses, in their order. */
function explainRefusal(
  pod: SchedulerPod,
  plan: PodPlan,
  node: number,
  { nodes, attachments }: AttemptedWorld,
): NodeRejection {
  const { placement, ports, resources, volumes, social } = plan
  const { rejections } = placement
  const { affinity } = social
  const ofPlacement = placement.blocked[node] ?? 0
  if (ofPlacement > 0) return getAt(rejections, ofPlacement - 1)
  if (ports !== undefined && ports[node] !== 0) return reject(nodePorts, NO_FREE_PORTS)
  if (resources.blocked[node] !== 0) {
    const { requests } = pod.spec
    return reject(nodeResourcesFit, checkFit(requests, orderNames(requests), nodes.getState(node)))
  }
  if (volumes !== undefined) {
    const { reach, zones } = volumes
    if (!hasAttachmentsLeft(volumes, attachments, node)) {
      return reject(nodeVolumeLimits, TOO_MANY_VOLUMES)
    }
    const ofReach = reach.blocked[node] ?? 0
    if (ofReach > 0) return getAt(reach.rejections, ofReach - 1)
    const ofZone = zones?.blocked[node] ?? 0
    if (zones !== undefined && ofZone > 0) return getAt(zones.rejections, ofZone - 1)
  }
  const skew = findSkew(social.hard, node)
  if (skew !== undefined) {
    return reject(podTopologySpread, skew === 'no-key' ? NO_TOPOLOGY_KEY : TOO_SKEWED)
  }
  if (affinity.affinity.length > 0 && !meetsAffinity(affinity, node)) {
    return reject(interPodAffinity, NO_AFFINITY)
  }
  if (isCounted(affinity.anti, node)) return reject(interPodAffinity, OWN_ANTI_AFFINITY)
  if (isCounted(affinity.existingAnti, node))
    return reject(interPodAffinity, EXISTING_ANTI_AFFINITY)
  return getAt(rejections, (placement.features?.[node] ?? 0) - 1)
}

function reject({ name }: Plugin, status: Status): NodeRejection {
  assert(status.code !== 'Success', `${name} refused nothing`)
  return { plugin: name, status }
}

/** The scores of the feasible nodes, plugin by plugin. @param totals of those nodes */
export function describeScores(
  { pod, plan, scan }: Attempted,
  totals: readonly number[],
  { snapshot }: AttemptedWorld,
  room: ScoreRoom,
): Extract<Scoring, { readonly kind: 'scored' }> {
  const { resources, taints, preferences, images, social } = plan
  const nodes = Array.from(scan.feasible.subarray(0, scan.found))
  const read = (column: { readonly [node: number]: number }): readonly number[] =>
    nodes.map((node) => column[node] ?? 0)
  const scores = new Map<string, { raw: readonly number[]; normalized?: readonly number[] }>()
  const set = (
    { name }: Plugin,
    raw: readonly number[],
    normalize?: (raw: readonly number[]) => readonly number[],
  ): void => {
    scores.set(name, normalize === undefined ? { raw } : { raw, normalized: normalize(raw) })
  }
  set(taintToleration, read(taints.raw), (raw) => normalizeScores(raw, { isReversed: true }))
  if (preferences !== undefined) {
    set(nodeAffinity, read(preferences.raw), (raw) => normalizeScores(raw, { isReversed: false }))
  }
  set(nodeResourcesFit, read(resources.leastAllocated))
  if (resources.hasBalance) set(nodeResourcesBalancedAllocation, read(resources.balanced))
  set(imageLocality, read(images.raw))
  // What these two give to pods that come here is nothing, where they give anything.
  for (const plugin of [volumeBinding, dynamicResources]) {
    const result = plugin.scoring?.preScore(pod, [], snapshot)
    if (result?.kind === 'run')
      set(
        plugin,
        nodes.map(() => 0),
        result.normalize,
      )
  }
  const { soft } = social
  if (soft !== undefined) {
    measureSpread(soft, scan, room)
    set(podTopologySpread, [...room.raw.subarray(0, scan.found)], (raw) =>
      invertScores(
        raw,
        nodes.map((node) => soft.ignored?.[node] === 1),
      ),
    )
  }
  if (social.affinity.scoreEntries.count > 0) {
    measureAffinity(social.affinity, scan, room.raw)
    set(interPodAffinity, [...room.raw.subarray(0, scan.found)], stretchScores)
  }
  const plugins = PLUGINS.flatMap(({ name, scoring }): readonly PluginScores[] => {
    const found = scores.get(name)
    if (scoring === undefined || found === undefined) return []
    return [{ plugin: name, weight: scoring.weight, ...found }]
  })
  return { kind: 'scored', plugins, totals }
}
