import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import {
  GP3_IMMEDIATE_CLASS,
  M5_LARGE,
  makeNode,
  makeNodeAgents,
  makeVolume,
  makeWorkload,
} from './objects.ts'

/** Five replicas that keep apart; three of their volumes are in the zone that has two nodes. */
const A = 'eu-central-1a'
const B = 'eu-central-1b'
const NODE_ZONES = [A, B, A, B, A] as const
/** Zones that an Immediate class takes in turn, whatever the nodes are. */
const VOLUME_ZONES = [B, A, B, A, B] as const
const IN_A = ['ip-10-6-3-20', 'ip-10-6-8-144', 'ip-10-6-12-91'] as const
const IN_B = ['ip-10-6-40-7', 'ip-10-6-52-65', 'ip-10-6-61-18'] as const

const MESSAGE =
  "0/5 nodes are available: 2 node(s) didn't match pod anti-affinity rules, 3 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/5 nodes are available: 2 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling."

const APART = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          labelSelector: { matchLabels: { app: 'kafka' } },
          topologyKey: 'kubernetes.io/hostname',
        },
      ],
    },
  },
} as const

const BROKERS: NodeGroup = {
  name: 'brokers',
  kind: 'asg',
  zones: [A, B],
  instanceTypes: ['m5.large'],
  min: 5,
  desired: 5,
  max: 5,
}

export const r12FiveReplicasApart: Incident = {
  id: 'R12',
  title: 'Volumes made before their pods are placed',
  story:
    'Five brokers must not share a node. The class creates volumes at once, in one zone after the other: three come to be in the zone that has two nodes. Four brokers run, the last waits.',
  sources: ['kubernetes/kubernetes#49906', 'aws-samples/eks-workshop#1135'],
  message: MESSAGE,
  reading:
    'Five nodes and five brokers: by count all is well. By zone it is three volumes against two nodes, and no message counts zones.',
  plan: makeR12('brokers-eu-central-1', [BROKERS], {
    nodes: NODE_ZONES.map((zone, index) => ({
      name: (zone === A ? IN_A : IN_B)[Math.trunc(index / 2)] ?? '',
      zone,
      group: 'brokers',
    })),
    runsOn: [IN_B[0], IN_A[0], IN_B[1], IN_A[1], undefined],
  }),
  sketch: {
    zones: [A, B],
    groups: [{ name: 'brokers', zones: [A, B] }],
    nodes: [A, B],
    volume: B,
    blocked: 'taken',
  },
  expected: { key: 'kafka/kafka-4', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'One group of three nodes per zone',
    why: 'Each zone has as many nodes as volumes can be there. A class that binds on first consumer keeps the next volumes from it.',
    sketch: {
      zones: [A, B],
      groups: [
        { name: 'brokers-a', zones: [A] },
        { name: 'brokers-b', zones: [B] },
      ],
      nodes: [A, B],
      volume: B,
    },
    plan: makeR12('brokers-eu-central-1-repaired', [makeZoneGroup('a', A), makeZoneGroup('b', B)], {
      nodes: [
        ...IN_A.map((name) => ({ name, zone: A, group: 'brokers-a' })),
        ...IN_B.map((name) => ({ name, zone: B, group: 'brokers-b' })),
      ],
      runsOn: [IN_B[0], IN_A[0], IN_B[1], IN_A[1], IN_B[2]],
    }),
  },
}

function makeZoneGroup(letter: string, zone: string): NodeGroup {
  return { ...BROKERS, name: `brokers-${letter}`, zones: [zone], min: 3, desired: 3, max: 3 }
}

interface Standing {
  readonly nodes: readonly {
    readonly name: string
    readonly zone: string
    readonly group: string
  }[]
  readonly runsOn: readonly (string | undefined)[]
}

function makeR12(
  name: string,
  nodeGroups: readonly NodeGroup[],
  { nodes, runsOn }: Standing,
): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  return makeIncidentPlan(name, {
    region: 'eu-central-1',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'euc1-az2' },
      { name: B, zoneId: 'euc1-az3' },
    ],
    nodeGroups,
    autoscalers: [],
    resources: [
      ...nodes.flatMap((node) => makeNode({ ...shape, ...node })),
      GP3_IMMEDIATE_CLASS,
      ...VOLUME_ZONES.flatMap((zone, index) =>
        makeVolume({
          namespace: 'kafka',
          claim: `data-kafka-${index}`,
          volume: `pvc-kafka-${index}`,
          sizeGiB: 10,
          zone,
        }),
      ),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'kafka',
        name: 'kafka',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        constraints: APART,
        runsOn,
        message: MESSAGE,
      }),
      ...makeNodeAgents(nodes.map((node) => node.name)),
    ],
  })
}
