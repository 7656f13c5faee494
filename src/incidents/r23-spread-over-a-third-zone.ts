import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import { M5_LARGE, makeNode, makeNodeAgents, makeWorkload } from './objects.ts'

/** A hard spread over zones wants the next pod in the third; the group with room has nodes in two. */
const A = 'us-east-2a'
const B = 'us-east-2b'
const C = 'us-east-2c'
const NODES = { a: 'ip-10-9-4-71', b: 'ip-10-9-37-205', edge: 'ip-10-9-70-16' } as const

const MESSAGE =
  "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match pod topology spread constraints. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod."

const WORKERS: NodeGroup = {
  name: 'workers',
  kind: 'asg',
  zones: [A, B, C],
  instanceTypes: ['m5.large'],
  min: 2,
  desired: 2,
  max: 3,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

/** One node that is full: it makes the third zone count for the spread. */
const EDGE: NodeGroup = {
  name: 'edge',
  kind: 'asg',
  zones: [C],
  instanceTypes: ['m5.large'],
  min: 1,
  desired: 1,
  max: 1,
}

export const r23SpreadOverAThirdZone: Incident = {
  id: 'R23',
  title: 'A hard spread needs the third zone',
  story:
    'Three replicas must spread over the zones. The only node of the third zone is full. The group with room spans that zone, but has nodes in the other two.',
  sources: ['kubernetes/autoscaler#4848', 'kubernetes/autoscaler#4362'],
  message: MESSAGE,
  reading:
    'The autoscaler takes a running node for the whole group, and a copy of it would break the spread. So it never asks, though the group would launch in the third zone.',
  plan: makeR23('api-us-east-2', 'DoNotSchedule'),
  sketch: {
    zones: [A, B, C],
    groups: [{ name: 'workers', zones: [A, B, C] }],
    nodes: [A, B],
    volume: C,
    isWithoutVolume: true,
  },
  expected: {
    key: 'shop/api-6d4c9f7b58-h4tnc',
    verdict: 'pending-forever',
    disturbances: 0,
    steps: 0,
  },
  repaired: {
    title: 'A spread that prefers, not insists',
    why: 'With ScheduleAnyway the pod takes the room there is, and shares a zone with another replica.',
    sketch: {
      zones: [A, B, C],
      groups: [{ name: 'workers', zones: [A, B, C] }],
      nodes: [A, B],
      volume: A,
      isWithoutVolume: true,
    },
    plan: makeR23('api-us-east-2-repaired', 'ScheduleAnyway'),
  },
}

function makeR23(name: string, whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'): Plan {
  const shape = { instanceType: 'm5.large', allocatable: M5_LARGE, volumes: 25 }
  return makeIncidentPlan(name, {
    region: 'us-east-2',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'use2-az1' },
      { name: B, zoneId: 'use2-az2' },
      { name: C, zoneId: 'use2-az3' },
    ],
    nodeGroups: [WORKERS, EDGE],
    autoscalers: [{ kind: 'cluster-autoscaler', version: '1.36.0', owns: ['workers'] }],
    resources: [
      ...makeNode({ ...shape, name: NODES.a, zone: A, group: 'workers' }),
      ...makeNode({ ...shape, name: NODES.b, zone: B, group: 'workers' }),
      ...makeNode({ ...shape, name: NODES.edge, zone: C, group: 'edge' }),
      ...makeWorkload({
        kind: 'Deployment',
        namespace: 'shop',
        name: 'api',
        cpu: '500m',
        memory: '1Gi',
        constraints: {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable,
              labelSelector: { matchLabels: { app: 'api' } },
            },
          ],
        },
        runsOn: [NODES.a, NODES.b, undefined],
        ...(whenUnsatisfiable === 'DoNotSchedule' ? { message: MESSAGE } : {}),
      }),
      ...makeWorkload({
        kind: 'Deployment',
        namespace: 'shop',
        name: 'ingest',
        cpu: '1500m',
        memory: '2Gi',
        runsOn: [NODES.edge],
      }),
      ...makeNodeAgents(Object.values(NODES)),
    ],
  })
}
