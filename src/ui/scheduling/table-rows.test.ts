import { describe, expect, it } from 'vitest'
import type { OutcomeGroup, Placement } from '#scheduler/placement.ts'
import { layRows } from './table-rows.ts'
import type { RowOptions } from './table-rows.ts'

function place(sizes: { readonly feasible: number; readonly refused: number }): Placement {
  const total = sizes.feasible + sizes.refused
  const nodes = Array.from({ length: total }, (_, index) => index)
  const groups: readonly OutcomeGroup[] = [
    { kind: 'feasible', nodes: nodes.slice(0, sizes.feasible), points: [], total: 1, isBest: true },
    {
      kind: 'refused',
      nodes: nodes.slice(sizes.feasible),
      plugin: 'NodeName',
      reasons: ['no'],
      isResolvable: false,
      detail: 'all',
      details: nodes.slice(sizes.feasible).map(String),
    },
  ]
  return {
    version: '1.36',
    nodes: nodes.map((index) => ({ name: `n${index}` })),
    outcome: { kind: 'scheduled', winner: 1, equals: [], event: '', otherwise: '' },
    filters: [],
    scores: [],
    quiet: [],
    groups,
    sampling: { startIndex: 0, nextIndex: 0, target: total, visited: total },
  }
}

const OPTIONS: RowOptions = { only: undefined, chosen: 1, open: new Map(), shown: 20 }
const lay = (placement: Placement, options: Partial<RowOptions> = {}) =>
  layRows(placement, { ...OPTIONS, ...options }).map(({ title, rows, left }) => ({
    title,
    rows: rows.map((row) => `${row.isFolded ? 'many' : 'one'} ${row.nodes.length} ${row.detail}`),
    left,
  }))

describe('rows of nodes with an identical outcome', () => {
  it('of a few nodes each is a row, the chosen one first', () => {
    const [feasible] = layRows(place({ feasible: 3, refused: 1 }), OPTIONS)
    expect(feasible?.rows.map(({ nodes }) => nodes)).toEqual([[1], [0], [2]])
  })

  it('of many the chosen one is a row, and the others of its like are one', () => {
    expect(lay(place({ feasible: 1000, refused: 4000 }))).toEqual([
      { title: '1,000 nodes passed every filter', rows: ['one 1 ', 'many 999 '], left: 0 },
      { title: '4,000 nodes refused', rows: ['many 4000 all'], left: 0 },
    ])
  })

  it('an opened row draws a page of its nodes, each with its own detail', () => {
    const open = new Map([['refused 1', 2]])
    expect(lay(place({ feasible: 1, refused: 4000 }), { open, chosen: 0 })[1]?.rows).toEqual([
      'many 4000 all',
      'one 1 1',
      'one 1 2',
    ])
  })

  it('a part of the message leaves the nodes that it counts', () => {
    expect(lay(place({ feasible: 100, refused: 100 }), { only: new Set([150, 151]) })).toEqual([
      { title: '2 nodes refused', rows: ['many 2 all'], left: 0 },
    ])
  })

  it('outcomes past those that are drawn are counted, nodes of an open one are not cut', () => {
    const open = new Map([['refused 1', 30]])
    const [feasible, refused] = layRows(place({ feasible: 1, refused: 100 }), {
      ...OPTIONS,
      open,
      chosen: 0,
      shown: 1,
    })
    expect(feasible?.left).toBe(0)
    expect(refused?.rows).toHaveLength(31)
    expect(refused?.rows.at(-1)?.more).toEqual({ key: 'refused 1', left: 70, drawn: 30 })
    expect(lay(place({ feasible: 1, refused: 100 }), { shown: 0 })[1]).toMatchObject({ left: 1 })
  })
})
