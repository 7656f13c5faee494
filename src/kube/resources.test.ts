import { describe, expect, it } from 'vitest'
import { listRequestProblems, readNodeResources, readPodRequests } from './resources.ts'

const container = (requests: unknown, limits?: unknown) => ({ resources: { requests, limits } })
const MI = 1024 * 1024

describe('pod requests', () => {
  it.each([
    { name: 'PR-1 nothing asked', spec: { containers: [{}] }, requests: {} },
    {
      name: 'PR-1 sums containers',
      spec: { containers: [container({ cpu: '250m', memory: '64Mi' }), container({ cpu: 1 })] },
      requests: { cpu: 1250, memory: 64 * MI },
    },
    {
      name: 'W09 init containers, sidecar and overhead',
      spec: {
        containers: [container({ cpu: '500m' })],
        initContainers: [
          container({ cpu: '1000m' }),
          { ...container({ cpu: '200m' }), restartPolicy: 'Always' },
          container({ cpu: '700m' }),
        ],
        overhead: { cpu: '50m' },
      },
      requests: { cpu: 1050 },
    },
    {
      name: 'PR-2 a sidecar counts for the init containers after it',
      spec: {
        containers: [container({ cpu: '100m' })],
        initContainers: [
          { ...container({ cpu: '200m' }), restartPolicy: 'Always' },
          container({ cpu: '700m' }),
        ],
      },
      requests: { cpu: 900 },
    },
    {
      name: 'W10 pod-level resources replace',
      spec: {
        resources: { requests: { cpu: 2, memory: '1Gi' } },
        containers: [container({ cpu: '500m', memory: '1Gi' }), {}],
      },
      requests: { cpu: 2000, memory: 1024 * MI },
    },
    {
      name: 'IN-2 a pod-level limit gives way to what containers ask',
      spec: {
        resources: { limits: { cpu: 4, memory: '1Gi' } },
        containers: [container({ cpu: 1 })],
      },
      requests: { cpu: 1000, memory: 1024 * MI },
    },
    {
      name: 'IN-1 a limit stands for a missing request',
      spec: { containers: [container({ cpu: '100m' }, { cpu: 1, memory: '1Gi' })] },
      requests: { cpu: 100, memory: 1024 * MI },
    },
    {
      name: 'IN-15 rounds each value up to a thousandth, PR-6 the sum once',
      spec: {
        containers: [
          container({ cpu: '0.0001', memory: '0.5' }),
          container({ cpu: '0.0001', memory: '0.5' }),
        ],
      },
      requests: { cpu: 2, memory: 1 },
    },
    {
      name: 'RN-2 keeps extended resources and huge pages, not others',
      spec: {
        containers: [container({ 'nvidia.com/gpu': 1, 'hugepages-2Mi': '4Mi', storage: '1Gi' })],
      },
      requests: { 'nvidia.com/gpu': 1, 'hugepages-2Mi': 4 * MI },
    },
    {
      name: 'I4.1 a bad or negative quantity counts as absent',
      spec: { containers: [container({ cpu: '1gb', memory: -5 })] },
      requests: {},
    },
  ])('$name', ({ spec, requests }) => {
    expect(readPodRequests(spec)).toEqual(requests)
  })

  it.each([undefined, null, 'x', 7, { containers: 'no' }, { containers: [null, 3] }])(
    'reads %j as asking nothing',
    (spec) => {
      expect(readPodRequests(spec)).toEqual({})
    },
  )

  it('keeps a resource named __proto__ an own property and off the prototype', () => {
    const spec = JSON.parse(
      '{"containers":[{"resources":{"requests":{"__proto__":"1","cpu":"1"}}}]}',
    )
    expect(readPodRequests(spec)).toEqual({ cpu: 1000 })
  })

  it('I4.1 names every bad quantity', () => {
    const spec = {
      containers: [container({ cpu: '1gb' }), container({ memory: '-1' })],
      overhead: { cpu: '' },
    }
    expect(listRequestProblems(spec, 'spec').map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'kube/quantity', path: 'spec.containers[0].resources.requests.cpu' },
      { code: 'kube/negative-quantity', path: 'spec.containers[1].resources.requests.memory' },
      { code: 'kube/quantity', path: 'spec.overhead.cpu' },
    ])
  })
})

describe('node resources', () => {
  it('reads allocatable as kubectl prints it', () => {
    const allocatable = { cpu: '1930m', memory: '7244224Ki', pods: '29', 'hugepages-1Gi': '0' }
    expect(readNodeResources(allocatable)).toEqual({
      cpu: 1930,
      memory: 7418085376,
      pods: 29,
      'hugepages-1Gi': 0,
    })
  })
})
