import { getAt } from '#base/assert.ts'
import type { Step } from '../trace.ts'
import { decodeStep } from './decode.ts'
import { expandState } from './expand.ts'
import type { Run } from './run.ts'
import { setNow } from './space.ts'
import type { Ints } from './tables.ts'

/**
 * The steps that lead to a state of the search, from the model's first state, and the state itself.
 * Under symmetry the search went from one representative to the next; the steps are found again from
 * the real first state, each time to a state with the same representative.
 */
export function writeTrace(
  run: Run,
  end: number,
): { readonly steps: readonly Step[]; readonly last: Ints } {
  const { space, table, options } = run
  const path: number[] = []
  for (let state = end; state > 0; state = table.parent[state] ?? -1) path.unshift(state)
  setNow(space, run.start, 0)
  space.isTracing = true
  const steps = path.map((state) => {
    space.steps = []
    expandState(space, options.withDisturbances)
    const taken = space.steps.findIndex((_, index) => isState(run, index, state))
    const step = decodeStep(space, getAt(space.steps, taken))
    setNow(space, space.batch, taken * space.batchStride)
    return step
  })
  space.isTracing = false
  return { steps, last: space.now.slice() }
}

/** Whether the offer of that number has the state as its representative. */
function isState(run: Run, index: number, state: number): boolean {
  const { space, table, symmetry } = run
  const from = index * space.batchStride
  const words = space.batch.slice(from, from + table.width)
  if (symmetry !== undefined) symmetry.settle(words, 0)
  return words.every((word, at) => word === table.words[state * table.width + at])
}
