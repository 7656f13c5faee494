import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyCoveredModel } from '#testing/any-covered-model.ts'
import { anyModel } from '#testing/any-model.ts'
import { isStuckNow, search } from '../search.ts'
import { proveOk } from './prove-ok.ts'
import { proveStuck } from './prove-stuck.ts'

const BUDGET = { nodeLoss: 1, zoneOutage: 1, scaleToZero: 1, autoscalerRestart: 1 }

const TIMEOUT_MS = 30_000

it(
  'RT1 to RT6 leave no stuck state with every zone up, nor one that waits for a foreign zone',
  () => {
    fc.assert(
      fc.property(anyCoveredModel, (model) => {
        const proof = proveOk(model)
        fc.pre(proof !== undefined)
        const answer = search({ ...model, budget: BUDGET }, { maxStates: 600 })
        expect(answer.verdict).not.toMatch(/at-risk|pending-forever/)
        expect(proof?.coversOutages === true && answer.foreignWait !== undefined).toBe(false)
      }),
      { numRuns: 40 },
    )
  },
  TIMEOUT_MS,
)

it(
  'RT4 leaves no way out',
  () => {
    fc.assert(
      fc.property(fc.oneof(anyCoveredModel, anyModel), (model) => {
        fc.pre(proveStuck(model) !== undefined)
        expect(isStuckNow(model, { maxStates: 600 })).not.toBe(false)
      }),
      { numRuns: 40 },
    )
  },
  TIMEOUT_MS,
)
