import { describe, expect, it } from 'vitest'
import { findPodPriority, readPriorityClass } from './priority.ts'
import { readPodSpec } from './pod-spec.ts'

const priorityClass = (name: string, fields: object) =>
  readPriorityClass({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    ...fields,
  })
const classes = [
  priorityClass('high', { value: 1000, preemptionPolicy: 'Never' }),
  priorityClass('usual', { value: 5, globalDefault: true }),
]

describe('priority (IN-5)', () => {
  it.each([
    {
      name: 'its class',
      spec: { priorityClassName: 'high' },
      known: classes,
      priority: 1000,
      policy: 'Never',
    },
    {
      name: 'the default class',
      spec: {},
      known: classes,
      priority: 5,
      policy: 'PreemptLowerPriority',
    },
    { name: 'no class at all', spec: {}, known: [], priority: 0, policy: 'PreemptLowerPriority' },
    {
      name: 'a system class',
      spec: { priorityClassName: 'system-node-critical' },
      known: [],
      priority: 2000001000,
      policy: 'PreemptLowerPriority',
    },
    {
      name: 'its own number',
      spec: { priority: 7 },
      known: classes,
      priority: 7,
      policy: 'PreemptLowerPriority',
    },
  ])('$name', ({ spec, known, priority, policy }) => {
    const podSpec = readPodSpec(spec, { name: 'p', namespace: 'default', labels: {} })
    expect(findPodPriority(podSpec, known)).toEqual({ priority, preemptionPolicy: policy })
  })

  it('does not guess a class that is not there', () => {
    const spec = { priorityClassName: 'absent' }
    const podSpec = readPodSpec(spec, { name: 'p', namespace: 'default', labels: {} })
    expect(findPodPriority(podSpec, classes)).toBeUndefined()
  })
})
