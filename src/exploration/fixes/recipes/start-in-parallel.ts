import type { FixRecipe } from '../candidate.ts'
import { changeField, putObjects } from '../edit-objects.ts'
import { findTemplate } from '../edit-template.ts'

/** Pods of a StatefulSet that do not wait for each other: one that is stuck holds up no other. */
export const startInParallel: FixRecipe = {
  id: 'start-in-parallel',
  frees: ['earlier-ordinal'],
  list: (at) => {
    const template = findTemplate(at)
    if (template?.owner.kind !== 'StatefulSet' || at.asked.after === undefined) return []
    const { owner } = template
    return [
      {
        title: `${owner.metadata.name} starts its pods in parallel`,
        note: 'a StatefulSet that exists keeps its pod management: delete it with --cascade=orphan and make it again',
        plan: putObjects(at.plan, at.place, [
          changeField(owner, ['spec', 'podManagementPolicy'], () => 'Parallel'),
        ]),
      },
    ]
  },
}
