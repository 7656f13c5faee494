import { describe, expect, it } from 'vitest'
import { readNodeAffinity } from '#kube/node-affinity.ts'
import { readTolerations } from '#kube/taint.ts'
import { placeRules, type PlaceableGroup } from './place-rules.ts'

const ZONE = 'topology.kubernetes.io/zone'
const ZONES = ['a', 'b', 'c']

function makePlace(parts: Partial<PlaceableGroup> = {}): PlaceableGroup {
  return {
    name: 'workers',
    zones: ZONES,
    labels: { tier: 'web' },
    variedLabels: new Set(),
    taints: [],
    templateLabels: { tier: 'web' },
    scaler: 'cluster-autoscaler',
    ...parts,
  }
}

function requireTerms(...terms: readonly (readonly Record<string, unknown>[])[]) {
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
        },
      },
    },
  }
}

function place(podSpec: unknown, groups: readonly PlaceableGroup[] = [makePlace()]) {
  return placeRules(readNodeAffinity(podSpec), readTolerations(podSpec), groups, ZONES, 'spec')
}

describe('where selector, affinity and taints let a pod go (XC8)', () => {
  it.each([
    { name: 'anywhere', spec: {}, zones: undefined, groups: [0] },
    {
      name: 'one zone by selector',
      spec: { nodeSelector: { [ZONE]: 'b' } },
      zones: ['b'],
      groups: [0],
    },
    {
      name: 'a zone that no group has',
      spec: { nodeSelector: { [ZONE]: 'd' } },
      zones: [],
      groups: [0],
    },
    {
      name: 'a label the group has',
      spec: { nodeSelector: { tier: 'web' } },
      zones: undefined,
      groups: [0],
    },
    {
      name: 'a label it lacks',
      spec: { nodeSelector: { tier: 'db' } },
      zones: undefined,
      groups: [],
    },
    {
      name: 'zones by affinity',
      spec: requireTerms([{ key: ZONE, operator: 'In', values: ['a', 'c'] }]),
      zones: ['a', 'c'],
      groups: [0],
    },
    {
      name: 'zones by exclusion',
      spec: requireTerms([{ key: ZONE, operator: 'NotIn', values: ['a'] }]),
      zones: ['b', 'c'],
      groups: [0],
    },
    {
      name: 'an alternative without a zone lifts the restriction',
      spec: requireTerms(
        [{ key: ZONE, operator: 'In', values: ['a'] }],
        [{ key: 'tier', operator: 'Exists' }],
      ),
      zones: undefined,
      groups: [0],
    },
  ])('$name', ({ spec, zones, groups }) => {
    const rules = place(spec)
    expect(rules.zones).toEqual(zones)
    expect(rules.groups).toEqual(groups)
    expect(rules.doubts).toEqual([])
  })

  it('leaves out a group whose taint is not tolerated, but selects it', () => {
    const tainted = makePlace({ taints: [{ key: 'gpu', effect: 'NoSchedule' }] })
    expect(place({}, [tainted])).toMatchObject({ groups: [], selectedGroups: [0] })
    expect(place({ tolerations: [{ key: 'gpu', operator: 'Exists' }] }, [tainted]).groups).toEqual([
      0,
    ])
  })

  it('A7.2: tells a group whose provider’s template lacks the label', () => {
    const group = makePlace({ templateLabels: {} })
    expect(place({ nodeSelector: { tier: 'web' } }, [group]).strangersFromZero).toEqual([0])
    expect(place({}, [group]).strangersFromZero).toEqual([])
  })

  it.each([
    {
      name: 'zones tied to groups one by one',
      spec: requireTerms(
        [
          { key: ZONE, operator: 'In', values: ['a'] },
          { key: 'tier', operator: 'In', values: ['web'] },
        ],
        [
          { key: ZONE, operator: 'In', values: ['b'] },
          { key: 'tier', operator: 'In', values: ['db'] },
        ],
      ),
      groups: [makePlace(), makePlace({ name: 'others', labels: { tier: 'db' } })],
      reason: 'its node affinity ties zones to groups one by one',
    },
    {
      name: 'a host by name',
      spec: { nodeSelector: { 'kubernetes.io/hostname': 'n-a' } },
      groups: [makePlace()],
      reason: 'it selects a node by its name, and the model knows nodes by group and zone',
    },
    {
      name: 'a label in which the nodes differ',
      spec: { nodeSelector: { disk: 'ssd' } },
      groups: [makePlace({ variedLabels: new Set(['disk']) })],
      reason: 'it selects nodes by disk, in which the nodes of group workers differ',
    },
  ])('$name is a doubt', ({ spec, groups, reason }) => {
    expect(place(spec, groups).doubts.map((doubt) => doubt.reason)).toContain(reason)
  })
})
