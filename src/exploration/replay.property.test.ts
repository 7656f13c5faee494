import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareText } from '#base/compare.ts'
import { anyCoveredModel } from '#testing/any-covered-model.ts'
import { makeVariant } from '#testing/model-builders.ts'
import type { ModelNode } from './model.ts'
import { replayTrace } from './replay.ts'
import { search } from './search.ts'
import { addSentences } from './sentences.ts'

const BUDGET = { nodeLoss: 1, zoneOutage: 1, scaleToZero: 1, autoscalerRestart: 1 }

const texts = (nodes: readonly ModelNode[]) =>
  nodes.map(({ group, zone, pods }) => `${group} ${zone} ${[...pods].sort(compareText).join('+')}`)

it('replays every trace that the search finds to its end, and says each step in 25 words', () => {
  fc.assert(
    fc.property(anyCoveredModel, (model) => {
      const { trace, stuckState } = search({ ...model, budget: BUDGET }, { maxStates: 800 })
      fc.pre(trace !== undefined && stuckState !== undefined)
      const said = addSentences(makeVariant(model), trace ?? [])
      expect(said.filter(({ text }) => text === '' || text.split(' ').length > 25)).toEqual([])
      const last = replayTrace(makeVariant(model), trace ?? []).at(-1)
      expect(last?.pending).toContain('P')
      expect(last?.down).toBe(stuckState?.down)
      expect(texts(last?.nodes ?? []).sort(compareText)).toEqual(
        texts(stuckState?.nodes ?? []).sort(compareText),
      )
    }),
    { numRuns: 25 },
  )
}, 30_000)
