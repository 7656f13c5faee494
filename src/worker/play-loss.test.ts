import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { r11FixedGroupOfOne } from '#incidents/r11-fixed-group-of-one.ts'
import { r03LastNodeOfAZone } from '#incidents/r03-last-node-of-a-zone.ts'
import type { Plan } from '#plan/schema.ts'
import { judgeLosses } from './judge-losses.ts'
import type { LossProgress } from './loss-query.ts'
import { packPlan } from './packed-plan.ts'
import { playLoss } from './play-loss.ts'

const PLACE = { design: 0, cluster: 0 }
const KEY = 'monitoring/prometheus-0'

function makeDesk(plan: Plan) {
  const reports: LossProgress[] = []
  let turns = Infinity
  return {
    reports,
    endAfter: (count: number) => {
      turns = count
    },
    desk: {
      resources: { unpack: () => Promise.resolve(plan), keep: () => {} },
      cache: createJudgementCache(100),
      nowMs: () => 0,
      pause: () => Promise.resolve(turns-- > 0),
      report: (progress: LossProgress) => reports.push(progress),
    },
  }
}

function play(event: string, key = KEY, plan: Plan = r03LastNodeOfAZone.plan) {
  const question = { packed: packPlan(plan), place: PLACE, bound: 50_000, event, key }
  return playLoss(question, makeDesk(plan).desk)
}

describe('playing a loss', () => {
  it.each([
    {
      name: 'the trace of a cell',
      event: 'zone/eu-west-1c',
      verdict: 'at-risk',
      first: 'zoneOutage',
    },
    { name: 'to zero and back', event: 'zero', verdict: 'at-risk', first: 'scaleToZero' },
    {
      name: 'the picture after a loss that does no harm',
      event: 'zone/eu-west-1a',
      verdict: 'ok',
      first: 'zoneOutage',
    },
    {
      name: 'that very node, which its group brings again in the same zone',
      event: 'node/ip-10-0-90-12',
      verdict: 'ok',
      first: 'nodeLoss',
    },
  ])('$name', async ({ event, verdict, first }) => {
    const played = await play(event)
    const trace = played?.report.trace ?? []
    expect(played?.report.verdict).toBe(verdict)
    expect(trace[0]?.step).toBe(first)
    expect(trace.every(({ text }) => text.length > 0)).toBe(true)
    expect(played?.frames).toHaveLength(trace.length + 1)
  })

  it('after the outage the zone is down, and its node gone', async () => {
    const played = await play('zone/eu-west-1a')
    const after = played?.frames[1]?.frame
    expect(after?.down).toBe('eu-west-1a')
    expect(after?.nodes.map(({ zone }) => zone).sort()).toEqual(['eu-west-1b', 'eu-west-1c'])
  })

  it('a lost node whose group launches the next one elsewhere strands its pod', async () => {
    const { plan, expected } = r11FixedGroupOfOne
    const played = await play('node/ip-10-8-3-19', expected.key, plan)
    expect(played?.report.verdict).toBe('at-risk')
    expect(played?.report.disturbances).toEqual({ total: 1, kinds: ['nodeLoss'] })
    expect(played?.report.steps).toBe(expected.steps)
  })

  it.each([
    { name: 'no such pod', event: 'node', key: 'monitoring/nobody-0' },
    { name: 'no such event', event: 'roll', key: KEY },
    { name: 'no such node', event: 'node/nothing', key: KEY },
  ])('$name plays nothing', async ({ event, key }) => {
    expect(await play(event, key)).toBeUndefined()
  })
})

describe('judging the matrix in the worker', () => {
  const { plan } = r03LastNodeOfAZone
  const question = {
    packed: packPlan(plan),
    place: PLACE,
    bound: 50_000,
    patience: 1,
    limitMs: 1_000,
  }

  it('tells the rows first, then every cell', async () => {
    const { desk, reports } = makeDesk(plan)
    expect(await judgeLosses(question, desk)).toEqual({ elapsedMs: 0, left: 0 })
    expect(reports[0]?.matrix?.columns).toHaveLength(5)
    const cells = reports.flatMap((one) => one.cells)
    expect(cells).toHaveLength(reports.at(-1)?.total ?? -1)
  })

  it('XS4 what its limit leaves unjudged is said, and no cell made up', async () => {
    const { desk, reports } = makeDesk(plan)
    let atMs = 0
    const answer = await judgeLosses(
      { ...question, limitMs: 20 },
      { ...desk, nowMs: () => (atMs += 30) },
    )
    const { done, total } = reports.at(-1) ?? { done: 0, total: 0 }
    expect(answer.left).toBe(total - done)
    expect(answer.left).toBeGreaterThan(0)
    expect(reports.flatMap((one) => one.cells)).toHaveLength(done)
  })

  it('withdrawn it stops', async () => {
    const { desk, endAfter, reports } = makeDesk(plan)
    endAfter(1)
    await judgeLosses(question, desk)
    expect(reports).toEqual([])
  })
})
