import { addGroup } from '#plan/edit.ts'
import type { FixRecipe } from '../candidate.ts'
import { makeZoneGroup } from '../make-zone-group.ts'

/** A NodePool with the zone, where Karpenter runs already: it launches where the pod can be (RT3). */
export const karpenterPool: FixRecipe = {
  id: 'karpenter-pool',
  frees: ['zone-coverage', 'template-zone'],
  list: (at) => {
    const [zone] = at.zones
    const [host] = at.hosts
    if (!at.compiled.isKarpenterRunning || zone === undefined || host === undefined) return []
    const sizes = { min: undefined, desired: undefined, max: undefined }
    const { tags, distribution, purchase, suspendedProcesses, ...like } = makeZoneGroup(
      at,
      host,
      zone,
      sizes,
    )
    return [
      {
        title: `A Karpenter pool for ${zone}`,
        plan: addGroup(at.plan, at.place, { ...like, kind: 'karpenter' }),
      },
    ]
  },
}
