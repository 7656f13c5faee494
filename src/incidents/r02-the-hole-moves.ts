import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import {
  GP3_CLASS,
  M5_LARGE,
  makeNode,
  makeNodeAgents,
  makeVolume,
  makeWorkload,
} from './objects.ts'

/** R01 after a person raised the group: the database runs, and another zone's node is the next to go. */
const A = 'us-east-1a'
const C = 'us-east-1c'
const D = 'us-east-1d'
const NODES = { a: 'ip-10-4-12-7', c: 'ip-10-4-61-130', d: 'ip-10-4-88-41' } as const

const WORKERS: NodeGroup = {
  name: 'workers',
  kind: 'asg',
  zones: [A, C, D],
  instanceTypes: ['m5.large'],
  min: 1,
  desired: 3,
  max: 5,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

export const r02TheHoleMoves: Incident = {
  id: 'R02',
  title: 'Raised by hand, and the hole moves',
  story:
    'After R01 a person raises the group to three, and the database runs. Reports are scaled away for a night. Cluster Autoscaler removes their idle node, as the database keeps its own. Now their zone has none.',
  sources: ['kubernetes/autoscaler#6000'],
  message:
    "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
  reading:
    'The cure by hand holds for one pod. The group is the same: two nodes for three zones are enough for the autoscaler, and one zone is without.',
  plan: makeR02('orders-raised-us-east-1', [WORKERS], { a: 'workers', c: 'workers', d: 'workers' }),
  sketch: {
    zones: [A, C, D],
    groups: [{ name: 'workers', zones: [A, C, D] }],
    nodes: [A, D],
    volume: C,
  },
  expected: { key: 'orders/reports-0', verdict: 'at-risk', disturbances: 1, steps: 3 },
  repaired: {
    title: 'One group per zone',
    why: 'A group of one zone may go to its minimum and comes back there, so no hole is left and none can move.',
    sketch: {
      zones: [A, C, D],
      groups: [
        { name: 'workers-a', zones: [A] },
        { name: 'workers-c', zones: [C] },
        { name: 'workers-d', zones: [D] },
      ],
      nodes: [A, C, D],
      volume: C,
    },
    plan: makeR02(
      'orders-raised-us-east-1-repaired',
      [makeZoneGroup('a', A), makeZoneGroup('c', C), makeZoneGroup('d', D)],
      { a: 'workers-a', c: 'workers-c', d: 'workers-d' },
    ),
  },
}

function makeZoneGroup(letter: string, zone: string): NodeGroup {
  return { ...WORKERS, name: `workers-${letter}`, zones: [zone], min: 1, desired: 1, max: 3 }
}

function makeR02(
  name: string,
  nodeGroups: readonly NodeGroup[],
  groups: { readonly a: string; readonly c: string; readonly d: string },
): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  const namespace = 'orders'
  return makeIncidentPlan(name, {
    region: 'us-east-1',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'use1-az1' },
      { name: C, zoneId: 'use1-az4' },
      { name: D, zoneId: 'use1-az6' },
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
      ...makeNode({ ...shape, name: NODES.a, zone: A, group: groups.a }),
      ...makeNode({ ...shape, name: NODES.c, zone: C, group: groups.c }),
      ...makeNode({ ...shape, name: NODES.d, zone: D, group: groups.d }),
      GP3_CLASS,
      ...makeVolume({
        namespace,
        claim: 'data-postgres-0',
        volume: 'pvc-postgres',
        sizeGiB: 200,
        zone: D,
      }),
      ...makeVolume({
        namespace,
        claim: 'data-reports-0',
        volume: 'pvc-reports',
        sizeGiB: 40,
        zone: C,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace,
        name: 'postgres',
        cpu: '500m',
        memory: '3Gi',
        claim: 'data',
        runsOn: [NODES.d],
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace,
        name: 'reports',
        cpu: '200m',
        memory: '1Gi',
        claim: 'data',
        runsOn: [NODES.c],
      }),
      // More than half of a node: those of a and d stay in use whoever else leaves them.
      ...makeWorkload({
        kind: 'Deployment',
        namespace,
        name: 'orders-api',
        cpu: '1',
        memory: '1Gi',
        runsOn: [NODES.a, NODES.d],
      }),
      ...makeNodeAgents(Object.values(NODES)),
    ],
  })
}
