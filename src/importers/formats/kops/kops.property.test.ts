import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import { parsePlan } from '#plan/validate.ts'
import { importFiles } from '../../import-files.ts'

const KOPS = { apiVersion: 'kops.k8s.io/v1alpha2' }
const labels = { 'kops.k8s.io/cluster': 'a' }
const DOCUMENTS: readonly unknown[] = [
  {
    ...KOPS,
    kind: 'Cluster',
    metadata: { name: 'a' },
    spec: {
      cloudProvider: 'aws',
      kubernetesVersion: 'v1.32.0',
      clusterAutoscaler: { enabled: true, expander: 'priority' },
      etcdClusters: [
        { name: 'main', etcdMembers: [{ name: 'a', instanceGroup: 'm', volumeSize: 20 }] },
      ],
      subnets: [{ name: 'net', zone: 'eu-west-1a', type: 'Private', cidr: '10.0.0.0/16' }],
    },
  },
  {
    ...KOPS,
    kind: 'InstanceGroup',
    metadata: { name: 'm', labels },
    spec: { role: 'Master', machineType: 'm5.large', subnets: ['net'], taints: ['a=b:NoSchedule'] },
  },
  {
    ...KOPS,
    kind: 'InstanceGroup',
    metadata: { name: 'nodes', labels },
    spec: {
      role: 'Node',
      minSize: 1,
      maxSize: 3,
      nodeLabels: { team: 'x' },
      rootVolume: { size: 50, type: 'gp3' },
      mixedInstancesPolicy: { instances: ['m5.large'], onDemandBase: 1, onDemandAboveBase: 50 },
      kubelet: { maxPods: 50, evictionHard: 'memory.available<100Mi' },
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

it('I1.2, I3.4 whatever stands in a field: no exception, a plan that can be opened, no order', () => {
  const anyChange = fc.tuple(fc.nat(DOCUMENTS.length - 1), fc.nat(40), anyJunk)
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
      const documents = changes.reduce(
        (all, [at, index, junk]) =>
          all.map((one, position) => (position === at ? replaceNth(one, index, junk) : one)),
        DOCUMENTS,
      )
      const importThem = (list: readonly unknown[]) =>
        importFiles([{ label: 'a', text: JSON.stringify(list) }], {})
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
    { numRuns: 30 },
  )
}, 30_000)
