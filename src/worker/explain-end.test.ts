import { describe, expect, it } from 'vitest'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { startJudgement } from '#exploration/judge.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { explainEnd } from './explain-end.ts'
import { makeReplay } from './make-replay.ts'

const PATH = 'designs[0].clusters[0]'

function explainIncident(id: string) {
  const incident = INCIDENTS.find((one) => one.id === id)
  const [cluster] = incident?.plan.designs[0]?.clusters ?? []
  const key = incident?.expected.key ?? ''
  const [namespace = '', name = ''] = key.split('/')
  if (cluster === undefined) return undefined
  const target = startTargets(compileCluster(cluster, PATH)).compile({
    kind: 'Pod',
    namespace,
    name,
  })
  if (target === undefined) return undefined
  const judgement = startJudgement(target, { bound: 50_000 })
  judgement.advance(1_000_000)
  const replay = makeReplay(key, { target, result: judgement.result() })
  return replay === undefined ? undefined : explainEnd(cluster, PATH, replay)
}

describe('explainEnd', () => {
  it('R03: what kube-scheduler says in the morning, to the letter', () => {
    expect(explainIncident('R03')?.message).toBe(
      "0/4 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity, 2 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.",
    )
  })

  it('R03: the parts are counted', () => {
    expect(explainIncident('R03')?.reasons.map(({ count }) => count)).toEqual([2, 2])
  })

  it('R11: a node that came in another zone is one that the scheduler refuses', () => {
    expect(explainIncident('R11')?.message).toContain('0/1 nodes are available')
  })
})
