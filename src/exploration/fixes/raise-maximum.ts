import { setGroupSize } from '#plan/edit.ts'
import type { FixRecipe } from './candidate.ts'
import { countNodesNeeded } from './count-nodes-needed.ts'

/** The maximum raised by one, and to need(g, P) of Lemma H in each zone: then there is always room to grow. */
export const raiseMaximum: FixRecipe = {
  id: 'raise-maximum',
  list: (at) =>
    at.hosts
      .filter(({ model }) => model.scaler === 'cluster-autoscaler')
      .slice(0, 2)
      .flatMap((host) => {
        const { group, compiled, model } = host
        const now = Math.max(group.max ?? 0, compiled.nodes.length)
        const needed = countNodesNeeded(at, model) * Math.max(1, compiled.zones.length)
        return [...new Set([now + 1, needed])]
          .filter((max) => Number.isFinite(max) && max > now)
          .map((max) => ({
            title: `${group.name} at most ${max}`,
            plan: setGroupSize(at.plan, { ...at.place, group: group.name }, { max }),
          }))
      }),
}
