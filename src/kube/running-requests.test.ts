import { describe, expect, it } from 'vitest'
import { readRunningRequests } from './running-requests.ts'
import type { KubeObject } from './object.ts'
import type { ResizeRule } from './running-requests.ts'

const infeasible = { type: 'PodResizePending', reason: 'Infeasible', status: 'True' }
const podOf = (status: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: {
    containers: [
      { name: 'a', resources: { requests: { cpu: '1' } } },
      { name: 'b', resources: { requests: { cpu: '1' } } },
    ],
  },
  status,
})
const containerStatuses = [
  { name: 'a', allocatedResources: { cpu: '3' }, resources: { requests: { cpu: '2' } } },
]
const grown = [
  { name: 'a', allocatedResources: { cpu: '3' }, resources: { requests: { cpu: '100m' } } },
  { name: 'b', allocatedResources: { cpu: '100m' }, resources: { requests: { cpu: '3' } } },
]

describe('requests of a pod that runs (5.4)', () => {
  it.each<{ name: string; rule: ResizeRule; status: object; milliCpu: number }>([
    { name: 'IP-1 no statuses', rule: 'by-container', status: {}, milliCpu: 2000 },
    {
      name: 'IP-1 the greatest',
      rule: 'by-container',
      status: { containerStatuses },
      milliCpu: 4000,
    },
    {
      name: 'IP-1 infeasible: the specification is left out',
      rule: 'by-container',
      status: {
        containerStatuses: [{ name: 'a', resources: { requests: { cpu: '500m' } } }],
        conditions: [infeasible],
      },
      milliCpu: 1500,
    },
    {
      name: 'IP-1 per container',
      rule: 'by-container',
      status: { containerStatuses: grown },
      milliCpu: 6000,
    },
    {
      name: 'IP-2 per whole pod',
      rule: 'by-aggregate',
      status: { containerStatuses: grown },
      milliCpu: 3100,
    },
    { name: 'IP-2 no statuses', rule: 'by-aggregate', status: {}, milliCpu: 2000 },
    {
      name: 'IP-2 infeasible: missing statuses count as nothing',
      rule: 'by-aggregate',
      status: {
        containerStatuses: [{ name: 'a', resources: { requests: { cpu: '500m' } } }],
        conditions: [infeasible],
      },
      milliCpu: 500,
    },
  ])('$name', ({ rule, status, milliCpu }) => {
    expect(readRunningRequests(podOf(status), rule).requests).toEqual({ cpu: milliCpu })
  })

  // IN-2: the API server made what containers ask for the pod's own request before it ran.
  it.each([
    { rule: 'by-container', resources: { requests: { memory: '1Gi' } }, milliCpu: 600 },
    { rule: 'by-aggregate', resources: { requests: { memory: '1Gi' } }, milliCpu: 500 },
    { rule: 'by-container', resources: { limits: { memory: '1Gi' } }, milliCpu: 500 },
  ] as const)('IN-2 $rule with $resources', ({ rule, resources, milliCpu }) => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { resources, containers: [{ name: 'a', resources: { requests: { cpu: '500m' } } }] },
      status: { containerStatuses: [{ name: 'a', resources: { requests: { cpu: '600m' } } }] },
    }
    expect(readRunningRequests(pod, rule).requests['cpu']).toBe(milliCpu)
  })

  it('IP-2 NZ-1 infeasible: a little for what is not asked, and nothing for the specification', () => {
    const none = { cpu: '0', memory: '0' }
    const statuses = ['a', 'b'].map((name) => ({ name, allocatedResources: none }))
    const pod = podOf({ containerStatuses: statuses, conditions: [infeasible] })
    expect(readRunningRequests(pod, 'by-aggregate').scored).toEqual({ cpu: 0, memory: 0 })
  })

  it('IP-2 the first condition of a resize tells', () => {
    const deferred = { type: 'PodResizePending', reason: 'Deferred', status: 'True' }
    const pod = podOf({ conditions: [deferred, infeasible] })
    expect(readRunningRequests(pod, 'by-aggregate').requests).toEqual({ cpu: 2000 })
  })

  it.each([
    { rule: 'by-container-and-pod', requests: { cpu: 1500, memory: 64 } },
    { rule: 'by-aggregate', requests: { cpu: 1500, memory: 512 } },
  ] as const)('IP-1 IP-2 of the pod as a whole, $rule', ({ rule, requests }) => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        resources: { requests: { cpu: '1' } },
        containers: [{ name: 'a', resources: { requests: { cpu: '500m', memory: '64' } } }],
      },
      status: {
        allocatedResources: { cpu: '1500m' },
        resources: { requests: { memory: '512' } },
        containerStatuses: [{ name: 'a', resources: { requests: { memory: '64' } } }],
      },
    }
    expect(readRunningRequests(pod, rule).requests).toEqual(requests)
  })
})
