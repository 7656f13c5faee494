import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { parsePlan } from '#plan/validate.ts'
import type { Plan } from '#plan/schema.ts'
import { compareJudged } from './compare-judged.ts'
import { judgeSubjects, startJudgingCluster } from './judge-cluster.ts'
import type { Judged, Response } from './protocol.ts'

type Sent = Response extends infer One ? (One extends Response ? Omit<One, 'id'> : never) : never

async function judgePlan(plan: Plan): Promise<ReadonlyMap<string, Judged>> {
  const [cluster] = plan.designs[0]?.clusters ?? []
  if (cluster === undefined) throw new Error('the plan has no cluster')
  const judged: Judged[] = []
  const surroundings = {
    send: (response: Sent) => {
      if (response.kind === 'verdicts') judged.push(...response.judged)
    },
    pause: () => Promise.resolve(true),
    nowMs: () => 0,
    cache: createJudgementCache(100),
  }
  const started = startJudgingCluster(cluster, 'designs[0].clusters[0]', surroundings)
  await judgeSubjects(started, started.compiler.subjects, 50_000, surroundings)
  return new Map(judged.map((one) => [one.key, one]))
}

describe('the library of incidents, by the engine', () => {
  it.each(INCIDENTS)('$id is a plan, and so is its twin', ({ plan, repaired }) => {
    expect(parsePlan(plan)).toEqual({ kind: 'ok', value: plan })
    expect(parsePlan(repaired.plan)).toEqual({ kind: 'ok', value: repaired.plan })
  })

  it.each(INCIDENTS)('$id ends as it ended: $title', async ({ plan, expected }) => {
    const [worst] = [...(await judgePlan(plan)).values()].toSorted(compareJudged)
    const report = worst?.report
    expect(worst?.key).toBe(expected.key)
    expect(report?.verdict).toBe(expected.verdict)
    expect(report?.disturbances?.total).toBe(expected.disturbances)
    expect(report?.steps).toBe(expected.steps)
  })

  it.each(INCIDENTS)('$id is proven ok once it is repaired', async ({ repaired }) => {
    const verdicts = [...(await judgePlan(repaired.plan)).values()].map(
      (one) => `${one.key} ${one.report.verdict}, ${one.report.proof.kind}`,
    )
    expect(verdicts.filter((line) => !line.endsWith(' ok, theorem'))).toEqual([])
    expect(verdicts.length).toBeGreaterThan(0)
  })
})
