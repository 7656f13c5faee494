import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import { GP3_CLASS, makeNode, makeNodeAgents, makeVolume, makeWorkload } from './objects.ts'

/** A machine of 28 attachments: the root disk and a second network interface leave 26 to pods. */
const A = 'eu-west-1a'
const NODE = 'ip-10-20-3-58'
const ATTACHABLE = 26

const MESSAGE =
  '0/1 nodes are available: 1 node(s) exceed max volume count. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.'

/** What EKS leaves to pods of an m5.xlarge. */
const M5_XLARGE = {
  cpu: '3920m',
  memory: '15147640Ki',
  'ephemeral-storage': '76224326324',
  pods: '58',
} as const

const SHARDS: NodeGroup = {
  name: 'shards',
  kind: 'eks-managed',
  zones: [A],
  instanceTypes: ['m5.xlarge'],
  min: 1,
  desired: 1,
  max: 1,
}

export const r20OneVolumeTooMany: Incident = {
  id: 'R20',
  title: 'One volume more than the machine takes',
  story:
    'A small database runs a shard per customer, each with its own volume, on one machine. CPU and memory would do for twice as many. The machine takes 28 devices: its root disk and a network interface count, and the 27th shard finds no slot.',
  sources: [
    'kubernetes/kubernetes#106894',
    'kubernetes-sigs/aws-ebs-csi-driver#1728',
    'kubernetes-sigs/aws-ebs-csi-driver#1163',
    'kubernetes-sigs/aws-ebs-csi-driver#1258',
  ],
  message: MESSAGE,
  reading:
    'The count is right since the driver counts network interfaces. Before that the shard was placed, and stayed in ContainerCreating with an attachment that failed again and again.',
  plan: makeR20('shards-eu-west-1', 27),
  sketch: {
    zones: [A],
    groups: [{ name: 'shards', zones: [A] }],
    nodes: [A],
    volume: A,
    blocked: 'slots full',
  },
  expected: { key: 'shards/shard-26', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'One volume fewer',
    why: 'The machine has 26 slots for volumes of pods, and 26 shards use them. A second machine would do as well.',
    sketch: {
      zones: [A],
      groups: [{ name: 'shards', zones: [A] }],
      nodes: [A],
      volume: A,
    },
    plan: makeR20('shards-eu-west-1-repaired', ATTACHABLE),
  },
}

function makeR20(name: string, shardCount: number): Plan {
  const namespace = 'shards'
  const shards = Array.from({ length: shardCount }, (_, index) => index)
  return makeIncidentPlan(name, {
    region: 'eu-west-1',
    kubernetesVersion: '1.36',
    zones: [{ name: A, zoneId: 'euw1-az3' }],
    nodeGroups: [SHARDS],
    autoscalers: [],
    resources: [
      ...makeNode({
        name: NODE,
        zone: A,
        group: SHARDS.name,
        instanceType: 'm5.xlarge',
        allocatable: M5_XLARGE,
        volumes: ATTACHABLE,
      }),
      GP3_CLASS,
      ...shards.flatMap((index) =>
        makeVolume({
          namespace,
          claim: `data-shard-${index}`,
          volume: `pvc-shard-${index}`,
          sizeGiB: 10,
          zone: A,
        }),
      ),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace,
        name: 'shard',
        cpu: '50m',
        memory: '256Mi',
        claim: 'data',
        runsOn: shards.map((index) => (index < ATTACHABLE ? NODE : undefined)),
        message: MESSAGE,
      }),
      ...makeNodeAgents([NODE]),
    ],
  })
}
