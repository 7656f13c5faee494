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

/** A group per zone, each at zero, and an autoscaler that gives their templates no label of the volume driver. */
const A = 'us-west-2a'
const B = 'us-west-2b'
const C = 'us-west-2c'
const SYSTEM_NODES = { a: 'ip-10-16-4-31', b: 'ip-10-16-37-112' } as const

const DEDICATED = { key: 'dedicated', value: 'system', effect: 'NoSchedule' } as const
const ZONE_TAG = 'k8s.io/cluster-autoscaler/node-template/label/topology.ebs.csi.aws.com/zone'

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

const ZONE_GROUPS = ([A, B, C] as const).map((zone): NodeGroup => ({
  name: `search-${zone.slice(-1)}`,
  kind: 'asg',
  zones: [zone],
  instanceTypes: ['m5.large'],
  min: 0,
  desired: 0,
  max: 3,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}))

export const r06BalancedFromZero: Incident = {
  id: 'R06',
  title: 'A group per zone, and still nothing comes',
  story:
    'There is a group for every zone, balanced, and each stands at zero. The pod has its volume in b. A group at zero has no node to copy, so the autoscaler builds one from the group itself, without the label by which the volume knows its zone.',
  sources: ['kubernetes/autoscaler#4305'],
  message: "pod didn't trigger scale-up: 3 node(s) had volume node affinity conflict",
  reading:
    'The layout is right and no zone is missing. What is missing is one label on a node that does not exist yet: a tag of the group gives it, and from 1.29 on the autoscaler does.',
  plan: makeR06('search-us-west-2', ZONE_GROUPS),
  sketch: {
    zones: [A, B, C],
    groups: ZONE_GROUPS.map(({ name, zones = [] }) => ({ name, zones })),
    nodes: [],
    volume: B,
    blocked: 'no label',
  },
  expected: { key: 'search/index-0', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'The label as a tag of each group',
    why: 'The autoscaler reads the label of a node to come from the tag, so the template of b fits the volume in b.',
    sketch: {
      zones: [A, B, C],
      groups: ZONE_GROUPS.map(({ name, zones = [] }) => ({ name, zones })),
      nodes: [B],
      volume: B,
    },
    plan: makeR06(
      'search-us-west-2-repaired',
      ZONE_GROUPS.map((group) => ({
        ...group,
        tags: { ...group.tags, [ZONE_TAG]: group.zones?.[0] ?? '' },
      })),
    ),
  },
}

function makeR06(name: string, zoneGroups: readonly NodeGroup[]): Plan {
  const shape = {
    instanceType: 'm5.large',
    allocatable: M5_LARGE,
    volumes: 25,
    group: 'system',
    taints: [DEDICATED],
  }
  const namespace = 'search'
  return makeIncidentPlan(name, {
    region: 'us-west-2',
    kubernetesVersion: '1.28',
    zones: [
      { name: A, zoneId: 'usw2-az1' },
      { name: B, zoneId: 'usw2-az2' },
      { name: C, zoneId: 'usw2-az3' },
    ],
    nodeGroups: [...zoneGroups, SYSTEM],
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        version: '1.28.2',
        flags: { balanceSimilarNodeGroups: true },
        owns: zoneGroups.map((group) => group.name),
      },
    ],
    resources: [
      ...makeNode({ ...shape, name: SYSTEM_NODES.a, zone: A }),
      ...makeNode({ ...shape, name: SYSTEM_NODES.b, zone: B }),
      GP3_CLASS,
      ...makeVolume({
        namespace,
        claim: 'data-index-0',
        volume: 'pvc-index',
        sizeGiB: 200,
        zone: B,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace,
        name: 'index',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        runsOn: [undefined],
      }),
      ...makeNodeAgents(Object.values(SYSTEM_NODES)),
    ],
  })
}
