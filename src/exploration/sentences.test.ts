import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeVariant,
  makeZoneGroup,
} from '#testing/model-builders.ts'
import { startJudgement } from './judge.ts'
import { addSentences, renderHeadline } from './sentences.ts'
import type { Target } from './target.ts'
import type { Step } from './trace.ts'
import type { DisturbanceKind, VerdictReport } from './verdict.ts'

const zone = 'eu-west-1c'
const workers = makeGroup({ name: 'workers', zones: ['eu-west-1a', 'eu-west-1b', zone] })
const model = makeModel({
  zones: workers.zones,
  groups: [workers],
  pods: [
    { name: 'P', requests: { cpu: 1 }, volumes: 1, zone, workload: 'monitoring/prometheus' },
    makePod('web', { count: 2 }),
  ],
  nodes: workers.zones.map((one) =>
    makeNode('workers', one, ...(one === zone ? ['P', 'web'] : [])),
  ),
})
const variant = makeVariant(model, { P: ['prometheus-0'], web: ['web-1', 'web-2'] })
const node = { group: 'workers', zone }
const holds = ['P', 'web']

describe('the sentence of a step', () => {
  it.each<{ name: string; steps: readonly Step[]; text: string }>([
    {
      name: 'XM7',
      steps: [
        { step: 'scaleToZero', workload: 'monitoring/prometheus' },
        { step: 'caRemoves', ...node, holds: ['web'] },
      ],
      text: 'Cluster Autoscaler removes the workers node in eu-west-1c. Desired 3 → 2. A web pod is pending.',
    },
    {
      name: 'XD3',
      steps: [{ step: 'scaleToZero', workload: 'monitoring/prometheus' }],
      text: 'prometheus is scaled to 0. Its volume stays in eu-west-1c.',
    },
    {
      name: 'XD6',
      steps: [
        { step: 'scaleToZero', workload: 'monitoring/prometheus' },
        { step: 'scaleBack', workload: 'monitoring/prometheus' },
      ],
      text: 'prometheus is scaled back to 1. Its pod can run only in eu-west-1c.',
    },
    {
      name: 'XD1',
      steps: [{ step: 'nodeLoss', ...node, holds }],
      text: 'The workers node in eu-west-1c is lost. 2 pods are pending.',
    },
    {
      name: 'XD2',
      steps: [{ step: 'zoneOutage', zone }],
      text: 'eu-west-1c goes down with 1 node.',
    },
    {
      name: 'XM3',
      steps: [
        { step: 'nodeLoss', ...node, holds },
        { step: 'launch', group: 'workers', zone: 'eu-west-1a' },
      ],
      text: 'workers launches a node in eu-west-1a. Nodes 2 → 3.',
    },
    {
      name: 'XM5',
      steps: [{ step: 'caRaises', pod: 'web', ...node }],
      text: 'Cluster Autoscaler raises workers for a web pod and expects the node in eu-west-1c. Desired 3 → 4.',
    },
    {
      name: 'XM4',
      steps: [{ step: 'rebalance', ...node, to: 'eu-west-1a', holds }],
      text: 'AZRebalance of workers ends a node in eu-west-1c and launches one in eu-west-1a. 2 pods are pending.',
    },
    {
      name: 'XM1',
      steps: [{ step: 'schedule', pod: 'web', ...node, holds }],
      text: 'kube-scheduler places a web pod on the workers node in eu-west-1c.',
    },
  ])('$name', ({ steps, text }) => {
    const said = addSentences(variant, steps).at(-1)?.text ?? ''
    expect(said).toBe(text)
    expect(said.split(' ').length).toBeLessThanOrEqual(25)
  })
})

describe('the headline', () => {
  const subject = { kind: 'Pod' as const, namespace: 'default', name: 'prometheus-0' }
  const report = (verdict: VerdictReport['verdict'], kinds: readonly DisturbanceKind[]) => ({
    subject,
    verdict,
    disturbances: { total: kinds.length, kinds },
    proof: { kind: 'search' as const, states: 1, complete: true, bound: 1 },
  })
  it.each<{ verdict: VerdictReport['verdict']; kinds: readonly DisturbanceKind[]; text: string }>([
    { verdict: 'pending-forever', kinds: [], text: 'prometheus-0 is pending for ever' },
    {
      verdict: 'at-risk',
      kinds: [],
      text: 'prometheus-0 is pending for ever after moves of the system alone',
    },
    {
      verdict: 'at-risk',
      kinds: ['scaleToZero'],
      text: 'prometheus-0 is pending for ever after one scale to zero',
    },
    {
      verdict: 'at-risk',
      kinds: ['nodeLoss', 'nodeLoss'],
      text: 'prometheus-0 is pending for ever after two node losses',
    },
    {
      verdict: 'at-risk',
      kinds: ['nodeLoss', 'scaleToZero'],
      text: 'prometheus-0 is pending for ever after node loss and scale to zero',
    },
    {
      verdict: 'waits-for-zone',
      kinds: ['zoneOutage'],
      text: 'prometheus-0 waits for zone eu-west-1a',
    },
    { verdict: 'ok', kinds: [], text: 'prometheus-0 cannot be pending for ever' },
    { verdict: 'unknown', kinds: [], text: 'Can prometheus-0 be pending for ever?' },
  ])('$text', ({ verdict, kinds, text }) => {
    const said = renderHeadline(report(verdict, kinds), 'eu-west-1a')
    expect(said).toBe(text)
    expect(said.split(' ').length).toBeLessThanOrEqual(12)
  })
})

describe('the chain', () => {
  const say = (groups: readonly (typeof workers)[], nodes = model.nodes.slice(0, 2)) => {
    const stuck = { ...model, groups, nodes, pods: model.pods.slice(0, 1) }
    const target: Target = {
      subject: { kind: 'Pod', namespace: 'default', name: 'prometheus-0' },
      variants: [makeVariant(stuck, { P: ['prometheus-0'] })],
      combine: 'only',
      doubts: [],
      alsoFor: [],
    }
    const judgement = startJudgement(target, { bound: 50_000 })
    judgement.advance(Infinity)
    const { words } = judgement.result()
    return words.chain.map(({ text, bold, tail = '' }) => `${text}**${bold}**${tail}`)
  }

  it('says the trap as the design has it', () => {
    expect(say([{ ...workers, desired: 2 }])).toEqual([
      'its volume is in **eu-west-1c**',
      'workers has **no node** there',
      'the autoscaler expects the next one in **eu-west-1a or eu-west-1b**',
      'it **never asks**',
    ])
  })

  it('says what proves it', () => {
    const group = makeZoneGroup(zone, { name: 'workers-c', max: 5 })
    expect(say([group], [])).toEqual([
      'its volume is in **eu-west-1c**',
      '**workers-c** brings a node there',
      'other pods can close **0** of its nodes, max 5',
      'it waits only while **eu-west-1c** is down',
    ])
  })
})
