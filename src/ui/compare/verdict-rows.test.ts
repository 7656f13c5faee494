import { describe, expect, it } from 'vitest'
import type { VerdictSummary } from '#worker/compare-verdicts.ts'
import type { JudgedDesign } from '#worker/judged-design.ts'
import { renderHeadline } from './headline.ts'
import { findBetter, listVerdictRows } from './verdict-rows.ts'

const SEARCHED = { kind: 'search', states: 5, complete: true, bound: 100 } as const
const OK: VerdictSummary = { verdict: 'ok', proof: { kind: 'theorem', id: 'RT1', facts: {} } }
const RISK: VerdictSummary = {
  verdict: 'at-risk',
  disturbances: { total: 1, kinds: ['scaleToZero'] },
  proof: SEARCHED,
}
const STUCK: VerdictSummary = { verdict: 'pending-forever', proof: SEARCHED }

describe('rows of verdicts', () => {
  it.each([
    { name: 'equal verdicts are hidden', designs: [{ a: OK }, { a: OK }], rows: [], equal: 1 },
    {
      name: 'the worst first, pods of equal verdicts in one row',
      designs: [
        { 'x/a': RISK, 'x/b': RISK, 'x/c': STUCK },
        { 'x/a': OK, 'x/b': OK, 'x/c': OK },
      ],
      rows: ['c', 'a, b'],
      equal: 0,
    },
    {
      name: 'a pod that one design lacks is a difference',
      designs: [{ 'x/a': OK }, {}],
      rows: ['a'],
      equal: 0,
    },
    {
      name: 'a design that is not judged yet hides nothing of the others',
      designs: [{ 'x/a': OK }, undefined],
      rows: [],
      equal: 1,
    },
  ])('$name', ({ designs, rows, equal }) => {
    const found = listVerdictRows(designs.map(judge))
    expect(found.rows.map(({ names }) => names.join(', '))).toEqual(rows)
    expect(found.equal).toBe(equal)
  })

  it.each([
    { ranks: [1, 2], better: [false, true] },
    { ranks: [2, 2], better: [false, false] },
    { ranks: [2, 1, 2], better: [true, false, true] },
    { ranks: [undefined, 2], better: [false, false] },
    { ranks: [], better: [] },
  ])('the better of $ranks', ({ ranks, better }) => {
    expect(findBetter(ranks)).toEqual(better)
  })
})

describe('the sentence of a comparison', () => {
  it.each([
    { designs: [{ a: OK }], says: 'One design: add another to hold it against' },
    {
      designs: [{ a: RISK }, { a: OK }],
      says: 'B removes every way to pend for ever, at the same price',
    },
    {
      designs: [{ a: RISK }, { a: STUCK }],
      says: 'A is better: at risk (1) at worst, at the same price',
    },
    {
      designs: [{ a: OK }, { a: OK }],
      says: 'Equal at worst: ok, proven by RT1, at the same price',
    },
    { designs: [{ a: OK }, undefined], says: 'Comparing 2 designs' },
    {
      designs: [{ a: RISK }, { a: OK }, { a: OK }],
      says: 'B and C remove every way to pend for ever',
    },
  ])('$says', ({ designs, says }) => {
    expect(renderHeadline(designs.map(judge))).toBe(says)
  })
})

function judge(
  verdicts: Readonly<Record<string, VerdictSummary>> | undefined,
): JudgedDesign | undefined {
  if (verdicts === undefined) return undefined
  return {
    elapsedMs: 1,
    clusters: [
      {
        name: 'shop',
        verdicts: Object.entries(verdicts).map(([key, summary]) => ({
          key,
          summary,
          headline: '',
        })),
        plane: { kind: 'managed' },
        price: {
          kind: 'known',
          currency: 'USD',
          isEstimate: false,
          desired: 100,
          controlPlane: 73,
        },
        sketch: [],
      },
    ],
  }
}
