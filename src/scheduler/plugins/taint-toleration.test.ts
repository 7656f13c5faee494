import { describe, expect, it } from 'vitest'
import { explainPod, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const gpu = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }

describe('TaintToleration', () => {
  it.each([
    {
      name: 'TT-1 an untolerated taint',
      taints: [gpu],
      tolerations: [],
      reasons: ['node(s) had untolerated taint(s)'],
    },
    {
      name: 'TT-1 NoExecute',
      taints: [{ ...gpu, effect: 'NoExecute' }],
      tolerations: [],
      reasons: ['node(s) had untolerated taint(s)'],
    },
    {
      name: 'TT-1 PreferNoSchedule',
      taints: [{ ...gpu, effect: 'PreferNoSchedule' }],
      tolerations: [],
      reasons: [],
    },
    { name: 'TT-2 tolerated', taints: [gpu], tolerations: [{ operator: 'Exists' }], reasons: [] },
  ])('$name', ({ taints, tolerations, reasons }) => {
    const objects = [
      makePlainNode('n1', { spec: { taints } }),
      makePod('p', { spec: { tolerations } }),
    ]
    const explanation = explainPod(objects, 'p')
    expect(explanation.reasons.map(({ reason }) => reason)).toEqual(reasons)
    expect(explanation.reasons.filter(({ isResolvable }) => isResolvable)).toEqual([])
  })
})
