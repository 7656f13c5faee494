import { describe, expect, it } from 'vitest'
import type { PlanLine } from '#store/plan-database.ts'
import { findLines } from './find-lines.ts'

const line = (name: string, changedAtMs: number, verdict?: 'ok' | 'at-risk'): PlanLine => ({
  id: name,
  name,
  changedAtMs,
  origin: { kind: 'drawn' },
  ...(verdict === undefined
    ? {}
    : { worst: { verdict, proof: { kind: 'search', states: 1, complete: true, bound: 1 } } }),
})

const LINES = [line('shop-eu', 1, 'ok'), line('Data', 3), line('shop-us', 2, 'at-risk')]

describe('the list of plans', () => {
  it.each([
    { query: '', order: 'changed', names: ['Data', 'shop-us', 'shop-eu'] },
    { query: '', order: 'name', names: ['Data', 'shop-eu', 'shop-us'] },
    { query: '', order: 'verdict', names: ['shop-us', 'shop-eu', 'Data'] },
    { query: 'eu shop', order: 'changed', names: ['shop-eu'] },
    { query: 'x', order: 'changed', names: [] },
  ] as const)('"$query" by $order', ({ query, order, names }) => {
    expect(findLines(LINES, { query, order }).map((one) => one.name)).toEqual(names)
  })
})
