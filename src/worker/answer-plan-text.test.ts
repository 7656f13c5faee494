import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { setGroupSize, upsertResource } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import { makePlan, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { changePlanText, readPlanTextIn, renderPlanText } from './answer-plan-text.ts'
import { packPlan } from './packed-plan.ts'
import { createResourceCache } from './resource-cache.ts'

const desk = { resources: createResourceCache() }
const PLACE = { design: 0, cluster: 0 }
const GROUP = { ...PLACE, group: 'workers' }
const OPEN = packPlan(SAMPLE_PLAN)

async function render(plan: Plan = SAMPLE_PLAN): Promise<string> {
  return (await renderPlanText({ packed: packPlan(plan), format: 'yaml' }, desk)).text
}

/** The text of a person, and the plan that it follows to. */
async function follow(text: string, plan: Plan) {
  const from = { text, packed: OPEN }
  return renderPlanText({ packed: packPlan(plan), format: 'yaml', from }, desk)
}

describe('a plan as text in the worker', () => {
  it('is the same plan when it is read back, and what its comments say does not matter', async () => {
    const text = (await render()).replace('min: 1', 'min: 1 # the least')
    const reading = await readPlanTextIn({ text, packed: OPEN }, desk)
    expect(reading).toMatchObject({ isSame: true, problems: [] })
    expect(reading.packed).toBe(OPEN)
  })

  it('gives another plan when it says another, and sends no objects back that did not change', async () => {
    const text = (await render()).replace('min: 1', 'min: 2')
    const { packed, isSame, shell } = await readPlanTextIn({ text, packed: OPEN }, desk)
    expect(isSame).toBe(false)
    expect(packed?.shell).toEqual(setGroupSize(OPEN.shell, GROUP, { min: 2 }))
    expect(packed?.resourceSets[0]?.id).toBe(OPEN.resourceSets[0]?.id)
    expect(JSON.stringify(shell)).not.toContain('pvc-1')
  })

  it('follows an edit of the board, and keeps comments', async () => {
    const text = (await render()).replace('min: 1', 'min: 1 # the least')
    const followed = await follow(text, setGroupSize(SAMPLE_PLAN, GROUP, { min: 2 }))
    expect(followed).toEqual({
      followed: 'in-place',
      text: text.replace('min: 1 # the least', 'min: 2 # the least'),
    })
  })

  it('follows into a text that says no whole plan yet', async () => {
    const text = (await render()).replace('desired: 2', 'desired: oops')
    const { text: followed } = await follow(text, setGroupSize(SAMPLE_PLAN, GROUP, { max: 9 }))
    expect(followed).toBe(text.replace('max: 5', 'max: 9'))
  })

  it('leaves a text alone that is no YAML', async () => {
    const text = (await render()).replace('desired: 2', 'desired: [2')
    expect(await follow(text, setGroupSize(SAMPLE_PLAN, GROUP, { max: 9 }))).toEqual({
      followed: 'not',
      text,
    })
  })

  it('says of each repair what it costs, against the open plan', async () => {
    const text = (await render()).replace('desired: 2', 'desired: 8')
    const { problems } = await readPlanTextIn({ text, packed: OPEN }, desk)
    const [toMax, raiseMax] = problems[0]?.repairs ?? []
    // m5.large in eu-west-1: 0.107 USD an hour, 730 hours a month; 2 nodes are wanted today.
    expect(toMax).toMatchObject({
      label: 'Set desired to 5',
      price: { desired: 234.33, currency: 'USD' },
    })
    expect(raiseMax).toMatchObject({ label: 'Set max to 8', price: { desired: 468.66 } })
  })

  it('changes one place, or the name of a key', async () => {
    const text = (await render()).replace('min: 1', 'minn: 1 # the least')
    const path = ['designs', 0, 'clusters', 0, 'nodeGroups', 0, 'minn']
    const renamed = await changePlanText({
      text,
      format: 'yaml',
      change: { kind: 'rename', path, key: 'min' },
    })
    expect(renamed.text).toBe(text.replace('minn', 'min'))
  })

  describe('of a plan with more objects than a text can hold', () => {
    const note = 'x'.repeat(1_000)
    const big = Array.from({ length: 1_100 }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `n${index}`, annotations: { note } },
    })).reduce<Plan>((plan, object) => {
      const cluster = getAt(getAt(plan.designs, 0).clusters, 0)
      return makePlan({ resources: [...cluster.resources, object] })
    }, SAMPLE_PLAN)
    const packed = packPlan(big)

    it('shows the rest, and says so', async () => {
      const text = await render(big)
      expect(text).toMatch(/resources: \[\] # 1,102 objects, 1 MB: too many for this text/)
    })

    it('keeps the objects through an edit of the rest', async () => {
      const text = (await render(big)).replace('min: 1', 'min: 2')
      const reading = await readPlanTextIn({ text, packed }, desk)
      expect(reading.packed?.shell.designs[0]?.clusters[0]?.nodeGroups).toEqual([
        { ...SAMPLE_GROUP, min: 2 },
      ])
      expect(reading.packed?.resourceSets).toEqual(packed.resourceSets)
    })

    it('takes no new objects', async () => {
      const one = upsertResource(makePlan({ resources: [] }), PLACE, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'a' },
      })
      const { problems, packed: read } = await readPlanTextIn(
        { text: await render(one), packed },
        desk,
      )
      expect(read).toBeUndefined()
      expect(problems).toMatchObject([
        { code: 'plan/objects-left-out', path: 'designs[0].clusters[0].resources' },
      ])
    })
  })
})
