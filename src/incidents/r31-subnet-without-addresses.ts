import type { NodeGroup, Plan, Zone } from '#plan/schema.ts'
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

/** Karpenter in three zones; the subnet of one has no address left, and the volume is there. */
const A = 'us-east-2a'
const B = 'us-east-2b'
const C = 'us-east-2c'
const SYSTEM_NODES = { b: 'ip-10-31-40-12', c: 'ip-10-31-77-5' } as const

const DEDICATED = { key: 'dedicated', value: 'system', effect: 'NoSchedule' } as const

const SYSTEM: NodeGroup = {
  name: 'system',
  kind: 'eks-managed',
  zones: [B, C],
  instanceTypes: ['m5.large'],
  min: 2,
  desired: 2,
  max: 2,
  taints: [DEDICATED],
}

const POOL: NodeGroup = {
  name: 'default',
  kind: 'karpenter',
  zones: [A, B, C],
  instanceTypes: ['m5.large'],
  limits: { cpu: '100' },
}

export const r31SubnetWithoutAddresses: Incident = {
  id: 'R31',
  title: 'A subnet without addresses',
  story:
    'The subnets of b and c are nearly empty, that of a is full. The queue has its volume in a, so Karpenter launches in a, and EC2 has no address to give. It tries again and again; the room in b and c is no help.',
  sources: [
    'aws/karpenter-provider-aws#2921',
    'aws/karpenter-provider-aws#3380',
    'aws/karpenter-provider-aws#5234',
    'aws/amazon-vpc-cni-k8s#2846',
  ],
  message:
    "InsufficientFreeAddressesInSubnet: There are not enough free addresses in subnet 'subnet-0a31' to satisfy the requested number of instances.",
  reading:
    'No count of nodes, cpu or quota shows it. Subnets are filled by pods too, one address each, long before anybody looks at them.',
  plan: makeR31('queues-us-east-2', { ...POOL, offeredZones: [B, C] }, 0),
  sketch: {
    zones: [A, B, C],
    groups: [{ name: 'default', zones: [A, B, C] }],
    nodes: [],
    volume: A,
    blocked: 'no address',
  },
  expected: { key: 'queues/broker-0', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'A second subnet in that zone',
    why: 'With addresses to give in a, a launch there comes up, and Karpenter asks where the volume is.',
    sketch: {
      zones: [A, B, C],
      groups: [{ name: 'default', zones: [A, B, C] }],
      nodes: [A],
      volume: A,
    },
    plan: makeR31('queues-us-east-2-repaired', POOL, 4091),
  },
}

function makeR31(name: string, pool: NodeGroup, freeInA: number): Plan {
  const shape = {
    instanceType: 'm5.large',
    allocatable: M5_LARGE,
    volumes: 25,
    group: 'system',
    taints: [DEDICATED],
  }
  const subnet = (zone: string, zoneId: string, freeIPs: number): Zone => ({
    name: zone,
    zoneId,
    subnets: [{ freeIPs }],
  })
  return makeIncidentPlan(name, {
    region: 'us-east-2',
    kubernetesVersion: '1.36',
    zones: [
      subnet(A, 'use2-az1', freeInA),
      subnet(B, 'use2-az2', 4078),
      subnet(C, 'use2-az3', 4083),
    ],
    nodeGroups: [pool, SYSTEM],
    autoscalers: [{ kind: 'karpenter', version: '1.9.0', owns: [pool.name] }],
    resources: [
      ...makeNode({ ...shape, name: SYSTEM_NODES.b, zone: B }),
      ...makeNode({ ...shape, name: SYSTEM_NODES.c, zone: C }),
      GP3_CLASS,
      ...makeVolume({
        namespace: 'queues',
        claim: 'data-broker-0',
        volume: 'pvc-broker',
        sizeGiB: 50,
        zone: A,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'queues',
        name: 'broker',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        runsOn: [undefined],
      }),
      ...makeNodeAgents(Object.values(SYSTEM_NODES)),
    ],
  })
}
