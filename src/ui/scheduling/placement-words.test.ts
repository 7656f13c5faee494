import { describe, expect, it } from 'vitest'
import { makePlainNode } from '#testing/explain-pod.ts'
import { makeCluster, makePod } from '#testing/cluster-objects.ts'
import { placePod } from '#testing/place-pod.ts'
import { cutName, sayPlacement } from './placement-words.ts'

const nodes = (count: number) =>
  Array.from({ length: count }, (_, at) => makePlainNode(`n${at + 1}`))
const busy = makePod('old', { nodeName: 'n2', cpu: '3' })

describe('the sentence about a pod', () => {
  it.each([
    {
      name: 'where it goes',
      resources: [...nodes(2), busy, makePod('p')],
      title: 'p goes to n1',
      about: '2 of 2 nodes can take it.',
    },
    {
      // 300 for taints, (87 + 97) / 2 for room, 50 + (50 + 93 - 100) / 2 for balance, each cut.
      name: 'TB-2 a tie',
      resources: [...nodes(2), makePod('p')],
      title: 'p goes to n1, by a tie',
      about:
        '2 of 2 nodes can take it. 2 of them score 463, so any of them may be chosen: which one hangs on the order in which 16 workers find them, the search tries each.',
    },
    {
      name: 'SC-1 no choice',
      resources: [...nodes(1), makePod('p')],
      title: 'p goes to n1',
      about: '1 of 1 node can take it. There was no choice, so nothing was scored.',
    },
    {
      name: 'that it would go elsewhere now',
      resources: [...nodes(2), busy, makePod('p', { nodeName: 'n2' })],
      title: 'p would now go to n1',
      about: 'It is on n2 today. 2 of 2 nodes can take it.',
    },
    {
      name: 'that it goes nowhere, and who refuses',
      resources: [...nodes(3), makePod('p', { cpu: '9' })],
      title: 'p goes nowhere: all 3 nodes refuse it',
      about: 'Refused by NodeResourcesFit on 3 nodes.',
    },
    {
      name: 'PE-7 that room is made',
      resources: [
        ...nodes(1),
        makePod('old', { nodeName: 'n1', cpu: '3' }),
        makePod('p', { cpu: '2', spec: { priority: 1 } }),
      ],
      title: 'p waits for room on n1',
      about:
        'No node takes it as it is. The scheduler evicts 1 pod there and tries again once it is gone.',
    },
    {
      name: '10.4 that a gate is closed',
      resources: [...nodes(1), makePod('p', { spec: { schedulingGates: [{ name: 'g' }] } })],
      title: 'p is not tried: a scheduling gate is closed',
      about: 'It enters the queue when the last gate is removed.',
    },
    {
      name: 'FL-8 that there is no node',
      resources: [makePod('p')],
      title: 'p goes nowhere: there is no node',
      about: 'The plan has no Node. The scheduler tries again after its backoff.',
    },
  ])('$name', ({ resources, title, about }) => {
    const placement = placePod(makeCluster({ kubernetesVersion: '1.36', resources }), 'default/p')
    expect(sayPlacement('p', placement, undefined)).toEqual({ title, about })
  })

  it('a plugin’s name is cut between its words', () => {
    expect(cutName('NodeResourcesBalancedAllocation')).toEqual([
      'Node',
      'Resources',
      'Balanced',
      'Allocation',
    ])
  })
})
