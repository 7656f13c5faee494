import { describe, expect, it } from 'vitest'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { listAlternatives } from '#shapes/list-alternatives.ts'
import { SHAPE_SECTIONS } from '#shapes/shapes.ts'
import { drawDraft, tryAlternatives } from './draw-draft.ts'
import { combineTrial } from './draft.ts'
import type { Trial } from './draft.ts'
import type { TriedAlternative } from './questions.ts'
import { createResourceCache } from './resource-cache.ts'

const SHAPES = SHAPE_SECTIONS.flatMap((section) => section.shapes)

function makeDesk(pause: () => Promise<boolean> = () => Promise.resolve(true)) {
  const tried: TriedAlternative[] = []
  return {
    tried,
    resources: createResourceCache(),
    cache: createJudgementCache(100),
    nowMs: () => 0,
    pause,
    report: (one: TriedAlternative) => {
      tried.push(one)
    },
  }
}

function readWord(trial: Trial): string {
  const verdict = combineTrial(trial)
  if (verdict === undefined || typeof verdict === 'string') return verdict ?? 'none'
  const { proof, disturbances } = verdict
  const by = proof.kind === 'theorem' ? ` ${proof.id}` : ''
  return `${verdict.verdict}${by}${disturbances === undefined ? '' : ` ${disturbances.total}`}`
}

function getShape(id: string) {
  const shape = SHAPES.find((one) => one.id === id)
  if (shape === undefined) throw new Error(`no shape ${id}`)
  return shape
}

describe('a plan that is drawn, by the engine', () => {
  it.each([
    { id: 'eks-group-per-zone', word: 'ok RT1' },
    { id: 'eks-karpenter', word: 'ok RT3' },
    { id: 'kops-three-members', word: 'ok RT1' },
    { id: 'the-trap', word: 'at-risk 1' },
    // AT1 and the loss of the one member's zone: the pod's verdict is the worse.
    { id: 'kops-2016', word: 'at-risk 1' },
    { id: 'empty', word: 'none' },
  ])('$id: $word', async ({ id, word }) => {
    const answer = await drawDraft({ choices: getShape(id).choices }, makeDesk())
    expect(answer?.kind === 'drawn' && readWord(answer)).toBe(word)
  })

  it('prices machines and EKS for 730 h (AV-35)', async () => {
    const answer = await drawDraft({ choices: getShape('eks-group-per-zone').choices }, makeDesk())
    // 3 and 12 × 0.107 USD × 730 h, and 0.10 × 730 for EKS.
    expect(answer).toMatchObject({
      price: { kind: 'known', min: 307.33, desired: 307.33, max: 1010.32, controlPlane: 73 },
    })
  })

  it('tells what each minimum of one group leads to: enough for every zone is a proof (RT5)', async () => {
    const desk = makeDesk()
    const alternatives = listAlternatives(getShape('the-trap').choices).filter(({ key }) =>
      /^(min|layout) /.test(key),
    )
    await tryAlternatives({ alternatives }, desk)
    const words = desk.tried.map(({ key, trial }) => `${key}: ${readWord(trial)}`)
    expect(words).toEqual([
      'layout group-per-zone: ok RT1',
      'layout karpenter: ok RT3',
      'layout one-group: at-risk 1',
      'min 0: at-risk 1',
      'min 1: at-risk 1',
      'min 2: at-risk 1',
      'min 3: ok RT5',
    ])
  })

  it('ends when the question is withdrawn', async () => {
    const desk = makeDesk(() => Promise.resolve(false))
    const alternatives = listAlternatives(getShape('the-trap').choices)
    expect(await tryAlternatives({ alternatives }, desk)).toBeLessThan(2)
  })

  it('refuses what no plan is drawn from, at the field', async () => {
    const { choices } = getShape('the-trap')
    const answer = await drawDraft({ choices: { ...choices, name: '' } }, makeDesk())
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ path: 'name' }] })
  })
})
