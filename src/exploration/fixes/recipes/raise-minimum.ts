import { setGroupSize, setRebalance } from '#plan/edit.ts'
import type { FixRecipe } from '../candidate.ts'
import { countNodesNeeded } from '../count-nodes-needed.ts'

/**
 * The minimum raised to the number of zones, times what one zone needs, with rebalancing on (RT5): then
 * the autoscaler can take no zone's last node.
 */
export const raiseMinimum: FixRecipe = {
  id: 'raise-minimum',
  frees: ['zone-coverage', 'template-zone', 'maximum-reached', 'pod-rules'],
  list: (at) =>
    at.hosts
      .filter(({ model, group }) => model.scaler !== 'karpenter' && group.min !== undefined)
      .slice(0, 2)
      .flatMap((host) => {
        const { group, compiled } = host
        const place = { ...at.place, group: group.name }
        const zones = compiled.zones.length
        const needed = countNodesNeeded(at, host.model)
        return [...new Set([zones, zones * needed])]
          .filter((min) => Number.isFinite(min) && min > (group.min ?? 0))
          .map((min) => {
            const size = {
              min,
              desired: Math.max(min, group.desired ?? min),
              max: Math.max(min, group.max ?? min),
            }
            const raised = setGroupSize(at.plan, place, size)
            return {
              title: `${group.name} at least ${min}`,
              plan: zones > 1 ? setRebalance(raised, place, true) : raised,
            }
          })
      }),
}
