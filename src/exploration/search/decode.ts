/** From packed numbers back to names: steps of a trace, and a state as a model. */
import { assert, getAt } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import { countOf } from '../fits.ts'
import type { Model, ModelGroup, ModelNode, ModelPod } from '../model.ts'
import type { Step } from '../trace.ts'
import { countsOf } from './node-kinds.ts'
import { look, setNow } from './space.ts'
import type { RawStep, Space } from './space.ts'
import type { Ints } from './tables.ts'

/** A step with the fields of section 9. */
export function decodeStep(space: Space, raw: RawStep): Step {
  const { compiled, contents } = space
  const { model } = compiled
  const kind = raw.kind ?? -1
  const group = raw.group ?? (kind >= 0 ? (contents.kinds.group[kind] ?? -1) : -1)
  const groupName = model.groups[group]?.name ?? ''
  const zone = model.zones[raw.zone ?? -1] ?? ''
  const pod = model.pods[raw.pod ?? -1]?.name ?? ''
  const holds = kind >= 0 ? podsOf(space, kind) : []
  const node = { group: groupName, zone }
  const held = holds.length > 0 ? { ...node, holds } : node
  switch (raw.code) {
    case 'schedule':
      return { step: raw.code, pod, ...held }
    case 'preempt': {
      const evicts = withoutEach(holds, podsOf(space, raw.other ?? kind))
      return { step: raw.code, pod, ...node, holds, evicts }
    }
    case 'finishes':
      return { step: raw.code, pod, ...node, holds }
    case 'launch':
    case 'karpenterRemoves':
      return { step: raw.code, ...node }
    case 'karpenterLaunches':
    case 'caRaises':
      return { step: raw.code, pod, ...node }
    case 'caGivesUp':
      return { step: raw.code, group: groupName }
    case 'rebalance': {
      const to = getAt(model.zones, raw.other ?? -1)
      return holds.length > 0
        ? { step: raw.code, ...node, to, holds }
        : { step: raw.code, ...node, to }
    }
    case 'caRemoves':
    case 'nodeLoss':
      return { step: raw.code, ...held }
    case 'zoneOutage':
    case 'zoneReturns':
      return { step: raw.code, zone }
    case 'scaleToZero':
    case 'scaleBack':
      return { step: raw.code, workload: getAt(compiled.workloads, raw.other ?? -1) }
    case 'autoscalerRestart':
      return { step: raw.code }
  }
}

/** Sorted classes on a node of the kind, one entry a pod. */
function podsOf(space: Space, kind: number): readonly string[] {
  const { kinds, compiled } = space.contents
  return [...countsOf(kinds, kind)]
    .flatMap((count, pod) =>
      Array.from({ length: count }, () => getAt(compiled.model.pods, pod).name),
    )
    .sort(compareText)
}

function withoutEach(all: readonly string[], gone: readonly string[]): readonly string[] {
  const left = [...all]
  for (const name of gone) left.splice(left.indexOf(name), 1)
  return left
}

/**
 * A state as a model whose first state it is, with an empty budget: finished pods are off the counts, a
 * bound claim is a `zone`, and the memory is what the autoscaler remembers now.
 */
export function decodeState(space: Space, words: Ints): Model {
  setNow(space, words, 0)
  look(space)
  const { compiled, layout, values } = space
  const { model } = compiled
  const nodes = decodeNodes(space)
  const absent = compiled.workloads.filter((_, index) => values[layout.absent + index] === 1)
  const down = space.down >= 0 ? { down: getAt(model.zones, space.down) } : {}
  return {
    zones: model.zones,
    groups: model.groups.map((group, index) => {
      const size = space.nodes[index] ?? 0
      const desired = group.scaler === 'karpenter' ? size : (values[layout.desired + index] ?? 0)
      return {
        ...group,
        desired,
        ...decodeMemory(space, group, values[layout.memory + index] ?? 0),
      }
    }),
    pods: model.pods.map((pod, index) =>
      decodePod(pod, {
        finished: values[layout.finished + index] ?? 0,
        boundTo: model.zones[(values[layout.bound + index] ?? 0) - 1],
      }),
    ),
    nodes,
    ...(absent.length > 0 ? { absent } : {}),
    ...down,
    target: model.target,
    budget: {},
  }
}

function decodeNodes(space: Space): readonly ModelNode[] {
  const { compiled, contents, now } = space
  const { model, zones } = compiled
  const nodes: ModelNode[] = []
  for (let zone = 0; zone < zones; zone++) {
    const content = now[zone] ?? 0
    const to = contents.entryFrom[content + 1] ?? 0
    for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
      const kind = contents.entryKind[entry] ?? 0
      const group = getAt(model.groups, contents.kinds.group[kind] ?? -1).name
      const node = { group, zone: getAt(model.zones, zone), pods: podsOf(space, kind) }
      for (let left = contents.entryNodes[entry] ?? 0; left > 0; left--) nodes.push(node)
    }
  }
  return nodes
}

function decodeMemory(
  space: Space,
  group: ModelGroup,
  memory: number,
): { readonly memory?: readonly string[] } {
  const { model, zones } = space.compiled
  if (group.scaler !== 'cluster-autoscaler') return {}
  if (memory > zones) return { memory: group.memory ?? [] }
  return { memory: memory === 0 ? [] : [getAt(model.zones, memory - 1)] }
}

function decodePod(
  pod: ModelPod,
  state: { readonly finished: number; readonly boundTo: string | undefined },
): ModelPod {
  const { binds, ...rest } = pod
  assert(state.finished <= countOf(pod), `more pods of ${pod.name} finished than there are`)
  const count = countOf(pod) - state.finished
  const left = state.finished > 0 ? { ...rest, count } : rest
  if (binds === undefined) return left
  if (state.boundTo !== undefined) return { ...left, zone: state.boundTo }
  return count === 1 ? { ...left, binds } : left
}
