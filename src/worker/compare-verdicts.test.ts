import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { setGroupSize } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import { prepareLink } from '#share/prepare-link.ts'
import { compareVerdicts, pairClusters } from './compare-verdicts.ts'

const PLACE = { design: 0, cluster: 0 }
const BOUND = 50_000

function desk(isAsked = true) {
  let now = 0
  return {
    cache: createJudgementCache(100),
    // Every look at the clock is a slice later, so that each pause is taken.
    nowMs: () => (now += 100),
    pause: async () => isAsked,
    report: () => undefined,
  }
}

function findIncident(id: string): Plan {
  const incident = INCIDENTS.find((one) => one.id === id)
  if (incident === undefined) throw new Error(`no incident ${id}`)
  return incident.plan
}

async function share(plan: Plan, neutralNames: boolean, leftOut: readonly LeaveOut[] = []) {
  const origin = 'https://plans.example/'
  const link = await prepareLink(plan, undefined, { neutralNames, leftOut, origin })
  if (link.kind === 'failed') throw new Error(link.problems[0]?.message)
  return link.value.shared.plan
}

function pair(here: Plan, there: Plan, isNeutral: boolean) {
  return pairClusters(here, there, {
    isNeutral,
    place: PLACE,
    onlyDesign: false,
    onlyCluster: false,
  })
}

describe('the verdicts of a link', () => {
  it.each([
    { name: 'L4.6 R01 opens to the same', id: 'R01', isNeutral: false },
    { name: 'L4.6 R14 opens to the same', id: 'R14', isNeutral: false },
    { name: 'S13 R01 with neutral names, too', id: 'R01', isNeutral: true },
    { name: 'S13 R11 with neutral names, too', id: 'R11', isNeutral: true },
    { name: 'S13 R14 with neutral names, too', id: 'R14', isNeutral: true },
  ])('$name', async ({ id, isNeutral }) => {
    const plan = findIncident(id)
    const pairs = pair(plan, await share(plan, isNeutral), isNeutral)
    expect(await compareVerdicts(pairs, BOUND, desk())).toEqual({ count: 1, differences: [] })
  })

  it('L4.6 names the pod whose verdict is another one', async () => {
    const plan = findIncident('R14')
    const repaired = INCIDENTS.find(({ id }) => id === 'R14')?.repaired.plan ?? plan
    const found = await compareVerdicts(pair(plan, repaired, false), BOUND, desk())
    expect(
      found?.differences.map(({ key, here, there }) => [key, here?.verdict, there?.verdict]),
    ).toEqual([['wiki/wiki-0', 'pending-forever', 'ok']])
  })

  it('counts a size that no verdict turns on as the same', async () => {
    const plan = findIncident('R14')
    const other = setGroupSize(plan, { ...PLACE, group: 'workers-a' }, { max: 4 })
    const found = await compareVerdicts(pair(plan, other, false), BOUND, desk())
    expect(found?.differences).toEqual([])
  })

  it('ends when it is withdrawn', async () => {
    const plan = findIncident('R03')
    expect(await compareVerdicts(pair(plan, plan, false), BOUND, desk(false))).toBeUndefined()
  })
})

describe('pairClusters', () => {
  it('L4.4 puts the one design that was kept beside its own', () => {
    const { designs, ...rest } = findIncident('R14')
    const [first] = designs
    if (first === undefined) throw new Error('no design')
    const second = { ...first, id: 'b', name: 'Better' }
    const options = { isNeutral: false, place: { design: 1, cluster: 0 } }
    const pairs = pairClusters(
      { ...rest, designs: [first, second] },
      { ...rest, designs: [second] },
      { ...options, onlyDesign: true, onlyCluster: false },
    )
    expect(pairs.map(({ here }) => here)).toEqual([second.clusters[0]])
  })
})
