import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import { parsePlan } from '#plan/validate.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportResult } from '../../importer.ts'

const owned = { 'kubernetes.io/cluster/shop': 'owned' }
const RESOURCES: readonly Readonly<Record<string, unknown>>[] = [
  {
    mode: 'managed',
    type: 'aws_eks_cluster',
    name: 'this',
    values: { name: 'shop', version: '1.33', vpc_config: [{ subnet_ids: ['s-1', 's-2'] }] },
  },
  ...['1', '2'].map((id, index) => ({
    mode: 'managed',
    type: 'aws_subnet',
    name: 'private',
    index,
    values: {
      id: `s-${id}`,
      availability_zone: `eu-west-1${index === 0 ? 'a' : 'b'}`,
      cidr_block: `10.0.${id}.0/24`,
    },
  })),
  {
    mode: 'managed',
    type: 'aws_eks_node_group',
    name: 'ng',
    values: {
      cluster_name: 'shop',
      node_group_name: 'ng',
      scaling_config: [{ min_size: 1, max_size: 4, desired_size: 2 }],
      instance_types: ['m5.large'],
      labels: { team: 'x' },
      taint: [{ key: 'a', value: 'b', effect: 'NO_SCHEDULE' }],
      subnet_ids: ['s-1', 's-2'],
      launch_template: [{ id: 'lt-1', version: '1' }],
    },
  },
  {
    mode: 'managed',
    type: 'aws_launch_template',
    name: 'lt',
    values: {
      id: 'lt-1',
      instance_type: 'c5.large',
      block_device_mappings: [
        { device_name: '/dev/xvda', ebs: [{ volume_size: 50, volume_type: 'gp3' }] },
      ],
    },
  },
  {
    mode: 'managed',
    type: 'aws_autoscaling_group',
    name: 'own',
    values: {
      name: 'own',
      min_size: 1,
      max_size: 3,
      desired_capacity: 2,
      vpc_zone_identifier: ['s-1'],
      launch_template: [{ id: 'lt-1' }],
      tag: [{ key: 'kubernetes.io/cluster/shop', value: 'owned', propagate_at_launch: true }],
    },
  },
  {
    mode: 'managed',
    type: 'aws_ebs_volume',
    name: 'data',
    values: { availability_zone: 'eu-west-1a', size: 20, type: 'gp3', tags: owned },
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

/** Puts another value in place of the nth of all values of a resource. */
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

function importThem(resources: readonly unknown[]): ImportResult {
  const document = { format_version: '1.0', values: { root_module: { resources } } }
  return importFiles([{ label: 'a', text: JSON.stringify(document) }], {})
}

it('I1.2, I3.4 whatever stands in a field: no exception, a plan that can be opened, no order', () => {
  const anyChange = fc.tuple(fc.nat(RESOURCES.length - 1), fc.nat(24), anyJunk)
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
      const resources = changes.reduce<readonly unknown[]>(
        (all, [at, index, junk]) =>
          all.map((one, position) => (position === at ? replaceNth(one, index, junk) : one)),
        RESOURCES,
      )
      const result = importThem(resources)
      const { plan } = result
      if (plan === undefined) {
        expect(result.problems.length).toBeGreaterThan(0)
        return
      }
      expect(parsePlan(plan).kind).toBe('ok')
      const other = importThem(resources.toReversed()).plan
      expect(other === undefined ? '' : renderPlanYaml(other)).toBe(renderPlanYaml(plan))
    }),
    { numRuns: 40 },
  )
}, 30_000)

/** Every list of a resource turned around. */
function reverseLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseLists).toReversed()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, reverseLists(member)]),
  )
}

it('section 20: neither the order of lists nor unknown fields change the plan', () => {
  const { plan } = importThem(RESOURCES)
  const more = RESOURCES.map((one) => ({
    ...one,
    unheardOf: 1,
    values: { ...(one['values'] as object), unheardOf: { a: ['b'] } },
  }))
  expect(importThem(RESOURCES.map(reverseLists)).plan).toEqual(plan)
  expect(importThem(more).plan).toEqual(plan)
})

it.each([
  { at: 0, field: 'version' },
  { at: 0, field: 'vpc_config' },
  { at: 3, field: 'instance_types' },
  { at: 3, field: 'labels' },
  { at: 3, field: 'taint' },
  { at: 3, field: 'subnet_ids' },
  { at: 3, field: 'launch_template' },
  { at: 3, field: 'node_group_name' },
  { at: 5, field: 'desired_capacity' },
  { at: 5, field: 'vpc_zone_identifier' },
  { at: 5, field: 'name' },
])('section 20: without $field at most one value more is assumed', ({ at, field }) => {
  const count = ({ findings }: ImportResult): number =>
    findings.filter(({ severity }) => severity === 'assumed').length
  const less = RESOURCES.map((one, index) => {
    if (index !== at) return one
    const values = Object.entries(one['values'] as object).filter(([key]) => key !== field)
    return { ...one, values: Object.fromEntries(values) }
  })
  expect([0, 1]).toContain(count(importThem(less)) - count(importThem(RESOURCES)))
})
