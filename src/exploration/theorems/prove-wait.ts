import { getPod, workloadOf } from '../fits.ts'
import { allowEvent } from '../event.ts'
import type { Model } from '../model.ts'
import { otherSteps } from '../plain/plain-moves.ts'
import { isTargetPending, modelOf, startState } from '../plain/plain-state.ts'
import { listOwnZones, settleBindings } from './ground.ts'

/**
 * The state right after the zone's outage, as a model, where the target is stuck in it: no other zone is
 * left to it, so it waits for this one (XS5, "the target's own zone"). Undefined where that is not so.
 */
export function proveWait(input: Model, zone: string): Model | undefined {
  const model = allowEvent(settleBindings(input), { kind: 'zoneOutage', zone })
  const target = getPod(model, model.target)
  const own = listOwnZones(model, target)
  if (model.down !== undefined || own.length !== 1 || own[0] !== zone) return undefined
  if (target.binds !== undefined || model.absent?.includes(workloadOf(target)) === true) {
    return undefined
  }
  const outage = otherSteps(model, startState(model)).find(({ step }) => step.step === 'zoneOutage')
  if (outage === undefined || !isTargetPending(model, outage.next)) return undefined
  return modelOf(model, outage.next)
}
