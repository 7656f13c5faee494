import { removeGroup, setGroupSize } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { FixCase, FixCandidate, FixRecipe, Host } from '../candidate.ts'
import { addGroupLike, makeZoneGroup } from '../make-zone-group.ts'
import type { GroupSizes } from '../make-zone-group.ts'

/**
 * One group per zone (RT1). A group that was only designed is replaced. One whose nodes run is not: the
 * nodes name it, and no edit of a plan renames a machine. It keeps them and grows no more, and the new
 * groups start empty.
 */
export const groupPerZone: FixRecipe = {
  id: 'group-per-zone',
  frees: ['zone-coverage', 'template-zone', 'maximum-reached', 'resources', 'spread', 'pod-rules'],
  list: (at) =>
    at.hosts
      .filter(({ model, compiled }) => model.scaler !== 'karpenter' && compiled.zones.length > 1)
      .slice(0, 2)
      .map((host) => splitGroup(at, host)),
}

function splitGroup(at: FixCase, host: Host): FixCandidate {
  const { group, compiled, model } = host
  const zones = [...new Set([...compiled.zones, ...at.zones])]
  const running = compiled.nodes.length
  const hasStayed = running > 0
  const isScaled = model.scaler === 'cluster-autoscaler'
  const sizes = hasStayed
    ? { min: isScaled ? 0 : 1, desired: isScaled ? 0 : 1, max: group.max }
    : shareSizes(group, zones.length)
  const base: Plan = hasStayed
    ? setGroupSize(
        at.plan,
        { ...at.place, group: group.name },
        { min: Math.min(group.min ?? running, running), desired: running, max: running },
      )
    : at.plan
  const added = zones.reduce(
    (plan, zone) =>
      addGroupLike(plan, at.place, {
        group: makeZoneGroup(at, host, zone, sizes),
        like: group.name,
      }),
    base,
  )
  return {
    title: 'One group per zone',
    ...(hasStayed
      ? {
          note: `${group.name} keeps ${running === 1 ? 'the node that runs' : `the ${running} nodes that run`} and grows no more; drain it, then remove it`,
        }
      : {}),
    plan: hasStayed ? added : removeGroup(added, { ...at.place, group: group.name }),
  }
}

/** As many nodes as before, no zone without one that had one by share; each zone may hold them all. */
function shareSizes(group: Host['group'], zones: number): GroupSizes {
  const share = (size: number | undefined) =>
    size === undefined ? undefined : Math.ceil(size / zones)
  return { min: share(group.min), desired: share(group.desired), max: group.max }
}
