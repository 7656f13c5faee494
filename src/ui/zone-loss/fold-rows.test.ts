import { describe, expect, test } from 'vitest'
import type { LossCell, LossColumn, LossRow } from '#losses/matrix.ts'
import { placeOf } from '#store/losses.ts'
import { foldRows } from './fold-rows.ts'

const COLUMNS: readonly LossColumn[] = [
  { key: 'node', event: { kind: 'nodeLoss' } },
  { key: 'zero', event: { kind: 'scaleToZero' } },
]

function makeRow(name: string): LossRow {
  return { key: name, section: 'workloads', name, detail: '1 of 5 replicas', pods: [`s/${name}`] }
}

function judge(
  rows: readonly LossRow[],
  verdictOf: (row: LossRow) => LossCell['verdict'] | undefined,
): ReadonlyMap<string, LossCell> {
  return new Map(
    rows.flatMap((row) =>
      COLUMNS.flatMap(({ key }) => {
        const verdict = verdictOf(row)
        if (verdict === undefined) return []
        const cell: LossCell = {
          row: row.key,
          column: key,
          verdict,
          note: '',
          headline: '',
          chain: [],
          proofSentence: '',
        }
        return [[placeOf(cell), cell] as const]
      }),
    ),
  )
}

function renderFolds(
  names: readonly string[],
  verdictOf: (row: LossRow) => LossCell['verdict'] | undefined,
): readonly string[] {
  const rows = names.map(makeRow)
  const folds = foldRows({ rows, columns: COLUMNS, cells: judge(rows, verdictOf) })
  return folds.map(({ row, alike }) => `${row.name} +${alike.length}`)
}

describe('replicas that read the same are one row', () => {
  const five = ['db-0', 'db-1', 'db-2', 'db-3', 'db-4']

  test.each([
    ['all alike', five, () => 'ok' as const, ['db-0 +4']],
    [
      'one differs',
      five,
      ({ name }: LossRow) => (name === 'db-2' ? ('at-risk' as const) : ('ok' as const)),
      ['db-0 +3', 'db-2 +0'],
    ],
    ['three are few', five.slice(0, 3), () => 'ok' as const, ['db-0 +0', 'db-1 +0', 'db-2 +0']],
    [
      'other workloads',
      ['a-0', 'b-0', 'c-0', 'd-0'],
      () => 'ok' as const,
      ['a-0 +0', 'b-0 +0', 'c-0 +0', 'd-0 +0'],
    ],
    [
      'not judged yet',
      five.slice(0, 4),
      () => undefined,
      ['db-0 +0', 'db-1 +0', 'db-2 +0', 'db-3 +0'],
    ],
  ])('%s', (_, names, verdictOf, expected) => {
    expect(renderFolds(names, verdictOf)).toEqual(expected)
  })
})
