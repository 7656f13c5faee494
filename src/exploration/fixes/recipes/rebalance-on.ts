import { setRebalance } from '#plan/edit.ts'
import type { FixRecipe } from '../candidate.ts'

/** AZRebalance on: a group over several zones comes back to the zone it left (XM4, RT5). */
export const rebalanceOn: FixRecipe = {
  id: 'rebalance-on',
  frees: ['zone-coverage', 'template-zone'],
  list: (at) =>
    at.hosts
      .filter(({ group }) => group.suspendedProcesses?.includes('AZRebalance') === true)
      .slice(0, 2)
      .map(({ group }) => ({
        title: `AZRebalance of ${group.name} on`,
        plan: setRebalance(at.plan, { ...at.place, group: group.name }, true),
      })),
}
