import { describe, expect, it } from 'vitest'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { exploreModels } from './explore-models.ts'

const GROUP = {
  name: 'ng',
  zones: ['a', 'b', 'c'],
  min: 1,
  max: 5,
  desired: 2,
  scaler: 'cluster-autoscaler',
  rebalance: true,
  capacity: { cpu: 4 },
}
const PLAN = {
  zones: ['a', 'b', 'c'],
  groups: [GROUP],
  pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, zone: 'c' }],
  nodes: [
    { group: 'ng', zone: 'a', pods: [] },
    { group: 'ng', zone: 'b', pods: [] },
  ],
  target: 'P',
  budget: {},
}
/** RE-03 and RE-04 of the vectors, with what the plain search gives. */
const RE_03 = {
  ...PLAN,
  pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, zone: 'a' }],
  nodes: [
    { group: 'ng', zone: 'a', pods: ['P'] },
    { group: 'ng', zone: 'b', pods: [] },
  ],
  budget: { nodeLoss: 1 },
}
const RE_04 = {
  ...RE_03,
  groups: [{ ...GROUP, min: 3, max: 6, desired: 3 }],
  nodes: [...RE_03.nodes, { group: 'ng', zone: 'c', pods: [] }],
  budget: { nodeLoss: 2 },
}
const BOUND = { bound: 1000, plain: false }

async function explore(lines: readonly string[], options = BOUND) {
  const terminal = createFakeTerminal({ 'models.jsonl': lines.join('\n') })
  const exitCode = await exploreModels(['models.jsonl'], options, terminal)
  const answers = terminal
    .written()
    .split('\n')
    .filter((line) => line !== '')
  return {
    exitCode,
    answers: answers.map((line): unknown => JSON.parse(line)),
    warned: terminal.warned(),
  }
}

describe('exploreModels', () => {
  it('answers each line in its order, blank lines passed over (RE-01, RE-04)', async () => {
    const { exitCode, answers } = await explore([
      JSON.stringify({ id: 'RE-01', plan: PLAN }),
      '',
      JSON.stringify({ id: 'RE-04', plan: RE_04 }),
    ])
    expect(exitCode).toBe(0)
    expect(answers).toEqual([
      {
        id: 'RE-01',
        verdict: 'pending-forever',
        disturbances: { total: 0, kinds: [] },
        steps: 0,
        starvable: false,
        trace: [],
      },
      { id: 'RE-04', verdict: 'ok', starvable: false },
    ])
  })

  it('counts with --plain (RE-03)', async () => {
    const line = JSON.stringify({ id: 'RE-03', plan: RE_03 })
    const { answers } = await explore([line], { ...BOUND, plain: true })
    expect(answers).toMatchObject([
      {
        verdict: 'at-risk',
        disturbances: { total: 1, kinds: ['nodeLoss'] },
        steps: 2,
        states: 13,
        systemEdges: 14,
        stuckStates: 3,
        stuckStatesAllZonesUp: 3,
        trace: [
          { step: 'nodeLoss', group: 'ng', zone: 'a', holds: ['P'] },
          { step: 'launch', group: 'ng', zone: 'c' },
        ],
      },
    ])
  })

  it('says unknown at its bound, never ok (XS4)', async () => {
    const line = JSON.stringify({ id: 'RE-04', plan: RE_04 })
    const { exitCode, answers } = await explore([line], { bound: 3, plain: true })
    expect(exitCode).toBe(0)
    expect(answers).toMatchObject([{ verdict: 'unknown', unknown: { bound: 3 } }])
  })

  it('tells every bad line and goes on; the exit code is 2', async () => {
    const { exitCode, answers, warned } = await explore([
      '{"id": "x"}',
      JSON.stringify({ id: 'y', plan: { ...PLAN, target: 'Q', down: 'z' } }),
      JSON.stringify({ id: 'RE-01', plan: PLAN }),
    ])
    expect(exitCode).toBe(2)
    expect(answers).toMatchObject([{ id: 'RE-01' }])
    expect(warned).toContain('models.jsonl:1: model/missing at plan')
    expect(warned).toContain(
      'models.jsonl:2: model/unknown-name at plan.target: "Q" is not a class (P)',
    )
    expect(warned).toContain(
      'models.jsonl:2: model/unknown-name at plan.down: "z" is not a zone (a, b, c)',
    )
  })
})
