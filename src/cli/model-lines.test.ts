import { describe, expect, it } from 'vitest'
import { parseModelLine } from './model-lines.ts'

const PLACE = { file: 'plans.jsonl', line: 7 }
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

describe('parseModelLine', () => {
  it('reads a line of a vectors file, with what it does not need', () => {
    const line = JSON.stringify({ id: 'RE-01', title: 't', plan: PLAN, expected: {} })
    const result = parseModelLine(line, PLACE)
    expect(result).toMatchObject({ kind: 'ok', value: { id: 'RE-01', model: { target: 'P' } } })
  })

  it.each([
    { name: 'text that is not JSON', text: '{"id": ', code: 'model/syntax', path: '' },
    { name: 'a list', text: '[]', code: 'model/type', path: '' },
    { name: 'no id', text: JSON.stringify({ plan: PLAN }), code: 'model/missing', path: 'id' },
    {
      name: 'an id that is no text',
      text: JSON.stringify({ id: 1, plan: PLAN }),
      code: 'model/type',
      path: 'id',
    },
    { name: 'no plan', text: '{"id": "x"}', code: 'model/missing', path: 'plan' },
    {
      name: 'a plan that is no object',
      text: '{"id": "x", "plan": 3}',
      code: 'model/type',
      path: 'plan',
    },
    {
      name: 'an unknown zone',
      text: JSON.stringify({ id: 'x', plan: { ...PLAN, down: 'z' } }),
      code: 'model/unknown-name',
      path: 'plan.down',
    },
  ])('refuses $name, naming file, line and field', ({ text, code, path }) => {
    const result = parseModelLine(text, PLACE)
    expect(result).toMatchObject({ kind: 'failed', problems: [{ code, path, ...PLACE }] })
  })
})
