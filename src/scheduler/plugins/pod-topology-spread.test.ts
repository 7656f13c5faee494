import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const SKEW = "node(s) didn't match pod topology spread constraints"
const MISSING = `${SKEW} (missing required label)`
const nodeIn = (name: string, zone: string, spec: Record<string, unknown> = {}) =>
  makePlainNode(name, { labels: { zone }, spec })
const matching = (count: number, nodeName: string) =>
  Array.from({ length: count }, (_, index) =>
    makePod(`${nodeName}-${index}`, { nodeName, labels: { app: 'w' } }),
  )
const spread = (
  constraint: Record<string, unknown> = {},
  labels: Record<string, string> = { app: 'w' },
) =>
  makePod('p', {
    labels,
    spec: {
      topologySpreadConstraints: [
        {
          topologyKey: 'zone',
          maxSkew: 1,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { app: 'w' } },
          ...constraint,
        },
      ],
    },
  })
const two = [nodeIn('n1', 'a'), nodeIn('n2', 'b')]
const tainted = { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] }
const three = [...two, nodeIn('n3', 'c', tainted)]
const oneEach = [...matching(1, 'n1'), ...matching(1, 'n2')]

describe('PodTopologySpread', () => {
  it.each([
    {
      name: 'W27 a pod that counts itself',
      objects: [...two, ...matching(2, 'n1'), spread()],
      answers: { n1: SKEW, n2: 'fits' },
    },
    {
      name: 'W27 a pod that does not',
      objects: [...two, ...matching(2, 'n1'), spread({}, { app: 'x' })],
      answers: { n1: SKEW, n2: 'fits' },
    },
    {
      name: 'PTS-8 exactly maxSkew',
      objects: [...two, ...matching(1, 'n1'), spread({ maxSkew: 2 })],
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'W28 without minDomains',
      objects: [...two, ...oneEach, spread()],
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'W28 with minDomains 3',
      objects: [...two, ...oneEach, spread({ minDomains: 3 })],
      answers: { n1: SKEW, n2: SKEW },
    },
    {
      name: 'W29 taints ignored',
      objects: [...three, ...oneEach, spread()],
      answers: { n1: SKEW, n2: SKEW, n3: 'node(s) had untolerated taint(s)' },
    },
    {
      name: 'W29 taints honoured',
      objects: [...three, ...oneEach, spread({ nodeTaintsPolicy: 'Honor' })],
      answers: { n1: 'fits', n2: 'fits', n3: 'node(s) had untolerated taint(s)' },
    },
    {
      name: 'W30 a node without the key, whose pods are not counted',
      objects: [nodeIn('n1', 'a'), makePlainNode('n2'), ...matching(5, 'n2'), spread()],
      answers: { n1: 'fits', n2: MISSING },
    },
    {
      name: 'PTS-3 no selector selects nothing',
      objects: [...two, ...matching(2, 'n1'), spread({ labelSelector: undefined })],
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'PTS-1 a preference does not filter',
      objects: [...two, ...matching(2, 'n1'), spread({ whenUnsatisfiable: 'ScheduleAnyway' })],
      answers: { n1: 'fits', n2: 'fits' },
    },
  ])('$name', ({ objects, answers }) => {
    expect(listAnswers(explainPod(objects, 'p'))).toEqual(answers)
  })
})
