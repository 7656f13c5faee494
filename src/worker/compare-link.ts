import type { ClusterPlace } from '#plan/edit.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import { compareVerdicts, pairClusters } from './compare-verdicts.ts'
import type { ComparisonProgress, VerdictComparison } from './compare-verdicts.ts'
import type { Desk } from './desk.ts'
import { readResources, unpackPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'

export interface LinkComparisonQuestion {
  readonly packed: PackedPlan
  /** What the link holds: it was decoded and compared when it was made. */
  readonly shared: PackedPlan
  readonly place: ClusterPlace
  readonly leftOut: readonly LeaveOut[]
  readonly hasNeutralNames: boolean
  readonly bound: number
}

/** Whether whoever opens a link gets the verdicts of its sender. Undefined when it was withdrawn. */
export async function compareLink(
  { packed, shared, place, leftOut, hasNeutralNames, bound }: LinkComparisonQuestion,
  desk: Desk<ComparisonProgress>,
): Promise<VerdictComparison | undefined> {
  const here = await desk.resources.unpack(packed)
  // Not kept beside the open plan: it is read for this comparison only.
  const sets = new Map<string, Awaited<ReturnType<typeof readResources>>>()
  for (const set of shared.resourceSets) sets.set(set.id, await readResources(set))
  const pairs = pairClusters(here, unpackPlan(shared, sets), {
    isNeutral: hasNeutralNames,
    place,
    onlyDesign: leftOut.includes('other-designs'),
    onlyCluster: leftOut.includes('other-clusters'),
  })
  return compareVerdicts(pairs, bound, desk)
}
