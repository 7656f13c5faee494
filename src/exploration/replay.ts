/**
 * Plays a trace: the state after each step, for the trace player and for tests. Nothing is decided
 * here; a step says exactly what happens (exploration specification, section 9), and one that cannot
 * happen is a bug of the search.
 */
import { assert, unreachable } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import { countOf, getGroup, offeredZones, workloadOf } from './fits.ts'
import type { Model, ModelGroup } from './model.ts'
import type { TargetVariant } from './target.ts'
import type { Step } from './trace.ts'

export interface FrameNode {
  /** The Node's name, or `new-1`, `new-2`, … of those that come; the same in all frames. */
  readonly id: string
  readonly group: string
  readonly zone: string
  /** Classes, one entry a pod. */
  readonly pods: readonly string[]
}

export interface Frame {
  readonly nodes: readonly FrameNode[]
  /** Of groups that are not Karpenter's. */
  readonly desired: Readonly<Record<string, number>>
  /** Classes, one entry a pod. */
  readonly pending: readonly string[]
  readonly down?: string
  /** Workloads scaled to zero. */
  readonly absent: readonly string[]
  /** Class to pods that are done. */
  readonly finished: Readonly<Record<string, number>>
  /** Zones of the remembered template of a group without nodes. */
  readonly memory: Readonly<Record<string, readonly string[]>>
  /** Class to the zone that its claim is bound in, where the model left that open. */
  readonly bound: Readonly<Record<string, string>>
  /** What the step touched. */
  readonly changed: {
    readonly nodeId?: string
    readonly zone?: string
    readonly group?: string
    readonly pod?: string
  }
}

/** `[0]` is the variant's first state, `[i]` the state after step i (section 9). */
export function replayTrace(variant: TargetVariant, trace: readonly Step[]): readonly Frame[] {
  const { model } = variant
  const frames = [startFrame(variant)]
  let launched = 0
  for (const step of trace) {
    const before = frames[frames.length - 1]
    assert(before !== undefined, 'a replay has a first frame')
    const after = applyStep(model, before, step, `new-${launched + 1}`)
    if (after.nodes.some((node) => node.id === `new-${launched + 1}`)) launched++
    frames.push(settleMemory(model, before, after))
  }
  return frames
}

/** The first state of a model (section 2). */
export function startFrame({ model, pointers }: TargetVariant): Frame {
  const nodes = model.nodes.map((node, index) => ({
    ...node,
    id: pointers.nodes[index] ?? `node-${index + 1}`,
  }))
  const absent = model.absent ?? []
  const bound = model.pods.flatMap((pod) => {
    const node = pod.binds && model.nodes.find((one) => one.pods.includes(pod.name))
    return node === undefined ? [] : [[pod.name, node.zone] as const]
  })
  return {
    nodes,
    desired: Object.fromEntries(
      model.groups
        .filter((group) => group.scaler !== 'karpenter')
        .map((group) => [group.name, group.desired]),
    ),
    pending: listPending(model, nodes, absent, {}),
    ...(model.down === undefined ? {} : { down: model.down }),
    absent,
    finished: {},
    memory: Object.fromEntries(
      model.groups
        .filter((group) => group.scaler === 'cluster-autoscaler')
        .map((group) => [group.name, group.memory ?? []]),
    ),
    bound: Object.fromEntries(bound),
    changed: {},
  }
}

/** templateZones(g) (section 2): where Cluster Autoscaler may believe the next node; empty for groups not its own. */
export function believedZones(model: Model, frame: Frame, groupName: string): readonly string[] {
  const group = getGroup(model, groupName)
  if (group.scaler !== 'cluster-autoscaler') return []
  const zones = frame.nodes.filter((node) => node.group === groupName).map((node) => node.zone)
  if (zones.length > 0) return model.zones.filter((zone) => zones.includes(zone))
  const memory = frame.memory[groupName] ?? []
  return memory.length > 0 ? memory : group.zones.slice(0, 1)
}

/** Where XM3 launches the next node were desired one higher; of Karpenter, every zone it can launch in (XM8). */
export function actualZones(model: Model, frame: Frame, groupName: string): readonly string[] {
  const group = getGroup(model, groupName)
  const open = offeredZones(group).filter((zone) => zone !== frame.down)
  if (group.scaler === 'karpenter') return open
  const counted = group.distribution === 'balanced-only' ? group.zones : open
  const fewest = Math.min(...counted.map((zone) => countNodes(frame, group, zone)))
  return open.filter((zone) => countNodes(frame, group, zone) === fewest)
}

function countNodes(frame: Frame, group: ModelGroup, zone: string): number {
  return frame.nodes.filter((node) => node.group === group.name && node.zone === zone).length
}

function applyStep(model: Model, frame: Frame, step: Step, newId: string): Frame {
  switch (step.step) {
    case 'schedule':
      return place(model, frame, { pod: step.pod, node: findNode(frame, step), evicts: [] })
    case 'preempt':
      return place(model, frame, {
        pod: step.pod,
        node: findNode(frame, step),
        evicts: step.evicts,
      })
    case 'launch':
    case 'karpenterLaunches':
      return addNode(frame, { id: newId, group: step.group, zone: step.zone, pods: [] })
    case 'rebalance': {
      const gone = dropNode(model, frame, findNode(frame, step))
      return addNode(gone, { id: newId, group: step.group, zone: step.to, pods: [] })
    }
    case 'caRaises':
      return resize(frame, step.group, (frame.desired[step.group] ?? 0) + 1)
    case 'caGivesUp': {
      const { min, name } = getGroup(model, step.group)
      const running = frame.nodes.filter((node) => node.group === name).length
      return resize(frame, name, Math.max(running, min))
    }
    case 'caRemoves': {
      const gone = dropNode(model, frame, findNode(frame, step))
      return {
        ...resize(gone, step.group, (frame.desired[step.group] ?? 0) - 1),
        changed: gone.changed,
      }
    }
    case 'karpenterRemoves':
    case 'nodeLoss':
      return dropNode(model, frame, findNode(frame, step))
    case 'finishes':
      return finish(frame, step.pod, findNode(frame, step))
    case 'zoneOutage':
      assert(frame.down === undefined, `${step.zone} goes down while ${frame.down} is`)
      return withPending(model, {
        ...frame,
        nodes: frame.nodes.filter((node) => node.zone !== step.zone),
        down: step.zone,
        changed: { zone: step.zone },
      })
    case 'zoneReturns': {
      assert(frame.down === step.zone, `${step.zone} returns and is not down`)
      const { down: _, ...rest } = frame
      return { ...rest, changed: { zone: step.zone } }
    }
    case 'scaleToZero':
    case 'scaleBack':
      return scale(model, frame, step)
    case 'autoscalerRestart':
      return {
        ...frame,
        memory: Object.fromEntries(Object.keys(frame.memory).map((group) => [group, []])),
        changed: {},
      }
    default:
      return unreachable(step)
  }
}

function findNode(
  frame: Frame,
  step: { readonly group: string; readonly zone: string; readonly holds?: readonly string[] },
): FrameNode {
  const holds = step.holds ?? []
  const node = frame.nodes.find(
    (one) =>
      one.group === step.group &&
      one.zone === step.zone &&
      sortText(one.pods).join('\n') === sortText(holds).join('\n'),
  )
  assert(node !== undefined, `no node of ${step.group} in ${step.zone} holds [${holds.join(', ')}]`)
  return node
}

function sortText(names: readonly string[]): readonly string[] {
  return [...names].sort(compareText)
}

function place(
  model: Model,
  frame: Frame,
  move: { readonly pod: string; readonly node: FrameNode; readonly evicts: readonly string[] },
): Frame {
  const { pod, node } = move
  assert(frame.pending.includes(pod), `${pod} is placed and was not pending`)
  const left = move.evicts.reduce((pods, name) => withoutOne(pods, name), node.pods)
  const isOpen = model.pods.some((one) => one.name === pod && one.binds !== undefined)
  return withPending(model, {
    ...replaceNode(frame, { ...node, pods: [...left, pod] }),
    bound: isOpen ? { ...frame.bound, [pod]: node.zone } : frame.bound,
    changed: { nodeId: node.id, zone: node.zone, group: node.group, pod },
  })
}

function withoutOne(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name)
  assert(at >= 0, `${name} is not on the node`)
  return names.filter((_, index) => index !== at)
}

function replaceNode(frame: Frame, node: FrameNode): Frame {
  return { ...frame, nodes: frame.nodes.map((one) => (one.id === node.id ? node : one)) }
}

function addNode(frame: Frame, node: FrameNode): Frame {
  return {
    ...frame,
    nodes: [...frame.nodes, node],
    changed: { nodeId: node.id, zone: node.zone, group: node.group },
  }
}

function dropNode(model: Model, frame: Frame, node: FrameNode): Frame {
  return withPending(model, {
    ...frame,
    nodes: frame.nodes.filter((one) => one.id !== node.id),
    changed: { nodeId: node.id, zone: node.zone, group: node.group },
  })
}

function resize(frame: Frame, group: string, desired: number): Frame {
  assert(frame.desired[group] !== undefined, `${group} has no desired size`)
  return { ...frame, desired: { ...frame.desired, [group]: desired }, changed: { group } }
}

function finish(frame: Frame, pod: string, node: FrameNode): Frame {
  return {
    ...replaceNode(frame, { ...node, pods: withoutOne(node.pods, pod) }),
    finished: { ...frame.finished, [pod]: (frame.finished[pod] ?? 0) + 1 },
    changed: { nodeId: node.id, zone: node.zone, group: node.group, pod },
  }
}

function scale(
  model: Model,
  frame: Frame,
  step: { readonly step: 'scaleToZero' | 'scaleBack'; readonly workload: string },
): Frame {
  const { workload } = step
  const isGone = step.step === 'scaleToZero'
  assert(frame.absent.includes(workload) !== isGone, `${workload} is at ${step.step} already`)
  const classes = model.pods.filter((pod) => workloadOf(pod) === workload).map((pod) => pod.name)
  const nodes = frame.nodes.map((node) => ({
    ...node,
    pods: node.pods.filter((name) => !classes.includes(name)),
  }))
  return withPending(model, {
    ...frame,
    nodes: isGone ? nodes : frame.nodes,
    absent: isGone ? [...frame.absent, workload] : frame.absent.filter((name) => name !== workload),
    changed: classes[0] === undefined ? {} : { pod: classes[0] },
  })
}

/** Pending is what is neither on a node, nor of an absent workload, nor finished (section 2). */
function withPending(model: Model, frame: Frame): Frame {
  const { nodes, absent, finished } = frame
  return { ...frame, pending: listPending(model, nodes, absent, finished) }
}

function listPending(
  model: Model,
  nodes: readonly { readonly pods: readonly string[] }[],
  absent: readonly string[],
  finished: Readonly<Record<string, number>>,
): readonly string[] {
  const placed = new Map<string, number>()
  for (const node of nodes) {
    for (const name of node.pods) placed.set(name, (placed.get(name) ?? 0) + 1)
  }
  return model.pods.flatMap((pod) => {
    if (absent.includes(workloadOf(pod))) return []
    const left = countOf(pod) - (placed.get(pod.name) ?? 0) - (finished[pod.name] ?? 0)
    return Array.from({ length: Math.max(0, left) }, () => pod.name)
  })
}

/** `memory` changes only when a step leaves a group without nodes, or gives it the first (section 2). */
function settleMemory(model: Model, before: Frame, after: Frame): Frame {
  const memory = Object.fromEntries(
    Object.entries(after.memory).map(([group, zones]) => {
      const had = before.nodes.filter((node) => node.group === group).map((node) => node.zone)
      const has = after.nodes.some((node) => node.group === group)
      if (has) return [group, []]
      return [group, had.length > 0 ? model.zones.filter((zone) => had.includes(zone)) : zones]
    }),
  )
  return { ...after, memory }
}
