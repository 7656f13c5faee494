/** The scheduler's part: what a whole state takes where, XM1, XM2, and the places of pods that must move. */
import { countsOf, kindKept, kindWith } from './node-kinds.ts'
import { SYSTEM, noteStep, offer, setNext } from './space.ts'
import type { Space } from './space.ts'
import type { Ints } from './tables.ts'
import { IF_NONE_RUNS, NO, changeContent, contentWithPod } from './zone-contents.ts'

/** XM1 for every waiting class; those that no node takes become `homeless`. */
export function offerPlacements(space: Space): void {
  const { compiled, waiting, waitingCount, homeless, now, contents } = space
  space.homelessCount = 0
  for (let at = 0; at < waitingCount; at++) {
    const pod = waiting[at] ?? 0
    const isFree = isFreeToMove(space, pod)
    let isHoused = false
    for (let zone = 0; zone < compiled.zones; zone++) {
      if (!isZoneOpen(space, now, pod, zone, contents.fitRow)) continue
      isHoused = true
      if (isFree) offerZone(space, pod, zone)
    }
    if (!isHoused) homeless[space.homelessCount++] = pod
  }
}

/** XS3: in the frozen search another pod is placed only after it lost its node. */
export function isFreeToMove(space: Space, pod: number): boolean {
  if (!space.frozen || pod === space.compiled.target) return true
  return (space.pending[pod] ?? 0) > (space.startPending[pod] ?? 0)
}

function offerZone(space: Space, pod: number, zone: number): void {
  const { contents, compiled, now, next, layout } = space
  const { kinds } = contents
  const content = now[zone] ?? 0
  const binds = compiled.binds[pod] === 1
  if (binds) setNext(space, layout.bound + pod, zone + 1)
  const to = contents.entryFrom[content + 1] ?? 0
  for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
    const kind = contents.entryKind[entry] ?? 0
    if (kinds.fits[kind * compiled.classes + pod] !== 1) continue
    next[zone] = contentWithPod(contents, content, entry, pod)
    if (space.isTracing) noteStep(space, { code: 'schedule', pod, zone, kind })
    offer(space, SYSTEM)
  }
  next[zone] = content
  if (binds) setNext(space, layout.bound + pod, space.values[layout.bound + pod] ?? 0)
}

/**
 * Whether the zone takes the class in a state with these zone contents: by its own content (`row` says
 * whether on one of its nodes or on an empty one), then by the claim's binding, `zoneWith` and spread.
 */
export function isZoneOpen(
  space: Space,
  state: Ints,
  pod: number,
  zone: number,
  row: number,
): boolean {
  const { contents, compiled, values, layout } = space
  const rule = contents.facts[(state[zone] ?? 0) * contents.stride + row + pod] ?? NO
  if (rule === NO) return false
  if (compiled.binds[pod] === 1) {
    const to = values[layout.bound + pod] ?? 0
    if (to > 0 ? to !== zone + 1 : compiled.bindsAllowed[pod * compiled.zones + zone] === 0) {
      return false
    }
  }
  if (rule === IF_NONE_RUNS && runsAny(space, state, compiled.zoneWith[pod] ?? [])) return false
  return (compiled.maxSkew[pod] ?? -1) < 0 || isSkewFine(space, state, pod, zone, 'nodes')
}

function runsAny(space: Space, state: Ints, pods: readonly number[]): boolean {
  const { facts, stride } = space.contents
  for (let zone = 0; zone < space.compiled.zones; zone++) {
    const base = (state[zone] ?? 0) * stride
    for (const pod of pods) if ((facts[base + pod] ?? 0) > 0) return true
  }
  return false
}

/**
 * Section 2, spread: domains are the zones with nodes and the zone itself; for a launch of Karpenter's
 * also all zones of its groups (XM8).
 */
export function isSkewFine(
  space: Space,
  state: Ints,
  pod: number,
  zone: number,
  domains: 'nodes' | 'karpenter',
): boolean {
  const { contents, compiled } = space
  const { facts, stride, skewRow, domainRow } = contents
  const { zones, spreadWith, maxSkew, karpenterDomain } = compiled
  const here = facts[(state[zone] ?? 0) * stride + skewRow + pod] ?? 0
  let least = here
  for (let one = 0; one < zones; one++) {
    const base = (state[one] ?? 0) * stride
    const isDomain =
      facts[base + domainRow + pod] === 1 ||
      (domains === 'karpenter' && karpenterDomain[pod * zones + one] === 1)
    if (isDomain) least = Math.min(least, facts[base + skewRow + pod] ?? 0)
  }
  const own = spreadWith[pod]?.includes(pod) === true ? 1 : 0
  return here + own - least <= (maxSkew[pod] ?? 0)
}

/** XM2 for every homeless class; true where one is possible. */
export function offerPreemptions(space: Space): boolean {
  const { compiled, contents, homeless, homelessCount, now } = space
  const { kinds } = contents
  let isPossible = false
  for (let at = 0; at < homelessCount; at++) {
    const pod = homeless[at] ?? 0
    if (compiled.rank[pod] === 0) continue
    for (let zone = 0; zone < compiled.zones; zone++) {
      const content = now[zone] ?? 0
      const to = contents.entryFrom[content + 1] ?? 0
      for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
        const kind = contents.entryKind[entry] ?? 0
        const kept = kindKept(kinds, kind, pod)
        if (kept === kind || !fitsAfter(space, { pod, zone, kind, left: kept })) continue
        isPossible = true
        if (isFreeToMove(space, pod)) offerPreemption(space, { pod, zone, kind, kept })
      }
    }
  }
  return isPossible
}

/** XM2: victims are tried back one by one, higher priority first, then by name. */
function offerPreemption(
  space: Space,
  one: {
    readonly pod: number
    readonly zone: number
    readonly kind: number
    readonly kept: number
  },
): void {
  const { compiled, contents, layout, next, now } = space
  const { kinds } = contents
  const { pod, zone, kind } = one
  const own = compiled.rank[pod] ?? 0
  let left = one.kept
  for (const victim of compiled.victimOrder) {
    if ((compiled.rank[victim] ?? 0) >= own) continue
    let count = kinds.counts[kind * compiled.classes + victim] ?? 0
    for (; count > 0; count--) {
      const more = kindWith(kinds, left, victim)
      if (!fitsAfter(space, { pod, zone, kind, left: more })) break
      left = more
    }
  }
  const content = now[zone] ?? 0
  next[zone] = changeContent(contents, content, { less: kind, more: kindWith(kinds, left, pod) })
  if (compiled.binds[pod] === 1) setNext(space, layout.bound + pod, zone + 1)
  if (space.isTracing) noteStep(space, { code: 'preempt', pod, zone, kind, other: left })
  offer(space, SYSTEM)
  next[zone] = content
  setNext(space, layout.bound + pod, space.values[layout.bound + pod] ?? 0)
}

/** Whether the class fits the node of `kind` once it holds only `left`. */
function fitsAfter(
  space: Space,
  one: {
    readonly pod: number
    readonly zone: number
    readonly kind: number
    readonly left: number
  },
): boolean {
  const { contents, compiled, trial, now } = space
  const { pod, zone, kind, left } = one
  if (contents.kinds.fits[left * compiled.classes + pod] !== 1) return false
  for (let one = 0; one < compiled.zones; one++) trial[one] = now[one] ?? 0
  trial[zone] = changeContent(contents, now[zone] ?? 0, { less: kind, more: left })
  return isZoneOpen(space, trial, pod, zone, contents.ruleRow)
}

const FUEL = 20_000
/** Placements after which dead ends are written down: before that, noting them costs more than it saves. */
const EASY = 100

/**
 * XM7, "fit together": with the node of the entry gone, some order of its pods and some node for each
 * exist such that each fits after those before it. Claims keep the zone they are bound to.
 */
export function fitsElsewhere(space: Space, zone: number, kind: number, without: number): boolean {
  const { contents, compiled, trial, now, left } = space
  if (contents.kinds.pods[kind] === 0) return true
  for (let one = 0; one < compiled.zones; one++) trial[one] = now[one] ?? 0
  trial[zone] = without
  left.set(countsOf(contents.kinds, kind))
  space.fuel = FUEL
  space.deadEnds.clear()
  const found = fitTogether(space, contents.kinds.pods[kind] ?? 0, isOrderFree(space))
  if (space.fuel < 0) space.isOverrun = true
  return found
}

/** Without `zoneWith` and spread a pod placed never helps another, so one order stands for all. */
function isOrderFree(space: Space): boolean {
  const { left, compiled } = space
  for (let pod = 0; pod < compiled.classes; pod++) {
    if (left[pod] === 0) continue
    if (compiled.zoneWith[pod] !== undefined || (compiled.maxSkew[pod] ?? -1) >= 0) return false
  }
  return true
}

function fitTogether(space: Space, count: number, isAnyOrder: boolean): boolean {
  if (count === 0) return true
  const { contents, compiled, trial, left, deadEnds } = space
  // The contents tell which pods are left.
  const key = space.fuel < FUEL - EASY ? trial.join() : ''
  if (key !== '' && deadEnds.has(key)) return false
  for (let pod = 0; pod < compiled.classes; pod++) {
    if ((left[pod] ?? 0) === 0) continue
    left[pod] = (left[pod] ?? 0) - 1
    for (let zone = 0; zone < compiled.zones; zone++) {
      if (!isZoneOpen(space, trial, pod, zone, contents.fitRow)) continue
      const content = trial[zone] ?? 0
      const to = contents.entryFrom[content + 1] ?? 0
      for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
        const kind = contents.entryKind[entry] ?? 0
        if (contents.kinds.fits[kind * compiled.classes + pod] !== 1) continue
        if (--space.fuel < 0) return false
        trial[zone] = contentWithPod(contents, content, entry, pod)
        if (fitTogether(space, count - 1, isAnyOrder)) return true
        trial[zone] = content
      }
    }
    left[pod] = (left[pod] ?? 0) + 1
    if (isAnyOrder) break
  }
  if (key !== '') deadEnds.add(key)
  return false
}
