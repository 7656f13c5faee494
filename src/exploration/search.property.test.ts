import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyModel } from '#testing/any-model.ts'
import { explorePlainly } from '#testing/plain-explorer.ts'
import type { PlainAnswer } from '#testing/plain-explorer.ts'
import type { Model } from './model.ts'
import { isStuckNow, search, startSearch } from './search.ts'
import type { SearchAnswer } from './search.ts'
import { validateTrace } from './validate-trace.ts'

const MAX_STATES = 100_000
/** Models that the plain explorer gets to the end of within so many states. */
const PLAIN_STATES = 40

/** Holds for models that are small enough; a third of those drawn are not. */
function holdFor(check: (model: Model, plain: PlainAnswer) => void, numRuns: number): void {
  fc.assert(
    fc.property(anyModel, (model) => {
      const plain = explorePlainly(model, PLAIN_STATES)
      fc.pre(plain !== undefined)
      check(model, plain)
    }),
    { numRuns },
  )
}

/** Holds for models that have few states. */
function holdForSmall(check: (model: Model) => void, numRuns: number): void {
  fc.assert(
    fc.property(anyModel, (model) => {
      fc.pre(search(model, { maxStates: 200, plain: true }).complete)
      check(model)
    }),
    { numRuns },
  )
}

function factsOf(answer: SearchAnswer): object {
  const { verdict, disturbances, steps, starvable } = answer
  return { verdict, disturbances: disturbances?.total, steps, starvable }
}

describe('search, on random models', () => {
  it('section 5 counts what the plain explorer counts', () => {
    holdFor((model, plain) => {
      const answer = search(model, { maxStates: MAX_STATES, plain: true })
      const { isStuckAtStart: _, ...facts } = plain
      expect({ ...factsOf(answer), ...answer.counts }).toEqual(facts)
    }, 60)
  })

  it('XS6 says the same with any reductions on', () => {
    const anyReductions = fc.record({
      symmetry: fc.boolean(),
      deadFields: fc.boolean(),
      earlyStop: fc.boolean(),
    })
    fc.assert(
      fc.property(anyModel, anyReductions, (model, reductions) => {
        const plain = search(model, { maxStates: 1_000, plain: true })
        fc.pre(plain.complete)
        const reduced = search(model, { maxStates: 1_000, reductions })
        expect(factsOf(reduced)).toEqual(factsOf(plain))
      }),
      { numRuns: 60 },
    )
  })

  it('section 9 writes traces that are valid by the plain rules', () => {
    holdForSmall((model) => {
      expect(validateTrace(model, search(model, { maxStates: MAX_STATES }))).toEqual([])
    }, 30)
  })

  it('XS3 the frozen search finds valid ways, to states that the full model confirms or not', () => {
    holdForSmall((model) => {
      const answer = search(model, { maxStates: MAX_STATES, frozen: true })
      const end = answer.stuckState
      const isConfirmed = end !== undefined && isStuckNow(end, { maxStates: MAX_STATES }) === true
      expect(['at-risk', 'pending-forever', 'unknown']).toContain(answer.verdict)
      expect(isConfirmed ? validateTrace(model, answer) : []).toEqual([])
    }, 30)
  })

  it('section 4 stuck(S₀) is what the full search says of its first state', () => {
    holdFor((model, plain) => {
      expect(isStuckNow(model, { maxStates: MAX_STATES })).toBe(plain.isStuckAtStart)
    }, 30)
  })

  it('the end of a trace, as a model, is stuck at once', () => {
    holdForSmall((model) => {
      const end = search(model, { maxStates: MAX_STATES }).stuckState
      expect(end === undefined || isStuckNow(end, { maxStates: MAX_STATES })).toBe(true)
    }, 30)
  })

  it('XS7 slices and the order of lists change nothing', () => {
    holdForSmall((model) => {
      const whole = search(model, { maxStates: MAX_STATES })
      const sliced = startSearch(model, { maxStates: MAX_STATES })
      while (!sliced.advance(3)) expect(sliced.statesSeen()).toBeLessThanOrEqual(MAX_STATES)
      expect(sliced.answer()).toEqual(whole)
      const shuffled = {
        ...model,
        zones: [...model.zones].reverse(),
        groups: [...model.groups].reverse(),
        pods: [...model.pods].reverse(),
        nodes: [...model.nodes].reverse(),
      }
      expect(factsOf(search(shuffled, { maxStates: MAX_STATES }))).toEqual(factsOf(whole))
    }, 25)
  })
})
