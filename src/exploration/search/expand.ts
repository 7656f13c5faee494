import { offerDisturbances } from './disturbing.ts'
import { offerPlacements, offerPreemptions } from './placing.ts'
import { offerRemovals, offerSizes } from './sizing.ts'
import { SYSTEM, look, noteStep, offer, setNext } from './space.ts'
import type { Space } from './space.ts'
import { contentLessPod } from './zone-contents.ts'

/** What the state says of the target (section 4, "Served"). */
export const TARGET_ABSENT = 0
export const TARGET_SERVED = 1
export const TARGET_NOT_CREATED = 2
export const TARGET_PENDING = 3

/**
 * Fills the batch with every step from `now` (sections 3 and 4): system moves always, disturbances and free steps
 * where asked.
 *
 * @returns what the state says of the target
 */
export function expandState(space: Space, withDisturbances: boolean): number {
  look(space)
  space.batchCount = 0
  offerPlacements(space)
  const isHoused = space.homelessCount < space.waitingCount
  const isPreempting = offerPreemptions(space)
  const isSizing = offerSizes(space)
  if (!isHoused && !isPreempting && !isSizing) offerRemovals(space)
  offerFinishes(space)
  if (withDisturbances) offerDisturbances(space)
  return readTarget(space)
}

function readTarget(space: Space): number {
  const { compiled, values, layout, pending, waiting, waitingCount } = space
  if (values[layout.absent + compiled.targetWorkload] === 1) return TARGET_ABSENT
  if ((pending[compiled.target] ?? 0) === 0) return TARGET_SERVED
  for (let at = 0; at < waitingCount; at++) {
    if (waiting[at] === compiled.target) return TARGET_PENDING
  }
  return TARGET_NOT_CREATED
}

/** XM10. */
function offerFinishes(space: Space): void {
  const { compiled, placed } = space
  const { finishing } = compiled
  for (let at = 0; at < finishing.length; at++) {
    const pod = finishing[at] ?? 0
    if (placed[pod] === 0) continue
    if (space.frozen && pod !== compiled.target) continue
    for (let zone = 0; zone < compiled.zones; zone++) offerFinish(space, pod, zone)
  }
}

function offerFinish(space: Space, pod: number, zone: number): void {
  const { compiled, contents, layout, now, next, values } = space
  const content = now[zone] ?? 0
  const finished = layout.finished + pod
  const bound = layout.bound + pod
  // The binding of a claim whose only pod is done is read by nobody.
  const isBindingDead = space.dropDead && compiled.binds[pod] === 1
  setNext(space, finished, (values[finished] ?? 0) + 1)
  if (isBindingDead) setNext(space, bound, 0)
  const to = contents.entryFrom[content + 1] ?? 0
  for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
    const kind = contents.entryKind[entry] ?? 0
    if (contents.kinds.counts[kind * compiled.classes + pod] === 0) continue
    next[zone] = contentLessPod(contents, content, entry, pod)
    if (space.isTracing) noteStep(space, { code: 'finishes', pod, zone, kind })
    offer(space, SYSTEM)
  }
  next[zone] = content
  setNext(space, finished, values[finished] ?? 0)
  if (isBindingDead) setNext(space, bound, values[bound] ?? 0)
}
