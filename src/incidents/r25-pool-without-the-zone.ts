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

/** Karpenter's node class has subnets in two zones; the volume is in the third. */
const A = 'eu-north-1a'
const B = 'eu-north-1b'
const C = 'eu-north-1c'
const SYSTEM_NODES = { a: 'ip-10-13-6-29', b: 'ip-10-13-41-77' } as const

const DEDICATED = { key: 'dedicated', value: 'system', effect: 'NoSchedule' } as const

const SYSTEM: NodeGroup = {
  name: 'system',
  kind: 'eks-managed',
  zones: [A, B],
  instanceTypes: ['m5.large'],
  min: 2,
  desired: 2,
  max: 2,
  taints: [DEDICATED],
}

const POOL: NodeGroup = {
  name: 'default',
  kind: 'karpenter',
  zones: [A, B],
  instanceTypes: ['m5.large'],
  limits: { cpu: '100' },
}

export const r25PoolWithoutTheZone: Incident = {
  id: 'R25',
  title: 'A pool whose subnets miss the zone',
  story:
    'Karpenter launches where the volume is, if its node class has a subnet there. This one has subnets in two zones, and the volume of the metrics store is in the third. Karpenter says that the zone does not exist.',
  sources: ['aws/karpenter-provider-aws#4407', 'aws/karpenter-provider-aws#7713'],
  message:
    'incompatible with nodepool "default", daemonset overhead={"cpu":"180m","memory":"120Mi","pods":"3"}, incompatible requirements, key topology.kubernetes.io/zone, topology.kubernetes.io/zone DoesNotExist not in topology.kubernetes.io/zone In [eu-north-1a eu-north-1b]',
  reading:
    'DoesNotExist is what is left when the zones that are asked for and those of the pool have none in common. The pod is right, the subnets are too few.',
  plan: makeR25('metrics-eu-north-1', POOL),
  sketch: {
    zones: [A, B, C],
    groups: [{ name: 'default', zones: [A, B] }],
    nodes: [],
    volume: C,
  },
  expected: { key: 'metrics/store-0', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'A subnet in the zone of the volume',
    why: 'The node class finds a subnet in each zone, so Karpenter launches in the zone that the volume asks for.',
    sketch: {
      zones: [A, B, C],
      groups: [{ name: 'default', zones: [A, B, C] }],
      nodes: [C],
      volume: C,
    },
    plan: makeR25('metrics-eu-north-1-repaired', { ...POOL, zones: [A, B, C] }),
  },
}

function makeR25(name: string, pool: NodeGroup): Plan {
  const shape = {
    instanceType: 'm5.large',
    allocatable: M5_LARGE,
    volumes: 25,
    group: 'system',
    taints: [DEDICATED],
  }
  return makeIncidentPlan(name, {
    region: 'eu-north-1',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'eun1-az1' },
      { name: B, zoneId: 'eun1-az2' },
      { name: C, zoneId: 'eun1-az3' },
    ],
    nodeGroups: [pool, SYSTEM],
    autoscalers: [{ kind: 'karpenter', version: '1.9.0', owns: [pool.name] }],
    resources: [
      ...makeNode({ ...shape, name: SYSTEM_NODES.a, zone: A }),
      ...makeNode({ ...shape, name: SYSTEM_NODES.b, zone: B }),
      GP3_CLASS,
      ...makeVolume({
        namespace: 'metrics',
        claim: 'data-store-0',
        volume: 'pvc-store',
        sizeGiB: 100,
        zone: C,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'metrics',
        name: 'store',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        runsOn: [undefined],
      }),
      ...makeNodeAgents(Object.values(SYSTEM_NODES)),
    ],
  })
}
