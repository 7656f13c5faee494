import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listRefusals } from './list-refusals.ts'
import { makeBoundClaim, makeNode, makePod } from '#testing/cluster-objects.ts'
import { placePods } from '#scheduler/schedule-pods.ts'
import { VERSIONS } from '#scheduler/version.ts'
import type { KubeObject } from '#kube/object.ts'

const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'a' } } }
const terms = [
  {
    matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }],
    matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['n9'] }],
  },
]
const container = {
  name: 'c',
  image: 'app:1',
  ports: [{ hostPort: 80, containerPort: 80, protocol: 'TCP', hostIP: '10.0.0.1' }],
  resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { 'example.com/gpu': '1' } },
}
const full = {
  containers: [container],
  initContainers: [{ ...container, name: 'i', restartPolicy: 'Always' }],
  resources: { requests: { cpu: '1' } },
  overhead: { cpu: '10m' },
  tolerations: [{ key: 'x', operator: 'Equal', value: 'y', effect: 'NoSchedule' }],
  nodeSelector: { disk: 'ssd' },
  priority: 5,
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      minDomains: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] },
      matchLabelKeys: ['app'],
    },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: terms[0] }],
    },
    podAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, podAffinityTerm: term }],
    },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  },
}
const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'gp3' },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
  allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
}
const csiNode: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSINode',
  metadata: { name: 'n1' },
  spec: { drivers: [{ name: 'ebs.csi.aws.com', nodeID: 'n1', allocatable: { count: 3 } }] },
}
const budget: KubeObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'b', namespace: 'default' },
  spec: { selector: { matchLabels: { app: 'a' } } },
  status: { disruptionsAllowed: 1 },
}
const world: readonly KubeObject[] = [
  makeNode('n1', 'a', {
    labels: { disk: 'ssd' },
    spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] },
  }),
  makeNode('n2', 'b'),
  storageClass,
  csiNode,
  budget,
  ...makeBoundClaim('data', 'a'),
  makePod('running', { nodeName: 'n1', claims: ['data'], labels: { app: 'a' } }),
  makePod('p', { labels: { app: 'a' }, spec: full }),
  makePod('q', { claims: ['data', 'nowhere'] }),
]

const anyJunk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'x',
    '-1',
    '1e999',
    '-5Gi',
    '٣',
    -1,
    0.5,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    { key: null },
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Paths of every field and item of the value, but for those that make it a Kubernetes object. */
function listPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key]
    const isNeeded = ['apiVersion', 'kind', 'metadata', 'metadata name'].includes(at.join(' '))
    return isNeeded ? listPaths(inner, at) : [at, ...listPaths(inner, at)]
  })
}

function replaceAt(value: unknown, path: readonly string[], junk: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return junk
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    return value.map((item, at) => (String(at) === key ? replaceAt(item, rest, junk) : item))
  }
  const fields = Object.entries(value).map(
    ([name, inner]) => [name, name === key ? replaceAt(inner, rest, junk) : inner] as const,
  )
  return Object.fromEntries(fields)
}

const isKubeObject = (value: unknown): value is KubeObject =>
  typeof value === 'object' && value !== null && 'kind' in value

const anyMutated = fc
  .array(fc.tuple(fc.nat(), fc.nat(), anyJunk), { minLength: 1, maxLength: 3 })
  .map((changes) =>
    changes.reduce<readonly KubeObject[]>((objects, [which, where, junk]) => {
      const at = which % objects.length
      return objects.map((object, index) => {
        if (index !== at) return object
        const paths = listPaths(object)
        const changed = replaceAt(object, paths[where % paths.length] ?? [], junk)
        return isKubeObject(changed) ? changed : object
      })
    }, world),
  )

describe('objects that nobody should have written', () => {
  it('are refused or scheduled, and crash nothing', () => {
    fc.assert(
      fc.property(anyMutated, fc.constantFrom(...VERSIONS), (objects, version) => {
        expect(Array.isArray(listRefusals(objects))).toBe(true)
        const algorithm = version === '1.37' ? 'fast' : 'plain'
        const names = [...placePods(objects, version, algorithm)].map(({ pod }) => pod)
        expect(names.every((name) => typeof name === 'string')).toBe(true)
      }),
      { numRuns: 120 },
    )
  })
})
