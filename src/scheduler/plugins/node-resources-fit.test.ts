import { describe, expect, it } from 'vitest'
import { explainPod, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const asking = (requests: object) => ({ spec: { containers: [{ resources: { requests } }] } })

describe('NodeResourcesFit', () => {
  it.each([
    { name: 'FIT-3 exactly what is left', requests: { cpu: '3', memory: '6Gi' }, reasons: [] },
    {
      name: 'FIT-3 a millicore more',
      requests: { cpu: '3001m' },
      reasons: ['Insufficient cpu'],
      isResolvable: true,
    },
    {
      name: 'FIT-3 a byte more',
      requests: { memory: '6442450945' },
      reasons: ['Insufficient memory'],
      isResolvable: true,
    },
    {
      name: 'FIT-3 several reasons in order',
      requests: { memory: '7Gi', cpu: '4', 'ephemeral-storage': '1' },
      reasons: ['Insufficient cpu', 'Insufficient memory', 'Insufficient ephemeral-storage'],
      isResolvable: false,
    },
    {
      name: 'FIT-4 an extended resource',
      requests: { 'nvidia.com/gpu': '1' },
      reasons: ['Insufficient nvidia.com/gpu'],
      isResolvable: false,
    },
    { name: 'FIT-4 none of it', requests: { 'nvidia.com/gpu': '0' }, reasons: [] },
    {
      name: 'FIT-5 more than the whole node',
      requests: { cpu: '4001m' },
      reasons: ['Insufficient cpu'],
      isResolvable: false,
    },
  ])('$name', ({ requests, reasons, isResolvable }) => {
    const objects = [
      makePlainNode('n1'),
      makePod('used', { nodeName: 'n1', ...asking({ cpu: '1', memory: '2Gi' }) }),
      makePod('p', asking(requests)),
    ]
    const found = explainPod(objects, 'p').reasons
    expect(found.map(({ reason }) => reason)).toEqual(reasons)
    expect(found.map((one) => one.isResolvable)).toEqual(reasons.map(() => isResolvable))
  })

  it.each([
    { name: 'W07 with two pods', count: 2, reasons: [] },
    { name: 'W07 with three pods', count: 3, reasons: ['Too many pods'] },
  ])(
    '$name a node of three, over-committed, takes a pod that asks nothing',
    ({ count, reasons }) => {
      const placed = Array.from({ length: count }, (_, index) =>
        makePod(`used${index}`, { nodeName: 'n1', cpu: '600m' }),
      )
      const objects = [
        makePlainNode('n1', { allocatable: { cpu: '1', pods: '3' } }),
        ...placed,
        makePod('p', { spec: { containers: [{}] } }),
      ]
      expect(explainPod(objects, 'p').reasons.map(({ reason }) => reason)).toEqual(reasons)
    },
  )
})
