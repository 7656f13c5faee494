import { listOwnZones } from '../theorems/ground.ts'
import { eachStuck, readSlot } from './run.ts'
import type { Run, RunEnd } from './run.ts'

/**
 * The least stuck state that makes a target wait for a zone (XS5): one in which the zone that is down was
 * down at the start, or is not the target's own, the only one that its claims, constraints and groups
 * leave in that state; -1 where there is none. Zones that symmetry takes for one are either all or none
 * of them the target's.
 */
export function findForeignWait(run: Run, end: RunEnd): number {
  const { space, table } = run
  const { model } = space.compiled
  const target = model.pods.findIndex((pod) => pod.name === model.target)
  const pod = model.pods[target]
  if (pod === undefined) return -1
  const atStart = model.zones.indexOf(model.down ?? '')
  const ownByBinding = new Map<number, number>()
  const ownZone = (binding: number): number => {
    const known = ownByBinding.get(binding)
    if (known !== undefined) return known
    const { binds, ...rest } = pod
    const zone = model.zones[binding - 1]
    const bound = binds === undefined || zone === undefined ? pod : { ...rest, zone }
    const zones = listOwnZones(model, bound)
    const own = zones.length === 1 ? model.zones.indexOf(zones[0] ?? '') : -1
    ownByBinding.set(binding, own)
    return own
  }
  let found = -1
  eachStuck(run, end, (zoneDown, state) => {
    if (found >= 0 || zoneDown < 0) return
    const binding = readSlot(space, table, { state, slot: space.layout.bound + target })
    if (zoneDown === atStart || zoneDown !== ownZone(binding)) found = state
  })
  return found
}
