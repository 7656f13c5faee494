import { amountOf } from '../snapshot.ts'
import { isSince } from '../version.ts'
import type { NodeState } from '../snapshot.ts'
import type { Plugin } from '../framework.ts'
import type { Resources } from '#kube/resources.ts'
import type { SchedulerVersion } from '../version.ts'

const SCORED = ['cpu', 'memory'] as const

/** BA-1 to BA-4: nodes whose cpu and memory would be used to like shares. */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  scoring: {
    weight: 1,
    skips: 'the pod asks for no cpu and no memory',
    preScore: (pod, _feasibleNodes, { version }) => {
      const { requests } = pod.spec
      if (!isBalanced(requests)) return { kind: 'skip' }
      return {
        kind: 'run',
        score: (nodeState) =>
          rateBalance(measureNode(nodeState, {}), measureNode(nodeState, requests), version),
      }
    },
  },
}

function measureNode({ node, requested }: NodeState, added: Resources): number {
  return measureBalance(
    amountOf(node.allocatable, 'cpu'),
    amountOf(requested, 'cpu') + amountOf(added, 'cpu'),
    amountOf(node.allocatable, 'memory'),
    amountOf(requested, 'memory') + amountOf(added, 'memory'),
  )
}

/** BA-2: 100 where the shares are equal. The order of operations is upstream's (13.4). */
export function measureBalance(
  allocatableCpu: number,
  requestCpu: number,
  allocatableMemory: number,
  requestMemory: number,
): number {
  if (allocatableCpu === 0 || allocatableMemory === 0) return 100
  const cpu = Math.min(1, requestCpu / allocatableCpu)
  const memory = Math.min(1, requestMemory / allocatableMemory)
  return Math.trunc((1 - Math.abs((cpu - memory) / 2)) * 100)
}

/** BA-4: since 1.36 what the pod changes counts; before, what comes of it. */
export function rateBalance(before: number, after: number, version: SchedulerVersion): number {
  return isSince(version, '1.36') ? 50 + Math.trunc((50 + after - before) / 2) : after
}

/** BA-1: a pod that asks for neither is not scored. */
export function isBalanced(requests: Resources): boolean {
  return SCORED.some((name) => amountOf(requests, name) !== 0)
}
