import { describe, expect, it } from 'vitest'
import type { Judged } from '#worker/protocol.ts'
import { listMoments, renderAnnouncement } from './list-moments.ts'

const judged: Judged = {
  key: 'monitoring/prometheus-0',
  alsoFor: [],
  headline: 'prometheus-0 is pending for ever after one scale to zero',
  chain: [
    { text: 'its volume is in', bold: 'eu-west-1c' },
    { text: 'workers has', bold: 'no node', tail: 'there' },
    { text: 'the autoscaler expects the next one in', bold: 'a or b' },
    { text: 'it', bold: 'never asks' },
  ],
  proofSentence: 'search ended, all 96 states seen',
  report: {
    subject: { kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' },
    verdict: 'at-risk',
    disturbances: { total: 1, kinds: ['scaleToZero'] },
    steps: 3,
    proof: { kind: 'search', states: 96, complete: true, bound: 50_000 },
    causes: ['template-zone'],
    trace: [
      { step: 'scaleToZero', workload: 'prometheus', text: 'prometheus is scaled to 0.' },
      {
        step: 'caRemoves',
        group: 'workers',
        zone: 'eu-west-1c',
        text: 'Cluster Autoscaler removes the workers node in eu-west-1c. Desired 3 → 2.',
      },
      { step: 'scaleBack', workload: 'prometheus', text: 'prometheus is scaled back to 1.' },
    ],
  },
}
const moments = listMoments({ judged, today: '5 nodes, 41 pods.', nodesAtEnd: 4 })

describe('listMoments', () => {
  it('section 9: today and each step are counted, the answers after the last are not', () => {
    expect(moments.map(({ position }) => position)).toEqual([0, 1, 2, 3, undefined, undefined])
  })

  it('section 4: a disturbance, a move of the system, and the end of a disturbance', () => {
    expect(moments.map(({ side }) => side)).toEqual([
      undefined,
      'disturbance',
      'system',
      'ends',
      undefined,
      undefined,
    ])
  })

  it('leaves out the actor that stands in the tag', () => {
    expect(moments[2]?.text).toBe('removes the workers node in eu-west-1c. Desired 3 → 2.')
  })

  it('says that the scheduler refuses the pod on every node, and why no step is left', () => {
    expect(moments.slice(4).map(({ text }) => text)).toEqual([
      'refuses prometheus-0 on all 4 nodes.',
      'No step is left that runs it: the autoscaler expects the next one in a or b; it never asks.',
    ])
  })
})

describe('renderAnnouncement', () => {
  it.each([
    { name: 'today', position: 0, text: 'Today’s plan. 5 nodes, 41 pods.' },
    {
      name: 'a disturbance',
      position: 1,
      text: 'After step 1 of 3. Disturbance. prometheus is scaled to 0.',
    },
    {
      name: 'the last step',
      position: 3,
      text: 'After step 3 of 3. A disturbance ends. prometheus is scaled back to 1. No step is left.',
    },
  ])('$name', ({ position, text }) => {
    expect(renderAnnouncement(moments, position)).toBe(text)
  })
})
