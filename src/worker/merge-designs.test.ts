import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import type { Cluster } from '#plan/schema.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makeWorkload,
  zoneName,
} from '#testing/cluster-objects.ts'
import { makePlan } from '#testing/sample-plan.ts'
import { answerDifferences } from './compare-designs.ts'
import { answerDesign } from './judge-design.ts'
import { answerMerge } from './merge-designs.ts'
import { packPlan } from './packed-plan.ts'
import { createResourceCache } from './resource-cache.ts'
import type { MergeQuestion } from './design-questions.ts'

const DESK = {
  resources: createResourceCache(),
  cache: createJudgementCache(100),
  nowMs: () => 0,
  pause: async () => true,
  report: () => {},
}

describe('merging two designs in the worker (I1.5)', () => {
  it('takes what is chosen, and judges the result before it is applied', async () => {
    const answer = await answerMerge(
      ask(
        { kinds: { 'node-group/Node group': 'replace' } },
        { nodeGroups: [makeGroup({ max: 9 })] },
      ),
      DESK,
    )
    expect(answer?.kind).toBe('merged')
    if (answer?.kind !== 'merged') return
    expect(answer.packed.shell.designs[0]?.clusters[0]?.nodeGroups[0]?.max).toBe(9)
    expect(answer.judged.clusters.map(({ name }) => name)).toEqual(['shop'])
  })

  it('refuses what does not go together, with the place', async () => {
    const zones = ['a', 'b'].map((letter) => ({ name: zoneName(letter) }))
    const answer = await answerMerge(ask({ kinds: { 'zone/Zone': 'replace' } }, { zones }), DESK)
    expect(answer).toMatchObject({ kind: 'refused' })
    expect(answer?.kind === 'refused' ? answer.problems[0]?.message : '').toContain('eu-west-1c')
  })

  it('answers nothing once the question was withdrawn', async () => {
    const withdrawn = { ...DESK, pause: async () => false }
    expect(await answerMerge(ask({ kinds: {} }, {}), withdrawn)).toBeUndefined()
  })

  it('leaves a design without what an import does not name', async () => {
    const packed = packPlan(makePlan(makeCluster()))
    const absent = [
      { cluster: 'shop', zones: [], groups: ['workers'], autoscalers: [], objects: [], silent: [] },
    ]
    const found = await answerDifferences(
      { mine: { packed, design: 0 }, theirs: { packed, design: 0, absent } },
      DESK,
    )
    expect(found?.groups.map(({ kind, onlyMine }) => `${kind} ${onlyMine}`)).toEqual([
      'Node group 1',
    ])
  })

  it('judges every pod of a design, worst first, with its control plane and price', async () => {
    const resources = [
      makeNode('n-a', 'a'),
      ...makeBoundClaim('data-db-0', 'c'),
      makeWorkload('StatefulSet', 'db'),
    ] as Cluster['resources']
    const packed = packPlan(makePlan(makeCluster({ resources })))
    const judged = await answerDesign({ source: { packed, design: 0 }, bound: 1_000 }, DESK)
    expect(judged?.clusters[0]?.plane.kind).toBe('managed')
    expect(judged?.clusters[0]?.price.kind).toBe('known')
    expect(judged?.clusters[0]?.sketch.map(({ volumes }) => volumes.length)).toEqual([0, 0, 1])
  })
})

function ask(
  choices: Pick<MergeQuestion['choices'], 'kinds'>,
  theirs: Partial<Cluster>,
): MergeQuestion {
  const source = (parts: Partial<Cluster>) => ({
    packed: packPlan(makePlan(makeCluster(parts))),
    design: 0,
  })
  return {
    mine: source({}),
    theirs: source(theirs),
    choices: { ...choices, things: {} },
    bound: 1_000,
  }
}
