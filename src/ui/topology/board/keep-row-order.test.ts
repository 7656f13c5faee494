import { describe, expect, it } from 'vitest'
import { keepRowOrder, NO_ROW_ORDER } from './keep-row-order.ts'

const rowsOf = (...names: readonly string[]) =>
  names.map((name) => ({ name, members: [], cells: [], findings: [] }))
const kept = { names: ['a', 'b'], isKept: true }
const free = { names: ['a', 'b'], isKept: false }

describe('keepRowOrder', () => {
  it.each([
    {
      name: 'takes the rows as they come at first',
      before: NO_ROW_ORDER,
      isHeld: false,
      rows: ['b', 'a'],
    },
    {
      name: 'takes a new order while verdicts come in',
      before: free,
      isHeld: false,
      rows: ['b', 'a'],
    },
    { name: 'keeps the order once an edit begins', before: free, isHeld: true, rows: ['a', 'b'] },
    { name: 'keeps it after the edit is judged', before: kept, isHeld: false, rows: ['a', 'b'] },
  ])('$name', ({ before, isHeld, rows }) => {
    const result = keepRowOrder(rowsOf('b', 'a'), before, isHeld)
    expect(result.rows.map((row) => row.name)).toEqual(rows)
  })

  it('begins anew with other rows', () => {
    const result = keepRowOrder(rowsOf('c', 'a'), kept, true)
    expect(result.order).toEqual({ names: ['c', 'a'], isKept: false })
  })
})
