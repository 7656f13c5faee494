/** The nodes of a cluster in scan order, and what their pods take of them, as columns of numbers. */
import { assert, getAt } from '#base/assert.ts'
import { amountOf, makeNodeState } from '../snapshot.ts'
import { createChangeLog, logChange } from './change-log.ts'
import type { ChangeLog } from './change-log.ts'
import type { Node } from '#kube/node.ts'
import type { NodeState, SchedulerPod } from '../snapshot.ts'

/** A resource: what each node gives, and what its pods ask of it. */
export interface ResourceColumn {
  readonly allocatable: Float64Array
  readonly requested: Float64Array
}

/** A pod on a node. Pods of a node stand by `order`, that of the objects they were read from. */
export interface PlacedPod {
  readonly pod: SchedulerPod
  readonly node: number
  readonly order: number
}

export interface NodeTable {
  readonly nodes: readonly Node[]
  /** The nodes without pods, for who looks at the node alone. */
  readonly bareStates: readonly NodeState[]
  readonly indexByName: ReadonlyMap<string, number>
  readonly podCounts: Int32Array
  readonly podLimits: Float64Array
  /** NZ-2: cpu and memory as scores count them. */
  readonly scoredCpu: Float64Array
  readonly scoredMemory: Float64Array
  /** The least priority of a pod on the node; infinite where there is none. */
  readonly lowestPriorities: Float64Array
  readonly changes: ChangeLog
  /** False once a sum is beyond what numbers hold exactly: the order of the additions would tell. */
  isExact(): boolean
  getColumn(resource: string): ResourceColumn
  addPod(placed: PlacedPod): void
  removePod(placed: PlacedPod): void
  listPods(node: number): readonly PlacedPod[]
  /** The node as the plain algorithm sees it. */
  getState(node: number): NodeState
  listStates(): readonly NodeState[]
}

/** The table of these nodes, without pods. */
export function createNodeTable(nodes: readonly Node[]): NodeTable {
  const count = nodes.length
  const podsByNode: PlacedPod[][] = nodes.map(() => [])
  const bareStates = nodes.map((node) => makeNodeState(node, []))
  const states: (NodeState | undefined)[] = [...bareStates]
  const columns = new Map<string, ResourceColumn>()
  const podCounts = new Int32Array(count)
  const scoredCpu = new Float64Array(count)
  const scoredMemory = new Float64Array(count)
  const lowestPriorities = new Float64Array(count).fill(Infinity)
  const changes = createChangeLog(count)
  let isExact = true

  function getColumn(resource: string): ResourceColumn {
    const known = columns.get(resource)
    if (known !== undefined) return known
    const column = {
      allocatable: Float64Array.from(nodes, (node) => amountOf(node.allocatable, resource)),
      requested: new Float64Array(count),
    }
    columns.set(resource, column)
    return column
  }

  function addAmount(sums: Float64Array, node: number, amount: number): void {
    const sum = (sums[node] ?? 0) + amount
    if (sum > Number.MAX_SAFE_INTEGER) isExact = false
    sums[node] = sum
  }

  function addAmounts({ pod, node }: PlacedPod, sign: 1 | -1): void {
    const { requests, scoredRequests } = pod.spec
    for (const name of Object.keys(requests)) {
      addAmount(getColumn(name).requested, node, sign * (requests[name] ?? 0))
    }
    addAmount(scoredCpu, node, sign * amountOf(scoredRequests.placed, 'cpu'))
    addAmount(scoredMemory, node, sign * amountOf(scoredRequests.placed, 'memory'))
    podCounts[node] = (podCounts[node] ?? 0) + sign
    states[node] = undefined
    logChange(changes, node)
  }

  function getState(node: number): NodeState {
    const known = states[node]
    if (known !== undefined) return known
    const pods = getAt(podsByNode, node).map(({ pod }) => pod)
    const state = makeNodeState(getAt(nodes, node), pods)
    states[node] = state
    return state
  }

  return {
    nodes,
    bareStates,
    indexByName: new Map(nodes.map(({ name }, index) => [name, index])),
    podCounts,
    podLimits: getColumn('pods').allocatable,
    scoredCpu,
    scoredMemory,
    lowestPriorities,
    changes,
    isExact: () => isExact,
    getColumn,
    addPod: (placed) => {
      const pods = getAt(podsByNode, placed.node)
      const last = pods.at(-1)
      if (last === undefined || last.order <= placed.order) pods.push(placed)
      else {
        pods.splice(
          pods.findIndex((other) => other.order > placed.order),
          0,
          placed,
        )
      }
      lowestPriorities[placed.node] = Math.min(
        lowestPriorities[placed.node] ?? Infinity,
        placed.pod.priority,
      )
      addAmounts(placed, 1)
    },
    removePod: (placed) => {
      const pods = getAt(podsByNode, placed.node)
      const at = pods.indexOf(placed)
      assert(at >= 0, 'a pod to take off a node is not there')
      pods.splice(at, 1)
      lowestPriorities[placed.node] = pods.reduce(
        (least, { pod }) => Math.min(least, pod.priority),
        Infinity,
      )
      addAmounts(placed, -1)
    },
    listPods: (node) => getAt(podsByNode, node),
    getState,
    listStates: () => nodes.map((_node, index) => getState(index)),
  }
}
