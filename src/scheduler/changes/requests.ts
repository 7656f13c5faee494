import { amountOf } from '../snapshot.ts'
import { changeNodes, changeSpec } from './edit-situation.ts'
import { renderAmount, renderSome } from '../render-amount.ts'
import type { Change, ChangeFamily } from './change.ts'
import type { NodeState } from '../snapshot.ts'
import type { Situation } from '../read-plan-pod.ts'

/** FIT-1 to FIT-3: a resource at a time, and the number of pods that nodes take. */
export const requests: ChangeFamily = {
  name: 'requests',
  list: ({ pod, snapshot }) => {
    const asked = Object.entries(pod.spec.requests)
      .filter(([name, amount]) => amount > 0 && name !== 'pods')
      .map(([name, amount]) => lowerRequest(name, amount))
    const full = snapshot.nodes.filter(isFull).map(({ node }) => node.name)
    return full.length === 0 ? asked : [...asked, raisePodLimit(full)]
  },
}

function lowerRequest(name: string, amount: number): Change {
  const asks = `asks for ${renderAmount(name, amount)}`
  return {
    key: `request ${name}`,
    plugins: ['NodeResourcesFit'],
    words: `Ask for less ${name}`,
    note: asks,
    apply: (situation) => setRequest(situation, name, 0),
    narrow: (_situation, feasible) => {
      const left = feasible.map(
        ({ node, requested }) => amountOf(node.allocatable, name) - amountOf(requested, name),
      )
      const most = Math.max(0, ...left)
      return {
        words:
          most === 0 ? `Ask for no ${name}` : `Ask for at most ${renderAmount(name, most)} ${name}`,
        apply: (situation) => setRequest(situation, name, most),
      }
    },
  }
}

function setRequest(situation: Situation, name: string, amount: number): Situation {
  return changeSpec(situation, (spec) => {
    const { incoming, placed } = spec.scoredRequests
    const scored = { [name]: amount }
    return {
      requests: { ...spec.requests, [name]: amount },
      scoredRequests: { incoming: { ...incoming, ...scored }, placed: { ...placed, ...scored } },
    }
  })
}

function isFull({ node, pods }: NodeState): boolean {
  return pods.length + 1 > amountOf(node.allocatable, 'pods')
}

function raisePodLimit(names: readonly string[]): Change {
  return {
    key: 'pod limit',
    plugins: ['NodeResourcesFit'],
    words: `Let ${renderSome(names)} run one pod more`,
    note: 'by the kubelet’s maxPods, or by one pod less on it',
    apply: (situation) =>
      changeNodes(situation, (nodeState) =>
        isFull(nodeState)
          ? {
              ...nodeState,
              node: {
                ...nodeState.node,
                allocatable: { ...nodeState.node.allocatable, pods: nodeState.pods.length + 1 },
              },
            }
          : nodeState,
      ),
  }
}
