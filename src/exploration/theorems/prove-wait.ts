import { getPod, workloadOf } from '../fits.ts'
import type { Model, ModelGroup } from '../model.ts'
import { listOwnZones, settleBindings } from './ground.ts'

/**
 * The state right after the zone's outage (XD2), as a model, where the target is stuck in it: no other
 * zone is left to it, so it waits for this one (XS5, "the target's own zone"). Undefined where that is not
 * so, or not plain to see.
 */
export function proveWait(input: Model, zone: string): Model | undefined {
  const model = settleBindings(input)
  const target = getPod(model, model.target)
  const own = listOwnZones(model, target)
  if (model.down !== undefined || own.length !== 1 || own[0] !== zone) return undefined
  if (target.binds !== undefined || model.absent?.includes(workloadOf(target)) === true) {
    return undefined
  }
  const left = model.nodes.filter((node) => node.zone !== zone)
  if (left.some((node) => node.pods.includes(target.name))) return undefined
  return {
    ...model,
    groups: model.groups.map((group) => rememberZone(model, group, zone)),
    nodes: left,
    down: zone,
    budget: {},
  }
}

/** Section 2, `memory`: what a step leaves without nodes remembers the zones of those that went in it. */
function rememberZone({ nodes }: Model, group: ModelGroup, zone: string): ModelGroup {
  const own = nodes.filter((node) => node.group === group.name)
  const isEmptied = own.length > 0 && own.every((node) => node.zone === zone)
  const desired =
    group.scaler === 'karpenter' ? own.filter((n) => n.zone !== zone).length : group.desired
  if (group.scaler !== 'cluster-autoscaler') return { ...group, desired }
  return isEmptied ? { ...group, desired, memory: [zone] } : { ...group, desired }
}
