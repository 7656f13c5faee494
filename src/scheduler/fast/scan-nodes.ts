/** Filter over the tables: which nodes can take the pod, looked at in the order and as far as the plain algorithm does. */
import { countNodesToFind } from '../cycle.ts'
import { findFrom, isPassing } from './passing-nodes.ts'
import type { AffinityTable, KeyCounts } from './affinity-tables.ts'
import type { HardSpread } from './spread-tables.ts'
import type { PodPlan } from './pod-plan.ts'
import type { VolumePlan } from './volume-tables.ts'
import type { AttachmentTable } from './attachment-table.ts'

/** Where a scan left off. */
export interface Scan {
  /** Feasible nodes, in the order in which they were found; only the first `found` count. */
  readonly feasible: Int32Array
  readonly found: number
  /** Nodes that were asked and refused. */
  readonly refused: number
}

/** @param startIndex where the last attempt stopped (FL-3); @param feasible to be written to */
export function scanNodes(
  plan: PodPlan,
  attachments: AttachmentTable,
  startIndex: number,
  feasible: Int32Array,
): Scan {
  const { candidates, blocked } = plan.placement
  if (candidates !== undefined) {
    return scanCandidates(plan, attachments, { startIndex, candidates }, feasible)
  }
  const count = blocked.length
  const nodes = plan.passing
  const range = { plan, nodes, target: countNodesToFind(count), feasible }
  const start = startIndex % Math.max(1, count)
  const first = findFrom(nodes, start)
  const scanRange = isSimple(plan) ? scanSimple : scanWhole
  let end = scanRange(range, attachments, { from: first, to: nodes.length, found: 0 })
  if (!end.isOver) end = scanRange(range, attachments, { from: 0, to: first, found: end.found })
  // What lies between was asked too, and refused.
  const evaluated = end.isOver ? ((nodes[end.at] ?? 0) - start + count) % count : count
  return { feasible, found: end.found, refused: evaluated - end.found }
}

/** What a scan of many nodes does not change. */
interface Range {
  readonly plan: PodPlan
  readonly nodes: Int32Array
  readonly target: number
  readonly feasible: Int32Array
}

/** Places in the list of nodes. */
interface Place {
  readonly from: number
  readonly to: number
  /** Feasible nodes before. */
  readonly found: number
}

/** Where it ended, the node there not counted; over: enough were found (FL-5). */
interface End {
  readonly at: number
  readonly found: number
  readonly isOver: boolean
}

function isSimple({ ports, volumes, social }: PodPlan): boolean {
  const { affinity } = social
  return (
    ports === undefined &&
    volumes === undefined &&
    social.hard.length === 0 &&
    affinity.affinity.length + affinity.anti.length + affinity.existingAnti.length === 0
  )
}

/** Pods that only ask for room and for the nodes themselves. */
function scanSimple(
  { plan, nodes, target, feasible }: Range,
  _attachments: AttachmentTable,
  place: Place,
): End {
  const isFull = plan.resources.blocked
  let { found } = place
  for (let at = place.from; at < place.to; at += 1) {
    const node = nodes[at] ?? 0
    if (isFull[node] !== 0) continue
    if (found >= target) return { at, found, isOver: true }
    feasible[found] = node
    found += 1
  }
  return { at: place.to, found, isOver: false }
}

/**
 * Pods that ask for more. What most of them ask for, a constraint, two kinds of anti-affinity and a driver's volumes,
 * is written out here: a call for each node would cost more than all else.
 */
function scanWhole(
  { plan, nodes, target, feasible }: Range,
  attachments: AttachmentTable,
  place: Place,
): End {
  const { resources, volumes, social } = plan
  const isFull = resources.blocked
  const none = getZeros(isFull.length)
  const ports = plan.ports ?? none.bytes
  const [driver, ...otherDrivers] = volumes?.limits ?? []
  const left = driver?.column.left ?? none.doubles
  const wanted = driver?.wanted ?? 0
  const [hard, ...otherHard] = social.hard
  const hardIds = hard?.ids ?? none.words
  const hardCounts = hard?.counts ?? none.words
  const most = hard?.most() ?? 0
  const [one, two, ...otherCounts] = [...social.affinity.anti, ...social.affinity.existingAnti]
  const oneIds = one?.ids ?? none.words
  const oneSums = one?.sums ?? none.words
  const twoIds = two?.ids ?? none.words
  const twoSums = two?.sums ?? none.words
  const asksPorts = plan.ports !== undefined
  const asksVolumes = driver !== undefined
  const asksSpread = hard !== undefined
  const asksApart = one !== undefined
  const asksPeers = social.affinity.affinity.length > 0
  const hasMore = asksPeers || otherHard.length + otherCounts.length + otherDrivers.length > 0
  let { found } = place
  for (let at = place.from; at < place.to; at += 1) {
    const node = nodes[at] ?? 0
    if (isFull[node] !== 0) continue
    if (asksPorts && ports[node] !== 0) continue
    if (asksSpread) {
      const id = hardIds[node] ?? -1
      if (id < 0 || (hardCounts[id] ?? 0) > most) continue
    }
    if (asksApart) {
      const oneId = oneIds[node] ?? -1
      if (oneId >= 0 && (oneSums[oneId] ?? 0) > 0) continue
      const twoId = twoIds[node] ?? -1
      if (twoId >= 0 && (twoSums[twoId] ?? 0) > 0) continue
    }
    const isCrowded = asksVolumes && wanted > (left[node] ?? 0)
    if (isCrowded && !hasAttachmentsLeft(volumes, attachments, node)) continue
    if (hasMore) {
      if (findSkew(otherHard, node) !== undefined || isCounted(otherCounts, node)) continue
      if (asksPeers && !meetsAffinity(social.affinity, node)) continue
      if (!hasAttachmentsLeft(volumes, attachments, node)) continue
    }
    if (found >= target) return { at, found, isOver: true }
    feasible[found] = node
    found += 1
  }
  return { at: place.to, found, isOver: false }
}

/** Nodes that the pod names: few, so each is looked at alone. */
function scanCandidates(
  plan: PodPlan,
  attachments: AttachmentTable,
  from: { readonly startIndex: number; readonly candidates: Int32Array },
  feasible: Int32Array,
): Scan {
  const { startIndex, candidates } = from
  const count = candidates.length
  const range = { plan, nodes: candidates, target: countNodesToFind(count), feasible }
  let found = 0
  for (let step = 0; step < count; step += 1) {
    const at = (startIndex + step) % count
    if (!isPassing(plan.placement, plan.volumes, candidates[at] ?? 0)) continue
    const end = scanWhole(range, attachments, { from: at, to: at + 1, found })
    if (end.isOver) return { feasible, found, refused: step - found }
    found = end.found
  }
  return { feasible, found, refused: count - found }
}

/** Columns that refuse nothing, in place of those a pod has no need of. */
interface Zeros {
  readonly bytes: Uint8Array
  readonly words: Int32Array
  readonly doubles: Float64Array
}

const ZEROS = new Map<number, Zeros>()

function getZeros(length: number): Zeros {
  const known = ZEROS.get(length)
  if (known !== undefined) return known
  const zeros = {
    bytes: new Uint8Array(length),
    words: new Int32Array(length),
    doubles: new Float64Array(length),
  }
  if (ZEROS.size > 8) ZEROS.clear()
  ZEROS.set(length, zeros)
  return zeros
}

/** PTS-8 on one node: the first constraint that refuses. */
export function findSkew(hard: readonly HardSpread[], node: number): 'no-key' | 'skew' | undefined {
  for (const { ids, counts, most } of hard) {
    const id = ids[node] ?? -1
    if (id < 0) return 'no-key'
    if ((counts[id] ?? 0) > most()) return 'skew'
  }
  return undefined
}

/** NV-5 on one node: what pods there attach already is not attached again. */
export function hasAttachmentsLeft(
  volumes: VolumePlan | undefined,
  attachments: AttachmentTable,
  node: number,
): boolean {
  if (volumes === undefined) return true
  const { wanted, limits } = volumes
  for (const { driver, wanted: most, column } of limits) {
    const left = column.left[node] ?? Infinity
    if (most <= left) continue
    let added = 0
    for (const [key, ofDriver] of wanted) {
      if (ofDriver === driver && !attachments.isAttached(node, key)) added += 1
    }
    if (added > 0 && added > left) return false
  }
  return true
}

/** IPA-7 on one node. */
export function meetsAffinity(
  { affinity, affinityEntries, isOwnPeer }: AffinityTable,
  node: number,
): boolean {
  let hasAll = true
  for (const { ids, sums } of affinity) {
    const id = ids[node] ?? -1
    if (id < 0) return false
    if ((sums[id] ?? 0) <= 0) hasAll = false
  }
  return hasAll || (affinityEntries.count === 0 && isOwnPeer)
}

/** IPA-8, IPA-9 on one node. */
export function isCounted(list: readonly KeyCounts[], node: number): boolean {
  for (const { ids, sums } of list) {
    const id = ids[node] ?? -1
    if (id >= 0 && (sums[id] ?? 0) > 0) return true
  }
  return false
}
