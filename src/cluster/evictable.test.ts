import { describe, expect, it } from 'vitest'
import { readDisruptionBudget } from '#kube/disruption-budget.ts'
import { isEvictable, type EvictionContext, type EvictionSubject } from './evictable.ts'

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict'

function makeBudget(spec: Readonly<Record<string, unknown>>) {
  return readDisruptionBudget({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  })
}

const CONTEXT: EvictionContext = {
  budgets: [],
  countCovered: () => 1,
  skipNodesWithLocalStorage: true,
  skipNodesWithSystemPods: true,
  doSystemPodsBlockForEver: false,
}
const POD: EvictionSubject = {
  namespace: 'default',
  labels: { app: 'web' },
  annotations: {},
  ownerKind: 'ReplicaSet',
  hasLocalStorage: false,
  localVolumes: [],
}

describe('what blocks a scale-down (XC11, A16)', () => {
  it.each([
    { name: 'nothing', context: {}, pod: {}, expected: true },
    { name: 'A16.8 a bare pod', context: {}, pod: { ownerKind: undefined }, expected: false },
    {
      name: 'A16.8 an owner that replaces no pods',
      context: {},
      pod: { ownerKind: 'Etcd' },
      expected: false,
    },
    {
      name: 'A16.10 safe-to-evict false',
      context: {},
      pod: { annotations: { [SAFE]: 'false' } },
      expected: false,
    },
    {
      name: 'A16.5 safe-to-evict true lets a bare pod go',
      context: {},
      pod: { ownerKind: undefined, annotations: { [SAFE]: 'true' } },
      expected: true,
    },
    {
      name: 'A16.7 on-completion waits',
      context: {},
      pod: { annotations: { [SAFE]: 'on-completion' } },
      expected: false,
    },
    {
      name: 'A16.11 local storage',
      context: {},
      pod: { hasLocalStorage: true, localVolumes: ['tmp'] },
      expected: false,
    },
    {
      name: 'A16.11 unless the flag is off',
      context: { skipNodesWithLocalStorage: false },
      pod: { hasLocalStorage: true, localVolumes: ['tmp'] },
      expected: true,
    },
    {
      name: 'A16.11 or all of it is named safe',
      context: {},
      pod: {
        hasLocalStorage: true,
        localVolumes: ['tmp'],
        annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'tmp, x' },
      },
      expected: true,
    },
    {
      name: 'A16.9 kube-system ends by itself',
      context: {},
      pod: { namespace: 'kube-system' },
      expected: true,
    },
    {
      name: 'A16.9 before 1.33 it does not',
      context: { doSystemPodsBlockForEver: true },
      pod: { namespace: 'kube-system' },
      expected: false,
    },
    {
      name: 'A16.9 the flag is off',
      context: { doSystemPodsBlockForEver: true, skipNodesWithSystemPods: false },
      pod: { namespace: 'kube-system' },
      expected: true,
    },
    {
      name: 'A16.12 a budget without room',
      context: { budgets: [makeBudget({ minAvailable: 1 })] },
      pod: {},
      expected: false,
    },
    {
      name: 'A16.12 a budget with room',
      context: { budgets: [makeBudget({ maxUnavailable: 1 })] },
      pod: {},
      expected: true,
    },
    {
      name: 'A16.12 a budget of other pods',
      context: { budgets: [makeBudget({ minAvailable: 1 })] },
      pod: { labels: { app: 'db' } },
      expected: true,
    },
    {
      name: 'two budgets refuse every eviction',
      context: { budgets: [makeBudget({ maxUnavailable: 1 }), makeBudget({ maxUnavailable: 1 })] },
      pod: {},
      expected: false,
    },
  ])('$name', ({ context, pod, expected }) => {
    expect(isEvictable({ ...CONTEXT, ...context }, { ...POD, ...pod })).toBe(expected)
  })
})
