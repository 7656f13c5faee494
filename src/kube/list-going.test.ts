import { describe, expect, it } from 'vitest'
import { listGoing } from './list-going.ts'
import type { Going, Leaving } from './list-going.ts'
import { makeVolume } from './make-volume.ts'
import { makeWorkload, NEW_WORKLOAD } from './make-workload.ts'
import type { KubeObject } from './object.ts'
import { listSurplusPods } from './owned-objects.ts'

const A = 'eu-west-1a'
const C = 'eu-west-1c'

function makeNode(name: string, zone: string, group: string): readonly KubeObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: { 'topology.kubernetes.io/zone': zone, 'eks.amazonaws.com/nodegroup': group },
      },
    },
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name } },
  ]
}

function makePod(name: string, owner: string, nodeName?: string): KubeObject {
  const [kind = '', controller = ''] = owner.split(' ')
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name: controller, controller: true }],
    },
    spec: nodeName === undefined ? {} : { nodeName },
  }
}

const DB = makeWorkload({
  ...NEW_WORKLOAD,
  name: 'db',
  namespace: 'shop',
  replicas: '2',
  claim: { name: 'data', sizeGiB: '10', className: 'gp3' },
})
const WEB = makeWorkload({
  ...NEW_WORKLOAD,
  kind: 'Deployment',
  name: 'web',
  namespace: 'shop',
  replicas: '2',
})
const WEB_SET: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
  },
}
const OBJECTS: readonly KubeObject[] = [
  ...makeNode('n-a', A, 'workers'),
  ...makeNode('n-c', C, 'data'),
  DB,
  WEB,
  WEB_SET,
  makePod('db-0', 'StatefulSet db', 'n-a'),
  makePod('db-1', 'StatefulSet db', 'n-c'),
  makePod('web-1-x', 'ReplicaSet web-1', 'n-a'),
  makePod('web-1-y', 'ReplicaSet web-1'),
  // Its ReplicaSet is not shown.
  makePod('web-2-z', 'ReplicaSet web-2', 'n-c'),
  makePod('other-1', 'ReplicaSet other', 'n-c'),
  ...makeVolume({
    name: 'pv-0',
    zone: A,
    sizeGiB: 10,
    className: 'gp3',
    claim: { namespace: 'shop', name: 'data-db-0' },
  }),
  ...makeVolume({
    name: 'pv-1',
    zone: C,
    sizeGiB: 10,
    className: 'gp3',
    claim: { namespace: 'shop', name: 'data-db-1' },
  }),
  ...makeVolume({ name: 'spare', zone: C, sizeGiB: 10, className: '' }),
]

function listNames(going: Going) {
  return Object.fromEntries(
    Object.entries(going)
      .map(([field, ids]) => [field, ids.map(({ name }: { readonly name: string }) => name)])
      .filter(([, names]) => (names ?? []).length > 0),
  )
}

describe('what goes along', () => {
  it.each<{ name: string; leaving: Leaving; going: Record<string, readonly string[]> }>([
    {
      name: 'a StatefulSet: its pods, claims and volumes',
      leaving: { kind: 'workload', id: { kind: 'StatefulSet', namespace: 'shop', name: 'db' } },
      going: {
        workloads: ['db'],
        pods: ['db-0', 'db-1'],
        claims: ['data-db-0', 'data-db-1'],
        volumes: ['pv-0', 'pv-1'],
      },
    },
    {
      name: 'a Deployment: its sets and their pods, also of a set that is not shown',
      leaving: { kind: 'workload', id: { kind: 'Deployment', namespace: 'shop', name: 'web' } },
      going: { workloads: ['web', 'web-1'], pods: ['web-1-x', 'web-1-y', 'web-2-z'] },
    },
    {
      name: 'a zone: its nodes with their pods, its volumes with their claims',
      leaving: { kind: 'zone', zone: C },
      going: {
        nodes: ['n-c', 'n-c'],
        pods: ['db-1', 'web-2-z', 'other-1'],
        claims: ['data-db-1'],
        volumes: ['pv-1', 'spare'],
      },
    },
    {
      name: 'a group: its nodes with their pods',
      leaving: { kind: 'group', group: 'workers' },
      going: { nodes: ['n-a', 'n-a'], pods: ['db-0', 'web-1-x'] },
    },
    {
      name: 'a volume: its claim',
      leaving: { kind: 'volume', namespace: 'shop', name: 'data-db-0' },
      going: { claims: ['data-db-0'], volumes: ['pv-0'] },
    },
    {
      name: 'a volume that nobody claims',
      leaving: { kind: 'volume', namespace: '', name: 'spare' },
      going: { volumes: ['spare'] },
    },
    {
      name: 'nothing, of what is not there',
      leaving: { kind: 'workload', id: { kind: 'Deployment', name: 'web' } },
      going: {},
    },
  ])('$name', ({ leaving, going }) => {
    expect(listNames(listGoing(OBJECTS, leaving))).toEqual(going)
  })
})

describe('pods past the replicas', () => {
  const surplus = (workload: KubeObject, replicas: number) =>
    listSurplusPods(OBJECTS, {
      ...workload,
      spec: { ...(workload['spec'] as object), replicas },
    }).map(({ metadata }) => metadata.name)

  it('are the last numbers of a StatefulSet', () => {
    expect(surplus(DB, 1)).toEqual(['db-1'])
    expect(surplus(DB, 2)).toEqual([])
  })

  it('are those of a Deployment that have no node, then the last by name', () => {
    expect(surplus(WEB, 2)).toEqual(['web-1-y'])
    expect(surplus(WEB, 1)).toEqual(['web-2-z', 'web-1-y'])
    expect(surplus(WEB, 4)).toEqual([])
  })
})
