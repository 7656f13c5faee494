import { describe, expect, it } from 'vitest'
import { assert } from '#base/assert.ts'
import { assessControlPlane } from '#risk/assess-control-plane.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { listRiskItems } from './risk-items.ts'

function listKeys(controlPlane: ControlPlane) {
  const cluster: Cluster = {
    name: 'prod',
    region: 'us-east-1',
    provisioner: 'kops',
    zones: ['a', 'b', 'c'].map((name) => ({ name })),
    controlPlane,
    nodeGroups: [],
    autoscalers: [],
    resources: [],
  }
  const place = { path: 'C', assumptionsPath: 'A', assumptions: {} }
  const assessed = assessControlPlane(cluster, place, { regions: new Map() })
  assert(assessed.kind === 'ok', 'no assumption is wrong')
  return listRiskItems(assessed.value).map((item) => [
    item.key,
    item.severity,
    item.kind === 'question' ? item.rules.join() : '',
  ])
}

function makeMembers(zones: string) {
  return [...zones].map((zone, index) => ({
    name: `m${index}`,
    ...(zone === '?' ? {} : { zone }),
  }))
}

describe('listRiskItems', () => {
  it('has a finding for each etcd cluster and a question once, whoever asks it', () => {
    const main = { name: 'main' as const, members: makeMembers('aab') }
    const events = { name: 'events' as const, members: makeMembers('aab') }
    expect(
      listKeys({
        kind: 'self-managed',
        members: makeMembers('aab'),
        etcd: { topology: 'stacked', clusters: [main, events] },
      }),
    ).toEqual([
      ['CPL-003/main', 'high', ''],
      ['CPL-003/events', 'high', ''],
      ['question/C.controlPlane.apiEndpoint', 'unknown', 'CPL-009'],
    ])
  })

  it('asks for a master and the etcd member on it in one question', () => {
    expect(
      listKeys({
        kind: 'self-managed',
        members: makeMembers('ab?'),
        etcd: { topology: 'stacked', clusters: [{ name: 'main', members: makeMembers('ab?') }] },
        apiEndpoint: 'load-balancer',
      }),
    ).toEqual([['question/C.controlPlane.members[2].zone', 'unknown', 'CPL-003']])
  })

  it('asks once whose it is', () => {
    expect(listKeys({ kind: 'unknown' })).toEqual([
      ['question/C.controlPlane', 'unknown', 'CPL-001,CPL-002,CPL-003,CPL-009'],
    ])
  })
})
