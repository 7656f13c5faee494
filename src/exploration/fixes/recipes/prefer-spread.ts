import type { FixRecipe } from '../candidate.ts'
import { isMap } from '../edit-objects.ts'
import { changeTemplate, findTemplate, joinNotes, noteRollout } from '../edit-template.ts'

/** A spread over zones that is wished for and not insisted on: a pod runs before it spreads. */
export const preferSpread: FixRecipe = {
  id: 'prefer-spread',
  frees: ['spread'],
  list: (at) => {
    const template = findTemplate(at)
    if (template === undefined || at.asked.rules.zoneSpread.length === 0) return []
    return [
      {
        title: `${template.owner.metadata.name} prefers to spread over the zones`,
        note: joinNotes(
          'a zone may then hold more of its pods than another',
          noteRollout(template),
        ),
        plan: changeTemplate(at, template, (spec) => {
          const list: unknown = spec['topologySpreadConstraints']
          const constraints: readonly unknown[] = Array.isArray(list) ? list : []
          return { ...spec, topologySpreadConstraints: constraints.map(loosen) }
        }),
      },
    ]
  },
}

/** Hard is what says `DoNotSchedule`, or nothing. */
function loosen(constraint: unknown): unknown {
  if (!isMap(constraint) || constraint['whenUnsatisfiable'] === 'ScheduleAnyway') return constraint
  const { minDomains: _, ...rest } = constraint
  return { ...rest, whenUnsatisfiable: 'ScheduleAnyway' }
}
