/**
 * The model of exploration specification, sections 2 to 5, written as directly as it reads: objects,
 * names and a Map of JSON texts. Slow on purpose; the search is held against it.
 */
import type { Model, ModelGroup, ModelPod } from '#exploration/model.ts'
import type { Step } from '#exploration/trace.ts'
import { sideOf } from '#exploration/trace.ts'

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

export interface PlainMove {
  readonly step: Step
  readonly next: PlainState
}

export interface PlainAnswer {
  readonly verdict: string
  readonly disturbances?: number
  readonly steps?: number
  readonly starvable: boolean
  readonly states: number
  readonly systemEdges: number
  readonly stuckStates: number
  readonly stuckStatesAllZonesUp: number
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const keyOf = (node: PlainNode): string => JSON.stringify([node.group, node.zone, node.pods])

function podOf(model: Model, name: string): ModelPod {
  const pod = model.pods.find((one) => one.name === name)
  if (pod === undefined) throw new Error(`no class ${name}`)
  return pod
}

function groupOf(model: Model, name: string): ModelGroup {
  const group = model.groups.find((one) => one.name === name)
  if (group === undefined) throw new Error(`no group ${name}`)
  return group
}

const countOf = (pod: ModelPod): number => pod.count ?? 1
const workloadOf = (pod: ModelPod): string => pod.workload ?? pod.name
const nodesIn = (state: PlainState, group: string): readonly PlainNode[] =>
  state.nodes.filter((node) => node.group === group)
const placedOf = (state: PlainState, pod: string): number =>
  sum(state.nodes.map((node) => node.pods.filter((one) => one === pod).length))
const inZone = (state: PlainState, zone: string): readonly string[] =>
  state.nodes.filter((node) => node.zone === zone).flatMap((node) => node.pods)

/** The form in which equal states are equal texts. */
function settle(state: PlainState, model: Model): PlainState {
  const memory = Object.fromEntries(
    model.groups
      .filter((group) => group.scaler === 'cluster-autoscaler')
      .map((group) => [
        group.name,
        nodesIn(state, group.name).length > 0
          ? []
          : [...new Set(state.memory[group.name] ?? [])].sort(byText),
      ]),
  )
  const nodes = state.nodes
    .map((node) => ({ ...node, pods: [...node.pods].sort(byText) }))
    .sort((a, b) => byText(keyOf(a), keyOf(b)))
  return { ...state, memory, nodes, absent: [...state.absent].sort(byText) }
}

export function startState(model: Model): PlainState {
  const binders = model.pods.filter((pod) => pod.binds !== undefined)
  const bound = binders.flatMap((pod) => {
    const node = model.nodes.find((one) => one.pods.includes(pod.name))
    return node === undefined ? [] : [[pod.name, node.zone] as const]
  })
  return settle(
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

function pendingOf(state: PlainState, pod: ModelPod): number {
  if (state.absent.includes(workloadOf(pod))) return 0
  return countOf(pod) - placedOf(state, pod.name) - (state.finished[pod.name] ?? 0)
}

function isCreated(model: Model, state: PlainState, pod: ModelPod): boolean {
  if (pod.after === undefined) return true
  const before = podOf(model, pod.after)
  return placedOf(state, before.name) + (state.finished[before.name] ?? 0) === countOf(before)
}

function groupsOf(model: Model, pod: ModelPod): readonly ModelGroup[] {
  return model.groups.filter((group) => pod.groups === undefined || pod.groups.includes(group.name))
}

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
  const group = groupOf(model, node.group)
  const zone = node.zone
  const repels = (list: (one: ModelPod) => readonly string[] | undefined) => (other: string) =>
    (list(pod) ?? []).includes(other) || (list(podOf(model, other)) ?? []).includes(pod.name)
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
    const load = sum(node.pods.map((one) => podOf(model, one).requests[resource] ?? 0))
    if (amount > 0 && load + amount > (capacity[resource] ?? 0)) return false
  }
  const volumes = pod.volumes ?? 0
  if (volumes > 0 && group.slots !== undefined && imagined.ignoreSlots !== true) {
    const attached = sum(node.pods.map((one) => podOf(model, one).volumes ?? 0))
    if (attached + volumes > group.slots) return false
  }
  if (node.pods.some(repels((one) => one.apartFrom))) return false
  if (inZone(state, zone).some(repels((one) => one.zoneApart))) return false
  if (pod.zoneWith !== undefined) {
    const list = pod.zoneWith
    const isHere = inZone(state, zone).some((one) => list.includes(one))
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
      .map((one) => inZone(state, one).filter((name) => list.includes(name)).length)
    const here = inZone(state, zone).filter((name) => list.includes(name)).length
    const own = list.includes(pod.name) ? 1 : 0
    if (here + own - Math.min(...counts) > maxSkew) return false
  }
  return true
}

function fitsTemplate(
  model: Model,
  state: PlainState,
  pod: ModelPod,
  group: ModelGroup,
  zone: string,
): boolean {
  const isKnown =
    nodesIn(state, group.name).length > 0 || (state.memory[group.name] ?? []).length > 0
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

function templateZones(state: PlainState, group: ModelGroup): readonly string[] {
  const nodes = nodesIn(state, group.name)
  if (nodes.length > 0) return [...new Set(nodes.map((node) => node.zone))]
  const memory = state.memory[group.name] ?? []
  return memory.length > 0 ? memory : group.zones.slice(0, 1)
}

function without(nodes: readonly PlainNode[], gone: PlainNode): readonly PlainNode[] {
  const index = nodes.findIndex((node) => keyOf(node) === keyOf(gone))
  return nodes.filter((_, at) => at !== index)
}

/** Takes nodes away; a group left without any remembers the zones of those that went. */
function lose(state: PlainState, gone: readonly PlainNode[]): PlainState {
  let nodes = state.nodes
  for (const node of gone) nodes = without(nodes, node)
  const memory = { ...state.memory }
  for (const name of new Set(gone.map((node) => node.group))) {
    if (nodes.some((node) => node.group === name)) continue
    memory[name] = gone.filter((node) => node.group === name).map((node) => node.zone)
  }
  return { ...state, nodes, memory }
}

function place(state: PlainState, pod: ModelPod, node: PlainNode): PlainState {
  return {
    ...state,
    nodes: [
      ...without(state.nodes, node),
      { ...node, pods: [...node.pods, pod.name].sort(byText) },
    ],
    bound: pod.binds === undefined ? state.bound : { ...state.bound, [pod.name]: node.zone },
  }
}

function replace(state: PlainState, node: PlainNode, pods: readonly string[]): PlainState {
  return {
    ...state,
    nodes: [...without(state.nodes, node), { ...node, pods: [...pods].sort(byText) }],
  }
}

function removeOne(list: readonly string[], name: string): readonly string[] {
  const index = list.indexOf(name)
  return list.filter((_, at) => at !== index)
}

function preemptions(model: Model, state: PlainState, pod: ModelPod): readonly PlainMove[] {
  const priority = (name: string) => podOf(model, name).priority ?? 0
  return distinct(state.nodes).flatMap((node) => {
    const victims = node.pods
      .filter((one) => priority(one) < (pod.priority ?? 0))
      .sort((a, b) => priority(b) - priority(a) || byText(a, b))
    let kept = node.pods.filter((one) => priority(one) >= (pod.priority ?? 0))
    const isOn = (pods: readonly string[]) =>
      fits(model, replace(state, node, pods), pod, { ...node, pods })
    if (!isOn(kept)) return []
    const evicts: string[] = []
    for (const victim of victims) {
      if (isOn([...kept, victim])) kept = [...kept, victim]
      else evicts.push(victim)
    }
    const cleared = { ...node, pods: [...kept].sort(byText) }
    return [
      {
        step: {
          step: 'preempt' as const,
          pod: pod.name,
          group: node.group,
          zone: node.zone,
          holds: node.pods,
          evicts: evicts.sort(byText),
        },
        next: place(replace(state, node, kept), pod, cleared),
      },
    ]
  })
}

function distinct(nodes: readonly PlainNode[]): readonly PlainNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()]
}

function utilisation(model: Model, node: PlainNode): number {
  const group = groupOf(model, node.group)
  const has = Object.keys(group.capacity)
  const main = has.filter((resource) => resource === 'cpu' || resource === 'memory')
  const ratios = (main.length > 0 ? main : has).flatMap((resource) => {
    const overhead = group.overhead?.[resource] ?? 0
    const load = sum(node.pods.map((one) => podOf(model, one).requests[resource] ?? 0))
    const divisor = (group.capacity[resource] ?? 0) + overhead
    return divisor === 0 ? [] : [(load + overhead) / divisor]
  })
  return Math.max(0, ...ratios)
}

/** Some order of the pods and some node for each exist such that each fits after those before it. */
function fitTogether(model: Model, state: PlainState, pods: readonly string[]): boolean {
  if (pods.length === 0) return true
  return [...new Set(pods)].some((name) =>
    distinct(state.nodes).some(
      (node) =>
        fits(model, state, podOf(model, name), node) &&
        fitTogether(model, place(state, podOf(model, name), node), removeOne(pods, name)),
    ),
  )
}

function launchZones(state: PlainState, group: ModelGroup): readonly string[] {
  const count = (zone: string) =>
    nodesIn(state, group.name).filter((node) => node.zone === zone).length
  const open = group.zones.filter(
    (zone) => state.down !== zone && (group.offered ?? group.zones).includes(zone),
  )
  const among = group.distribution === 'balanced-only' ? group.zones : open
  const fewest = Math.min(...among.map(count))
  return open.filter((zone) => count(zone) === fewest)
}

export function systemMoves(model: Model, state: PlainState): readonly PlainMove[] {
  const moves: PlainMove[] = []
  const waiting = model.pods.filter(
    (pod) => pendingOf(state, pod) > 0 && isCreated(model, state, pod),
  )
  const fitting = (pod: ModelPod) =>
    distinct(state.nodes).filter((node) => fits(model, state, pod, node))
  const homeless = waiting.filter((pod) => fitting(pod).length === 0)
  const sizeOf = (group: ModelGroup) => nodesIn(state, group.name).length
  const desiredOf = (group: ModelGroup) => state.desired[group.name] ?? 0
  let isCalm = homeless.length === waiting.length

  for (const pod of waiting) {
    for (const node of fitting(pod)) {
      moves.push({
        step: {
          step: 'schedule',
          pod: pod.name,
          group: node.group,
          zone: node.zone,
          holds: node.pods,
        },
        next: place(state, pod, node),
      })
    }
  }
  for (const pod of homeless) {
    const found = preemptions(model, state, pod)
    if (found.length > 0) isCalm = false
    moves.push(...found)
  }
  for (const group of model.groups) {
    const name = group.name
    const size = sizeOf(group)
    const zones = launchZones(state, group)
    const isScaled = group.scaler === 'cluster-autoscaler'
    const add = (zone: string) => ({
      ...state,
      nodes: [...state.nodes, { group: name, zone, pods: [] }],
    })
    if (group.scaler === 'karpenter') {
      if (size >= group.max) continue
      for (const zone of group.zones) {
        if (state.down === zone || !(group.offered ?? group.zones).includes(zone)) continue
        for (const pod of homeless) {
          const moreDomains = groupsOf(model, pod)
            .filter((one) => one.scaler === 'karpenter')
            .flatMap((one) => one.zones)
          const empty = { group: name, zone, pods: [] }
          if (
            fits(model, state, pod, empty, {
              ignoreSlots: group.slotsInTemplate !== true,
              moreDomains,
            })
          ) {
            isCalm = false
            moves.push({
              step: { step: 'karpenterLaunches', pod: pod.name, group: name, zone },
              next: add(zone),
            })
          }
        }
      }
      continue
    }
    if (size < desiredOf(group)) {
      if (zones.length > 0 && isScaled) isCalm = false
      for (const zone of zones) {
        moves.push({ step: { step: 'launch', group: name, zone }, next: add(zone) })
      }
      if (isScaled && zones.length === 0 && desiredOf(group) > group.min) {
        const desired = { ...state.desired, [name]: Math.max(size, group.min) }
        moves.push({ step: { step: 'caGivesUp', group: name }, next: { ...state, desired } })
      }
    }
    if (size === desiredOf(group) && group.rebalance === true) {
      const open = group.zones.filter(
        (zone) => state.down !== zone && (group.offered ?? group.zones).includes(zone),
      )
      const count = (zone: string) =>
        nodesIn(state, name).filter((node) => node.zone === zone).length
      const most = Math.max(...open.map(count))
      const fewest = Math.min(...open.map(count))
      for (const node of most - fewest > 1 ? distinct(nodesIn(state, name)) : []) {
        if (!open.includes(node.zone) || count(node.zone) !== most) continue
        for (const to of open.filter((zone) => count(zone) === fewest)) {
          moves.push({
            step: { step: 'rebalance', group: name, zone: node.zone, to, holds: node.pods },
            next: {
              ...state,
              nodes: [...without(state.nodes, node), { group: name, zone: to, pods: [] }],
            },
          })
        }
      }
    }
    if (isScaled && size === desiredOf(group) && size < group.max) {
      for (const zone of templateZones(state, group)) {
        for (const pod of homeless) {
          if (!fitsTemplate(model, state, pod, group, zone)) continue
          isCalm = false
          const desired = { ...state.desired, [name]: size + 1 }
          moves.push({
            step: { step: 'caRaises', pod: pod.name, group: name, zone },
            next: { ...state, desired },
          })
        }
      }
    }
  }
  for (const node of isCalm ? distinct(state.nodes) : []) {
    const group = groupOf(model, node.group)
    if (group.scaler === 'karpenter' && node.pods.length === 0) {
      moves.push({
        step: { step: 'karpenterRemoves', group: group.name, zone: node.zone },
        next: lose(state, [node]),
      })
    }
    if (group.scaler !== 'cluster-autoscaler') continue
    const desired = desiredOf(group)
    const gone = lose(state, [node])
    if (
      sizeOf(group) === desired &&
      desired > group.min &&
      node.pods.every((one) => podOf(model, one).evictable !== false) &&
      utilisation(model, node) <= (group.removableBelow ?? 0.5) &&
      fitTogether(model, gone, node.pods)
    ) {
      moves.push({
        step: { step: 'caRemoves', group: group.name, zone: node.zone, holds: node.pods },
        next: { ...gone, desired: { ...state.desired, [group.name]: desired - 1 } },
      })
    }
  }
  for (const node of distinct(state.nodes)) {
    for (const name of new Set(node.pods)) {
      if (podOf(model, name).finishes !== true) continue
      const after = replace(state, node, removeOne(node.pods, name))
      const finished = { ...state.finished, [name]: (state.finished[name] ?? 0) + 1 }
      moves.push({
        step: {
          step: 'finishes',
          pod: name,
          group: node.group,
          zone: node.zone,
          holds: node.pods,
        },
        next: { ...after, finished },
      })
    }
  }
  return moves.map((move) => ({ ...move, next: settle(move.next, model) }))
}

/** Disturbances and free steps. */
export function otherSteps(model: Model, state: PlainState): readonly PlainMove[] {
  const moves: PlainMove[] = []
  const budget = state.budget
  const own = workloadOf(podOf(model, model.target))
  if (budget.nodeLoss > 0) {
    for (const node of distinct(state.nodes)) {
      moves.push({
        step: { step: 'nodeLoss', group: node.group, zone: node.zone, holds: node.pods },
        next: { ...lose(state, [node]), budget: { ...budget, nodeLoss: budget.nodeLoss - 1 } },
      })
    }
  }
  if (budget.zoneOutage > 0 && state.down === null) {
    for (const zone of model.zones) {
      const gone = state.nodes.filter((node) => node.zone === zone)
      moves.push({
        step: { step: 'zoneOutage', zone },
        next: {
          ...lose(state, gone),
          down: zone,
          budget: { ...budget, zoneOutage: budget.zoneOutage - 1 },
        },
      })
    }
  }
  if (budget.scaleToZero > 0 && !state.absent.includes(own)) {
    const nodes = state.nodes.map((node) => ({
      ...node,
      pods: node.pods.filter((one) => workloadOf(podOf(model, one)) !== own),
    }))
    moves.push({
      step: { step: 'scaleToZero', workload: own },
      next: {
        ...state,
        nodes,
        absent: [...state.absent, own],
        budget: { ...budget, scaleToZero: budget.scaleToZero - 1 },
      },
    })
  }
  if (budget.autoscalerRestart > 0) {
    moves.push({
      step: { step: 'autoscalerRestart' },
      next: {
        ...state,
        memory: {},
        budget: { ...budget, autoscalerRestart: budget.autoscalerRestart - 1 },
      },
    })
  }
  if (state.down !== null) {
    moves.push({ step: { step: 'zoneReturns', zone: state.down }, next: { ...state, down: null } })
  }
  for (const workload of state.absent) {
    const absent = state.absent.filter((one) => one !== workload)
    moves.push({ step: { step: 'scaleBack', workload }, next: { ...state, absent } })
  }
  return moves.map((move) => ({ ...move, next: settle(move.next, model) }))
}

export function isServed(model: Model, state: PlainState): boolean {
  const target = podOf(model, model.target)
  return !state.absent.includes(workloadOf(target)) && pendingOf(state, target) === 0
}

export function isTargetPending(model: Model, state: PlainState): boolean {
  return pendingOf(state, podOf(model, model.target)) > 0
}

interface Seen {
  readonly state: PlainState
  readonly disturbances: number
  steps: number
  readonly system: Set<string>
  canServe: boolean
}

/** The plain search; undefined when there are more states than the bound. */
export function explorePlainly(model: Model, bound: number): PlainAnswer | undefined {
  const textOf = (state: PlainState) => JSON.stringify(canonical(state))
  const start = startState(model)
  const first = textOf(start)
  const seen = new Map<string, Seen>()
  seen.set(first, newlySeen(start, 0, 0))
  const layers: string[][] = [[first]]
  for (let layer = 0; layer < layers.length; layer++) {
    const buckets: string[][] = []
    for (const text of layers[layer] ?? []) (buckets[seen.get(text)?.steps ?? 0] ??= []).push(text)
    const done = new Set<string>()
    for (let steps = 0; steps < buckets.length; steps++) {
      for (const text of buckets[steps] ?? []) {
        const from = seen.get(text)
        if (from === undefined || done.has(text) || from.steps !== steps) continue
        done.add(text)
        const moves = [
          ...systemMoves(model, from.state).map((move) => ({ ...move, isSystem: true })),
          ...otherSteps(model, from.state).map((move) => ({ ...move, isSystem: false })),
        ]
        for (const { step, next, isSystem } of moves) {
          const to = textOf(next)
          if (isSystem) from.system.add(to)
          const costs = sideOf(step.step) === 'disturbance' ? 1 : 0
          const old = seen.get(to)
          if (old === undefined || (old.disturbances === layer + costs && old.steps > steps + 1)) {
            if (old === undefined) {
              if (seen.size >= bound) return undefined
              seen.set(to, newlySeen(next, layer + costs, steps + 1))
              if (costs === 1) (layers[layer + 1] ??= []).push(to)
            } else old.steps = steps + 1
            if (costs === 0) (buckets[steps + 1] ??= []).push(to)
          }
        }
      }
    }
  }
  return judge(model, first, seen)
}

function newlySeen(state: PlainState, disturbances: number, steps: number): Seen {
  return { state, disturbances, steps, system: new Set(), canServe: false }
}

function judge(model: Model, first: string, seen: ReadonlyMap<string, Seen>): PlainAnswer {
  const all = [...seen.values()]
  const before = new Map<string, Seen[]>()
  for (const one of all) {
    for (const to of one.system) before.set(to, [...(before.get(to) ?? []), one])
  }
  const textOf = new Map([...seen].map(([text, one]) => [one, text]))
  const queue = all.filter((one) => isServed(model, one.state))
  for (const one of queue) one.canServe = true
  for (const one of queue) {
    for (const earlier of before.get(textOf.get(one) ?? '') ?? []) {
      if (earlier.canServe) continue
      earlier.canServe = true
      queue.push(earlier)
    }
  }
  const stuck = all.filter((one) => !one.canServe && isTargetPending(model, one.state))
  const allUp = stuck.filter((one) => one.state.down === null)
  const counts = {
    states: all.length,
    systemEdges: sum(all.map((one) => one.system.size)),
    stuckStates: stuck.length,
    stuckStatesAllZonesUp: allUp.length,
  }
  const candidates = allUp.length > 0 ? allUp : stuck
  const least = [...candidates].sort(
    (a, b) => a.disturbances - b.disturbances || a.steps - b.steps,
  )[0]
  if (least === undefined) {
    return { verdict: 'ok', starvable: hasIdleCycle(model, seen), ...counts }
  }
  const isNow = least.state.down === null && least === seen.get(first)
  const verdict = isNow ? 'pending-forever' : allUp.length > 0 ? 'at-risk' : 'waits-for-zone'
  return {
    verdict,
    disturbances: least.disturbances,
    steps: least.steps,
    starvable: false,
    ...counts,
  }
}

function hasIdleCycle(model: Model, seen: ReadonlyMap<string, Seen>): boolean {
  const target = podOf(model, model.target)
  const idle = new Map(
    [...seen].filter(
      ([, one]) => isTargetPending(model, one.state) && isCreated(model, one.state, target),
    ),
  )
  for (let size = -1; size !== idle.size;) {
    size = idle.size
    for (const [text, one] of idle) {
      if (![...one.system].some((to) => idle.has(to))) idle.delete(text)
    }
  }
  return idle.size > 0
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => byText(a, b))
      .map(([key, one]) => [key, canonical(one)]),
  )
}
