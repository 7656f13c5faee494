import { describe, expect, it } from 'vitest'
import type { KubeObject } from '#kube/object.ts'
import { makeCluster, makeGroup, makeVolume, zoneName } from '#testing/cluster-objects.ts'
import type { Cluster } from '#plan/schema.ts'
import { listAbsent } from './list-absent.ts'
import type { Fragment } from './importer.ts'

const OPEN = makeCluster({
  nodeGroups: [
    makeGroup(),
    makeGroup({ name: 'spot' }),
    makeGroup({ name: 'pool', kind: 'karpenter' }),
  ],
  resources: [
    makeVolume('v-1', 'a'),
    makeVolume('v-2', 'b'),
    named('StorageClass', 'gp3'),
  ] as Cluster['resources'],
})

describe('what an import does not name (I1.5)', () => {
  const cases: readonly {
    readonly name: string
    readonly said?: Partial<Cluster>
    readonly objects?: readonly KubeObject[]
    readonly absent: readonly string[]
    readonly silent: readonly string[]
  }[] = [
    {
      name: 'an import of nothing says nothing',
      absent: [],
      silent: ['PersistentVolume', 'StorageClass'],
    },
    {
      name: 'a volume that is not among the volumes',
      objects: [makeVolume('v-1', 'a')],
      absent: ['/PersistentVolume\n\nv-2'],
      silent: ['StorageClass'],
    },
    {
      name: 'a group that is not among the groups; pools are another matter',
      said: { nodeGroups: [makeGroup()] },
      absent: ['group spot'],
      silent: ['PersistentVolume', 'StorageClass'],
    },
    {
      name: 'a zone that is not among the zones',
      said: { zones: ['a', 'b'].map((letter) => ({ name: zoneName(letter) })) },
      absent: ['zone eu-west-1c'],
      silent: ['PersistentVolume', 'StorageClass'],
    },
    {
      name: 'an autoscaler whose Deployment is not among the Deployments',
      objects: [{ ...named('Deployment', 'web'), apiVersion: 'apps/v1' }],
      absent: ['autoscaler cluster-autoscaler'],
      silent: ['PersistentVolume', 'StorageClass'],
    },
  ]
  it.each(cases)('$name', ({ said = {}, objects = [], absent, silent }) => {
    const fragments: readonly Fragment[] = [{ precedence: 10, source: 'file', cluster: said }]
    const found = listAbsent(OPEN, fragments, objects)
    expect([
      ...found.zones.map((zone) => `zone ${zone}`),
      ...found.groups.map((group) => `group ${group}`),
      ...found.autoscalers.map((kind) => `autoscaler ${kind}`),
      ...found.objects,
    ]).toEqual(absent)
    expect(found.silent.map(({ kind }) => kind)).toEqual(silent)
  })
})

function named(kind: string, name: string): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name } }
}
