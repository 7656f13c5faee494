import { describe, expect, it } from 'vitest'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster, Design } from '#plan/schema.ts'
import { makeCluster, makeGroup, makeNode, makeVolume, zoneName } from '#testing/cluster-objects.ts'
import { compareDesigns } from './compare-designs.ts'
import type { DesignComparison } from './difference.ts'

const CLASS: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'gp3' },
}

describe('differences of two designs (I1.5)', () => {
  const cases: readonly {
    readonly name: string
    readonly mine?: Partial<Cluster>
    readonly theirs?: Partial<Cluster>
    readonly told: readonly string[]
  }[] = [
    { name: 'E30 the same twice has none', told: [] },
    {
      name: 'a zone that is only there',
      theirs: { zones: ['a', 'b', 'c', 'd'].map((letter) => ({ name: zoneName(letter) })) },
      told: ['Zone eu-west-1d only-theirs'],
    },
    {
      name: 'a group with other sizes',
      theirs: { nodeGroups: [makeGroup({ max: 9 })] },
      told: ['Node group workers changed (max 5 → 9)'],
    },
    {
      name: 'a group that is only here',
      mine: { nodeGroups: [makeGroup(), makeGroup({ name: 'spot' })] },
      told: ['Node group spot only-mine'],
    },
    {
      name: 'one group under two names, by its tag',
      mine: { nodeGroups: [makeGroup({ name: 'workers' })] },
      theirs: {
        nodeGroups: [
          makeGroup({ name: 'eks-workers-1', tags: { 'eks:nodegroup-name': 'workers' } }),
        ],
      },
      told: [
        'Node group workers changed (tags - → eks:nodegroup-name: workers) is eks-workers-1: both are workers by their tags',
      ],
    },
    {
      name: 'a name that two groups bear joins none',
      mine: { nodeGroups: [makeGroup({ name: 'one' })] },
      theirs: {
        nodeGroups: ['x', 'y'].map((name) =>
          makeGroup({ name, tags: { 'eks:nodegroup-name': 'one' } }),
        ),
      },
      told: ['Node group one only-mine', 'Node group x only-theirs', 'Node group y only-theirs'],
    },
    {
      name: 'one disk under two names, in-tree and by the driver',
      mine: {
        resources: [volume('data', { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } })],
      },
      theirs: {
        resources: [
          volume('pvc-1', { awsElasticBlockStore: { volumeID: 'aws://eu-west-1a/vol-1' } }),
        ],
      },
      told: ['PersistentVolume data changed is pvc-1: both are vol-1'],
    },
    {
      name: 'control plane members by name',
      mine: { controlPlane: plane('a') },
      theirs: { controlPlane: plane('b') },
      told: ['Control plane of shop changed (members[cp-1].zone eu-west-1a → eu-west-1b)'],
    },
    {
      name: 'another kind of object of the same name is another object',
      mine: { resources: [CLASS] },
      theirs: {
        resources: [{ ...CLASS, apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' }],
      },
      told: ['PriorityClass gp3 only-theirs', 'StorageClass gp3 only-mine'],
    },
    {
      name: 'another version of the API is the same object',
      mine: { resources: [{ ...CLASS, apiVersion: 'storage.k8s.io/v1beta1' }] },
      theirs: { resources: [CLASS] },
      told: [],
    },
    {
      name: 'I1.7 nodes are counted by group and zone, against what the group asks for',
      mine: {
        nodeGroups: [makeGroup({ desired: 3 })],
        resources: ['a', 'b', 'c'].map((letter) => makeNode(`n-${letter}`, letter)),
      },
      theirs: {
        nodeGroups: [makeGroup({ desired: 3 })],
        resources: ['a', 'b'].map((letter) => makeNode(`m-${letter}`, letter)),
      },
      told: [
        'Seen running nodes, pods and states changed (workers desired 3 → observed 2, workers, eu-west-1c 1 node → 0 nodes)',
      ],
    },
    {
      name: 'I1.7 a node of another name in the same place is no difference of design',
      mine: { nodeGroups: [makeGroup({ desired: 1 })], resources: [makeNode('old', 'a')] },
      theirs: { nodeGroups: [makeGroup({ desired: 1 })], resources: [makeNode('new', 'a')] },
      told: [],
    },
  ]
  it.each(cases)('$name', ({ mine, theirs, told }) => {
    expect(tell(compareDesigns(design(mine), design(theirs)))).toEqual(told)
  })

  it('takes the only cluster of each side for one, whatever it is called', () => {
    const found = compareDesigns(design({ name: 'shop' }), design({ name: 'shop-prod' }))
    expect(tell(found)).toEqual(['Cluster shop changed is shop-prod: each design has one cluster'])
  })

  it('matches several clusters by their names', () => {
    const two = (...names: readonly string[]): Design => ({
      ...design(),
      clusters: names.map((name) => makeCluster({ name })),
    })
    expect(tell(compareDesigns(two('a', 'b'), two('b', 'c')))).toEqual([
      'Cluster a only-mine',
      'Cluster c only-theirs',
    ])
  })

  it('tells the first of many and counts all', () => {
    const volumes = (zone: string) =>
      Array.from({ length: 400 }, (_, index) => makeVolume(`v-${index}`, zone))
    const { groups, count } = compareDesigns(
      design({ resources: volumes('a') as Cluster['resources'] }),
      design({ resources: volumes('b') as Cluster['resources'] }),
    )
    expect(count).toBe(400)
    expect(groups[0]?.changed).toBe(400)
    expect(groups[0]?.differences).toHaveLength(300)
  })
})

function design(parts: Partial<Cluster> = {}): Design {
  return { id: 'a', name: 'As drawn', clusters: [makeCluster(parts)] }
}

function volume(name: string, spec: object): Cluster['resources'][number] {
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec }
}

function plane(letter: string): Cluster['controlPlane'] {
  return {
    kind: 'self-managed',
    members: [{ name: 'cp-1', zone: zoneName(letter) }],
    etcd: { topology: 'stacked', clusters: [] },
  }
}

function tell({ groups }: DesignComparison): readonly string[] {
  return groups.flatMap(({ kind, differences }) =>
    differences.map(({ name, state, fields, renamed }) => {
      const changed = fields
        .filter(({ path }) => !path.startsWith('spec.') && path !== 'metadata.name')
        .map(({ path, mine = '-', theirs = '-' }) => `${path} ${mine} → ${theirs}`)
      return [
        `${kind} ${name} ${state}`,
        changed.length === 0 ? '' : ` (${changed.join(', ')})`,
        renamed === undefined ? '' : ` is ${renamed.to}: ${renamed.because}`,
      ].join('')
    }),
  )
}
