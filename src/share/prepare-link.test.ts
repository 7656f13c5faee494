import { describe, expect, it } from 'vitest'
import { INCIDENTS } from '#incidents/library.ts'
import { shareable } from '#plan/shareable.ts'
import { SAMPLE_CLUSTER, SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { getAt } from '#base/assert.ts'
import type { LinkView } from './link-view.ts'
import {
  hasForeignNames,
  prepareLink,
  prepareLinkInSlices,
  type LinkOptions,
  type PreparedLink,
} from './prepare-link.ts'
import { readLink } from './read-link.ts'
import { renderShareFile } from './share-file.ts'

const never = () => false
const OPTIONS: LinkOptions = {
  neutralNames: false,
  leftOut: [],
  origin: 'https://plans.example.org/',
}
const TRAP = getAt(INCIDENTS, 0)
const VIEW: LinkView = {
  screen: 'topology',
  place: { design: 0, cluster: 0 },
  selection: { kind: 'pod', key: TRAP.expected.key },
  player: { key: TRAP.expected.key, step: 3 },
}

async function prepare(
  plan = TRAP.plan,
  view: LinkView | undefined = VIEW,
  options: Partial<LinkOptions> = {},
): Promise<PreparedLink> {
  const prepared = await prepareLink(plan, view, { ...OPTIONS, ...options })
  if (prepared.kind === 'failed') throw new Error(prepared.problems[0]?.message)
  return prepared.value
}

async function open(text: string | undefined) {
  const opened = await readLink(text ?? '', never)
  if (opened.kind === 'failed') throw new Error(opened.problems[0]?.message)
  return opened.value
}

describe('prepareLink', () => {
  it('L3.4, L3.6 gives plan and view back', async () => {
    const { link, isTested, characters } = await prepare()
    expect(await open(link)).toMatchObject({ plan: shareable(TRAP.plan), view: VIEW, repairs: [] })
    expect({ isTested, characters }).toEqual({ isTested: true, characters: link?.length })
  })

  it('L4.3, L4.4 counts each encoding up to the total it said, and stops after any of them', async () => {
    const counts: string[] = []
    const prepared = await prepareLinkInSlices(TRAP.plan, VIEW, OPTIONS, (done, total) => {
      counts.push(`${done}/${total}`)
      return Promise.resolve(true)
    })
    expect(prepared).toEqual(await prepareLink(TRAP.plan, VIEW, OPTIONS))
    expect(counts).toEqual(counts.map((_, index) => `${index + 1}/${counts.length}`))
    for (const last of counts.keys()) {
      let calls = 0
      const stopped = await prepareLinkInSlices(TRAP.plan, VIEW, OPTIONS, () =>
        Promise.resolve(calls++ < last),
      )
      expect({ stopped, calls }).toEqual({ stopped: undefined, calls: last + 1 })
    }
  })

  it('L4.4 says of each option how many characters it is worth', async () => {
    const { savings, characters } = await prepare()
    expect(savings.map(({ option, isOn }) => ({ option, isOn }))).toEqual([
      { option: 'view', isOn: false },
      { option: 'nodes', isOn: false },
      { option: 'neutral-names', isOn: false },
    ])
    for (const { option, characters: saved } of savings) {
      const given =
        option === 'neutral-names' ? { neutralNames: true } : { leftOut: [option] as const }
      const other = await prepare(TRAP.plan, VIEW, given)
      expect(characters - other.characters).toBe(saved)
      expect(other.savings.find((one) => one.option === option)).toMatchObject({
        isOn: true,
        characters: saved,
      })
    }
  })

  it('L4.4 keeps the design and the cluster of the view', async () => {
    const design = getAt(SAMPLE_PLAN.designs, 0)
    const clusters = ['one', 'two'].map((name) => ({ ...SAMPLE_CLUSTER, name }))
    const plan = {
      ...SAMPLE_PLAN,
      designs: [design, { ...design, id: 'b', name: 'Better', clusters }],
    }
    const view = { screen: 'topology', place: { design: 1, cluster: 1 } }
    const { link } = await prepare(plan, view, { leftOut: ['other-designs', 'other-clusters'] })
    const opened = await open(link)
    expect(opened.view).toEqual({ screen: 'topology', place: { design: 0, cluster: 0 } })
    expect(opened.plan.designs.map(({ name }) => name)).toEqual(['Better'])
    expect(getAt(opened.plan.designs, 0).clusters.map(({ name }) => name)).toEqual(['two'])
  })

  it('L4.3 names the largest parts first', async () => {
    const { parts } = await prepare()
    const sizes = parts.map(({ characters }) => characters)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(parts.map(({ name }) => name).sort()).toEqual([
      'claims',
      'node groups',
      'nodes',
      'pods',
      'storage classes',
      'volumes',
      'workloads',
    ])
  })

  it('L4.3 measures a plan that is too long for a link, and makes none', async () => {
    // Long names that share nothing, by a fixed sequence.
    let state = 1
    const piece = () => (state = (state * 48_271) % 2_147_483_647).toString(36)
    const resources = Array.from({ length: 450 }, () => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: Array.from({ length: 36 }, piece).join('') },
    }))
    const design = getAt(SAMPLE_PLAN.designs, 0)
    const big = { ...design, clusters: [{ ...SAMPLE_CLUSTER, resources }] }
    const plan = { ...SAMPLE_PLAN, designs: [big] }
    const { link, characters, tier, parts, isTested } = await prepare(plan, undefined)
    expect(characters).toBeGreaterThan(65_536)
    expect({ link, tier, isTested }).toEqual({ link: undefined, tier: undefined, isTested: true })
    expect(parts[0]).toMatchObject({ name: 'namespaces', count: 450 })
  })

  it('L7.3 finds what looks like a secret', async () => {
    const { secretsFound } = await prepare({ ...SAMPLE_PLAN, notes: 'AKIAIOSFODNN7EXAMPLE' })
    expect(secretsFound).toEqual([{ text: 'AKIAIOSFODNN7EXAMPLE', looksLike: 'an access key id' }])
  })

  it('L10.3 a share file opens to the same plan and view', async () => {
    const { shared } = await prepare()
    expect(await open(renderShareFile(shared))).toMatchObject(shared)
  })
})

describe('hasForeignNames', () => {
  const object = (metadata: object) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', ...metadata },
  })
  it.each([
    { name: 'of a drawn plan', plan: SAMPLE_PLAN, has: false },
    {
      name: 'of objects of a cluster',
      plan: makePlan({ resources: [object({ uid: 'a' })] }),
      has: true,
    },
    { name: 'of manifests', plan: makePlan({ resources: [object({})] }), has: false },
    {
      name: 'of an account',
      plan: makePlan({ zones: [{ name: 'eu-west-1a', subnets: [{ id: 'subnet-1' }] }] }),
      has: true,
    },
  ])('L7.4 $name', ({ plan, has }) => {
    expect(hasForeignNames(plan)).toBe(has)
  })
})
