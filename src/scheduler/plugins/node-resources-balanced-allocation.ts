import { amountOf } from '../snapshot.ts'
import { isSince } from '../version.ts'
import type { NodeState } from '../snapshot.ts'
import type { Plugin } from '../framework.ts'
import type { Resources } from '#kube/resources.ts'

const SCORED = ['cpu', 'memory'] as const

/** BA-1 to BA-4: nodes whose cpu and memory would be used to like shares. */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  scoring: {
    weight: 1,
    skips: 'the pod asks for no cpu and no memory',
    preScore: (pod, _feasibleNodes, { version }) => {
      const { requests } = pod.spec
      if (SCORED.every((name) => amountOf(requests, name) === 0)) return { kind: 'skip' }
      const isRelative = isSince(version, '1.36')
      return {
        kind: 'run',
        score: (nodeState) => {
          const after = measureBalance(nodeState, requests)
          return isRelative
            ? 50 + Math.trunc((50 + after - measureBalance(nodeState, {})) / 2)
            : after
        },
      }
    },
  },
}

/** BA-2: 100 where the shares are equal. The order of operations is upstream's (13.4). */
function measureBalance({ node, requested }: NodeState, added: Resources): number {
  const shares = SCORED.flatMap((name) => {
    const allocatable = amountOf(node.allocatable, name)
    if (allocatable === 0) return []
    return [Math.min(1, (amountOf(requested, name) + amountOf(added, name)) / allocatable)]
  })
  const [cpu, memory] = shares
  const deviation = cpu === undefined || memory === undefined ? 0 : Math.abs((cpu - memory) / 2)
  return Math.trunc((1 - deviation) * 100)
}
