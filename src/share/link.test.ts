import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { renderPlanJson } from '#plan/canonical.ts'
import type { Plan } from '#plan/schema.ts'
import { shareable } from '#plan/shareable.ts'
import { SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { makeReferencePlan } from '#testing/reference-plan.ts'
import { makeSyntheticPlan } from '#testing/synthetic-plan.ts'
import { deflate } from './codec.ts'
import { encodeEnvelope } from './envelope.ts'
import golden from './golden-links.json' with { type: 'json' }
import { decodeLink, encodeLink } from './link.ts'
import { renderDocument } from './document.ts'
import { findTier } from './tier.ts'

const never = () => false
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

async function makeLink(plan: Plan): Promise<string> {
  const link = await encodeLink(plan, undefined)
  if (link.kind === 'failed') throw new Error(link.problems[0]?.message)
  return link.value
}

async function pack(document: string): Promise<string> {
  return encodeEnvelope(await deflate(new TextEncoder().encode(document)))
}

/** The message's code, or `ok` and the plan's text. */
async function open(fragment: string): Promise<string> {
  const opened = await decodeLink(fragment, never)
  if (opened.kind === 'ok') return `ok ${renderPlanJson(opened.value.plan)}`
  return opened.problems.map(({ code }) => code).join()
}

const SAMPLE = `ok ${renderPlanJson(shareable(SAMPLE_PLAN))}`
const SAMPLE_LINK = await makeLink(SAMPLE_PLAN)

describe('a link', () => {
  it('S1 opens to what of the plan may be shared', async () => {
    expect(await open(SAMPLE_LINK)).toBe(SAMPLE)
  })

  it('S2 cut anywhere is told', async () => {
    const cuts = Array.from({ length: SAMPLE_LINK.length }, (_, at) => SAMPLE_LINK.slice(0, at))
    const told = new Set(await Promise.all(cuts.map(open)))
    expect([...told].sort()).toEqual(['share/cut', 'share/damaged'])
  })

  it('S3 changed in one character is told, or opens to the same plan', async () => {
    const changes = [...SAMPLE_LINK].flatMap((own, at) =>
      [...DIGITS, '.', '%', '>', ' ', '\u200b']
        .filter((digit) => digit !== own)
        .map((digit) => SAMPLE_LINK.slice(0, at) + digit + SAMPLE_LINK.slice(at + 1)),
    )
    const results = new Set(await Promise.all(changes.map(open)))
    results.delete(SAMPLE)
    expect([...results].sort()).toEqual(['share/cut', 'share/damaged', 'share/newer'])
  })

  it.each([
    { name: 'a bracket behind', wrap: (link: string) => `${link})` },
    { name: 'a full stop behind', wrap: (link: string) => `${link}.` },
    { name: 'an angle bracket behind', wrap: (link: string) => `${link}>` },
    { name: 'a comma behind', wrap: (link: string) => `${link},` },
    { name: 'a zero-width space behind', wrap: (link: string) => `${link}\u200b` },
    { name: 'the same as browsers write it', wrap: (link: string) => `${link}%E2%80%8B` },
    { name: '76 columns', wrap: (link: string) => link.replace(/(.{76})/g, '$1\r\n') },
    { name: 'percent-encoding', wrap: (link: string) => link.replace(/[=.]/g, encodeAscii) },
  ])('S4 opens wrapped by $name, with a note', async ({ wrap }) => {
    const opened = await decodeLink(wrap(SAMPLE_LINK), never)
    expect(opened).toMatchObject({ kind: 'ok', value: { plan: shareable(SAMPLE_PLAN) } })
    expect(opened.kind === 'ok' && opened.value.repairs).toHaveLength(1)
  })

  it('S5 does not unpack 40 MB', async () => {
    const bomb = await pack(' '.repeat(40_000_000))
    const startedAtMs = performance.now()
    expect(await open(bomb)).toBe('share/too-big')
    expect(performance.now() - startedAtMs).toBeLessThan(1_000)
  })

  it('L5.4 tells when unpacking takes too long', async () => {
    const opened = await decodeLink(SAMPLE_LINK, () => true)
    expect(opened).toMatchObject({ problems: [{ code: 'share/busy' }] })
  })

  it('L3.6 has the same document each time', () => {
    expect(renderDocument(shareable(structuredClone(SAMPLE_PLAN)), undefined)).toBe(
      renderDocument(shareable(SAMPLE_PLAN), undefined),
    )
  })
})

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`
}

describe('what no link may hold', () => {
  const row = renderDocument(shareable(SAMPLE_PLAN), undefined)
  it.each([
    {
      name: 'a member that is not known',
      document: row.replace('{', '{"more":1,'),
      rule: 'unknown-field',
    },
    { name: 'no document', document: '[]', rule: 'json' },
    { name: 'no plan', document: '{"wire":0,"plan":null}', rule: 'document' },
    { name: 'a date that is none', document: '{"wire":0,"plan":["today",[0]]}', rule: 'as-of' },
    {
      name: 'a plan without designs',
      document: '{"wire":0,"plan":["2026-08-02",[0]]}',
      rule: 'plan/missing',
    },
    {
      name: 'a field too many',
      document: '{"wire":0,"plan":["2026-08-02",[64,1]]}',
      rule: 'unknown-field',
    },
    {
      name: 'fewer members than the mask says',
      document: '{"wire":0,"plan":["2026-08-02",[1]]}',
      rule: 'row',
    },
    {
      name: 'a text that is not there',
      document: '{"wire":0,"plan":["2026-08-02",[1,9999]]}',
      rule: 'type',
    },
    {
      name: 'a direction override',
      document: '{"wire":0,"plan":["2026-08-02",[1,"a\u202eb"]]}',
      rule: 'characters',
    },
    {
      name: 'a composed text taken apart',
      document: '{"wire":0,"plan":["2026-08-02",[1,"e\u0301"]]}',
      rule: 'text-form',
    },
    {
      name: 'a name too long',
      document: `{"wire":0,"plan":["2026-08-02",[1,"${'a'.repeat(254)}"]]}`,
      rule: 'text-length',
    },
    {
      name: 'more values than any plan, in few characters',
      document: makeCopies(),
      rule: 'size',
    },
    {
      name: 'as many objects in as few characters',
      document: makeDesigns(),
      rule: 'size',
    },
    {
      name: 'a row like one that is not there',
      document: '{"wire":0,"plan":["2026-08-02",[5,"p",[[3,"a","b"],[-3]]]]}',
      rule: 'prototype',
    },
    {
      name: 'an object that was not expected',
      document: '{"wire":0,"plan":["2026-08-02",[5,"p",[[8,[[256,[[5,0]]]]]]]]}',
      rule: 'object',
    },
    {
      name: 'a number that is not whole',
      document: '{"wire":0,"plan":["2026-08-02",[5,"p",[[8,[[64,[[128,1.5]]]]]]]]}',
      rule: 'number',
    },
    {
      name: 'too many commas',
      document: `{"wire":0,"plan":[${'0,'.repeat(400_001)}0]}`,
      rule: 'size',
    },
  ])('L5.1 refuses $name', async ({ document, rule }) => {
    const opened = await decodeLink(await pack(document), never)
    const message = `The link is whole, but its content is not a plan this page accepts (${rule}).`
    expect(opened).toMatchObject({ problems: [{ code: 'share/invalid', message }] })
  })

  /** A design of many labels, and as many designs like it as a document has room for. */
  function makeCopies(): string {
    const words = Array.from({ length: 1_000 }, (_, at) => `"k${at}","v"`).join()
    const first = `[8,[[64,[[1024,[${words}]]]]]]`
    return `{"wire":0,"plan":["2026-08-02",[5,"p",[${first}${',0'.repeat(1_000)}]]]}`
  }

  /** A design of many objects, and a thousand like it. */
  function makeDesigns(): string {
    const names = Array.from({ length: 2_000 }, (_, at) => `["n${at}"]`).join()
    const first = `[8,[[256,[[0,["n",2,[0]],${names}]]]]]`
    return `{"wire":0,"plan":["2026-08-02",[5,"p",[${first}${',0'.repeat(1_000)}]]]}`
  }

  const workload = (replicas: number, name = 'web') => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: { replicas },
  })
  it.each([
    {
      name: '5,001 workloads',
      plan: makePlan({
        resources: Array.from({ length: 5_001 }, (_, at) => workload(1, `w${at}`)),
      }),
      rule: 'workloads',
    },
    {
      name: 'a billion replicas',
      plan: makePlan({ resources: [workload(1e9)] }),
      rule: 'replicas',
    },
    {
      name: '31 zones',
      plan: makePlan({
        zones: Array.from({ length: 31 }, (_, at) => ({
          name: `eu-west-1${'abc'[at] ?? `x${at}`}`,
        })),
      }),
      rule: 'zones',
    },
    { name: 'long notes', plan: { ...SAMPLE_PLAN, notes: 'a'.repeat(2_001) }, rule: 'notes' },
  ])(
    'S6 is not made with $name',
    async ({ plan, rule }) => {
      const link = await encodeLink(plan, undefined)
      const message = `The link is whole, but its content is not a plan this page accepts (${rule}).`
      expect(link).toMatchObject({ problems: [{ code: 'share/invalid', message }] })
      // Nor opened, whoever made it.
      const fragment = await pack(renderDocument(shareable(plan), undefined))
      expect(await decodeLink(fragment, never)).toMatchObject({ problems: [{ message }] })
    },
    20_000,
  )
})

describe('golden links', () => {
  it.each(golden)('S14 $name opens to its plan', async ({ fragment, plan }) => {
    const opened = await decodeLink(fragment, never)
    expect(opened).toMatchObject({ kind: 'ok', value: { repairs: [] } })
    expect(opened.kind === 'ok' && opened.value.plan).toEqual(plan)
  })
})

describe('the length of a link', () => {
  // With `#`, at a 40-character origin and path (L4.1).
  it.each([
    { name: 'tiny', size: { groups: 2, workloads: 5, volumes: 1 }, target: 800 },
    { name: 'small', size: { groups: 3, workloads: 15, volumes: 4 }, target: 1_100 },
    { name: 'medium', size: { groups: 16, workloads: 120, volumes: 30 }, target: 3_800 },
    { name: 'large', size: { groups: 60, workloads: 750, volumes: 150 }, target: 16_000 },
  ])('S15 of a $name plan is within its budget', async ({ size, target }) => {
    const link = await makeLink(makeSyntheticPlan(size))
    expect(link.length + 41).toBeLessThanOrEqual(target)
  })

  it('S15 of the reference plan is at most 2,200 characters', async () => {
    const plan = makeReferencePlan()
    const { nodeGroups, resources } = getAt(getAt(plan.designs, 0).clusters, 0)
    const count = (...kinds: readonly string[]) =>
      resources.filter(({ kind }) => kinds.includes(kind)).length
    expect(nodeGroups.map(({ zones }) => zones?.length)).toEqual(Array(12).fill(3))
    expect(count('Deployment', 'StatefulSet', 'DaemonSet')).toBe(30)
    expect(count('PersistentVolume')).toBe(40)
    expect((await makeLink(plan)).length + 41).toBeLessThanOrEqual(2_200)
  })

  it.each([
    { characters: 1_000, tier: 'fits everywhere' },
    { characters: 1_001, tier: 'fits nearly everywhere' },
    { characters: 4_000, tier: 'fits chats; may be cut in some mail programs' },
    { characters: 8_000, tier: 'use with care; test it' },
    { characters: 32_000, tier: 'likely to be cut: prefer the file' },
    { characters: 32_001, tier: undefined },
  ])('L4.2 at $characters: $tier', ({ characters, tier }) => {
    expect(findTier(characters)).toBe(tier)
  })
})
