import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import { M5_LARGE, makeNode, makeNodeAgents, makeWorkload } from './objects.ts'

/** Three groups of at most three, nine pods of a node each, and no spot capacity in one zone. */
const A = 'eu-central-1a'
const B = 'eu-central-1b'
const C = 'eu-central-1c'
const IN_A = ['ip-10-15-1-18', 'ip-10-15-7-203', 'ip-10-15-11-56'] as const
const IN_B = ['ip-10-15-33-9', 'ip-10-15-46-121', 'ip-10-15-58-240'] as const

const MESSAGE =
  '0/6 nodes are available: 6 Insufficient cpu. no new claims to deallocate, preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.'

export const r28SpotGoneInAZone: Incident = {
  id: 'R28',
  title: 'Spot gone in one zone, the others at max',
  story:
    'Three groups of at most three nodes, one per zone, carry nine pods of a node each. Spot capacity of one zone goes away. Six pods run, three wait.',
  sources: ['zalando-incubator/kubernetes-on-aws#10455'],
  message: MESSAGE,
  reading:
    'It reads as a lack of cpu. The cloud has cpu: the two other groups are at their max, which was set for three zones.',
  plan: makeR28('web-eu-central-1', 3),
  sketch: {
    zones: [A, B, C],
    groups: [
      { name: 'spot-a', zones: [A] },
      { name: 'spot-b', zones: [B] },
      { name: 'spot-c', zones: [C] },
    ],
    nodes: [A, B],
    volume: C,
    isWithoutVolume: true,
  },
  expected: {
    key: 'shop/web-6d4c9f7b58-q6zkt',
    verdict: 'pending-forever',
    disturbances: 0,
    steps: 0,
  },
  repaired: {
    title: 'Max of each group for all nine',
    why: 'Each zone can carry the whole. A higher max costs nothing until a zone is missing.',
    sketch: {
      zones: [A, B, C],
      groups: [
        { name: 'spot-a', zones: [A] },
        { name: 'spot-b', zones: [B] },
        { name: 'spot-c', zones: [C] },
      ],
      nodes: [A, B],
      volume: A,
      isWithoutVolume: true,
    },
    plan: makeR28('web-eu-central-1-repaired', 9),
  },
}

function makeR28(name: string, max: number): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  const makeSpot = (letter: string, zone: string): NodeGroup => ({
    name: `spot-${letter}`,
    kind: 'asg',
    zones: [zone],
    instanceTypes: ['m5.large'],
    purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
    min: 0,
    desired: 3,
    max,
    tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
  })
  return makeIncidentPlan(name, {
    region: 'eu-central-1',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'euc1-az2' },
      { name: B, zoneId: 'euc1-az3' },
      { name: C, zoneId: 'euc1-az1' },
    ],
    nodeGroups: [
      makeSpot('a', A),
      makeSpot('b', B),
      { ...makeSpot('c', C), desired: 0, offeredZones: [] },
    ],
    autoscalers: [
      { kind: 'cluster-autoscaler', version: '1.36.0', owns: ['spot-a', 'spot-b', 'spot-c'] },
    ],
    resources: [
      ...IN_A.flatMap((node) => makeNode({ ...shape, name: node, zone: A, group: 'spot-a' })),
      ...IN_B.flatMap((node) => makeNode({ ...shape, name: node, zone: B, group: 'spot-b' })),
      ...makeWorkload({
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
        cpu: '1500m',
        memory: '3Gi',
        runsOn: [...IN_A, ...IN_B, undefined, undefined, undefined],
        message: MESSAGE,
      }),
      ...makeNodeAgents([...IN_A, ...IN_B]),
    ],
  })
}
