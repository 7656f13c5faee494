import { describe, expect, it } from 'vitest'
import { loadPrices } from '#aws/price.ts'
import { getAt } from '#base/assert.ts'
import { INCIDENTS } from '#incidents/library.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makePod,
  makeUnboundClaim,
  makeStorageClass,
  makeWorkload,
} from '#testing/cluster-objects.ts'
import { createJudgementCache } from '../judgement-cache.ts'
import { diffObjects } from './diff-object.ts'
import { putObjects } from './edit-objects.ts'
import { startFixes } from './find-fixes.ts'
import { priceChange } from './price-change.ts'
import type { FixAnswer } from './find-fixes.ts'

const prices = await loadPrices()
const cache = createJudgementCache(1_000)

function find(plan: Plan, key: string): FixAnswer {
  const [namespace = '', name = ''] = key.split('/')
  const search = startFixes({
    plan,
    place: { design: 0, cluster: 0 },
    subject: { kind: 'Pod', namespace, name },
    bound: 50_000,
    cache,
    prices,
  })
  while (!search.advance(1_000)) continue
  return search.answer()
}

function planOf(cluster: Cluster): Plan {
  const designs = [{ id: 'a', name: 'As it runs', clusters: [cluster] }]
  return { apiVersion: 'neverpending/v1', kind: 'Plan', name: 'shop', designs }
}

function findFor(resources: readonly KubeObject[], parts: Partial<Cluster> = {}): FixAnswer {
  return find(planOf(makeCluster({ resources, ...parts })), 'default/db-0')
}

const titles = ({ fixes }: FixAnswer) => fixes.map(({ title }) => title)

const DB_IN_C = [makePod('db-0', { claims: ['data-db-0'] }), ...makeBoundClaim('data-db-0', 'c')]
const NODES = [makeNode('n-a', 'a'), makeNode('n-b', 'b')]

const IN_C = {
  matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['eu-west-1c'] }],
}

/** Without R20: 27 pods are judged with each edit. */
const QUICK = INCIDENTS.filter(({ id }) => id !== 'R20')

/** What the library repairs with, where section 8 has it. */
const REPAIRS = [
  { id: 'R01', like: 'One group per zone' },
  { id: 'R02', like: 'One group per zone' },
  { id: 'R03', like: 'One group per zone' },
  { id: 'R05', like: 'One group per zone' },
  { id: 'R06', like: 'search-b tells its labels from zero' },
  { id: 'R11', like: 'notebooks only in us-west-2a' },
  { id: 'R12', like: 'One group per zone' },
  { id: 'R14', like: 'A group of its own for eu-west-2c' },
  { id: 'R20', like: 'shards at least 2' },
  { id: 'R23', like: 'api prefers to spread over the zones' },
  { id: 'R25', like: 'default reaches eu-north-1c' },
  { id: 'R28', like: 'spot-a, spot-b and spot-c at most 9 each' },
]

const findIncident = (id: string) =>
  getAt(
    INCIDENTS.filter((one) => one.id === id),
    0,
  )

describe('fixes (section 8)', () => {
  it.each(REPAIRS)('$id: the first fix makes it ok, and "$like" is among them', ({ id, like }) => {
    const { plan, expected } = findIncident(id)
    const answer = find(plan, expected.key)
    expect(answer.fixes[0]?.report.verdict).toBe('ok')
    expect(answer.fixes[0]?.raised).toEqual([])
    expect(titles(answer)).toContain(like)
  })

  it.each(QUICK)('$id with any of its fixes is a valid plan', ({ plan, expected }) => {
    for (const { nodeGroups, autoscalers, put } of find(plan, expected.key).fixes) {
      const designs = plan.designs.map((design) => ({
        ...design,
        clusters: design.clusters.map((cluster) => ({ ...cluster, nodeGroups, autoscalers })),
      }))
      const edited = putObjects({ ...plan, designs }, { design: 0, cluster: 0 }, put)
      expect(parsePlan(edited)).toEqual({ kind: 'ok', value: edited })
    }
  })

  it('R03: a group per zone comes first, at no other price, and clears the other volumes too', () => {
    const [r03] = INCIDENTS.filter(({ id }) => id === 'R03')
    const [first] = find(r03?.plan ?? planOf(makeCluster()), 'monitoring/prometheus-0').fixes
    expect(first?.title).toBe('One group per zone')
    expect(first?.price).toMatchObject({ kind: 'known', currency: 'USD', desired: 0 })
    expect(first?.cleared.map(({ subject }) => subject.name)).toEqual(['alertmanager-0', 'loki-0'])
  })

  it('the trap: the minimum raised to the zones costs one m5.large at desired', () => {
    const answer = findFor([...NODES, ...DB_IN_C])
    expect(titles(answer)).toContain('workers at least 3')
    const raised = answer.fixes.find(({ title }) => title === 'workers at least 3')
    // 0.107 USD an hour in eu-west-1 (AWS' price list), 730 h.
    expect(raised?.price).toMatchObject({ desired: 78.11, min: 156.22 })
    expect(raised?.diff.map(({ text }) => text)).toEqual([
      'nodeGroups',
      '- name: workers',
      '  min: 1',
      '  min: 3',
      '  desired: 2',
      '  desired: 3',
    ])
  })

  it('cheapest at desired first', () => {
    const costs = findFor([...NODES, ...DB_IN_C]).fixes.map(({ price }) =>
      price.kind === 'known' ? price.desired : Infinity,
    )
    expect(costs.length).toBeGreaterThan(2)
    expect(costs).toEqual(costs.toSorted((a, b) => a - b))
  })

  it('the autoscaler owns a group that is added where it owns the one it is like', () => {
    const [first] = findFor([...NODES, ...DB_IN_C]).fixes
    const names = first?.nodeGroups.map(({ name }) => name) ?? []
    expect(names).toContain('workers-c')
    expect(first?.autoscalers[0]?.owns).toEqual(names)
  })

  it('nodes that run keep their group, which grows no more', () => {
    const split = findFor([...NODES, ...DB_IN_C]).fixes.find(
      ({ title }) => title === 'One group per zone',
    )
    expect(split?.nodeGroups[0]).toMatchObject({ name: 'workers', desired: 2, max: 2 })
  })

  it('a group that is only designed is replaced, its sizes shared out', () => {
    const groups = [makeGroup({ min: 2, desired: 3, max: 6 })]
    const split = findFor(DB_IN_C, { nodeGroups: groups }).fixes.find(
      ({ title }) => title === 'One group per zone',
    )
    expect(
      split?.nodeGroups.map(({ name, min, desired, max }) => [name, min, desired, max]),
    ).toEqual([
      ['workers-a', 1, 1, 6],
      ['workers-b', 1, 1, 6],
      ['workers-c', 1, 1, 6],
    ])
  })

  it('a label that names the group names the new one', () => {
    const labels = { 'alpha.eksctl.io/nodegroup-name': 'workers', team: 'shop' }
    const [first] = findFor([...NODES, ...DB_IN_C], { nodeGroups: [makeGroup({ labels })] }).fixes
    expect(first?.nodeGroups.at(-1)?.labels).toEqual({
      'alpha.eksctl.io/nodegroup-name': 'workers-c',
      team: 'shop',
    })
  })

  it('a pod that selects the group by its name is not cleared by another group', () => {
    const spec = { nodeSelector: { 'alpha.eksctl.io/nodegroup-name': 'workers' } }
    const pod = makePod('db-0', { claims: ['data-db-0'], spec })
    const answer = findFor([...NODES, pod, ...makeBoundClaim('data-db-0', 'c')])
    expect(titles(answer)).not.toContain('A group of its own for eu-west-1c')
    expect(answer.refused.map(({ title }) => title)).toContain('A group of its own for eu-west-1c')
  })

  it('a zone that no group reaches is added to one', () => {
    const groups = [makeGroup({ zones: ['eu-west-1a', 'eu-west-1b'] })]
    const answer = findFor([...NODES, ...DB_IN_C], { nodeGroups: groups })
    const all = [...titles(answer), ...answer.refused.map(({ title }) => title)]
    expect(all).toContain('workers reaches eu-west-1c')
    expect(titles(answer)).toContain('A group of its own for eu-west-1c')
  })

  it('a Karpenter pool is offered where Karpenter runs, and its price is said to be unknown', () => {
    const answer = findFor([...NODES, ...DB_IN_C], {
      autoscalers: [{ kind: 'karpenter', version: '1.6.0', owns: 'auto-discovery' }],
    })
    const pool = answer.fixes.find(({ title }) => title === 'A Karpenter pool for eu-west-1c')
    expect(pool?.price).toEqual({
      kind: 'unknown',
      reason: 'workers-c costs what Karpenter launches in it',
    })
  })

  it.each([
    {
      name: 'a size that is not known',
      group: makeGroup({ min: undefined }),
      reason: 'the size of workers is not known',
    },
    {
      name: 'a type that no list has',
      group: makeGroup({ instanceTypes: ['m5.nosuch'] }),
      reason: 'no list has m5.nosuch in eu-west-1',
    },
    {
      name: 'no type',
      group: makeGroup({ instanceTypes: undefined }),
      reason: 'the instance type of workers is not known',
    },
  ])('a price is not known for $name, and says so', ({ group, reason }) => {
    const [before, after] = [[], [group]].map((nodeGroups) => makeCluster({ nodeGroups }))
    const change = priceChange(before ?? makeCluster(), after ?? makeCluster(), prices)
    expect(change).toEqual({ kind: 'unknown', reason })
  })

  it('the moving of a volume is a runbook with the names filled in', () => {
    const { runbook } = findFor([...NODES, ...DB_IN_C])
    expect(runbook?.title).toBe('Move data-db-0 to eu-west-1a')
    const commands = runbook?.steps.map(({ command }) => command).join('\n') ?? ''
    expect(commands).toContain(
      'aws ec2 create-volume --region eu-west-1 --availability-zone eu-west-1a',
    )
    expect(commands).toContain('delete persistentvolumeclaim data-db-0')
    expect(commands).toContain('"volumeHandle": "$VOLUME"')
  })

  it('a gp3 or io volume keeps its IOPS and throughput in the copy', () => {
    const steps = findFor([...NODES, ...DB_IN_C]).runbook?.steps ?? []
    const copy = steps.find(({ does }) => does.startsWith('Make a volume'))?.command ?? ''
    expect(copy.split('\n').slice(0, 5)).toEqual([
      `read -r TYPE IOPS THROUGHPUT <<< "$(aws ec2 describe-volumes --region eu-west-1 --volume-ids vol-1 --query 'Volumes[0].[VolumeType,Iops,Throughput]' --output text)"`,
      'SPEED=()',
      'case "$TYPE" in',
      '  gp3) SPEED=(--iops "$IOPS" --throughput "$THROUGHPUT") ;;',
      '  io1|io2) SPEED=(--iops "$IOPS") ;;',
    ])
    expect(copy).toContain('--volume-type "$TYPE" "${SPEED[@]}"')
  })

  it('AT1: of volumes in two zones the one is moved that brings them together', () => {
    const { fixes, runbook } = findFor([
      ...NODES,
      makePod('db-0', { claims: ['data', 'log'] }),
      ...makeBoundClaim('data', 'c'),
      ...makeBoundClaim('log', 'b'),
    ])
    expect(fixes).toEqual([])
    expect(runbook?.title).toBe('Move data to eu-west-1b')
  })

  it('the edit of an object is shown by the lines of YAML that differ', () => {
    const answer = findFor(
      [
        makeStorageClass({ volumeBindingMode: 'Immediate', allowedTopologies: [IN_C] }),
        makeUnboundClaim('data-db-0'),
        makePod('db-0', { claims: ['data-db-0'] }),
      ],
      {
        nodeGroups: ['a', 'b'].map((letter) =>
          makeGroup({ name: letter, zones: [`eu-west-1${letter}`] }),
        ),
      },
    )
    const fix = answer.fixes.find(({ title }) => title === 'gp3 only in eu-west-1a and eu-west-1b')
    expect(fix?.diff).toEqual([
      { kind: 'place', text: 'StorageClass gp3' },
      { kind: 'place', text: '  allowedTopologies:' },
      { kind: 'place', text: '    - matchLabelExpressions:' },
      { kind: 'place', text: '        - key: topology.kubernetes.io/zone' },
      { kind: 'place', text: '          values:' },
      { kind: 'removed', text: '            - eu-west-1c' },
      { kind: 'added', text: '            - eu-west-1a' },
      { kind: 'added', text: '            - eu-west-1b' },
    ])
    expect(fix?.price).toMatchObject({ kind: 'known', desired: 0, min: 0 })
  })

  it('keys that lead to one change alone stand on one line', () => {
    const before = makeWorkload('StatefulSet', 'db', { spec: { nodeSelector: { disk: 'hdd' } } })
    const after = makeWorkload('StatefulSet', 'db', { spec: { nodeSelector: { disk: 'ssd' } } })
    expect(diffObjects([{ before, after }]).map(({ text }) => text)).toEqual([
      'StatefulSet default/db',
      '  spec.template.spec.nodeSelector:',
      '    disk: hdd',
      '    disk: ssd',
    ])
  })

  it('a name with signs of the shell is one word of it, in the document too', () => {
    const name = "data';$(id)`id`"
    const pod = makePod('db-0', { claims: [name] })
    const commands = findFor([...NODES, pod, ...makeBoundClaim(name, 'c')]).runbook?.steps ?? []
    const text = commands.map(({ command }) => command).join('\n')
    expect(text).toContain("delete persistentvolumeclaim 'data'\\'';$(id)`id`'")
    expect(text).toContain('"name": "data\';\\$(id)\\`id\\`"')
  })

  it('a claim that is not made yet has no volume to move', () => {
    const answer = findFor([
      ...NODES,
      makePod('db-0', { claims: ['data-db-0'] }),
      makeStorageClass(),
      makeUnboundClaim('data-db-0'),
    ])
    expect(answer.runbook).toBeUndefined()
  })
})
