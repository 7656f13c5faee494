import { describe, expect, it } from 'vitest'
import { makePlan } from '#testing/sample-plan.ts'
import { answerQuestion } from './answer-question.ts'
import type { ControlPlane } from './schema.ts'
import { parsePlan } from './validate.ts'

const PLACE = { design: 0, cluster: 0 }
const AT = 'designs[0].clusters[0].controlPlane'
const A = 'eu-west-1a'

const OPEN: ControlPlane = {
  kind: 'self-managed',
  members: [{ name: 'm1', zone: A }, { name: 'm2' }],
  etcd: {
    topology: 'stacked',
    clusters: [
      { name: 'main', members: [{ name: 'm1', zone: A }, { name: 'm2' }] },
      { name: 'events', members: [{ name: 'm1', zone: A }, { name: 'x' }] },
    ],
  },
}

function answer(controlPlane: ControlPlane, path: string, value: unknown) {
  const plan = answerQuestion(makePlan({ controlPlane }), PLACE, { path, value })
  expect(parsePlan(plan).kind).toBe('ok')
  return plan.designs[0]
}

describe('answerQuestion', () => {
  it.each<{ path: string; value: unknown; before: ControlPlane; after: unknown }>([
    {
      path: '',
      value: { kind: 'managed' },
      before: { kind: 'unknown' },
      after: { kind: 'managed' },
    },
    {
      path: '.members[1].zone',
      value: A,
      before: OPEN,
      after: { members: [{ name: 'm1' }, { name: 'm2', zone: A }] },
    },
    {
      path: '.etcd.clusters[1].members[1].zone',
      value: A,
      before: OPEN,
      after: { etcd: { clusters: [{}, { members: [{ name: 'm1' }, { name: 'x', zone: A }] }] } },
    },
    {
      path: '.etcd.topology',
      value: 'stacked',
      before: { ...OPEN, etcd: { topology: 'unknown', clusters: [] } },
      after: {
        etcd: {
          topology: 'stacked',
          clusters: [{ name: 'main', members: [{ name: 'm1' }, { name: 'm2' }] }],
        },
      },
    },
    { path: '.apiEndpoint', value: 'dns', before: OPEN, after: { apiEndpoint: 'dns' } },
    { path: '.tier', value: 'tier-xl', before: { kind: 'managed' }, after: { tier: 'tier-xl' } },
    {
      path: '.members',
      value: [{ name: 'master', zone: A }],
      before: { ...OPEN, members: [] },
      after: { members: [{ name: 'master', zone: A }] },
    },
  ])('2.1 writes the answer at controlPlane$path', ({ path, value, before, after }) => {
    expect(answer(before, `${AT}${path}`, value)?.clusters[0]?.controlPlane).toMatchObject(
      after as object,
    )
  })

  it('CPL-009 writes an assumption where the design has none yet', () => {
    const design = answer(OPEN, 'designs[0].assumptions.dnsHealthChecks', true)
    expect(design?.assumptions).toEqual({ dnsHealthChecks: true })
  })

  it('leaves the plan where the question is of a member that has gone', () => {
    const plan = makePlan({ controlPlane: OPEN })
    expect(answerQuestion(plan, PLACE, { path: `${AT}.members[7].zone`, value: A })).toBe(plan)
  })
})
