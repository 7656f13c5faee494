import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { makePlan, SAMPLE_GROUP } from '#testing/sample-plan.ts'
import { neutralizeNames } from './neutral-names.ts'
import type { Cluster, Plan } from './schema.ts'
import { shareable } from './shareable.ts'

type KubeResource = Cluster['resources'][number]

const APP = { 'acme.example/app': 'ledger' }

/** Names that a company chose, each in every place where such a name may stand. */
const OBJECTS: readonly KubeResource[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'treasury' } },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'ledger', namespace: 'treasury', labels: APP },
    spec: {
      replicas: 2,
      selector: { matchLabels: APP },
      template: {
        metadata: { labels: APP },
        spec: {
          containers: [{ name: 'ledger-core' }],
          nodeSelector: { 'acme.example/pool': 'vault' },
          tolerations: [{ key: 'acme.example/pool', operator: 'Equal', value: 'vault' }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: APP },
            },
          ],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'coins' }, spec: { storageClassName: 'golden' } }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'coins-ledger-0', namespace: 'treasury' },
    spec: { storageClassName: 'golden', volumeName: 'hoard' },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'hoard' },
    spec: {
      storageClassName: 'golden',
      claimRef: { namespace: 'treasury', name: 'coins-ledger-0' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'ledger-0',
      namespace: 'treasury',
      labels: APP,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'ledger', controller: true },
      ],
    },
    spec: {
      containers: [{ name: 'ledger-core' }],
      volumes: [{ name: 'coins', persistentVolumeClaim: { claimName: 'coins-ledger-0' } }],
    },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          message: '0/1 nodes are available: persistentvolumeclaim "coins-ledger-0" not found.',
        },
      ],
    },
  },
]

const PLAN: Plan = {
  ...makePlan({
    name: 'bank',
    nodeGroups: [
      {
        ...SAMPLE_GROUP,
        name: 'safe',
        labels: { 'acme.example/pool': 'vault', 'eks.amazonaws.com/nodegroup': 'safe' },
        taints: [{ key: 'acme.example/pool', value: 'vault', effect: 'NoSchedule' }],
        tags: {
          'k8s.io/cluster-autoscaler/bank': 'owned',
          'k8s.io/cluster-autoscaler/node-template/label/acme.example/pool': 'vault',
        },
      },
    ],
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        owns: 'auto-discovery',
        flags: {
          nodes: ['1:5:eks-safe-12ab'],
          nodeGroupAutoDiscovery: ['asg:tag=k8s.io/cluster-autoscaler/bank'],
        },
      },
    ],
    resources: OBJECTS,
  }),
  name: 'mint',
  notes: 'of the bank',
}

describe('neutralizeNames', () => {
  const { plan, rename } = neutralizeNames(shareable(PLAN))
  const cluster = getAt(getAt(plan.designs, 0).clusters, 0)
  const find = (kind: string) => cluster.resources.find((object) => object.kind === kind)

  it('S13 leaves no original name', () => {
    expect(JSON.stringify(plan)).not.toMatch(
      /treasury|ledger|acme|vault|coins|golden|hoard|bank|safe|mint|shop/,
    )
  })

  it('L7.4 makes the names of pods and claims of those that they are made of', () => {
    expect(find('StatefulSet')?.metadata.name).toBe('app-1')
    expect(find('Pod')?.metadata.name).toBe('app-1-0')
    expect(find('PersistentVolumeClaim')?.metadata.name).toBe('part-1-app-1-0')
    expect(JSON.stringify(find('Pod'))).toContain(
      '0/1 nodes are available: persistentvolumeclaim \\"part-1-app-1-0\\" not found.',
    )
  })

  it('L7.4 keeps equality, also in tags and flags', () => {
    expect(cluster.nodeGroups[0]).toMatchObject({
      name: 'group-1',
      labels: { 'key-2': 'value-1', 'eks.amazonaws.com/nodegroup': 'group-1' },
      taints: [{ key: 'key-2', value: 'value-1', effect: 'NoSchedule' }],
      tags: {
        'k8s.io/cluster-autoscaler/cluster-1': 'owned',
        'k8s.io/cluster-autoscaler/node-template/label/key-2': 'value-1',
      },
    })
    expect(cluster.autoscalers[0]?.flags).toEqual({
      nodes: ['1:5:eks-group-1-1'],
      nodeGroupAutoDiscovery: ['asg:tag=k8s.io/cluster-autoscaler/cluster-1'],
    })
  })

  it('L7.4 keeps zones, types and well-known keys', () => {
    expect(cluster.zones).toEqual([
      { name: 'eu-west-1a' },
      { name: 'eu-west-1b' },
      { name: 'eu-west-1c' },
    ])
    expect(cluster.nodeGroups[0]?.instanceTypes).toEqual(['m5.large'])
    expect(JSON.stringify(find('StatefulSet'))).toContain('topology.kubernetes.io/zone')
  })

  it.each([
    { name: 'treasury', standIn: 'namespace-1' },
    { name: 'ledger-0', standIn: 'app-1-0' },
    { name: 'ledger-7', standIn: 'app-1-7' },
    { name: 'nobody', standIn: undefined },
  ])('L7.4 renames $name', ({ name, standIn }) => {
    expect(rename(name)).toBe(standIn)
  })

  it('L7.4 gives the same again', () => {
    expect(neutralizeNames(plan).plan).toEqual(plan)
  })
})
