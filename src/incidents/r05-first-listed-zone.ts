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

/** A group at zero: its template is in the zone that is listed first, the volume in the other. */
const A = 'us-west-2a'
const B = 'us-west-2b'
const SYSTEM_NODES = { a: 'ip-10-11-2-84', b: 'ip-10-11-39-150' } as const

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

const BUILDS: NodeGroup = {
  name: 'builds',
  kind: 'asg',
  zones: [A, B],
  instanceTypes: ['m5.large'],
  min: 0,
  desired: 0,
  max: 4,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

export const r05FirstListedZone: Incident = {
  id: 'R05',
  title: 'From zero, in whichever zone comes',
  story:
    'A group of two zones stands at zero. A runner and a cache with a volume wait. For the cache the autoscaler sees a node of the first listed zone, and asks for none; for the runner it asks. The group launches in either zone.',
  sources: ['kubernetes/autoscaler#3845', 'kubernetes/autoscaler#5437', 'gardener/autoscaler#83'],
  message: "pod didn't trigger scale-up: 1 node(s) didn't match PersistentVolume's node affinity",
  reading:
    'Half the time all is well. A launch in the zone of the volume runs the cache; one in the other zone becomes the template, and the autoscaler never asks again.',
  plan: makeR05('builds-us-west-2', [BUILDS, SYSTEM]),
  sketch: {
    zones: [A, B],
    groups: [{ name: 'builds', zones: [A, B] }],
    nodes: [A],
    volume: B,
  },
  expected: { key: 'builds/cache-0', verdict: 'at-risk', disturbances: 0, steps: 2 },
  repaired: {
    title: 'One group per zone',
    why: 'From zero the template of a group of one zone is in that zone, so the autoscaler asks where the volume is.',
    sketch: {
      zones: [A, B],
      groups: [
        { name: 'builds-a', zones: [A] },
        { name: 'builds-b', zones: [B] },
      ],
      nodes: [B],
      volume: B,
    },
    plan: makeR05('builds-us-west-2-repaired', [
      { ...BUILDS, name: 'builds-a', zones: [A] },
      { ...BUILDS, name: 'builds-b', zones: [B] },
      SYSTEM,
    ]),
  },
}

function makeR05(name: string, nodeGroups: readonly NodeGroup[]): Plan {
  const shape = {
    instanceType: 'm5.large',
    allocatable: M5_LARGE,
    volumes: 25,
    group: 'system',
    taints: [DEDICATED],
  }
  const namespace = 'builds'
  return makeIncidentPlan(name, {
    region: 'us-west-2',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'usw2-az1' },
      { name: B, zoneId: 'usw2-az2' },
    ],
    nodeGroups,
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        version: '1.36.0',
        owns: nodeGroups.map((group) => group.name).filter((one) => one !== 'system'),
      },
    ],
    resources: [
      ...makeNode({ ...shape, name: SYSTEM_NODES.a, zone: A }),
      ...makeNode({ ...shape, name: SYSTEM_NODES.b, zone: B }),
      GP3_CLASS,
      ...makeVolume({
        namespace,
        claim: 'data-cache-0',
        volume: 'pvc-cache',
        sizeGiB: 100,
        zone: B,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace,
        name: 'cache',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        runsOn: [undefined],
      }),
      ...makeWorkload({
        kind: 'Deployment',
        namespace,
        name: 'runner',
        cpu: '1',
        memory: '2Gi',
        runsOn: [undefined],
      }),
      ...makeNodeAgents(Object.values(SYSTEM_NODES)),
    ],
  })
}
