import { describe, expect, it } from 'vitest'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { startJudgement } from '#exploration/judge.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import type { Incident } from '#incidents/incident.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { parsePlan } from '#plan/validate.ts'
import type { Plan } from '#plan/schema.ts'
import { startExplaining } from '#scheduler/explain-board.ts'
import { compareJudged } from './compare-judged.ts'
import { explainEnd } from './explain-end.ts'
import { judgeSubjects, startJudgingCluster } from './judge-cluster.ts'
import { makeReplay } from './make-replay.ts'
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

const PATH = 'designs[0].clusters[0]'

/** What kube-scheduler says of the pod in the state in which it is stuck: now, or after the trace. */
function explainIncident({ plan, expected }: Incident): string | undefined {
  const [cluster] = plan.designs[0]?.clusters ?? []
  const [namespace = '', name = ''] = expected.key.split('/')
  if (cluster === undefined) return undefined
  const compiled = compileCluster(cluster, PATH)
  if (expected.steps === 0) {
    const index = compiled.pods.findIndex((pod) => pod.namespace === namespace && pod.name === name)
    return startExplaining(cluster, compiled)(index).message
  }
  const target = startTargets(compiled).compile({ kind: 'Pod', namespace, name })
  if (target === undefined) return undefined
  const judgement = startJudgement(target, { bound: 50_000 })
  judgement.advance(1_000_000)
  const replay = makeReplay(expected.key, { target, result: judgement.result() })
  return replay === undefined ? undefined : explainEnd(cluster, PATH, replay)?.message
}

const SAID_BY_SCHEDULER = INCIDENTS.filter((one) => one.message?.startsWith('0/'))

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

  it.each(SAID_BY_SCHEDULER)('$id says to the letter what people saw', (incident) => {
    expect(explainIncident(incident)).toBe(incident.message)
  })

  it.each(INCIDENTS)('$id is proven ok once it is repaired', async ({ repaired }) => {
    const verdicts = [...(await judgePlan(repaired.plan)).values()].map(
      (one) => `${one.key} ${one.report.verdict}, ${one.report.proof.kind}`,
    )
    expect(verdicts.filter((line) => !line.endsWith(' ok, theorem'))).toEqual([])
    expect(verdicts.length).toBeGreaterThan(0)
  })
})
