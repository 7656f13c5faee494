import { workloadOf } from '../../fits.ts'
import type { FixRecipe } from '../candidate.ts'
import { countNodesNeeded } from '../count-nodes-needed.ts'
import { changeTemplate, findTemplate, noteRollout } from '../edit-template.ts'
import { addGroupLike, makeZoneGroup } from '../make-zone-group.ts'

/** A label and a taint by which a group is kept for one workload. */
const KEY = 'reserved-for'

/**
 * A group of the zone that keeps need(g, P) nodes for the workload alone, by a taint that only it tolerates
 * (RT2): with or without an autoscaler it finds a node there.
 */
export const reserveGroup: FixRecipe = {
  id: 'reserve-group',
  frees: ['maximum-reached', 'resources', 'zone-coverage', 'template-zone'],
  list: (at) => {
    const [zone] = at.zones
    const [host] = at.hosts.filter(({ model }) => model.scaler !== 'karpenter')
    const template = findTemplate(at)
    if (zone === undefined || at.zones.length !== 1) return []
    if (host === undefined || template === undefined) return []
    const { name } = template.owner.metadata
    // Of the workload's own pods alone: no other tolerates the taint.
    const others = at.model.pods.filter((pod) => workloadOf(pod) === workloadOf(at.pod))
    const needed = countNodesNeeded(
      { ...at, model: { ...at.model, pods: others, nodes: [] } },
      host.model,
    )
    if (!Number.isFinite(needed) || needed > 10) return []
    const like = makeZoneGroup(at, host, zone, { min: needed, desired: needed, max: needed })
    const taint = { key: KEY, value: name.slice(0, 63), effect: 'NoSchedule' } as const
    const group = {
      ...like,
      labels: { ...like.labels, [KEY]: taint.value },
      taints: [...(like.taints ?? []), taint],
    }
    const base = changeTemplate(at, template, (spec) => ({
      ...spec,
      tolerations: [
        ...(Array.isArray(spec['tolerations']) ? (spec['tolerations'] as readonly unknown[]) : []),
        { key: KEY, operator: 'Equal', value: taint.value, effect: taint.effect },
      ],
    }))
    return [
      {
        title: `A group kept for ${name} in ${zone}`,
        note: noteRollout(template),
        plan: addGroupLike(base, at.place, { group, like: host.group.name }),
      },
    ]
  },
}
