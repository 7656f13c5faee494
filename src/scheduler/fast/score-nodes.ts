/** Scores of the feasible nodes over the tables: the totals of the plain algorithm, without its lists (4.6). */
import { computeNaturalLog } from '../natural-log.ts'
import type { AffinityTable } from './affinity-tables.ts'
import type { PodPlan } from './pod-plan.ts'
import type { Scan } from './scan-nodes.ts'
import type { ScoreColumn } from './placement-tables.ts'
import type { SoftSpread } from './spread-tables.ts'

/** The plugins' weights (3.1). */
export interface Weights {
  readonly taints: number
  readonly preferences: number
  readonly spread: number
  readonly affinity: number
}

/** Room for one attempt, so that none has to be made for each. */
export interface ScoreRoom {
  readonly totals: Int32Array
  readonly raw: Float64Array
  /** When a domain was last met, by the number of the count. */
  readonly met: Int32Array
  round: number
}

export function createScoreRoom(nodeCount: number): ScoreRoom {
  return {
    totals: new Int32Array(nodeCount),
    raw: new Float64Array(nodeCount),
    met: new Int32Array(nodeCount + 1),
    round: 0,
  }
}

/** Writes the totals, parallel to the feasible nodes. */
export function totalScores(plan: PodPlan, scan: Scan, weights: Weights, room: ScoreRoom): void {
  const { feasible, found } = scan
  const { totals } = room
  const { resources, images, taints, preferences, social } = plan
  const { sums } = resources
  const same = images.everywhere
  for (let place = 0; place < found; place += 1) {
    const node = feasible[place] ?? 0
    totals[place] = (sums[node] ?? 0) + (same ?? images.raw[node] ?? 0)
  }
  addPercentages(taints, { scan, weight: weights.taints, isReversed: true }, totals)
  if (preferences !== undefined) {
    addPercentages(preferences, { scan, weight: weights.preferences, isReversed: false }, totals)
  }
  if (social.soft !== undefined) {
    measureSpread(social.soft, scan, room)
    addSpread(social.soft, scan, weights.spread, room)
  }
  if (social.affinity.scoreEntries.count > 0) {
    measureAffinity(social.affinity, scan, room.raw)
    addAffinity(scan, weights.affinity, room)
  }
}

/** SC-4. */
function addPercentages(
  { raw, everywhere }: ScoreColumn,
  how: { readonly scan: Scan; readonly weight: number; readonly isReversed: boolean },
  totals: Int32Array,
): void {
  const { scan, weight, isReversed } = how
  const { feasible, found } = scan
  let greatest = 0
  if (everywhere === undefined) {
    for (let place = 0; place < found; place += 1) {
      greatest = Math.max(greatest, raw[feasible[place] ?? 0] ?? 0)
    }
  } else greatest = Math.max(0, everywhere)
  for (let place = 0; place < found; place += 1) {
    const score = everywhere ?? raw[feasible[place] ?? 0] ?? 0
    const percent = greatest === 0 ? 0 : Math.trunc((100 * score) / greatest)
    totals[place] = (totals[place] ?? 0) + weight * (isReversed ? 100 - percent : percent)
  }
}

/** PTS-11 to PTS-13: writes the raw scores. */
export function measureSpread(soft: SoftSpread, scan: Scan, room: ScoreRoom): void {
  const { constraints, ignored } = soft
  const { feasible, found } = scan
  const { raw } = room
  let kept = found
  if (ignored !== undefined) {
    kept = 0
    for (let place = 0; place < found; place += 1) {
      if (ignored[feasible[place] ?? 0] === 0) kept += 1
    }
  }
  raw.fill(0, 0, found)
  for (const { isHostname, ids, idsWithBlank, counts, base } of constraints) {
    const domains = isHostname ? kept : countDomains(idsWithBlank, ignored, scan, room)
    const weight = computeNaturalLog(domains + 2)
    for (let place = 0; place < found; place += 1) {
      const node = feasible[place] ?? 0
      const id = ids[node] ?? -1
      if (id < 0) continue
      const count = counts[isHostname ? node : id] ?? 0
      raw[place] = (raw[place] ?? 0) + (count * weight + base)
    }
  }
  for (let place = 0; place < found; place += 1) {
    const isIgnored = ignored !== undefined && ignored[feasible[place] ?? 0] !== 0
    raw[place] = isIgnored ? 0 : Math.round(raw[place] ?? 0)
  }
}

function countDomains(
  ids: Int32Array,
  ignored: Uint8Array | undefined,
  { feasible, found }: Scan,
  room: ScoreRoom,
): number {
  const { met } = room
  room.round += 1
  let domains = 0
  for (let place = 0; place < found; place += 1) {
    const node = feasible[place] ?? 0
    if (ignored !== undefined && ignored[node] !== 0) continue
    const id = ids[node] ?? 0
    if (met[id] === room.round) continue
    met[id] = room.round
    domains += 1
  }
  return domains
}

/** PTS-14. */
function addSpread(soft: SoftSpread, scan: Scan, weight: number, room: ScoreRoom): void {
  const { ignored } = soft
  const { feasible, found } = scan
  const { raw, totals } = room
  let greatest = 0
  let least = Infinity
  for (let place = 0; place < found; place += 1) {
    if (ignored !== undefined && ignored[feasible[place] ?? 0] !== 0) continue
    const score = raw[place] ?? 0
    if (score > greatest) greatest = score
    if (score < least) least = score
  }
  for (let place = 0; place < found; place += 1) {
    if (ignored !== undefined && ignored[feasible[place] ?? 0] !== 0) continue
    const percent =
      greatest === 0 ? 100 : Math.trunc((100 * (greatest + least - (raw[place] ?? 0))) / greatest)
    totals[place] = (totals[place] ?? 0) + weight * percent
  }
}

/** IPA-13: writes the raw scores. */
export function measureAffinity({ scores }: AffinityTable, scan: Scan, raw: Float64Array): void {
  const { feasible, found } = scan
  raw.fill(0, 0, found)
  for (const { ids, sums } of scores) {
    for (let place = 0; place < found; place += 1) {
      const id = ids[feasible[place] ?? 0] ?? -1
      if (id >= 0) raw[place] = (raw[place] ?? 0) + (sums[id] ?? 0)
    }
  }
}

/** IPA-13: the division comes first. */
function addAffinity({ found }: Scan, weight: number, { raw, totals }: ScoreRoom): void {
  let least = Infinity
  let greatest = -Infinity
  for (let place = 0; place < found; place += 1) {
    const score = raw[place] ?? 0
    if (score < least) least = score
    if (score > greatest) greatest = score
  }
  const range = greatest - least
  if (range === 0) return
  for (let place = 0; place < found; place += 1) {
    const percent = Math.trunc(100 * (((raw[place] ?? 0) - least) / range))
    totals[place] = (totals[place] ?? 0) + weight * percent
  }
}
