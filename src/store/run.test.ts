import { describe, expect, it } from 'vitest'
import type { Picture } from '#cluster/picture.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { packPlan } from '#worker/packed-plan.ts'
import type { Judged } from '#worker/protocol.ts'
import {
  EMPTY_RUN,
  applyPicture,
  applyVerdicts,
  findWorst,
  finishJudging,
  startJudging,
} from './run.ts'
import type { Run } from './run.ts'

const PACKED = packPlan(SAMPLE_PLAN)

const PICTURE: Picture = {
  clusterName: 'shop',
  region: 'eu-west-1',
  autoscalers: [],
  zones: [],
  controlPlane: { kind: 'unknown' },
  groups: [],
  nodes: [],
  pods: {
    names: [],
    namespaces: [],
    node: new Int32Array(),
    milliCpu: new Float64Array(),
    memoryBytes: new Float64Array(),
    tone: new Uint8Array(),
    owners: [],
  },
  pending: [],
  volumes: [],
}

function judged(
  name: string,
  change: Partial<VerdictReport> = {},
  alsoFor: readonly string[] = [],
): Judged {
  return {
    key: `shop/${name}`,
    alsoFor,
    headline: '',
    chain: [],
    proofSentence: '',
    report: {
      subject: { kind: 'Pod', namespace: 'shop', name },
      verdict: 'ok',
      proof: { kind: 'search', states: 1, complete: true, bound: 1 },
      ...change,
    },
  }
}

function targets(...names: readonly string[]) {
  return names.map((name) => ({ key: `shop/${name}`, namespace: 'shop', name }))
}

function judgeOnce(...news: readonly Judged[]): Run {
  const started = startJudging(EMPTY_RUN, PACKED)
  const drawn = applyPicture(
    started,
    PICTURE,
    targets(...news.map((one) => one.report.subject.name)),
  )
  return finishJudging(applyVerdicts(drawn, news), 5)
}

describe('what the engine has said', () => {
  it('puts the worst first: word, then disturbances, then steps, then name', () => {
    const disturbances = (total: number) => ({ total, kinds: [] })
    const run = judgeOnce(
      judged('d'),
      judged('c', { verdict: 'at-risk', disturbances: disturbances(2), steps: 1 }),
      judged('b', { verdict: 'at-risk', disturbances: disturbances(1), steps: 4 }),
      judged('a', { verdict: 'at-risk', disturbances: disturbances(1), steps: 3 }),
      judged('e', { verdict: 'pending-forever' }),
      judged('f', { verdict: 'unknown' }),
    )
    expect(run.results.map(({ report }) => report.subject.name).join('')).toBe('eabcfd')
    expect(findWorst(run)?.key).toBe('shop/e')
  })

  it('keeps old verdicts after an edit, marked stale until each is replaced', () => {
    const again = startJudging(judgeOnce(judged('a'), judged('b')), PACKED)
    expect([...again.stale]).toEqual(['shop/a', 'shop/b'])
    const partly = applyVerdicts(again, [judged('a', { verdict: 'unknown' })])
    expect([...partly.stale]).toEqual(['shop/b'])
    expect(partly.judged.get('shop/a')?.report.verdict).toBe('unknown')
  })

  it('drops verdicts of pods that are not judged any more', () => {
    const again = startJudging(judgeOnce(judged('a'), judged('b')), PACKED)
    const drawn = applyPicture(again, PICTURE, targets('b'))
    expect([...drawn.judged.keys()]).toEqual(['shop/b'])
    expect([...drawn.stale]).toEqual(['shop/b'])
  })

  it('finds a verdict under the keys of pods that share it, and lists it once', () => {
    const run = judgeOnce(judged('web-1', {}, ['shop/web-2', 'shop/web-3']))
    expect(run.judged.get('shop/web-3')?.key).toBe('shop/web-1')
    expect(run.results).toHaveLength(1)
  })

  it('forgets a shared verdict that is no longer shared', () => {
    const shared = judgeOnce(judged('web-1', {}, ['shop/web-2']))
    const apart = applyVerdicts(startJudging(shared, PACKED), [judged('web-1')])
    expect(apart.judged.has('shop/web-2')).toBe(false)
  })
})
