import { SUCCESS } from '../framework.ts'
import { amountOf } from '../snapshot.ts'
import { compareText } from '#base/compare.ts'
import { renderAmount } from '../render-amount.ts'
import { takePercentage } from '../percentage.ts'
import type { NodeState, SchedulerPod } from '../snapshot.ts'
import type { Plugin, Status } from '../framework.ts'
import type { Resources } from '#kube/resources.ts'

const NATIVE: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']

/** FIT-1 to FIT-5, LA-1 to LA-3: requests against what the node's pods leave of its allocatable. */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  retriesWhen: 'a pod on a node ends, or a node comes or grows',
  wakesOn: ['pod-deleted'],
  preFilter: (pod) => {
    const names = orderNames(pod.spec.requests)
    return {
      kind: 'run',
      check: {
        filter: (nodeState) => checkFit(pod.spec.requests, names, nodeState),
        explain: (nodeStates) => explainLack(pod.spec.requests, names, nodeStates),
      },
    }
  },
  scoring: {
    weight: 1,
    preScore: (pod) => ({ kind: 'run', score: (nodeState) => scoreLeastAllocated(pod, nodeState) }),
  },
}

/** LA-1, LA-2: the mean of what would be left of cpu and of memory, in percent. */
function scoreLeastAllocated(pod: SchedulerPod, nodeState: NodeState): number {
  const { node, scoredRequested } = nodeState
  const { incoming } = pod.spec.scoredRequests
  return measureLeftover(
    amountOf(node.allocatable, 'cpu'),
    scoredRequested.cpu + amountOf(incoming, 'cpu'),
    amountOf(node.allocatable, 'memory'),
    scoredRequested.memory + amountOf(incoming, 'memory'),
  )
}

/** LA-1, LA-2 in figures; requests are those of the node and of the pod together. */
export function measureLeftover(
  allocatableCpu: number,
  requestCpu: number,
  allocatableMemory: number,
  requestMemory: number,
): number {
  let sum = 0
  let count = 0
  if (allocatableCpu !== 0) {
    sum += measureShare(allocatableCpu, requestCpu)
    count += 1
  }
  if (allocatableMemory !== 0) {
    sum += measureShare(allocatableMemory, requestMemory)
    count += 1
  }
  return count === 0 ? 0 : Math.trunc(sum / count)
}

function measureShare(allocatable: number, request: number): number {
  return request > allocatable ? 0 : takePercentage(allocatable - request, allocatable)
}

/** Native resources in upstream's order, then the others by name. */
export function orderNames(requests: Resources): readonly string[] {
  const others = Object.keys(requests).filter((name) => !NATIVE.includes(name) && name !== 'pods')
  return [...NATIVE, ...others.toSorted(compareText)]
}

/** What is wanted, and what these nodes have not promised to others yet. */
function explainLack(
  requests: Resources,
  names: readonly string[],
  nodeStates: readonly NodeState[],
): string {
  const parts = names.flatMap((name) => {
    const wanted = amountOf(requests, name)
    const left = nodeStates.map(
      ({ node, requested }) => amountOf(node.allocatable, name) - amountOf(requested, name),
    )
    if (wanted === 0 || left.every((amount) => wanted <= amount)) return []
    const whole = nodeStates.map(({ node }) => amountOf(node.allocatable, name))
    if (wanted > Math.max(...whole)) {
      return `wants ${renderAmount(name, wanted)} ${name}, more than the ${renderRange(name, whole)} of an empty node`
    }
    return `wants ${renderAmount(name, wanted)} ${name}, ${renderRange(name, left)} ${new Set(left).size === 1 ? 'is' : 'are'} not requested yet`
  })
  const full = nodeStates.filter(
    ({ node, pods }) => pods.length + 1 > amountOf(node.allocatable, 'pods'),
  )
  const limits = full.map(({ node }) => amountOf(node.allocatable, 'pods'))
  const [least, greatest] = [Math.min(...limits), Math.max(...limits)]
  const range = least === greatest ? String(least) : `${least} to ${greatest}`
  return [...(full.length === 0 ? [] : [`all of its ${range} pods run`]), ...parts].join('; ')
}

function renderRange(name: string, amounts: readonly number[]): string {
  const [least, greatest] = [Math.min(...amounts), Math.max(...amounts)]
  const texts = [renderAmount(name, least), renderAmount(name, greatest)]
  return least === greatest ? (texts[0] ?? '') : texts.join(' to ')
}

/** FIT-1 to FIT-5 on one node. @param names of the requests, in the order of the reasons */
export function checkFit(
  requests: Resources,
  names: readonly string[],
  { node, pods, requested }: NodeState,
): Status {
  const isFull = pods.length + 1 > amountOf(node.allocatable, 'pods')
  const lacking = names.filter((name) => {
    const request = amountOf(requests, name)
    return request > 0 && request > amountOf(node.allocatable, name) - amountOf(requested, name)
  })
  if (!isFull && lacking.length === 0) return SUCCESS
  // FIT-5: a request beyond the whole node is not helped by taking pods off it.
  const isBeyond = lacking.some(
    (name) => amountOf(requests, name) > amountOf(node.allocatable, name),
  )
  return {
    code: isBeyond ? 'UnschedulableAndUnresolvable' : 'Unschedulable',
    reasons: [
      ...(isFull ? ['Too many pods'] : []),
      ...lacking.map((name) => `Insufficient ${name}`),
    ],
  }
}
