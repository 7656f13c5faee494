import { describe, expect, it } from 'vitest'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makePod,
  makeStorageClass,
} from '#testing/cluster-objects.ts'
import { listHelp, listTrials } from '#testing/place-pod.ts'
import type { KubeObject } from '#kube/object.ts'

const dedicated = { key: 'dedicated', value: 'system', effect: 'NoSchedule' }
const zoneTerm = (values: readonly string[]) => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values }] },
    ],
  },
})
const apart = (app: string) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
    ],
  },
})
const spread = (app: string) => [
  {
    topologyKey: 'topology.kubernetes.io/zone',
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app } },
  },
]
const port = { containers: [{ name: 'c', ports: [{ hostPort: 9100, containerPort: 9100 }] }] }
/** No group, so that no node can be added. */
const alone = (resources: readonly KubeObject[]) => makeCluster({ nodeGroups: [], resources })

describe('what would have to change for a pod to run', () => {
  it.each([
    {
      name: 'TT-1 a taint is tolerated, each set of taints as one',
      resources: [
        makeNode('n1', 'a', { spec: { taints: [dedicated] } }),
        makeNode('n2', 'b', { spec: { taints: [dedicated, { key: 'x', effect: 'NoExecute' }] } }),
        makePod('p'),
      ],
      help: [
        'Tolerate dedicated=system:NoSchedule → n1 of n1',
        'Tolerate dedicated=system:NoSchedule and x:NoExecute → n1 of n1, n2',
      ],
    },
    {
      name: 'NU-1 a cordoned node is opened',
      resources: [makeNode('n1', 'a', { spec: { unschedulable: true } }), makePod('p')],
      help: ['Uncordon n1 → n1 of n1'],
    },
    {
      name: 'NA-2 a label of the selector that no node has is dropped',
      resources: [
        makeNode('n1', 'a'),
        makePod('p', { spec: { nodeSelector: { 'kubernetes.io/os': 'linux', disk: 'ssd' } } }),
      ],
      help: ['Drop the node selector disk=ssd → n1 of n1'],
    },
    {
      name: 'NA-2 the required node affinity becomes a preference',
      resources: [
        makeNode('n1', 'a'),
        makePod('p', { spec: { affinity: { nodeAffinity: zoneTerm(['eu-west-1c']) } } }),
      ],
      help: ['Make the required node affinity a preference → n1 of n1'],
    },
    {
      name: 'FIT-3 the request goes down to what the emptiest node has left',
      resources: [
        makeNode('n1', 'a'),
        makeNode('n2', 'b'),
        makePod('old', { nodeName: 'n1', cpu: '1500m' }),
        makePod('p', { cpu: '2500m' }),
      ],
      help: ['Ask for at most 2 cpu → n2 of n2'],
    },
    {
      name: 'NP-3 a port of the host is given up',
      resources: [
        makeNode('n1', 'a'),
        makePod('old', { nodeName: 'n1', spec: port }),
        makePod('p', { spec: port }),
      ],
      help: [
        'Give up the host port TCP/9100 → n1 of n1',
        'Give it a priority of 1 or more → n1 after default/old',
      ],
    },
    {
      name: 'PTS-8 the least skew that would do is told',
      resources: [
        makeNode('n1', 'a'),
        makeNode('n2', 'b', { spec: { taints: [dedicated] } }),
        ...['w1', 'w2'].map((name) => makePod(name, { nodeName: 'n1', labels: { app: 'w' } })),
        makePod('p', { labels: { app: 'w' }, spec: { topologySpreadConstraints: spread('w') } }),
      ],
      help: [
        'Tolerate dedicated=system:NoSchedule → n2 of n2',
        'Raise maxSkew over topology.kubernetes.io/zone to 3, or make the spread a preference → n1 of n1',
        'Give it a priority of 1 or more → n1 after default/w1, default/w2',
      ],
    },
    {
      name: 'IPA-8 its own anti-affinity becomes a preference',
      resources: [
        makeNode('n1', 'a'),
        makePod('old', { nodeName: 'n1', labels: { app: 'w' } }),
        makePod('p', { labels: { app: 'w' }, spec: { affinity: apart('w') } }),
      ],
      help: [
        'Make the pod anti-affinity over kubernetes.io/hostname a preference → n1 of n1',
        'Give it a priority of 1 or more → n1 after default/old',
      ],
    },
    {
      name: 'IPA-9 so does that of others against it',
      resources: [
        makeNode('n1', 'a'),
        makePod('old', { nodeName: 'n1', spec: { affinity: apart('p') } }),
        makePod('p'),
      ],
      help: [
        'Make the anti-affinity of default/old a preference → n1 of n1',
        'Give it a priority of 1 or more → n1 after default/old',
      ],
    },
    {
      name: 'VB-5 the volume moves to where there are nodes',
      resources: [
        makeNode('n1', 'a'),
        makeNode('n2', 'b'),
        ...makeBoundClaim('data', 'c'),
        makePod('p', { claims: ['data'] }),
      ],
      help: ['Move the volume of data from eu-west-1c to eu-west-1a or eu-west-1b → n1 of n1, n2'],
    },
    {
      name: 'VB-2 a claim that is not there is created',
      resources: [makeNode('n1', 'a'), makePod('p', { claims: ['data'] })],
      help: ['Create the claim data → n1 of n1'],
    },
    {
      name: 'VB-4 a class that binds at once waits for the first consumer',
      resources: [
        makeNode('n1', 'a'),
        { ...makeStorageClass(), volumeBindingMode: 'Immediate' },
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'default' },
          spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOnce'] },
        },
        makePod('p', { claims: ['data'] }),
      ],
      help: [
        'Let the class gp3 wait for the first consumer, or the claim data be bound → n1 of n1',
      ],
    },
    {
      name: 'NV-5 one volume more is attached',
      resources: [
        makeNode('n1', 'a'),
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'CSINode',
          metadata: { name: 'n1' },
          spec: { drivers: [{ name: 'ebs.csi.aws.com', allocatable: { count: 0 } }] },
        },
        ...makeBoundClaim('data', 'a'),
        makePod('p', { claims: ['data'] }),
      ],
      help: ['Let nodes attach as many volumes more as the pod needs → n1 of n1'],
    },
    {
      name: '10.4 gates are removed',
      resources: [
        makeNode('n1', 'a'),
        makePod('p', { spec: { schedulingGates: [{ name: 'quota' }] } }),
      ],
      help: ['Remove the scheduling gate quota → n1 of n1'],
    },
    {
      name: '10.4 gates are removed before anything else helps',
      resources: [
        makeNode('n1', 'a', { spec: { unschedulable: true } }),
        makePod('p', { spec: { schedulingGates: [{ name: 'quota' }] } }),
      ],
      help: ['Remove the scheduling gate quota + Uncordon n1 → n1 of n1'],
    },
    {
      name: 'PE-6 the least priority that makes room is told, with the victims',
      resources: [
        makeNode('n1', 'a'),
        makePod('old', { nodeName: 'n1', cpu: '2', spec: { priority: 100 } }),
        makePod('p', { cpu: '1' }),
      ],
      help: [
        'Ask for no cpu → n1 of n1',
        'Give it a priority of 101 or more → n1 after default/old',
      ],
    },
    {
      name: 'a pod that no change alone would let run gets two together',
      resources: [
        makeNode('n1', 'a', { spec: { taints: [dedicated] } }),
        makePod('p', { spec: { nodeSelector: { disk: 'ssd' } } }),
      ],
      help: ['Tolerate dedicated=system:NoSchedule + Drop the node selector disk=ssd → n1 of n1'],
    },
  ])('$name', ({ resources, help }) => {
    expect(listHelp(alone(resources), 'default/p')).toEqual(help)
  })

  it('XC5 adds a node of each group in each of its zones, with what its group says of it', () => {
    const cluster = makeCluster({
      nodeGroups: [makeGroup({ max: 2 })],
      resources: [
        makeNode('n1', 'a'),
        makeNode('n2', 'b'),
        ...makeBoundClaim('data', 'c'),
        makePod('p', { claims: ['data'] }),
      ],
    })
    const [first] = listTrials(cluster, 'default/p').filter(({ result }) => result.kind === 'runs')
    const name = 'another node of workers in eu-west-1c'
    const added = { name, zone: 'eu-west-1c', isAdded: true }
    expect(first).toEqual({
      key: 'node workers eu-west-1c',
      steps: [
        {
          words: 'Have one more node of workers in eu-west-1c',
          note: '2 nodes run, 2 at most, so its maximum has to grow',
        },
      ],
      result: { kind: 'runs', winner: added, feasible: [added] },
    })
  })

  it('8.2 what a change alone leaves is told', () => {
    const taints = [dedicated]
    const resources = [
      makeNode('n1', 'a', { spec: { taints } }),
      makePod('p', { spec: { nodeSelector: { disk: 'ssd' } } }),
    ]
    const [tolerated] = listTrials(alone(resources), 'default/p')
    expect(tolerated?.result).toEqual({
      kind: 'waits',
      message: expect.stringMatching(
        /^0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector\./,
      ),
    })
  })
})
