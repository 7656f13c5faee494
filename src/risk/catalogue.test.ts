import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assert } from '#base/assert.ts'
import { parsePriors } from '#availability/priors.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { CATALOGUE } from './catalogue.ts'
import { evaluateRisks } from './evaluate.ts'

/** `aab`: members in these zones; `?` is a member whose zone is not known. */
function makeMembers(zones: string) {
  return [...zones].map((zone, index) => ({
    name: `m${index + 1}`,
    instanceType: 'm5.large',
    ...(zone === '?' ? {} : { zone }),
  }))
}

interface Given {
  readonly members: string
  /** Etcd apart, in these zones. */
  readonly etcd?: string
  readonly events?: string
  readonly endpoint?: 'load-balancer' | 'dns' | 'single-address' | 'unsaid'
  readonly zones?: string
}

function makePlane({ members, etcd, events, endpoint = 'load-balancer' }: Given): ControlPlane {
  return {
    kind: 'self-managed',
    members: makeMembers(members),
    etcd: {
      topology: etcd === undefined ? 'stacked' : 'external',
      clusters: [
        { name: 'main', members: makeMembers(etcd ?? members) },
        ...(events === undefined
          ? []
          : [{ name: 'events' as const, members: makeMembers(events) }]),
      ],
    },
    ...(endpoint === 'unsaid' ? {} : { apiEndpoint: endpoint }),
  }
}

function evaluate(
  controlPlane: ControlPlane,
  zones = 'abc',
  assumptions: Readonly<Record<string, string | boolean>> = {},
) {
  const cluster: Cluster = {
    name: 'prod',
    region: 'us-east-1',
    provisioner: 'kops',
    zones: [...zones].map((name) => ({ name })),
    controlPlane,
    nodeGroups: [],
    autoscalers: [],
    resources: [],
  }
  const priors = parsePriors({}, '')
  assert(priors.kind === 'ok', 'no assumption is wrong')
  return evaluateRisks({
    cluster,
    path: 'C',
    priors: priors.value,
    assumptions,
    priceOf: () => 0.096,
  })
}

const idsOf = (given: Given) =>
  evaluate(makePlane(given), given.zones).findings.map(
    ({ rule, severity }) => `${rule} ${severity}`,
  )

describe('CATALOGUE', () => {
  it('lists every file of rules, by the id that its name begins with', () => {
    const files = readdirSync(new URL('rules', import.meta.url)).map((name) => name.slice(0, 7))
    expect(CATALOGUE.map(({ id }) => id.toLowerCase())).toEqual(files.sort())
  })

  it.each(CATALOGUE)('$id has its texts and a source', ({ title, why, sources }) => {
    expect([title, why, ...sources].every((text) => text.length > 0)).toBe(true)
    expect(sources.length).toBeGreaterThan(0)
  })

  it.each<{ name: string; given: Given; flagged: string[] }>([
    { name: 'nothing of (1,1,1)', given: { members: 'abc' }, flagged: [] },
    { name: 'nothing of (2,2,1)', given: { members: 'aabbc' }, flagged: [] },
    { name: 'CPL-001 of one member', given: { members: 'a' }, flagged: ['CPL-001 high'] },
    {
      name: 'CPL-002 high and CPL-003 of two',
      given: { members: 'ab' },
      flagged: ['CPL-002 high', 'CPL-003 high'],
    },
    {
      name: 'CPL-002 medium of four in (2,1,1)',
      given: { members: 'aabc' },
      flagged: ['CPL-003 high', 'CPL-002 medium'],
    },
    { name: 'nothing of seven', given: { members: 'aaabbcc' }, flagged: [] },
    { name: 'CPL-002 of nine', given: { members: 'aaabbbccc' }, flagged: ['CPL-002 medium'] },
    { name: 'CPL-003 of (2,1,0)', given: { members: 'aab' }, flagged: ['CPL-003 high'] },
    { name: 'CPL-003 of (3,0,0)', given: { members: 'aaa' }, flagged: ['CPL-003 high'] },
    { name: 'CPL-003 of (3,1,1)', given: { members: 'aaabc' }, flagged: ['CPL-003 high'] },
    {
      name: 'CPL-003 of events alone',
      given: { members: 'abc', events: 'aab' },
      flagged: ['CPL-003 high'],
    },
    {
      name: 'CPL-003 of external etcd',
      given: { members: 'abc', etcd: 'aab' },
      flagged: ['CPL-003 high'],
    },
    {
      name: 'nothing of events in other zones, one a zone',
      given: { members: 'abc', events: 'bcd', zones: 'abcd' },
      flagged: [],
    },
    {
      name: 'CPL-002 of four, one in each of four zones',
      given: { members: 'abcd', zones: 'abcd' },
      flagged: ['CPL-002 medium'],
    },
    {
      name: 'CPL-002 and CPL-003 of external etcd as (2,2,0)',
      given: { members: 'abc', etcd: 'aabb' },
      flagged: ['CPL-003 high', 'CPL-002 medium'],
    },
    {
      name: 'CPL-003 of a zone that the plan does not list',
      given: { members: 'xxa' },
      flagged: ['CPL-003 high'],
    },
    {
      name: 'nothing of one member in a zone that the plan does not list',
      given: { members: 'abx' },
      flagged: [],
    },
    {
      name: 'CPL-001 of one API server before etcd of three',
      given: { members: 'a', etcd: 'abc' },
      flagged: ['CPL-001 high'],
    },
    {
      name: 'CPL-003 by the known members alone',
      given: { members: 'aa?' },
      flagged: ['CPL-003 high'],
    },
    {
      name: 'CPL-009 of a single address',
      given: { members: 'abc', endpoint: 'single-address' },
      flagged: ['CPL-009 high'],
    },
    {
      name: 'CPL-001 and CPL-009 of one member at a fixed address (P-02)',
      given: { members: 'a', endpoint: 'single-address' },
      flagged: ['CPL-001 high', 'CPL-009 high'],
    },
    {
      name: 'nothing of names without known health',
      given: { members: 'abc', endpoint: 'dns' },
      flagged: [],
    },
  ])('flags $name', ({ given, flagged }) => {
    expect(idsOf(given)).toEqual(flagged)
  })

  it('flags nothing of a managed one', () => {
    expect(evaluate({ kind: 'managed' })).toEqual({ findings: [], unknown: [] })
  })

  it.each<{ given: Given; rule: string; paths: string[] }>([
    {
      given: { members: 'ab?' },
      rule: 'CPL-003',
      paths: ['C.controlPlane.etcd.clusters[0].members[2].zone'],
    },
    {
      given: { members: 'abc', endpoint: 'unsaid' },
      rule: 'CPL-009',
      paths: ['C.controlPlane.apiEndpoint'],
    },
    {
      given: { members: 'abc', endpoint: 'dns' },
      rule: 'CPL-009',
      paths: ['C.assumptions.dnsHealthChecks'],
    },
  ])('2.1 asks for $paths instead of passing', ({ given, rule, paths }) => {
    const { unknown } = evaluate(makePlane(given))
    expect(
      unknown.map((one) => ({ rule: one.rule, paths: one.questions.map(({ path }) => path) })),
    ).toEqual([{ rule, paths }])
  })
})

describe('what a plan leaves open', () => {
  it('2.1 asks whose it is instead of passing, by every rule', () => {
    const { findings, unknown } = evaluate({ kind: 'unknown' })
    expect(findings).toEqual([])
    expect(unknown.map(({ rule, questions }) => [rule, questions[0]?.path])).toEqual(
      CATALOGUE.map(({ id }) => [id, 'C.controlPlane']),
    )
  })

  it('2.1 asks where etcd runs instead of taking it to be on the masters', () => {
    const members = makeMembers('aab')
    const etcd = { topology: 'unknown', clusters: [] } as const
    const { findings, unknown } = evaluate({
      kind: 'self-managed',
      members,
      etcd,
      apiEndpoint: 'load-balancer',
    })
    expect(findings).toEqual([])
    expect(unknown.map(({ rule, questions }) => [rule, questions[0]?.path])).toEqual([
      ['CPL-002', 'C.controlPlane.etcd.topology'],
      ['CPL-003', 'C.controlPlane.etcd.topology'],
    ])
  })

  it('counts a stacked member of etcd in the zone of its master where its own is not said', () => {
    const plane = makePlane({ members: 'aab' })
    assert(plane.kind === 'self-managed', 'it has members')
    const clusters = [
      { name: 'main' as const, members: plane.members.map(({ name }) => ({ name })) },
    ]
    const found = evaluate({ ...plane, etcd: { topology: 'stacked', clusters } })
    expect(found.findings.map(({ rule, witness }) => [rule, witness['zones']])).toEqual([
      ['CPL-003', 'a: 2'],
    ])
  })

  it.each([
    { dnsHealthChecks: true, members: 'abc', flagged: [] },
    { dnsHealthChecks: 'true', members: 'abc', flagged: [] },
    { dnsHealthChecks: false, members: 'abc', flagged: ['CPL-009'] },
    { dnsHealthChecks: 'false', members: 'abc', flagged: ['CPL-009'] },
    { dnsHealthChecks: false, members: 'a', flagged: ['CPL-001'] },
  ])('CPL-009 of DNS with health checks $dnsHealthChecks before $members', (row) => {
    const { members, flagged, dnsHealthChecks } = row
    const plane = makePlane({ members, endpoint: 'dns' })
    const { findings, unknown } = evaluate(plane, 'abc', { dnsHealthChecks })
    expect(findings.map(({ rule }) => rule)).toEqual(flagged)
    expect(unknown).toEqual([])
  })
})

describe('fixes', () => {
  it.each([
    { members: 'a', count: 3 },
    { members: 'ab', count: 3 },
    { members: 'aab', count: 3 },
    { members: 'aaa', count: 3 },
    { members: 'aabc', count: 3 },
    { members: 'aaabc', count: 5 },
    { members: 'aaabbbccc', count: 5 },
  ])('clear everything of $members with $count members, on a copy', ({ members, count }) => {
    const plane = makePlane({ members, events: members })
    const [fix] = evaluate(plane).findings.flatMap(({ fixes }) => fixes)
    assert(fix?.kind === 'edit' && fix.value.kind === 'self-managed', 'an edit is offered')
    expect(fix.raises).toEqual([])
    // From nine to five is a second and a half more; all others are minutes less.
    expect(fix.minutesPerYearChange).toBeLessThan(0.03)
    expect(fix.value.members).toHaveLength(count)
    expect(evaluate(fix.value)).toEqual({ findings: [], unknown: [] })
    expect(plane).toEqual(makePlane({ members, events: members }))
  })

  it('CPL-003 of (2,1,0) moves one member and keeps the others (AV-38: 18 minutes less)', () => {
    const [finding] = evaluate(makePlane({ members: 'aab' })).findings
    const [fix] = finding?.fixes ?? []
    assert(fix?.kind === 'edit' && fix.value.kind === 'self-managed', 'an edit is offered')
    expect(fix.value.members).toEqual([
      { name: 'm1', zone: 'a', instanceType: 'm5.large' },
      { name: 'm3', zone: 'b', instanceType: 'm5.large' },
      { name: 'c-1', zone: 'c', instanceType: 'm5.large' },
    ])
    expect(fix.clears).toEqual(['CPL-003'])
    expect(fix.pricePerMonthChange).toBe(0)
    expect(fix.minutesPerYearChange).toBeCloseTo(0.0361460626 - 18.0080633, 6)
  })

  it('CPL-001 says what two members more cost (AV-35: 210.24 less 70.08)', () => {
    const [finding] = evaluate(makePlane({ members: 'a' })).findings
    const [fix] = finding?.fixes ?? []
    assert(fix?.kind === 'edit', 'an edit is offered')
    expect(fix.pricePerMonthChange).toBeCloseTo(210.24 - 70.08, 8)
  })

  it('CPL-003 is a task where there are two zones only', () => {
    const [finding] = evaluate(makePlane({ members: 'aab' }), 'ab').findings
    expect(finding?.fixes.map(({ kind }) => kind)).toEqual(['task'])
  })

  const zonesOf = (members: readonly { readonly zone?: string | undefined }[] = []) =>
    members
      .map(({ zone }) => zone ?? '?')
      .sort()
      .join('')

  // Members of each list by zone, before and after: what a fix must leave alone stays.
  it.each<{ given: Given; api: string; main: string; events?: string }>([
    { given: { members: 'a', etcd: 'abc' }, api: 'abc', main: 'abc' },
    { given: { members: 'abc', etcd: 'aab' }, api: 'abc', main: 'abc' },
    { given: { members: 'abc', events: 'aab' }, api: 'abc', main: 'abc', events: 'abc' },
    { given: { members: 'aabbc', events: 'ab' }, api: 'aabbc', main: 'aabbc', events: 'abc' },
    { given: { members: 'aabc', events: 'aabc' }, api: 'abc', main: 'abc', events: 'abc' },
    { given: { members: 'aab', zones: 'bcd' }, api: 'bcd', main: 'bcd' },
  ])('of $given end with api $api, main $main, events $events', (row) => {
    const [fix] = evaluate(makePlane(row.given), row.given.zones).findings.flatMap(
      ({ fixes }) => fixes,
    )
    assert(fix?.kind === 'edit' && fix.value.kind === 'self-managed', 'an edit is offered')
    const { members, etcd } = fix.value
    expect(zonesOf(members)).toBe(row.api)
    expect(zonesOf(etcd.clusters[0]?.members)).toBe(row.main)
    expect(zonesOf(etcd.clusters[1]?.members)).toBe(row.events ?? '')
    expect(evaluate(fix.value, row.given.zones).findings).toEqual([])
  })

  it('keep five masters where etcd is on three of them', () => {
    const members = makeMembers('abcab')
    const main = members.filter(({ name }) => ['m1', 'm2', 'm4'].includes(name))
    const [fix] = evaluate({
      kind: 'self-managed',
      members,
      etcd: { topology: 'stacked', clusters: [{ name: 'main', members: main }] },
      apiEndpoint: 'load-balancer',
    }).findings.flatMap(({ fixes }) => fixes)
    assert(fix?.kind === 'edit' && fix.value.kind === 'self-managed', 'an edit is offered')
    expect(fix.value.members).toEqual(members)
    expect(zonesOf(fix.value.etcd.clusters[0]?.members)).toBe('abc')
  })
})
