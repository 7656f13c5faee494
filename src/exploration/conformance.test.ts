import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkVector } from './conformance.ts'

const SAMPLE = new URL('../testing/vectors/exploration-sample.jsonl.gz', import.meta.url)
const lines = gunzipSync(readFileSync(SAMPLE))
  .toString()
  .trim()
  .split('\n')
  .map((line) => ({ line, name: line.slice(0, 90) }))

const PLAN = {
  zones: ['a'],
  groups: [
    { name: 'g', zones: ['a'], min: 0, max: 1, desired: 0, scaler: 'none', capacity: { cpu: 1 } },
  ],
  pods: [{ name: 'P', requests: { cpu: 1 } }],
  nodes: [],
  target: 'P',
  budget: {},
}
const EXPECTED = {
  verdict: 'pending-forever',
  disturbances: { total: 0, kinds: [] },
  steps: 0,
  starvable: false,
  states: 1,
  systemEdges: 0,
  stuckStates: 1,
  stuckStatesAllZonesUp: 1,
}

describe('conformance', () => {
  it('has every plan by hand and many random ones', () => {
    expect(lines.length).toBe(271)
  })

  it.each(lines)('section 5 $name', ({ line }) => {
    expect(checkVector(line).differences).toEqual([])
  })

  it.each([
    { name: 'what agrees', change: {}, differences: [] },
    {
      name: 'another verdict',
      change: { verdict: 'ok' },
      differences: [
        'verdict: pending-forever, expected ok',
        'reduced verdict: pending-forever, expected ok',
      ],
    },
    {
      name: 'another count, of the plain search alone',
      change: { states: 2 },
      differences: ['states: 1, expected 2'],
    },
    {
      name: 'another number of disturbances',
      change: { disturbances: { total: 1 } },
      differences: ['disturbances: 0, expected 1', 'reduced disturbances: 0, expected 1'],
    },
  ])('tells $name', ({ change, differences }) => {
    const line = JSON.stringify({ id: 'X', plan: PLAN, expected: { ...EXPECTED, ...change } })
    expect(checkVector(line)).toEqual({ id: 'X', differences })
  })

  it.each([
    { name: 'no JSON', line: '{', id: '?' },
    { name: 'nothing expected', line: '{"id":"X","plan":{}}', id: '?' },
    { name: 'no model', line: '{"id":"X","plan":{},"expected":{}}', id: 'X' },
  ])('tells $name', ({ line, id }) => {
    const result = checkVector(line)
    expect(result.id).toBe(id)
    expect(result.differences.length).toBeGreaterThan(0)
  })
})
