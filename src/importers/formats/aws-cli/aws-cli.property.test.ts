import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import { parsePlan } from '#plan/validate.ts'
import {
  makeInstance,
  makeLine,
  makeLines,
  makeScalingGroup,
  makeSubnet,
  makeVolume,
  REGION,
} from '#testing/inventory-lines.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportResult } from '../../importer.ts'

const SHOP = { 'eks:cluster-name': 'shop' }
const NG = { ...SHOP, 'eks:nodegroup-name': 'ng', 'k8s.io/cluster-autoscaler/enabled': 'true' }
const OLD = { KubernetesCluster: 'old' }
const MASTER = { ...OLD, 'k8s.io/role/control-plane': '1', 'kops.k8s.io/instancegroup': 'masters' }

function claim(ordinal: number) {
  return {
    CSIVolumeName: `pvc-${ordinal}`,
    'kubernetes.io/cluster/shop': 'owned',
    'kubernetes.io/created-for/pvc/namespace': 'db',
    'kubernetes.io/created-for/pvc/name': `data-pg-${ordinal}`,
  }
}

/** Two clusters with something of everything. */
const LINES: readonly unknown[] = [
  ...makeLines({
    instances: [
      makeInstance('i-1', 'a', NG),
      makeInstance('i-2', 'b', NG, { InstanceType: 'm6i.large', InstanceLifecycle: 'spot' }),
      makeInstance('i-3', 'c', { ...SHOP, 'karpenter.sh/nodepool': 'default' }),
      makeInstance('i-4', 'a', MASTER),
      makeInstance('i-5', 'a', { Name: 'web' }),
    ],
    Subnets: ['a', 'b', 'c'].map((letter) =>
      makeSubnet(letter, { AvailabilityZoneId: `euw1-az-${letter}` }),
    ),
    AutoScalingGroups: [
      makeScalingGroup('eks-ng', NG, {
        Instances: ['i-1', 'i-2'].map((InstanceId) => ({
          InstanceId,
          LifecycleState: 'InService',
        })),
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '$Latest' },
            Overrides: [{ InstanceType: 'm5.large' }, { InstanceType: 'm6i.large' }],
          },
          InstancesDistribution: {
            OnDemandBaseCapacity: 1,
            OnDemandPercentageAboveBaseCapacity: 50,
          },
        },
      }),
      makeScalingGroup('masters.old', MASTER, {
        VPCZoneIdentifier: 'subnet-a',
        AvailabilityZones: [`${REGION}a`],
      }),
    ],
    Volumes: [
      makeVolume('vol-1', 'a', claim(0), {
        Attachments: [{ InstanceId: 'i-1', Device: '/dev/xvdba' }],
      }),
      makeVolume('vol-2', 'c', claim(1)),
      makeVolume('vol-3', 'a', { ...OLD, 'k8s.io/etcd/main': 'a/a,b' }),
    ],
    LaunchTemplateVersions: [1, 2].map((VersionNumber) => ({
      LaunchTemplateId: 'lt-1',
      VersionNumber,
      DefaultVersion: VersionNumber === 1,
      LaunchTemplateData: {
        InstanceType: 'm5.large',
        BlockDeviceMappings: [
          { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 80 + VersionNumber, VolumeType: 'gp3' } },
        ],
      },
    })),
    NetworkInterfaces: [
      { Description: 'Amazon EKS shop', SubnetId: 'subnet-a', AvailabilityZone: `${REGION}a` },
    ],
  }),
  makeLine('eks:DescribeCluster', { cluster: { name: 'shop', version: '1.34' } }),
]

function importValues(lines: readonly unknown[]): ImportResult {
  return importFiles([{ label: 'a', text: JSON.stringify(lines) }], {})
}

function render({ plan, findings }: ImportResult): string {
  const told = findings
    .map(({ code, message, severity }) => `${severity} ${code} ${message}`)
    .toSorted()
  return [plan === undefined ? 'no plan' : renderPlanYaml(plan), ...told].join('\n')
}

const EXPECTED = render(importValues(LINES))

/** Lists whose order says something: types by preference, zones of which the first is the template's. */
const ORDERED: readonly string[] = ['Overrides', 'AvailabilityZones', 'BlockDeviceMappings']

function change(
  value: unknown,
  name: string,
  changes: {
    readonly list?: (items: readonly unknown[]) => readonly unknown[]
    readonly map?: (
      entries: readonly (readonly [string, unknown])[],
    ) => readonly (readonly [string, unknown])[]
  },
): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => change(item, name, changes))
    return ORDERED.includes(name) ? items : (changes.list?.(items) ?? items)
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([key, member]) => [key, change(member, key, changes)] as const,
  )
  return Object.fromEntries(changes.map?.(entries) ?? entries)
}

function changeLines(changes: Parameters<typeof change>[2]): readonly unknown[] {
  return LINES.map((line) => change(line, '', changes))
}

/** Every member of a map in the answers, by the path of keys to it. */
function listPaths(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    return [...(Array.isArray(value) ? [] : [here]), ...listPaths(member, here)]
  })
}

function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [head, ...rest] = path
  if (head === undefined) return value
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return items.map((item, index) => (index === head ? without(item, rest) : item))
  }
  const entries = Object.entries(value as object)
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== head)
      : entries.map(
          ([key, member]) => [key, key === head ? without(member, rest) : member] as const,
        ),
  )
}

/** What a thing is known by, what a tag says, and what the frame of a line is: not optional. */
const REQUIRED =
  /^(?:Call|Answer|cluster|name|Key|Value|InstanceId|InstanceType|VolumeId|SubnetId|AutoScalingGroupName|LaunchTemplateId|VersionNumber)$/

describe('properties of inventories (import specification, section 20)', () => {
  it('the order of lines and of list items changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const shuffle = (items: readonly unknown[]) =>
          items
            .map((item, index) => ({ item, rank: ((index + 1) * 7919 * seed) % 1009 }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ item }) => item)
        expect(render(importValues(shuffle(changeLines({ list: shuffle }))))).toBe(EXPECTED)
      }),
      { numRuns: 12 },
    )
  })

  it('unknown fields change nothing', () => {
    const unknown = [
      ['PrivateIpAddress', '10.0.0.1'],
      ['FutureField', { a: [1, { b: 2 }] }],
      ['kind', 'x'],
    ] as const
    const lines = changeLines({ map: (entries) => [...entries, ...unknown] })
    expect(render(importValues(lines))).toBe(EXPECTED)
  })

  it('removing an optional field adds exactly one assumed finding or none', () => {
    const count = ({ findings }: ImportResult) =>
      findings.filter(({ severity }) => severity === 'assumed').length
    const before = count(importValues(LINES))
    const paths = listPaths(LINES).filter((path) => !REQUIRED.test(String(path.at(-1))))
    const added = paths.map((path) => ({
      path: path.join('.'),
      more: count(importValues(without(LINES, path) as readonly unknown[])) - before,
    }))
    expect(added.length).toBeGreaterThan(100)
    expect(added.filter(({ more }) => more > 1)).toEqual([])
  })

  it('never throws, and never gives a plan that could not be opened again', () => {
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
      [[[]]],
      {
        constructor: 'a',
      },
    )
    const paths = listPaths(LINES)
    const put = (value: unknown, path: readonly (string | number)[], junk: unknown): unknown => {
      const [head, ...rest] = path
      if (head === undefined) return junk
      if (typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) {
        const items: readonly unknown[] = value
        return items.map((item, index) => (index === head ? put(item, rest, junk) : item))
      }
      return Object.fromEntries(
        Object.entries(value).map(
          ([key, member]) => [key, key === head ? put(member, rest, junk) : member] as const,
        ),
      )
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(paths.length - 1), anyJunk), { maxLength: 4 }),
        (changes) => {
          const lines = changes.reduce<unknown>(
            (value, [at, junk]) => put(value, paths[at] ?? [], junk),
            LINES,
          )
          const { plan } = importValues(lines as readonly unknown[])
          const parsed = plan === undefined ? undefined : parsePlan(plan)
          expect(parsed?.kind === 'failed' ? parsed.problems : []).toEqual([])
        },
      ),
      { numRuns: 80 },
    )
  })
})
