import { describe, expect, it } from 'vitest'
import { findInstanceType } from '#aws/instance-type.ts'
import { readNodeAffinity } from '#kube/node-affinity.ts'
import { readTolerations } from '#kube/taint.ts'
import { placeRules, type PlaceableGroup } from './place-rules.ts'

const ARCH = 'kubernetes.io/arch'
const TYPE = 'node.kubernetes.io/instance-type'
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
    launch: { types: [], isPool: false, values: new Map() },
    shapes: [],
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
  const demand = {
    nodeAffinity: readNodeAffinity(podSpec),
    tolerations: readTolerations(podSpec),
    requests: { cpu: 100 },
    launches: 3,
  }
  return placeRules(demand, groups, ZONES, 'spec')
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
      name: 'a zone by its id',
      spec: { nodeSelector: { 'topology.k8s.aws/zone-id': 'euw1-az1' } },
      groups: [makePlace()],
      reason: 'it selects nodes by topology.k8s.aws/zone-id, and the model knows zones by name',
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

  const pool = makePlace({
    scaler: 'karpenter',
    labels: {},
    launch: {
      isPool: true,
      types: ['m5.large', 'c6g.large'].flatMap((name) => findInstanceType(name) ?? []),
      values: new Map([['team', ['red', 'blue']]]),
    },
    shapes: [{ label: 'm5.large', capacity: { cpu: 1930 }, overhead: {}, instance: { cpu: 2000 } }],
  })
  it.each([
    { name: 'C5: a label of one of its types', selector: { [ARCH]: 'amd64' }, served: true },
    {
      name: 'C5: a way of buying',
      selector: { 'karpenter.sh/capacity-type': 'spot' },
      served: true,
    },
    { name: 'C5: a value of its own key', selector: { team: 'blue' }, served: true },
    { name: 'C5: a type too small', selector: { [ARCH]: 'arm64' }, served: false },
    {
      name: 'C5: a key that no table has',
      selector: { 'karpenter.k8s.aws/instance-tenancy': 'default' },
      served: false,
    },
  ])('$name that a pool leaves open is a doubt', ({ selector, served }) => {
    const { groups, doubts } = place({ nodeSelector: selector }, [pool])
    expect(groups).toEqual([0])
    expect(doubts.map((doubt) => doubt.harmlessFor)).toEqual([served ? ['RT3', 'RT4'] : ['RT4']])
  })

  it.each([
    { name: 'limits that leave room for all', cpu: 6000, served: true },
    { name: 'limits that may run out', cpu: 5999, served: false },
  ])('C5: $name', ({ cpu, served }) => {
    const limited = { ...pool, limitsLeft: { cpu } }
    const { doubts } = place({ nodeSelector: { [ARCH]: 'amd64' } }, [limited])
    expect(doubts.map(({ harmlessFor }) => harmlessFor.includes('RT3'))).toEqual([served])
  })

  it.each([
    { name: 'none of its types', selector: { [ARCH]: 's390x' }, groups: [] },
    { name: 'no value of its own key', selector: { team: 'green' }, groups: [] },
    {
      name: 'two labels that no type has both of',
      selector: { [ARCH]: 'arm64', [TYPE]: 'm5.large' },
      groups: [],
    },
  ])('C5: what $name has is no doubt', ({ selector, groups }) => {
    expect(place({ nodeSelector: selector }, [pool])).toMatchObject({ groups, doubts: [] })
  })

  it('C5: what every node has that may come is no doubt', () => {
    const spec = requireTerms([{ key: ARCH, operator: 'In', values: ['amd64', 'arm64'] }])
    expect(place(spec, [pool])).toMatchObject({ groups: [0], doubts: [] })
  })

  it('XC6: a group of several types leaves its type open', () => {
    const mixed = makePlace({ launch: { ...pool.launch, isPool: false } })
    const { groups, doubts } = place({ nodeSelector: { [TYPE]: 'm5.large' } }, [mixed])
    expect(groups).toEqual([0])
    expect(doubts).toHaveLength(1)
    expect(
      place({ nodeSelector: { 'karpenter.sh/capacity-type': 'spot' } }, [mixed]).groups,
    ).toEqual([])
  })
})
