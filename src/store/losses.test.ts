import { describe, expect, it } from 'vitest'
import type { LossCell, LossMatrix } from '#losses/matrix.ts'
import { packPlan } from '#worker/packed-plan.ts'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { NO_LOSSES, applyLosses, countBad, finishLosses, placeOf, startLosses } from './losses.ts'

const PACKED = packPlan(SAMPLE_PLAN)

function makeMatrix(...rows: readonly string[]): LossMatrix {
  return {
    columns: [{ key: 'node', event: { kind: 'nodeLoss' } }],
    rows: rows.map((key) => ({ key, section: 'workloads', name: key, detail: '', pods: [] })),
    nodes: 1,
    pods: 1,
    pending: 0,
  }
}

function makeCell(row: string, verdict: LossCell['verdict']): LossCell {
  const words = { note: '', headline: '', chain: [], proofSentence: '' }
  return { row, column: 'node', verdict, ...words }
}

const cells = [makeCell('a', 'at-risk'), makeCell('b', 'ok')]
const judged = applyLosses(startLosses(NO_LOSSES, PACKED), {
  matrix: makeMatrix('a', 'b'),
  cells,
  done: 2,
  total: 2,
})

describe('the matrix as it is judged', () => {
  it('counts the cells in which something can be pending for ever', () => {
    expect(countBad(judged)).toBe(1)
    expect(judged.stale.size).toBe(0)
  })

  it('after an edit old cells stay, stale and not counted, until each is replaced', () => {
    const again = startLosses(judged, PACKED)
    expect(again.cells.size).toBe(2)
    expect(countBad(again)).toBe(0)
    const progress = { cells: [makeCell('a', 'ok')], done: 1, total: 2 }
    const half = applyLosses(again, progress)
    expect([...half.stale]).toEqual([placeOf({ row: 'b', column: 'node' })])
    expect(half.cells.get(placeOf({ row: 'a', column: 'node' }))?.verdict).toBe('ok')
  })

  it('a row that is gone takes its cells with it', () => {
    const progress = { matrix: makeMatrix('b'), cells: [], done: 0, total: 1 }
    const next = applyLosses(startLosses(judged, PACKED), progress)
    expect([...next.cells.values()].map(({ row }) => row)).toEqual(['b'])
  })

  it('is stopped, not done, where a limit left cells', () => {
    expect(finishLosses(judged, { elapsedMs: 1, left: 3 }).status).toBe('stopped')
    expect(finishLosses(judged, { elapsedMs: 1, left: 0 }).status).toBe('done')
  })
})
