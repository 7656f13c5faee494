import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

describe('NodeUnschedulable', () => {
  it.each([
    { name: 'NU-1 a node that is not cordoned', spec: {}, tolerations: [], answer: 'fits' },
    {
      name: 'NU-2 a cordoned node',
      spec: { unschedulable: true },
      tolerations: [],
      answer: 'node(s) were unschedulable',
    },
    {
      name: 'NU-2 a cordoned node that the pod tolerates',
      spec: { unschedulable: true },
      tolerations: [{ key: cordon.key, operator: 'Exists' }],
      answer: 'fits',
    },
    {
      name: 'the cordon is told before its taint',
      spec: { unschedulable: true, taints: [cordon] },
      tolerations: [],
      answer: 'node(s) were unschedulable',
    },
  ])('$name', ({ spec, tolerations, answer }) => {
    const objects = [makePlainNode('n1', { spec }), makePod('p', { spec: { tolerations } })]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })
})
