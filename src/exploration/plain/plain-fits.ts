/** What fits where, as exploration specification, sections 2 and 3 say it. */
import { getGroup, getPod } from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import {
  distinctNodes,
  groupsOf,
  nodesOf,
  placePod,
  placedOf,
  podsIn,
  removeOne,
  sumOf,
} from './plain-state.ts'
import type { PlainNode, PlainState } from './plain-state.ts'

interface Imagined {
  /** The zone's being down does not matter. */
  readonly evenDown?: boolean
  readonly capacity?: Readonly<Record<string, number>>
  readonly ignoreSlots?: boolean
  readonly moreDomains?: readonly string[]
}

/** fits(p, n) of section 2; n need not be a node of the state. */
export function fits(
  model: Model,
  state: PlainState,
  pod: ModelPod,
  node: PlainNode,
  imagined: Imagined = {},
): boolean {
  const group = getGroup(model, node.group)
  const zone = node.zone
  const repels = (list: (one: ModelPod) => readonly string[] | undefined) => (other: string) =>
    (list(pod) ?? []).includes(other) || (list(getPod(model, other)) ?? []).includes(pod.name)
  if (state.down === zone && imagined.evenDown !== true) return false
  if (pod.groups !== undefined && !pod.groups.includes(group.name)) return false
  if (pod.zones !== undefined && !pod.zones.includes(zone)) return false
  if (pod.zone !== undefined && pod.zone !== zone) return false
  if (pod.binds !== undefined) {
    const bound = state.bound[pod.name]
    if (bound === undefined ? !pod.binds.includes(zone) : bound !== zone) return false
  }
  const capacity = imagined.capacity ?? group.capacity
  for (const [resource, amount] of Object.entries(pod.requests)) {
    const load = sumOf(node.pods.map((one) => getPod(model, one).requests[resource] ?? 0))
    if (amount > 0 && load + amount > (capacity[resource] ?? 0)) return false
  }
  const volumes = pod.volumes ?? 0
  if (volumes > 0 && group.slots !== undefined && imagined.ignoreSlots !== true) {
    const attached = sumOf(node.pods.map((one) => getPod(model, one).volumes ?? 0))
    if (attached + volumes > group.slots) return false
  }
  if (node.pods.some(repels((one) => one.apartFrom))) return false
  if (podsIn(state, zone).some(repels((one) => one.zoneApart))) return false
  if (pod.zoneWith !== undefined) {
    const list = pod.zoneWith
    const isHere = podsIn(state, zone).some((one) => list.includes(one))
    const isAnywhere = list.some((one) => placedOf(state, one) > 0)
    if (!isHere && (isAnywhere || !list.includes(pod.name))) return false
  }
  if (pod.spread !== undefined) {
    const { maxSkew, with: list } = pod.spread
    const names = groupsOf(model, pod).map((one) => one.name)
    const allowed = (one: string) => pod.zones === undefined || pod.zones.includes(one)
    const domains = new Set([
      zone,
      ...state.nodes.filter((one) => names.includes(one.group)).map((one) => one.zone),
      ...(imagined.moreDomains ?? []),
    ])
    const counts = [...domains]
      .filter((one) => one === zone || allowed(one))
      .map((one) => podsIn(state, one).filter((name) => list.includes(name)).length)
    const here = podsIn(state, zone).filter((name) => list.includes(name)).length
    const own = list.includes(pod.name) ? 1 : 0
    if (here + own - Math.min(...counts) > maxSkew) return false
  }
  return true
}

/** fitsTemplate(p, g, y) of section 2. */
export function fitsTemplate(
  model: Model,
  state: PlainState,
  pod: ModelPod,
  group: ModelGroup,
  zone: string,
): boolean {
  const isKnown =
    nodesOf(state, group.name).length > 0 || (state.memory[group.name] ?? []).length > 0
  return fits(
    model,
    state,
    pod,
    { group: group.name, zone, pods: [] },
    {
      evenDown: true,
      capacity: isKnown ? group.capacity : (group.templateCapacity ?? group.capacity),
      ignoreSlots: group.slotsInTemplate !== true,
    },
  )
}

/** templateZones(g) of section 2. */
export function templateZones(state: PlainState, group: ModelGroup): readonly string[] {
  const nodes = nodesOf(state, group.name)
  if (nodes.length > 0) return [...new Set(nodes.map((node) => node.zone))]
  const memory = state.memory[group.name] ?? []
  return memory.length > 0 ? memory : group.zones.slice(0, 1)
}

/** Utilisation of section 3. */
export function utilisationOf(model: Model, node: PlainNode): number {
  const group = getGroup(model, node.group)
  const has = Object.keys(group.capacity)
  const main = has.filter((resource) => resource === 'cpu' || resource === 'memory')
  const ratios = (main.length > 0 ? main : has).flatMap((resource) => {
    const overhead = group.overhead?.[resource] ?? 0
    const load = sumOf(node.pods.map((one) => getPod(model, one).requests[resource] ?? 0))
    const divisor = (group.capacity[resource] ?? 0) + overhead
    return divisor === 0 ? [] : [(load + overhead) / divisor]
  })
  return Math.max(0, ...ratios)
}

/** Section 3, "fit together": some order of the pods and some node for each exist such that each fits after those before it. */
export function fitTogether(model: Model, state: PlainState, pods: readonly string[]): boolean {
  if (pods.length === 0) return true
  return [...new Set(pods)].some((name) =>
    distinctNodes(state.nodes).some(
      (node) =>
        fits(model, state, getPod(model, name), node) &&
        fitTogether(model, placePod(state, getPod(model, name), node), removeOne(pods, name)),
    ),
  )
}
