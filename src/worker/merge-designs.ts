import { loadPrices } from '#aws/price.ts'
import { mergeDesigns } from '#differences/merge-designs.ts'
import { identifyObject } from '#differences/identify.ts'
import { readWhole } from '#kube/field.ts'
import { findVolumeZones, readPersistentVolume } from '#kube/volume.ts'
import type { KubeResource } from '#plan/edit.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import type { ComparisonProgress } from './compare-verdicts.ts'
import type { DesignMerge, MergeQuestion } from './design-questions.ts'
import type { Desk } from './desk.ts'
import { settlePods } from './edit-objects.ts'
import { judgeDesign } from './judge-design.ts'
import { packPlan } from './packed-plan.ts'
import { readDesign } from './read-design.ts'

/** Merges and judges before anything is applied; `undefined` when it was withdrawn. */
export async function answerMerge(
  { mine, theirs, choices, bound }: MergeQuestion,
  desk: Desk<ComparisonProgress>,
): Promise<DesignMerge | undefined> {
  const here = await readDesign(mine, desk)
  const there = await readDesign(theirs, desk)
  if (here === undefined || there === undefined || !(await desk.pause())) return undefined
  const design = mergeDesigns(here.design, there.design, choices)
  const designs = here.plan.designs.with(mine.design, design)
  const merged = settle(here.plan, { ...here.plan, designs }, mine.design)
  const shell = withoutObjects(merged)
  const parsed = parsePlan(shell)
  if (parsed.kind === 'failed') return { kind: 'refused', problems: parsed.problems }
  const result = merged.designs[mine.design]
  if (result === undefined || !(await desk.pause())) return undefined
  const judged = await judgeDesign(result, { bound, prices: await loadPrices() }, desk)
  if (judged === undefined) return undefined
  const packed = packPlan(merged)
  desk.resources.keep(packed, merged)
  return { kind: 'merged', packed, judged }
}

function withoutObjects(plan: Plan): Plan {
  return {
    ...plan,
    designs: plan.designs.map((design) => ({
      ...design,
      clusters: design.clusters.map((cluster) => ({ ...cluster, resources: [] })),
    })),
  }
}

/**
 * Pods follow what was taken: a workload with fewer replicas loses those that are too many, a volume in
 * another zone lets its pods go. Pods that were taken as they were seen are right already.
 */
function settle(before: Plan, after: Plan, design: number): Plan {
  const old = before.designs[design]?.clusters ?? []
  const now = after.designs[design]?.clusters ?? []
  return now.reduce((plan, cluster, index) => {
    const known = old.find(({ name }) => name === cluster.name) ?? old[index]
    if (known === undefined || known === cluster || hasOtherPods(known, cluster)) return plan
    const put = listUnsettling(known, cluster)
    return put.length === 0 ? plan : settlePods(plan, { design, cluster: index }, put)
  }, after)
}

function hasOtherPods(before: Cluster, after: Cluster): boolean {
  const listPods = ({ resources }: Cluster) => resources.filter(({ kind }) => kind === 'Pod')
  const pods = new Set<unknown>(listPods(before))
  return listPods(after).some((pod) => !pods.has(pod))
}

function listUnsettling(before: Cluster, after: Cluster): readonly KubeResource[] {
  const known = new Map(before.resources.map((object) => [identifyObject(object), object]))
  return after.resources.filter((object) => {
    const old = known.get(identifyObject(object))
    if (old === undefined || old === object) return false
    if (object.kind === 'PersistentVolume') return listZones(old) !== listZones(object)
    return (readWhole(object, 'spec', 'replicas') ?? 1) < (readWhole(old, 'spec', 'replicas') ?? 1)
  })
}

function listZones(volume: KubeResource): string {
  return (findVolumeZones(readPersistentVolume(volume)) ?? []).join(',')
}
