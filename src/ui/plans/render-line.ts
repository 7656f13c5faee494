import type { PlanLine } from '#store/plan-database.ts'
import { renderCount } from '../parts/render-count.ts'
import { renderWhen } from '../parts/render-when.ts'

/** "5 nodes, 2 groups, 41 pods; changed today 14:20". */
export function renderLine({ counts, changedAtMs, origin, isEdited }: PlanLine): string {
  const parts = [
    ...(counts === undefined
      ? []
      : [
          renderCount(counts.nodes, 'node'),
          renderCount(counts.groups, 'group'),
          renderCount(counts.pods, 'pod'),
        ]),
    ...(origin.kind === 'incident'
      ? [
          `incident ${origin.incident}${origin.isRepaired ? ', repaired' : ''}${isEdited === true ? ', edited' : ''}`,
        ]
      : []),
    ...(origin.kind === 'link' && !origin.isOwn ? ['from a link'] : []),
  ]
  const when = `changed ${renderWhen(changedAtMs, Date.now())}`
  return `${parts.join(', ')}${parts.length > 0 ? '; ' : ''}${when}`
}
