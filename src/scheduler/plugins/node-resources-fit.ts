import { SUCCESS } from '../framework.ts'
import { amountOf } from '../snapshot.ts'
import { compareText } from '#base/compare.ts'
import type { NodeState } from '../snapshot.ts'
import type { Plugin, Status } from '../framework.ts'
import type { Resources } from '#kube/resources.ts'

const NATIVE: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']

/** FIT-1 to FIT-5: requests against what the node's pods leave of its allocatable. */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  preFilter: (pod) => {
    const names = orderNames(pod.spec.requests)
    return {
      kind: 'run',
      check: { filter: (nodeState) => checkFit(pod.spec.requests, names, nodeState) },
    }
  },
}

/** Native resources in upstream's order, then the others by name. */
function orderNames(requests: Resources): readonly string[] {
  const others = Object.keys(requests).filter((name) => !NATIVE.includes(name) && name !== 'pods')
  return [...NATIVE, ...others.toSorted(compareText)]
}

function checkFit(
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
