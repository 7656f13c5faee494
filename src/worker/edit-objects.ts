import { removeResource, upsertResource } from '#plan/edit.ts'
import type { KubeResource } from '#plan/edit.ts'
import type { Desk } from './desk.ts'
import { packPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'
import type { ObjectEdit, ObjectQuery } from './questions.ts'

/** The plan with the change made; objects of other clusters stay as they are packed. */
export async function editObjects(
  { packed, place, put, remove }: ObjectEdit,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<PackedPlan> {
  const before = await resources.unpack(packed)
  const removed = remove.reduce((plan, id) => removeResource(plan, place, id), before)
  const after = put.reduce((plan, object) => upsertResource(plan, place, object), removed)
  if (after === before) return packed
  const changed = packPlan(after)
  resources.keep(changed, after)
  return changed
}

export async function readObjects(
  { packed, place, kinds }: ObjectQuery,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<readonly KubeResource[]> {
  const plan = await resources.unpack(packed)
  const objects = plan.designs[place.design]?.clusters[place.cluster]?.resources ?? []
  return kinds.length === 0 ? objects : objects.filter((object) => kinds.includes(object.kind))
}
