import { assert } from '#base/assert.ts'
import type { Step } from '../trace.ts'
import { decodeStep } from './decode.ts'
import { expandState } from './expand.ts'
import type { Run } from './run.ts'
import { setNow } from './space.ts'
import type { RawStep } from './space.ts'
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
  const { space, table, symmetry, options } = run
  const settle = (words: Ints) => (symmetry === undefined ? words : symmetry.settle(words))
  const path: number[] = []
  for (let state = end; state > 0; state = table.parent[state] ?? -1) path.unshift(state)
  setNow(space, run.start, 0)
  const steps: Step[] = []
  space.isTracing = true
  for (const state of path) {
    const wanted = table.words.subarray(state * table.width, (state + 1) * table.width)
    let found: { readonly words: Ints; readonly step: RawStep } | undefined
    space.offer = () => {
      if (found !== undefined || space.step === undefined) return
      if (!settle(space.next).every((word, at) => word === wanted[at])) return
      found = { words: space.next.slice(), step: space.step }
    }
    expandState(space, options.withDisturbances)
    assert(found !== undefined, 'a step of the search cannot be found again')
    steps.push(decodeStep(space, found.step))
    setNow(space, found.words, 0)
  }
  space.isTracing = false
  return { steps, last: space.now.slice() }
}
