import type { PackedPlan } from '#worker/packed-plan.ts'
import type { History } from './history.ts'
import type { OpenPlan } from './plan-store.ts'

/** Plans that were written to a file of this machine since the page was loaded, as they were then. */
const filed = new WeakSet<PackedPlan>()

export function noteFiled(packed: PackedPlan): void {
  filed.add(packed)
}

/** Changes of the open plan in this visit, since it was opened or since its last file. */
export function countUnfiledChanges({ current, past }: History<OpenPlan>): number {
  if (current === undefined || filed.has(current.packed)) return 0
  let count = 0
  for (const { value } of past.toReversed()) {
    if (value?.id !== current.id) return count
    count += 1
    if (filed.has(value.packed)) return count
  }
  return count
}
