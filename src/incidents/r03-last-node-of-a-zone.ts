import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import { GP3_CLASS, makeNode, makeNodeAgents, makeVolume, makeWorkload } from './objects.ts'
import type { KubeResource } from './objects.ts'

/** The title case: three nodes, one in each zone; the monitoring of one zone is scaled away for a night. */
const A = 'eu-west-1a'
const B = 'eu-west-1b'
const C = 'eu-west-1c'
const NODES = {
  workersA: 'ip-10-0-14-203',
  workersB: 'ip-10-0-47-18',
  workersC: 'ip-10-0-90-12',
  systemA: 'ip-10-0-9-61',
  systemB: 'ip-10-0-38-240',
} as const

const M6I_LARGE = {
  cpu: '1930m',
  memory: '7220184Ki',
  'ephemeral-storage': '76224326324',
  pods: '29',
} as const

const DEDICATED = { key: 'dedicated', value: 'system', effect: 'NoSchedule' } as const
const ON_SYSTEM = {
  nodeSelector: { 'eks.amazonaws.com/nodegroup': 'system' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'system', effect: 'NoSchedule' }],
}

const SYSTEM: NodeGroup = {
  name: 'system',
  kind: 'eks-managed',
  zones: [A, B],
  instanceTypes: ['m6i.large'],
  min: 2,
  desired: 2,
  max: 2,
  taints: [DEDICATED],
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

const WORKERS: NodeGroup = {
  name: 'workers',
  kind: 'eks-managed',
  zones: [A, B, C],
  instanceTypes: ['m6i.large'],
  min: 2,
  desired: 3,
  max: 6,
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
}

export const r03LastNodeOfAZone: Incident = {
  id: 'R03',
  title: 'The last node of a zone goes at night',
  story:
    'Monitoring is scaled away for the night. Cluster Autoscaler removes the idle node of its zone. In the morning the pod waits for a node in a zone where nothing will ever launch one, and no log line says why.',
  sources: ['kubernetes/kubernetes#71265'],
  message:
    "0/4 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity, 2 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.",
  reading:
    'It reads as if the pod were wrong. It is the group: the autoscaler expects its next node where its nodes are, not where the volume is.',
  plan: makeR03('prod-eu-west-1', [WORKERS, SYSTEM], {
    a: 'workers',
    b: 'workers',
    c: 'workers',
  }),
  sketch: {
    zones: [A, B, C],
    groups: [{ name: 'workers', zones: [A, B, C] }],
    nodes: [A, B],
    volume: C,
  },
  expected: {
    key: 'monitoring/prometheus-0',
    verdict: 'at-risk',
    disturbances: 1,
    steps: 3,
  },
  repaired: {
    title: 'One group per zone',
    why: 'A group of one zone can only launch there, so the autoscaler asks for the node that the volume needs.',
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
    plan: makeR03(
      'prod-eu-west-1-repaired',
      [makeZoneGroup('a', A), makeZoneGroup('b', B), makeZoneGroup('c', C), SYSTEM],
      { a: 'workers-a', b: 'workers-b', c: 'workers-c' },
    ),
  },
}

function makeZoneGroup(letter: string, zone: string): NodeGroup {
  return { ...WORKERS, name: `workers-${letter}`, zones: [zone], min: 1, desired: 1, max: 4 }
}

function makeR03(
  name: string,
  nodeGroups: readonly NodeGroup[],
  groups: { readonly a: string; readonly b: string; readonly c: string },
): Plan {
  return makeIncidentPlan(name, {
    region: 'eu-west-1',
    kubernetesVersion: '1.36',
    zones: [
      { name: A, zoneId: 'euw1-az3' },
      { name: B, zoneId: 'euw1-az1' },
      { name: C, zoneId: 'euw1-az2' },
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
      ...makeNodes(groups),
      GP3_CLASS,
      ...makeMonitoring(),
      ...makeShop(),
      ...makeSystem(),
      ...makeNodeAgents(Object.values(NODES)),
      ...makeWorkload({
        kind: 'DaemonSet',
        namespace: 'monitoring',
        name: 'node-exporter',
        cpu: '100m',
        memory: '80Mi',
        runsOn: Object.values(NODES),
      }),
    ],
  })
}

function makeNodes(groups: {
  readonly a: string
  readonly b: string
  readonly c: string
}): readonly KubeResource[] {
  const shape = { instanceType: 'm6i.large', allocatable: M6I_LARGE, volumes: 25 }
  return [
    ...makeNode({ ...shape, name: NODES.workersA, zone: A, group: groups.a }),
    ...makeNode({ ...shape, name: NODES.workersB, zone: B, group: groups.b }),
    ...makeNode({ ...shape, name: NODES.workersC, zone: C, group: groups.c }),
    ...makeNode({ ...shape, name: NODES.systemA, zone: A, group: 'system', taints: [DEDICATED] }),
    ...makeNode({ ...shape, name: NODES.systemB, zone: B, group: 'system', taints: [DEDICATED] }),
  ]
}

function makeMonitoring(): readonly KubeResource[] {
  const namespace = 'monitoring'
  return [
    ...makeVolume({ namespace, claim: 'storage-loki-0', volume: 'pvc-loki', sizeGiB: 50, zone: A }),
    ...makeVolume({
      namespace,
      claim: 'db-alertmanager-0',
      volume: 'pvc-alertmanager',
      sizeGiB: 10,
      zone: B,
    }),
    ...makeVolume({
      namespace,
      claim: 'db-prometheus-0',
      volume: 'pvc-prometheus',
      sizeGiB: 100,
      zone: C,
    }),
    ...makeWorkload({
      kind: 'StatefulSet',
      namespace,
      name: 'loki',
      cpu: '400m',
      memory: '2Gi',
      claim: 'storage',
      runsOn: [NODES.workersA],
    }),
    ...makeWorkload({
      kind: 'StatefulSet',
      namespace,
      name: 'alertmanager',
      cpu: '100m',
      memory: '256Mi',
      claim: 'db',
      runsOn: [NODES.workersB],
    }),
    ...makeWorkload({
      kind: 'StatefulSet',
      namespace,
      name: 'prometheus',
      cpu: '500m',
      memory: '4Gi',
      claim: 'db',
      runsOn: [NODES.workersC],
    }),
    ...makeWorkload({
      kind: 'Deployment',
      namespace,
      name: 'grafana',
      cpu: '250m',
      memory: '512Mi',
      runsOn: [NODES.workersB],
    }),
  ]
}

/**
 * Small enough that the nodes of the other zones have room for prometheus-0, so that only its volume
 * keeps it away; large enough to keep those nodes in use when their own volume's pod is scaled away.
 */
function makeShop(): readonly KubeResource[] {
  const namespace = 'shop'
  const { workersA, workersB } = NODES
  return [
    ...makeWorkload({
      kind: 'Deployment',
      namespace,
      name: 'checkout-api',
      cpu: '500m',
      memory: '256Mi',
      runsOn: [workersA, workersB],
    }),
    ...makeWorkload({
      kind: 'Deployment',
      namespace,
      name: 'cart',
      cpu: '100m',
      memory: '96Mi',
      runsOn: [workersA, workersA, workersB, workersB],
    }),
  ]
}

function makeSystem(): readonly KubeResource[] {
  const runsOn = [NODES.systemA, NODES.systemB]
  const sketch = { kind: 'Deployment', namespace: 'kube-system', runsOn, ...ON_SYSTEM } as const
  return [
    ...makeWorkload({ ...sketch, name: 'coredns', cpu: '100m', memory: '70Mi' }),
    ...makeWorkload({ ...sketch, name: 'cluster-autoscaler', cpu: '100m', memory: '600Mi' }),
    ...makeWorkload({ ...sketch, name: 'ebs-csi-controller', cpu: '60m', memory: '240Mi' }),
    ...makeWorkload({ ...sketch, name: 'metrics-server', cpu: '100m', memory: '200Mi' }),
  ]
}
