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

/** One group over three zones with nodes in two of them; the database's volume is in the third. */
const A = 'us-east-1a'
const C = 'us-east-1c'
const D = 'us-east-1d'
const NODES = { a: 'ip-10-4-12-7', c: 'ip-10-4-61-130', d: 'ip-10-4-88-41' } as const

const MESSAGE =
  "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."

const WORKERS: NodeGroup = {
  name: 'workers',
  kind: 'asg',
  zones: [A, C, D],
  instanceTypes: ['m5.large'],
  min: 1,
  desired: 2,
  max: 5,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

export const r01VolumeInTheThirdZone: Incident = {
  id: 'R01',
  title: 'One group over three zones, volume in the third',
  story:
    'A group of two nodes spans three zones. The database comes back after a restart, its volume is in the zone without a node, and Cluster Autoscaler says that no scale-up would help.',
  sources: ['kubernetes/autoscaler#1431', 'kubernetes/autoscaler#6000'],
  message: MESSAGE,
  reading:
    'The autoscaler takes a running node for the whole group. None runs in the zone of the volume, so it never asks; a node added by hand would land there and cure it.',
  plan: makeR01('orders-us-east-1', [WORKERS], {
    groups: { a: 'workers', c: 'workers' },
  }),
  sketch: {
    zones: [A, C, D],
    groups: [{ name: 'workers', zones: [A, C, D] }],
    nodes: [A, C],
    volume: D,
  },
  expected: {
    key: 'orders/postgres-0',
    verdict: 'pending-forever',
    disturbances: 0,
    steps: 0,
  },
  repaired: {
    title: 'One group per zone',
    why: 'The group of the third zone has its own template, so the autoscaler can ask for a node there and only there.',
    sketch: {
      zones: [A, C, D],
      groups: [
        { name: 'workers-a', zones: [A] },
        { name: 'workers-c', zones: [C] },
        { name: 'workers-d', zones: [D] },
      ],
      nodes: [A, C, D],
      volume: D,
    },
    plan: makeR01(
      'orders-us-east-1-repaired',
      [makeZoneGroup('a', A), makeZoneGroup('c', C), makeZoneGroup('d', D)],
      { groups: { a: 'workers-a', c: 'workers-c', d: 'workers-d' } },
    ),
  },
}

function makeZoneGroup(letter: string, zone: string): NodeGroup {
  return { ...WORKERS, name: `workers-${letter}`, zones: [zone], min: 1, desired: 1, max: 3 }
}

function makeR01(
  name: string,
  nodeGroups: readonly NodeGroup[],
  { groups }: { readonly groups: { readonly a: string; readonly c: string; readonly d?: string } },
): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  const hasNodeInD = groups.d !== undefined
  const nodes = [NODES.a, NODES.c, ...(hasNodeInD ? [NODES.d] : [])]
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
      ...(groups.d === undefined
        ? []
        : makeNode({ ...shape, name: NODES.d, zone: D, group: groups.d })),
      GP3_CLASS,
      ...makeVolume({
        namespace: 'orders',
        claim: 'data-postgres-0',
        volume: 'pvc-postgres',
        sizeGiB: 200,
        zone: D,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'orders',
        name: 'postgres',
        cpu: '1',
        memory: '4Gi',
        claim: 'data',
        runsOn: [hasNodeInD ? NODES.d : undefined],
        message: MESSAGE,
      }),
      ...makeWorkload({
        kind: 'Deployment',
        namespace: 'orders',
        name: 'orders-api',
        cpu: '500m',
        memory: '1Gi',
        runsOn: [NODES.a, NODES.c],
      }),
      ...makeNodeAgents(nodes),
    ],
  })
}
