/**
 * Why a stuck state is stuck: the families of constraints whose removal alone lets the target run
 * (exploration specification, section 6).
 */
import type { Model } from './model.ts'
import { relax } from './relaxations.ts'
import { isStuckNow } from './search.ts'
import { settleBindings } from './theorems/ground.ts'
import { proveOk } from './theorems/prove-ok.ts'
import { proveStuck } from './theorems/prove-stuck.ts'
import { CAUSES } from './verdict.ts'
import type { Cause } from './verdict.ts'

/**
 * The causes of a stuck state, in the specification's order; where no family alone is one, the first of
 * the smallest sets: a pair. Empty where even no pair frees the target, or the bound was hit.
 *
 * @param stuck a state in which the target is stuck, every zone up
 * @param maxStates of each question asked on the way
 */
export function findCauses(stuck: Model, maxStates: number): readonly Cause[] {
  const model = settleBindings({ ...stuck, budget: {} })
  const text = JSON.stringify(model)
  const binding = CAUSES.filter((cause) => JSON.stringify(relax(model, cause)) !== text)
  const alone = binding.filter((cause) => isFreed(relax(model, cause), maxStates))
  if (alone.length > 0) return alone
  // In both orders: a family can bind only once another is out of the way.
  for (const [index, first] of CAUSES.entries()) {
    for (const second of CAUSES.slice(index + 1)) {
      const both = [relax(relax(model, first), second), relax(relax(model, second), first)].filter(
        (relaxed) => JSON.stringify(relaxed) !== text,
      )
      if (both.some((relaxed) => isFreed(relaxed, maxStates))) return [first, second]
    }
  }
  return []
}

/** Decided by theorem where one applies, as a relaxed state can be as large as the plan. */
function isFreed(model: Model, maxStates: number): boolean {
  if (proveStuck(model) !== undefined) return false
  if (model.down === undefined && proveOk(model) !== undefined) return true
  return isStuckNow(model, { maxStates }) === false
}
