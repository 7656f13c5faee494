import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { r03LastNodeOfAZone } from '#incidents/r03-last-node-of-a-zone.ts'
import { r11FixedGroupOfOne } from '#incidents/r11-fixed-group-of-one.ts'
import { judgeSubjects, parseKey, startJudgingCluster } from './judge-cluster.ts'
import { makeReplay } from './make-replay.ts'
import type { Response } from './protocol.ts'

type Sent = Response extends infer One ? (One extends Response ? Omit<One, 'id'> : never) : never

const [CLUSTER] = r11FixedGroupOfOne.plan.designs[0]?.clusters ?? []

/** Judges R11's cluster; the clock goes on by `stepMs` with each look, pauses end after `pauses` turns. */
async function judge({ stepMs = 0, pauses = Infinity, cache = createJudgementCache(10) } = {}) {
  if (CLUSTER === undefined) throw new Error('the incident has a cluster')
  const sent: Sent[] = []
  let nowMs = 0
  let turns = 0
  const surroundings = {
    send: (response: Sent) => void sent.push(response),
    pause: () => Promise.resolve(++turns <= pauses),
    nowMs: () => (nowMs += stepMs),
    cache,
  }
  const started = startJudgingCluster(CLUSTER, 'designs[0].clusters[0]', surroundings)
  await judgeSubjects(started, started.compiler.subjects, 50_000, surroundings)
  return { started, kinds: sent.map(({ kind }) => kind), turns }
}

describe('judging in slices', () => {
  it('sends the picture first, then verdicts, then the end', async () => {
    const { kinds } = await judge()
    expect(kinds).toEqual(['picture', 'verdicts', 'judge-done'])
  })

  it('lets other messages in when a slice took its time', async () => {
    const { turns, kinds } = await judge({ stepMs: 30 })
    expect(turns).toBeGreaterThan(0)
    expect(kinds.at(-1)).toBe('judge-done')
  })

  it('sends nothing more once it was superseded', async () => {
    const { kinds } = await judge({ stepMs: 30, pauses: 0 })
    expect(kinds).not.toContain('judge-done')
  })

  it('asks the cache before it searches (XS7)', async () => {
    const cache = createJudgementCache(10)
    await judge({ cache })
    const { started, kinds } = await judge({ cache, stepMs: 0 })
    expect(kinds).toContain('verdicts')
    expect(started.results.size).toBe(1)
  })
})

describe('replays', () => {
  it('have a frame for today and one after each step, in the names of the plan', async () => {
    const { started } = await judge()
    const known = started.results.get('jupyter/hub-0')
    const replay = known === undefined ? undefined : makeReplay('jupyter/hub-0', known)
    expect(replay?.frames).toHaveLength(r11FixedGroupOfOne.expected.steps + 1)
    expect(replay?.frames[0]?.frame.nodes.map(({ id, zone }) => `${id} ${zone}`)).toEqual([
      'ip-10-8-3-19 us-west-2a',
    ])
    expect(replay?.frames.at(-1)?.frame.nodes.map(({ zone }) => zone)).toEqual(['us-west-2b'])
    expect(Object.values(replay?.frames[0]?.podsOfClass ?? {})).toContainEqual(['jupyter/hub-0'])
  })
})

describe('keys of pods', () => {
  it('read as namespace and name', () => {
    expect(parseKey(r03LastNodeOfAZone.expected.key)).toEqual({
      kind: 'Pod',
      namespace: 'monitoring',
      name: 'prometheus-0',
    })
  })
})
