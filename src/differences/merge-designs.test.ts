import { describe, expect, it } from 'vitest'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster, Design } from '#plan/schema.ts'
import { makeCluster, makeGroup, makeNode, zoneName } from '#testing/cluster-objects.ts'
import { compareDesigns } from './compare-designs.ts'
import { NO_CHOICES } from './difference.ts'
import type { DifferenceChoice, DifferenceChoices } from './difference.ts'
import { mergeDesigns } from './merge-designs.ts'

const web = (replicas: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas },
})
const disk = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } },
})

describe('what is chosen of another design (I1.5)', () => {
  const bigger = [makeGroup({ max: 9 })]
  const extra = [makeGroup(), makeGroup({ name: 'spot', zones: [zoneName('d')] })]
  const cases: readonly {
    readonly name: string
    readonly mine?: Partial<Cluster>
    readonly theirs?: Partial<Cluster>
    readonly kinds: Readonly<Record<string, DifferenceChoice>>
    readonly read: (cluster: Cluster) => unknown
    readonly expected: unknown
  }[] = [
    {
      name: 'keep leaves mine',
      theirs: { nodeGroups: bigger },
      kinds: { 'node-group/Node group': 'keep' },
      read: ({ nodeGroups }) => nodeGroups.map(({ max }) => max),
      expected: [5],
    },
    {
      name: 'replace takes theirs',
      theirs: { nodeGroups: bigger },
      kinds: { 'node-group/Node group': 'replace' },
      read: ({ nodeGroups }) => nodeGroups.map(({ max }) => max),
      expected: [9],
    },
    {
      name: 'both gives the second a free name',
      theirs: { nodeGroups: bigger },
      kinds: { 'node-group/Node group': 'both' },
      read: ({ nodeGroups }) => nodeGroups.map(({ name, max }) => `${name} ${max}`),
      expected: ['workers 5', 'workers-2 9'],
    },
    {
      name: 'both of a disk is not possible: mine stays',
      mine: { resources: [disk('data')] as Cluster['resources'] },
      theirs: { resources: [disk('pvc-1')] as Cluster['resources'] },
      kinds: { 'object/PersistentVolume': 'both' },
      read: listNames,
      expected: ['PersistentVolume data'],
    },
    {
      name: 'replace of a disk under another name takes that name',
      mine: { resources: [disk('data')] as Cluster['resources'] },
      theirs: { resources: [disk('pvc-1')] as Cluster['resources'] },
      kinds: { 'object/PersistentVolume': 'replace' },
      read: listNames,
      expected: ['PersistentVolume pvc-1'],
    },
    {
      name: 'replace of what is only here takes it away, also from what autoscalers own',
      mine: { nodeGroups: [makeGroup({ name: 'spot' })], autoscalers: [owning('spot', 'workers')] },
      theirs: { nodeGroups: [], autoscalers: [owning('spot', 'workers')] },
      kinds: { 'node-group/Node group': 'replace' },
      read: ({ nodeGroups, autoscalers }) => [nodeGroups, autoscalers.map(({ owns }) => owns)],
      expected: [[], [['workers']]],
    },
    {
      name: 'a group that is taken brings its zone along',
      theirs: {
        nodeGroups: extra,
        zones: ['a', 'b', 'c', 'd'].map((letter) => ({ name: zoneName(letter) })),
      },
      kinds: { 'node-group/Node group': 'replace' },
      read: ({ zones }) => zones.map(({ name }) => name.slice(-1)).join(''),
      expected: 'abcd',
    },
    {
      name: 'a group under its name there is named so everywhere',
      mine: {
        nodeGroups: [makeGroup({ tags: { 'eks:nodegroup-name': 'w' } })],
        resources: [makeNode('n', 'a')] as Cluster['resources'],
      },
      theirs: {
        nodeGroups: [makeGroup({ name: 'eks-w', tags: { 'eks:nodegroup-name': 'w' } })],
        resources: [makeNode('n', 'a')] as Cluster['resources'],
      },
      kinds: { 'node-group/Node group': 'replace' },
      read: ({ autoscalers, resources }) => [
        autoscalers[0]?.owns,
        resources[0]?.metadata.labels?.['alpha.eksctl.io/nodegroup-name'],
      ],
      expected: [['eks-w'], 'eks-w'],
    },
    {
      name: 'I1.7 what was seen is taken as a whole',
      mine: { resources: [web(3), makeNode('old', 'a')] as Cluster['resources'] },
      theirs: {
        resources: [web(2), makeNode('new-1', 'a'), makeNode('new-2', 'b')] as Cluster['resources'],
      },
      kinds: { 'observed/Seen running': 'replace' },
      read: (cluster) => [listNames(cluster), readReplicas(cluster)],
      expected: [['Deployment web', 'Node new-1', 'Node new-2'], 3],
    },
    {
      name: 'both of a workload stands beside it',
      mine: { resources: [web(3)] as Cluster['resources'] },
      theirs: { resources: [web(2)] as Cluster['resources'] },
      kinds: { 'object/Deployment': 'both' },
      read: listNames,
      expected: ['Deployment web', 'Deployment web-2'],
    },
  ]
  it.each(cases)('$name', ({ mine, theirs, kinds, read, expected }) => {
    const merged = mergeDesigns(design(mine), design(theirs), { kinds, things: {} })
    expect(read(only(merged))).toEqual(expected)
  })

  it('takes one thing and leaves the others of its kind', () => {
    const groups = (max: number) => ['a', 'b'].map((name) => makeGroup({ name, max }))
    const mine = design({ nodeGroups: groups(5) })
    const theirs = design({ nodeGroups: groups(9) })
    const [found] = compareDesigns(mine, theirs).groups
    const id = found?.differences.find(({ name }) => name === 'b')?.id ?? ''
    const merged = mergeDesigns(mine, theirs, { kinds: {}, things: { [id]: 'replace' } })
    expect(only(merged).nodeGroups.map(({ max }) => max)).toEqual([5, 9])
  })

  it('E30 taking everything twice changes nothing the second time', () => {
    const mine = design({ resources: [web(3), disk('data')] as Cluster['resources'] })
    const theirs = design({
      nodeGroups: extra,
      resources: [web(2), disk('pvc-1'), makeNode('n', 'a')] as Cluster['resources'],
    })
    const once = mergeDesigns(mine, theirs, takeAll(mine, theirs))
    expect(compareDesigns(once, theirs).count).toBe(0)
    expect(mergeDesigns(once, theirs, takeAll(mine, theirs))).toBe(once)
  })

  it('gives the design back where nothing is chosen', () => {
    const mine = design()
    expect(mergeDesigns(mine, design({ nodeGroups: bigger }), NO_CHOICES)).toBe(mine)
  })
})

function takeAll(mine: Design, theirs: Design): DifferenceChoices {
  const { groups } = compareDesigns(mine, theirs)
  return { kinds: Object.fromEntries(groups.map(({ key }) => [key, 'replace'])), things: {} }
}

function design(parts: Partial<Cluster> = {}): Design {
  return { id: 'a', name: 'As drawn', clusters: [makeCluster(parts)] }
}

function only({ clusters }: Design): Cluster {
  const [cluster] = clusters
  if (cluster === undefined) throw new Error('a design has a cluster')
  return cluster
}

function owning(...owns: readonly string[]): Cluster['autoscalers'][number] {
  return { kind: 'cluster-autoscaler', owns }
}

function listNames({ resources }: Cluster): readonly string[] {
  return resources.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
}

function readReplicas({ resources }: Cluster): unknown {
  const spec = resources.find(({ kind }) => kind === 'Deployment')?.['spec']
  return (spec as { readonly replicas?: number } | undefined)?.replicas
}
