import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explainPending } from './explain-pending.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import {
  makeBoundClaim,
  makePod,
  makeStorageClass,
  makeUnboundClaim,
} from '#testing/cluster-objects.ts'
import { readPod } from '#kube/pod.ts'
import { readSnapshot } from './read-snapshot.ts'
import { scoreNodes } from './score.ts'
import { resolvePriority } from './snapshot.ts'
import type { KubeObject } from '#kube/object.ts'

const labelSelector = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }],
}
const podTerm = {
  topologyKey: 'zone',
  labelSelector,
  namespaces: ['default'],
  namespaceSelector: {},
}
const nodeTerm = {
  matchExpressions: [{ key: 'zone', operator: 'Gt', values: ['1'] }],
  matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }],
}
const richSpec = {
  nodeName: 'n1',
  priority: 5,
  overhead: { cpu: '1m' },
  resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
  nodeSelector: { zone: 'a' },
  tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }],
  topologySpreadConstraints: [
    {
      topologyKey: 'zone',
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector,
      matchLabelKeys: ['app'],
      minDomains: 1,
    },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: nodeTerm }],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [podTerm],
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 2, podAffinityTerm: podTerm }],
    },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [podTerm] },
  },
  initContainers: [{ name: 'i', restartPolicy: 'Always', ports: [{ hostPort: 1 }] }],
  containers: [{ name: 'c', resources: { requests: { cpu: '1' } }, ports: [{ hostPort: 80 }] }],
  volumes: [
    { name: 'v', persistentVolumeClaim: { claimName: 'bound' } },
    { name: 'e', ephemeral: { volumeClaimTemplate: { spec: {} } } },
    { name: 'm', image: { reference: 'app:1' } },
    { name: 'r', rbd: { image: 'i', monitors: ['m'], pool: 'p' } },
  ],
  schedulingGates: [],
}
const OBJECTS: readonly KubeObject[] = [
  makePlainNode('n1', {
    labels: { zone: 'a' },
    spec: { taints: [{ key: 'k', effect: 'NoSchedule' }], unschedulable: false },
  }),
  {
    ...makePod('running', { spec: richSpec }),
    status: {
      phase: 'Running',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
      containerStatuses: [{ name: 'c', resources: { requests: { cpu: '1' } } }],
    },
  },
  makePod('p', {
    spec: { ...richSpec, nodeName: undefined, volumes: richSpec.volumes.slice(0, 1) },
  }),
  ...makeBoundClaim('bound', 'a'),
  makeUnboundClaim('open'),
  makeStorageClass({
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
  }),
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: 'n1' },
    spec: { drivers: [{ name: 'ebs.csi.aws.com', allocatable: { count: 1 } }] },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b' },
    spec: { selector: labelSelector, minAvailable: '50%' },
    status: { disruptedPods: { x: 't' } },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n2', labels: { zone: 'b' } },
    status: {
      allocatable: { cpu: '1' },
      images: [{ names: ['app:1'], sizeBytes: 1 }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: { selector: { app: 'web' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'w' },
    spec: { selector: labelSelector },
  },
  {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'w' },
    spec: { selector: {} },
  },
]
const GARBAGE: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  NaN,
  '',
  'x',
  true,
  [],
  {},
  [null],
  ['x'],
  { x: null },
]

/** Every way to have one field of the objects wrong. */
function* listBroken(value: unknown): Generator<unknown> {
  yield* GARBAGE
  if (typeof value !== 'object' || value === null) return
  for (const [key, field] of Object.entries(value)) {
    for (const broken of listBroken(field)) {
      yield Array.isArray(value)
        ? value.map((item, index) => (String(index) === key ? broken : item))
        : { ...value, [key]: broken }
    }
  }
}

const FIELDS = ['metadata', 'spec', 'status', 'allowedTopologies']

/** The objects, one of them with one field broken. */
const anyBrokenObjects = fc
  .tuple(fc.constantFrom(...OBJECTS.keys()), fc.constantFrom(...FIELDS), fc.nat())
  .map(([at, field, pick]) => {
    const ways = [...listBroken(OBJECTS[at]?.[field])]
    const broken = ways[pick % ways.length]
    return OBJECTS.map((one, index) => (index === at ? { ...one, [field]: broken } : one))
  })

it('explains a pod among objects that are wrong in any field, without a crash', () => {
  fc.assert(
    fc.property(anyBrokenObjects, (objects) => {
      // The type says what the plan's schema checks; here it is broken on purpose.
      const wrong = objects as readonly KubeObject[]
      const pod = resolvePriority(readPod(wrong[2] ?? makePod('p')), [])
      const snapshot = readSnapshot(wrong, '1.37')
      expect(['gated', 'fits', 'unschedulable']).toContain(explainPending(pod, snapshot).kind)
      expect(['error', 'scored']).toContain(scoreNodes(pod, snapshot.nodes, snapshot).kind)
    }),
    { numRuns: 150 },
  )
})
