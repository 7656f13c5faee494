import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import { parsePlan } from '#plan/validate.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportResult } from '../../importer.ts'

const AWS = 'infrastructure.cluster.x-k8s.io/v1beta2'
const CORE = 'cluster.x-k8s.io/v1beta1'
const DOCUMENTS: readonly unknown[] = [
  {
    apiVersion: CORE,
    kind: 'Cluster',
    metadata: { name: 'a' },
    spec: {
      infrastructureRef: { kind: 'AWSCluster', name: 'a' },
      controlPlaneRef: { kind: 'KubeadmControlPlane', name: 'a' },
    },
  },
  {
    apiVersion: AWS,
    kind: 'AWSCluster',
    metadata: { name: 'a' },
    spec: {
      region: 'eu-west-1',
      network: {
        subnets: [
          { id: 's-1', availabilityZone: 'eu-west-1b' },
          { id: 's-2', availabilityZone: 'eu-west-1a', cidrBlock: '10.0.0.0/24' },
        ],
      },
    },
  },
  {
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'a' },
    spec: {
      replicas: 3,
      version: 'v1.32.0',
      machineTemplate: { infrastructureRef: { kind: 'AWSMachineTemplate', name: 'w' } },
    },
  },
  {
    apiVersion: CORE,
    kind: 'MachineDeployment',
    metadata: {
      name: 'md',
      annotations: {
        'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '1',
        'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '5',
      },
    },
    spec: {
      clusterName: 'a',
      replicas: 2,
      template: {
        spec: {
          infrastructureRef: { kind: 'AWSMachineTemplate', name: 'w' },
          taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
        },
      },
    },
  },
  {
    apiVersion: AWS,
    kind: 'AWSMachineTemplate',
    metadata: { name: 'w' },
    spec: {
      template: {
        spec: { instanceType: 'm5.large', rootVolume: { size: 30, type: 'gp3', iops: 3000 } },
      },
    },
  },
  {
    apiVersion: CORE,
    kind: 'MachinePool',
    metadata: { name: 'mp' },
    spec: {
      clusterName: 'a',
      replicas: 2,
      template: { spec: { infrastructureRef: { kind: 'AWSManagedMachinePool', name: 'p' } } },
    },
  },
  {
    apiVersion: AWS,
    kind: 'AWSManagedMachinePool',
    metadata: { name: 'p' },
    spec: {
      instanceType: 'c5.large',
      scaling: { minSize: 1, maxSize: 4 },
      subnetIDs: ['s-1', 's-2'],
      labels: { team: 'x' },
      diskSize: 20,
    },
  },
]

const anyJunk = fc.constantFrom<unknown>(
  null,
  '',
  -1,
  3.5,
  1e20,
  true,
  [],
  {},
  'x'.repeat(300),
  '${A}',
  ['a', 1, null],
  { a: 1, b: null },
  'eu-west-1z',
  [[[]]],
  { constructor: 'a' },
)

/** Puts another value in place of the nth of all values of a document. */
function replaceNth(value: unknown, index: number, junk: unknown): unknown {
  let left = index
  const walk = (one: unknown): unknown => {
    const isHere = left === 0
    left -= 1
    if (isHere) return junk
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, member]) => [key, walk(member)]))
  }
  return walk(value)
}

function importThem(documents: readonly unknown[]): ImportResult {
  return importFiles([{ label: 'a', text: JSON.stringify(documents) }], {})
}

it('I1.2, I3.4 whatever stands in a field: no exception, a plan that can be opened, no order', () => {
  const anyChange = fc.tuple(fc.nat(DOCUMENTS.length - 1), fc.nat(30), anyJunk)
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
      const documents = changes.reduce(
        (all, [at, index, junk]) =>
          all.map((one, position) => (position === at ? replaceNth(one, index, junk) : one)),
        DOCUMENTS,
      )
      const result = importThem(documents)
      const { plan } = result
      if (plan === undefined) {
        expect(result.problems.length).toBeGreaterThan(0)
        return
      }
      expect(parsePlan(plan).kind).toBe('ok')
      const other = importThem(documents.toReversed()).plan
      expect(other === undefined ? '' : renderPlanYaml(other)).toBe(renderPlanYaml(plan))
    }),
    { numRuns: 40 },
  )
}, 30_000)

/** Every list of a document turned around. */
function reverseLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseLists).toReversed()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, reverseLists(member)]),
  )
}

it('section 20: neither the order of lists nor unknown fields change the plan', () => {
  const plan = importThem(DOCUMENTS).plan
  const spec = { unheardOf: { a: ['b'] } }
  const more = DOCUMENTS.map((document) => ({ ...(document as object), unheardOf: spec }))
  expect(importThem(DOCUMENTS.map(reverseLists)).plan).toEqual(plan)
  expect(importThem(more).plan).toEqual(plan)
})

const OPTIONAL = [
  { at: 1, path: ['spec', 'network', 'subnets'] },
  { at: 2, path: ['spec', 'replicas'] },
  { at: 3, path: ['spec', 'replicas'] },
  { at: 3, path: ['spec', 'template', 'spec', 'taints'] },
  { at: 4, path: ['spec', 'template', 'spec', 'rootVolume'] },
  { at: 6, path: ['spec', 'instanceType'] },
  { at: 6, path: ['spec', 'subnetIDs'] },
  { at: 6, path: ['spec', 'labels'] },
]

function without(value: unknown, path: readonly string[]): unknown {
  const [head = '', ...rest] = path
  const map = value as Readonly<Record<string, unknown>>
  const others = Object.entries(map).filter(([key]) => key !== head)
  return Object.fromEntries(
    rest.length === 0 ? others : [...others, [head, without(map[head], rest)]],
  )
}

it.each(OPTIONAL)(
  'section 20: without $path of document $at at most one value more is assumed',
  ({ at, path }) => {
    const count = ({ findings }: ImportResult): number =>
      findings.filter(({ severity }) => severity === 'assumed').length
    const less = DOCUMENTS.map((one, index) => (index === at ? without(one, path) : one))
    const more = count(importThem(less)) - count(importThem(DOCUMENTS))
    expect([0, 1]).toContain(more)
  },
)
