import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCoveredModel } from '#testing/any-covered-model.ts'
import { anyModel } from '#testing/any-model.ts'
import { makeVariant } from '#testing/model-builders.ts'
import { explorePlainly } from '#testing/plain-explorer.ts'
import { allowEvent } from './event.ts'
import type { LossEvent } from './event.ts'
import { judge } from './judge.ts'
import type { Model } from './model.ts'
import { search } from './search.ts'
import type { Target } from './target.ts'
import { validateTrace } from './validate-trace.ts'
import { VERDICTS } from './verdict.ts'
import type { VerdictWord } from './verdict.ts'

const MAX_STATES = 600
const TIMEOUT = { timeout: 30_000 }
const KINDS = ['zoneOutage', 'nodeLoss', 'scaleToZero'] as const

function listEvents({ zones }: Model): readonly LossEvent[] {
  return [
    ...zones.map((zone): LossEvent => ({ kind: 'zoneOutage', zone })),
    { kind: 'nodeLoss' },
    { kind: 'scaleToZero' },
  ]
}

/** The verdict of section 4 for a question; unfinished searches are not looked at. */
function ask(model: Model): VerdictWord {
  const answer = search(model, { maxStates: MAX_STATES })
  fc.pre(answer.complete)
  return answer.verdict
}

function judgeEvent(model: Model, event: LossEvent) {
  const target: Target = {
    subject: { kind: 'Pod', namespace: 'default', name: 'P' },
    variants: [makeVariant({ ...model, budget: {} })],
    combine: 'only',
    doubts: [],
    alsoFor: [],
  }
  return judge(target, { bound: MAX_STATES, event })
}

function findWorst(verdicts: readonly VerdictWord[]): VerdictWord | undefined {
  return VERDICTS.find((one) => verdicts.includes(one))
}

describe('one event alone, on random models', () => {
  it(
    'section 4 the verdict at budget 1 is the worst of its cells, and none is worse',
    TIMEOUT,
    () => {
      fc.assert(
        fc.property(anyModel, (model) => {
          const cells = listEvents(model).map((event) => ask(allowEvent(model, event)))
          const wholes = KINDS.map((kind) => ask({ ...model, budget: { [kind]: 1 } }))
          expect(findWorst(cells)).toBe(findWorst(wholes))
        }),
        { numRuns: 40 },
      )
    },
  )

  it('XD2 an outage takes no other zone, by the plain rules', TIMEOUT, () => {
    fc.assert(
      fc.property(anyModel, fc.nat(2), (model, index) => {
        const zone = model.zones[index % model.zones.length] ?? ''
        const question = allowEvent(model, { kind: 'zoneOutage', zone })
        const plain = explorePlainly(question, 40)
        fc.pre(plain !== undefined)
        const answer = search(question, { maxStates: MAX_STATES, plain: true })
        const { verdict, starvable, steps, disturbances, counts } = answer
        const { isStuckAtStart: _, ...facts } = plain
        expect({
          verdict,
          starvable,
          steps,
          disturbances: disturbances?.total,
          ...counts,
        }).toEqual(facts)
      }),
      { numRuns: 40 },
    )
  })

  it(
    'XS3 the ladder says of a cell what the full search says, with a trace of this event',
    TIMEOUT,
    () => {
      fc.assert(
        fc.property(fc.oneof(anyModel, anyCoveredModel), fc.nat(4), (model, index) => {
          const events = listEvents(model)
          const event = events[index % events.length] ?? { kind: 'nodeLoss' }
          const question = allowEvent(model, event)
          const verdict = ask(question)
          const report = judgeEvent(model, event)
          expect(report.verdict).toBe(verdict)
          expect(validateTrace(question, report)).toEqual([])
        }),
        { numRuns: 50 },
      )
    },
  )
})
