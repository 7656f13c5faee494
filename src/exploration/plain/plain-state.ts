/**
 * The state of exploration specification, section 2, as plain objects. Together with `plain-fits.ts` and
 * `plain-moves.ts` it says the rules as directly as they read: traces are checked by it, and the search,
 * which is built for speed, is held against it.
 */
import { compareText } from '#base/compare.ts'
import { countOf, getPod, workloadOf } from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'

export interface PlainNode {
  readonly group: string
  readonly zone: string
  /** Sorted classes, one entry a pod. */
  readonly pods: readonly string[]
}

export interface PlainState {
  readonly desired: Readonly<Record<string, number>>
  readonly memory: Readonly<Record<string, readonly string[]>>
  readonly nodes: readonly PlainNode[]
  readonly absent: readonly string[]
  readonly bound: Readonly<Record<string, string>>
  readonly finished: Readonly<Record<string, number>>
  readonly down: string | null
  readonly budget: {
    readonly nodeLoss: number
    readonly zoneOutage: number
    readonly scaleToZero: number
    readonly autoscalerRestart: number
  }
}

/** The sum of a list. */
export function sumOf(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0)
}

/** Two nodes with the same key are alike. */
export function keyOf(node: PlainNode): string {
  return JSON.stringify([node.group, node.zone, node.pods])
}

/** One of each kind of node. */
export function distinctNodes(nodes: readonly PlainNode[]): readonly PlainNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()]
}

/** Nodes of the group. */
export function nodesOf(state: PlainState, group: string): readonly PlainNode[] {
  return state.nodes.filter((node) => node.group === group)
}

/** Pods of the class that are on nodes. */
export function placedOf(state: PlainState, pod: string): number {
  return sumOf(state.nodes.map((node) => node.pods.filter((one) => one === pod).length))
}

/** Classes of the pods in the zone, one entry a pod. */
export function podsIn(state: PlainState, zone: string): readonly string[] {
  return state.nodes.filter((node) => node.zone === zone).flatMap((node) => node.pods)
}

/** Equal states in equal form: everything sorted, and no memory while a group has nodes (section 2). */
export function settleState(state: PlainState, model: Model): PlainState {
  const memory = Object.fromEntries(
    model.groups
      .filter((group) => group.scaler === 'cluster-autoscaler')
      .map((group) => [
        group.name,
        nodesOf(state, group.name).length > 0
          ? []
          : [...new Set(state.memory[group.name] ?? [])].sort(compareText),
      ]),
  )
  const nodes = state.nodes
    .map((node) => ({ ...node, pods: [...node.pods].sort(compareText) }))
    .sort((a, b) => compareText(keyOf(a), keyOf(b)))
  return { ...state, memory, nodes, absent: [...state.absent].sort(compareText) }
}

/** S₀ (section 2): claims are bound where their pods are. */
export function startState(model: Model): PlainState {
  const binders = model.pods.filter((pod) => pod.binds !== undefined)
  const bound = binders.flatMap((pod) => {
    const node = model.nodes.find((one) => one.pods.includes(pod.name))
    return node === undefined ? [] : [[pod.name, node.zone] as const]
  })
  return settleState(
    {
      desired: Object.fromEntries(
        model.groups
          .filter((group) => group.scaler !== 'karpenter')
          .map((group) => [group.name, group.desired]),
      ),
      memory: Object.fromEntries(model.groups.map((group) => [group.name, group.memory ?? []])),
      nodes: model.nodes,
      absent: [...new Set(model.absent ?? [])],
      bound: Object.fromEntries(bound),
      finished: Object.fromEntries(model.pods.map((pod) => [pod.name, 0])),
      down: model.down ?? null,
      budget: {
        nodeLoss: model.budget.nodeLoss ?? 0,
        zoneOutage: model.budget.zoneOutage ?? 0,
        scaleToZero: model.budget.scaleToZero ?? 0,
        autoscalerRestart: model.budget.autoscalerRestart ?? 0,
      },
    },
    model,
  )
}

/** Section 2: neither on a node nor of an absent workload nor finished. */
export function pendingOf(state: PlainState, pod: ModelPod): number {
  if (state.absent.includes(workloadOf(pod))) return 0
  return countOf(pod) - placedOf(state, pod.name) - (state.finished[pod.name] ?? 0)
}

/** Section 2: every pod of the class before is placed or finished. */
export function isCreated(model: Model, state: PlainState, pod: ModelPod): boolean {
  if (pod.after === undefined) return true
  const before = getPod(model, pod.after)
  return placedOf(state, before.name) + (state.finished[before.name] ?? 0) === countOf(before)
}

/** Groups that the class may run on. */
export function groupsOf(model: Model, pod: ModelPod): readonly ModelGroup[] {
  return model.groups.filter((group) => pod.groups === undefined || pod.groups.includes(group.name))
}

/** One node less of that kind. */
export function takeAway(nodes: readonly PlainNode[], gone: PlainNode): readonly PlainNode[] {
  const index = nodes.findIndex((node) => keyOf(node) === keyOf(gone))
  return nodes.filter((_, at) => at !== index)
}

/** Takes nodes away; a group left without any remembers the zones of those that went. */
export function loseNodes(state: PlainState, gone: readonly PlainNode[]): PlainState {
  let nodes = state.nodes
  for (const node of gone) nodes = takeAway(nodes, node)
  const memory = { ...state.memory }
  for (const name of new Set(gone.map((node) => node.group))) {
    if (nodes.some((node) => node.group === name)) continue
    memory[name] = gone.filter((node) => node.group === name).map((node) => node.zone)
  }
  return { ...state, nodes, memory }
}

/** XM1: the pod is on the node, and an unbound claim is bound to its zone. */
export function placePod(state: PlainState, pod: ModelPod, node: PlainNode): PlainState {
  return {
    ...state,
    nodes: [
      ...takeAway(state.nodes, node),
      { ...node, pods: [...node.pods, pod.name].sort(compareText) },
    ],
    bound: pod.binds === undefined ? state.bound : { ...state.bound, [pod.name]: node.zone },
  }
}

/** The same node with other pods. */
export function replacePods(
  state: PlainState,
  node: PlainNode,
  pods: readonly string[],
): PlainState {
  return {
    ...state,
    nodes: [...takeAway(state.nodes, node), { ...node, pods: [...pods].sort(compareText) }],
  }
}

/** One entry of that name less. */
export function removeOne(list: readonly string[], name: string): readonly string[] {
  const index = list.indexOf(name)
  return list.filter((_, at) => at !== index)
}

/** Section 4, "Served". */
export function isServed(model: Model, state: PlainState): boolean {
  const target = getPod(model, model.target)
  return !state.absent.includes(workloadOf(target)) && pendingOf(state, target) === 0
}

/** Section 4, "stuck": created or not. */
export function isTargetPending(model: Model, state: PlainState): boolean {
  return pendingOf(state, getPod(model, model.target)) > 0
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, one]) => [key, sortFields(one)]),
  )
}

/** Equal texts for equal states. */
export function renderState(state: PlainState): string {
  return JSON.stringify(sortFields(state))
}

/** The state as a model whose first state it is, with an empty budget. */
export function modelOf(model: Model, state: PlainState): Model {
  return {
    ...model,
    groups: model.groups.map((group) => ({
      ...group,
      desired: state.desired[group.name] ?? nodesOf(state, group.name).length,
      memory: state.memory[group.name] ?? [],
    })),
    pods: model.pods.map((pod) => leaveOf(pod, state)),
    nodes: state.nodes,
    absent: state.absent,
    down: state.down ?? undefined,
    budget: {},
  }
}

function leaveOf(pod: ModelPod, state: PlainState): ModelPod {
  const { binds, ...rest } = pod
  const bound = state.bound[pod.name]
  const count = countOf(pod) - (state.finished[pod.name] ?? 0)
  if (binds === undefined) return { ...rest, count }
  if (bound !== undefined) return { ...rest, count, zone: bound }
  return { ...rest, count, binds }
}
