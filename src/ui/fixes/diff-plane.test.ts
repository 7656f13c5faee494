import { describe, expect, it } from 'vitest'
import type { ControlPlane } from '#plan/schema.ts'
import { diffPlane } from './diff-plane.ts'

function makePlane(members: string, events: string, endpoint?: 'load-balancer'): ControlPlane {
  const make = (text: string) => text.split(' ').map((name) => ({ name, zone: name.slice(0, 1) }))
  return {
    kind: 'self-managed',
    members: make(members),
    etcd: {
      topology: 'stacked',
      clusters: [
        { name: 'main', members: make(members) },
        { name: 'events', members: make(events) },
      ],
    },
    ...(endpoint === undefined ? {} : { apiEndpoint: endpoint }),
  }
}

const render = (before: ControlPlane, after: ControlPlane) =>
  diffPlane(before, after).map(
    ({ kind, text }) => `${{ place: ' ', removed: '-', added: '+' }[kind]} ${text}`,
  )

describe('diffPlane', () => {
  it('says once what changes alike in several lists', () => {
    expect(render(makePlane('a1 a2 b1', 'a1 a2 b1'), makePlane('a1 b1 c1', 'a1 b1 c1'))).toEqual([
      '  controlPlane / members, controlPlane / etcd main, controlPlane / etcd events',
      '- - { name: a2, zone: a }',
      '+ - { name: c1, zone: c }',
    ])
  })

  it('keeps apart what changes differently, and says nothing of what stays', () => {
    expect(render(makePlane('a1', 'a1'), makePlane('a1', 'b1', 'load-balancer'))).toEqual([
      '  controlPlane / etcd events',
      '- - { name: a1, zone: a }',
      '+ - { name: b1, zone: b }',
      '  controlPlane / apiEndpoint',
      '+ apiEndpoint: load-balancer',
    ])
  })

  it('is empty where nothing changes', () => {
    expect(render(makePlane('a1', 'a1'), makePlane('a1', 'a1'))).toEqual([])
  })
})
