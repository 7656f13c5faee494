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

/** The class creates the volume in a zone of the cluster for which no group launches nodes. */
const A = 'eu-west-2a'
const B = 'eu-west-2b'
const C = 'eu-west-2c'
const NODES = { a: 'ip-10-7-5-112', b: 'ip-10-7-44-9', c: 'ip-10-7-82-33' } as const

const MESSAGE =
  "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."

const WORKERS_A = makeZoneGroup('a', A)
const WORKERS_B = makeZoneGroup('b', B)

export const r14VolumeInAZoneWithoutGroup: Incident = {
  id: 'R14',
  title: 'A volume in a zone where no group launches',
  story:
    "Groups launch nodes in two of the three zones. The class creates the wiki's volume at once, and chooses the third. The pod has waited since its first day.",
  sources: ['kubernetes/kubernetes#34583', 'kubernetes-sigs/aws-ebs-csi-driver#52'],
  message: MESSAGE,
  reading:
    'It reads as if another node would do. None can: no group has the zone, so neither the autoscaler nor a person can raise one.',
  plan: makeR14('wiki-eu-west-2', [WORKERS_A, WORKERS_B], { hasNodeInC: false }),
  sketch: {
    zones: [A, B, C],
    groups: [
      { name: 'workers-a', zones: [A] },
      { name: 'workers-b', zones: [B] },
    ],
    nodes: [A, B],
    volume: C,
  },
  expected: { key: 'wiki/wiki-0', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'A group in the zone of the volume',
    why: 'The autoscaler can ask for a node there. A class that binds on first consumer keeps the next volume from such a zone.',
    sketch: {
      zones: [A, B, C],
      groups: [
        { name: 'workers-a', zones: [A] },
        { name: 'workers-b', zones: [B] },
        { name: 'workers-c', zones: [C] },
      ],
      nodes: [A, B, C],
      volume: C,
    },
    plan: makeR14('wiki-eu-west-2-repaired', [WORKERS_A, WORKERS_B, makeZoneGroup('c', C)], {
      hasNodeInC: true,
    }),
  },
}

function makeZoneGroup(letter: string, zone: string): NodeGroup {
  return {
    name: `workers-${letter}`,
    kind: 'eks-managed',
    zones: [zone],
    instanceTypes: ['m5.large'],
    min: 1,
    desired: 1,
    max: 3,
  }
}

function makeR14(
  name: string,
  nodeGroups: readonly NodeGroup[],
  { hasNodeInC }: { readonly hasNodeInC: boolean },
): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  return makeIncidentPlan(name, {
    region: 'eu-west-2',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'euw2-az2' },
      { name: B, zoneId: 'euw2-az3' },
      { name: C, zoneId: 'euw2-az1' },
    ],
    nodeGroups,
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        version: '1.36.0',
        owns: nodeGroups.map((group) => group.name),
      },
    ],
    resources: [
      ...makeNode({ ...shape, name: NODES.a, zone: A, group: 'workers-a' }),
      ...makeNode({ ...shape, name: NODES.b, zone: B, group: 'workers-b' }),
      ...(hasNodeInC ? makeNode({ ...shape, name: NODES.c, zone: C, group: 'workers-c' }) : []),
      GP3_IMMEDIATE_CLASS,
      ...makeVolume({
        namespace: 'wiki',
        claim: 'data-wiki-0',
        volume: 'pvc-wiki',
        sizeGiB: 20,
        zone: C,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'wiki',
        name: 'wiki',
        cpu: '500m',
        memory: '1Gi',
        claim: 'data',
        runsOn: [hasNodeInC ? NODES.c : undefined],
        message: MESSAGE,
      }),
      ...makeNodeAgents([NODES.a, NODES.b, ...(hasNodeInC ? [NODES.c] : [])]),
    ],
  })
}
