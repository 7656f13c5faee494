/** Every step from a state, as exploration specification, sections 3 and 4 say it. */
import { compareText } from '#base/compare.ts'
import { getGroup, getPod, offeredZones, workloadOf } from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import type { Step } from '../trace.ts'
import { fitTogether, fits, fitsTemplate, templateZones, utilisationOf } from './plain-fits.ts'
import {
  distinctNodes,
  groupsOf,
  isCreated,
  loseNodes,
  nodesOf,
  pendingOf,
  placePod,
  removeOne,
  replacePods,
  settleState,
  takeAway,
} from './plain-state.ts'
import type { PlainNode, PlainState } from './plain-state.ts'

/** A step that is possible, and the state after it. */
export interface PlainMove {
  readonly step: Step
  readonly next: PlainState
}

/** What the moves of one state share. */
interface Scene {
  readonly model: Model
  readonly state: PlainState
  /** Classes that are pending and created, and those of them that fit no node. */
  readonly waiting: readonly ModelPod[]
  readonly homeless: readonly ModelPod[]
}

/** XM1 to XM10: every enabled instance, also those that lead to one state. */
export function systemMoves(model: Model, state: PlainState): readonly PlainMove[] {
  const waiting = model.pods.filter(
    (pod) => pendingOf(state, pod) > 0 && isCreated(model, state, pod),
  )
  const homeless = waiting.filter((pod) => fittingNodes(model, state, pod).length === 0)
  const scene = { model, state, waiting, homeless }
  const preemptions = homeless.flatMap((pod) => preempt(scene, pod))
  const sizes = model.groups.flatMap((group) =>
    group.scaler === 'karpenter' ? launchForPods(scene, group) : changeSize(scene, group),
  )
  const isBusy = sizes.some(({ step }) => forbidsCalm(model, step))
  const isCalm = homeless.length === waiting.length && preemptions.length === 0 && !isBusy
  return [
    ...waiting.flatMap((pod) => schedule(scene, pod)),
    ...preemptions,
    ...sizes,
    ...(isCalm ? distinctNodes(state.nodes).flatMap((node) => remove(scene, node)) : []),
    ...distinctNodes(state.nodes).flatMap((node) => finish(scene, node)),
  ].map((move) => ({ ...move, next: settleState(move.next, model) }))
}

function fittingNodes(model: Model, state: PlainState, pod: ModelPod): readonly PlainNode[] {
  return distinctNodes(state.nodes).filter((node) => fits(model, state, pod, node))
}

/** Calm of section 3: XM3 of a Cluster Autoscaler group, XM5 or XM8 is enabled. */
function forbidsCalm(model: Model, step: Step): boolean {
  if (step.step === 'launch') return getGroup(model, step.group).scaler === 'cluster-autoscaler'
  return step.step === 'caRaises' || step.step === 'karpenterLaunches'
}

/** XM1. */
function schedule({ model, state }: Scene, pod: ModelPod): readonly PlainMove[] {
  return fittingNodes(model, state, pod).map((node) => ({
    step: { step: 'schedule', pod: pod.name, ...placeOf(node), holds: node.pods },
    next: placePod(state, pod, node),
  }))
}

function placeOf(node: PlainNode): { readonly group: string; readonly zone: string } {
  return { group: node.group, zone: node.zone }
}

/** XM2. */
function preempt({ model, state }: Scene, pod: ModelPod): readonly PlainMove[] {
  const own = pod.priority ?? 0
  const priority = (name: string) => getPod(model, name).priority ?? 0
  return distinctNodes(state.nodes).flatMap((node) => {
    const victims = node.pods
      .filter((one) => priority(one) < own)
      .sort((a, b) => priority(b) - priority(a) || compareText(a, b))
    const fitsWith = (pods: readonly string[]) =>
      fits(model, replacePods(state, node, pods), pod, { ...node, pods })
    let kept = node.pods.filter((one) => priority(one) >= own)
    if (!fitsWith(kept)) return []
    const evicts: string[] = []
    for (const victim of victims) {
      if (fitsWith([...kept, victim])) kept = [...kept, victim]
      else evicts.push(victim)
    }
    const step: Step = {
      step: 'preempt',
      pod: pod.name,
      ...placeOf(node),
      holds: node.pods,
      evicts: evicts.sort(compareText),
    }
    const left = { ...node, pods: [...kept].sort(compareText) }
    return [{ step, next: placePod(replacePods(state, node, kept), pod, left) }]
  })
}

/** XM8. */
function launchForPods({ model, state, homeless }: Scene, group: ModelGroup): readonly PlainMove[] {
  if (nodesOf(state, group.name).length >= group.max) return []
  return openZones(state, group).flatMap((zone) =>
    homeless
      .filter((pod) =>
        fits(
          model,
          state,
          pod,
          { group: group.name, zone, pods: [] },
          {
            ignoreSlots: group.slotsInTemplate !== true,
            moreDomains: groupsOf(model, pod)
              .filter((one) => one.scaler === 'karpenter')
              .flatMap((one) => one.zones),
          },
        ),
      )
      .map((pod) => ({
        step: { step: 'karpenterLaunches', pod: pod.name, group: group.name, zone },
        next: addNode(state, group, zone),
      })),
  )
}

/** Zones of the group that are up and offered. */
function openZones(state: PlainState, group: ModelGroup): readonly string[] {
  return offeredZones(group).filter((zone) => zone !== state.down)
}

function addNode(state: PlainState, group: ModelGroup, zone: string): PlainState {
  return { ...state, nodes: [...state.nodes, { group: group.name, zone, pods: [] }] }
}

function countIn(state: PlainState, group: ModelGroup, zone: string): number {
  return nodesOf(state, group.name).filter((node) => node.zone === zone).length
}

/** XM3 to XM6. */
function changeSize(scene: Scene, group: ModelGroup): readonly PlainMove[] {
  const { state } = scene
  const size = nodesOf(state, group.name).length
  const desired = state.desired[group.name] ?? 0
  if (size < desired) {
    const launches = launch(scene, group)
    return launches.length > 0 ? launches : giveUp(scene, group)
  }
  if (size > desired) return []
  return [
    ...(group.rebalance === true ? rebalance(scene, group) : []),
    ...(group.scaler === 'cluster-autoscaler' && size < group.max ? raise(scene, group) : []),
  ]
}

/** XM3. */
function launch({ state }: Scene, group: ModelGroup): readonly PlainMove[] {
  const open = openZones(state, group)
  const among = group.distribution === 'balanced-only' ? group.zones : open
  const fewest = Math.min(...among.map((zone) => countIn(state, group, zone)))
  return open
    .filter((zone) => countIn(state, group, zone) === fewest)
    .map((zone) => ({
      step: { step: 'launch', group: group.name, zone },
      next: addNode(state, group, zone),
    }))
}

/** XM6. */
function giveUp({ state }: Scene, group: ModelGroup): readonly PlainMove[] {
  const desired = state.desired[group.name] ?? 0
  if (group.scaler !== 'cluster-autoscaler' || desired <= group.min) return []
  const size = nodesOf(state, group.name).length
  return [
    {
      step: { step: 'caGivesUp', group: group.name },
      next: setDesired(state, group, Math.max(size, group.min)),
    },
  ]
}

function setDesired(state: PlainState, group: ModelGroup, desired: number): PlainState {
  return { ...state, desired: { ...state.desired, [group.name]: desired } }
}

/** XM4. */
function rebalance({ state }: Scene, group: ModelGroup): readonly PlainMove[] {
  const open = openZones(state, group)
  const counts = open.map((zone) => countIn(state, group, zone))
  const most = Math.max(...counts)
  const fewest = Math.min(...counts)
  if (!(most - fewest > 1)) return []
  const emptiest = open.filter((zone) => countIn(state, group, zone) === fewest)
  return distinctNodes(nodesOf(state, group.name))
    .filter((node) => open.includes(node.zone) && countIn(state, group, node.zone) === most)
    .flatMap((node) =>
      emptiest.map((to) => ({
        step: { step: 'rebalance', ...placeOf(node), to, holds: node.pods },
        next: addNode({ ...state, nodes: takeAway(state.nodes, node) }, group, to),
      })),
    )
}

/** XM5. */
function raise({ model, state, homeless }: Scene, group: ModelGroup): readonly PlainMove[] {
  const desired = state.desired[group.name] ?? 0
  return templateZones(state, group).flatMap((zone) =>
    homeless
      .filter((pod) => fitsTemplate(model, state, pod, group, zone))
      .map((pod) => ({
        step: { step: 'caRaises', pod: pod.name, group: group.name, zone },
        next: setDesired(state, group, desired + 1),
      })),
  )
}

/** XM7 and XM9, in a calm state. */
function remove({ model, state }: Scene, node: PlainNode): readonly PlainMove[] {
  const group = getGroup(model, node.group)
  const gone = loseNodes(state, [node])
  if (group.scaler === 'karpenter') {
    if (node.pods.length > 0) return []
    return [{ step: { step: 'karpenterRemoves', ...placeOf(node) }, next: gone }]
  }
  const desired = state.desired[group.name] ?? 0
  const mayGo =
    group.scaler === 'cluster-autoscaler' &&
    nodesOf(state, group.name).length === desired &&
    desired > group.min &&
    node.pods.every((one) => getPod(model, one).evictable !== false) &&
    utilisationOf(model, node) <= (group.removableBelow ?? 0.5) &&
    fitTogether(model, gone, node.pods)
  if (!mayGo) return []
  return [
    {
      step: { step: 'caRemoves', ...placeOf(node), holds: node.pods },
      next: setDesired(gone, group, desired - 1),
    },
  ]
}

/** XM10. */
function finish({ model, state }: Scene, node: PlainNode): readonly PlainMove[] {
  return [...new Set(node.pods)]
    .filter((name) => getPod(model, name).finishes === true)
    .map((name) => ({
      step: { step: 'finishes', pod: name, ...placeOf(node), holds: node.pods },
      next: {
        ...replacePods(state, node, removeOne(node.pods, name)),
        finished: { ...state.finished, [name]: (state.finished[name] ?? 0) + 1 },
      },
    }))
}

/** XD1 to XD6: disturbances and free steps. */
export function otherSteps(model: Model, state: PlainState): readonly PlainMove[] {
  const own = workloadOf(getPod(model, model.target))
  const { budget, down } = state
  const spend = (kind: keyof PlainState['budget'], next: PlainState): PlainState => ({
    ...next,
    budget: { ...budget, [kind]: budget[kind] - 1 },
  })
  const moves: PlainMove[] = []
  for (const node of budget.nodeLoss > 0 ? distinctNodes(state.nodes) : []) {
    const next = spend('nodeLoss', loseNodes(state, [node]))
    moves.push({ step: { step: 'nodeLoss', ...placeOf(node), holds: node.pods }, next })
  }
  for (const zone of budget.zoneOutage > 0 && down === null ? (model.outages ?? model.zones) : []) {
    const gone = state.nodes.filter((node) => node.zone === zone)
    const next = spend('zoneOutage', { ...loseNodes(state, gone), down: zone })
    moves.push({ step: { step: 'zoneOutage', zone }, next })
  }
  if (budget.scaleToZero > 0 && !state.absent.includes(own)) {
    const next = spend('scaleToZero', scaleToZero(model, state, own))
    moves.push({ step: { step: 'scaleToZero', workload: own }, next })
  }
  if (budget.autoscalerRestart > 0) {
    const next = spend('autoscalerRestart', { ...state, memory: {} })
    moves.push({ step: { step: 'autoscalerRestart' }, next })
  }
  if (down !== null) {
    moves.push({ step: { step: 'zoneReturns', zone: down }, next: { ...state, down: null } })
  }
  for (const workload of state.absent) {
    const absent = state.absent.filter((one) => one !== workload)
    moves.push({ step: { step: 'scaleBack', workload }, next: { ...state, absent } })
  }
  return moves.map((move) => ({ ...move, next: settleState(move.next, model) }))
}

/** XD3. */
function scaleToZero(model: Model, state: PlainState, workload: string): PlainState {
  const stays = (name: string) => workloadOf(getPod(model, name)) !== workload
  return {
    ...state,
    nodes: state.nodes.map((node) => ({ ...node, pods: node.pods.filter(stays) })),
    absent: [...state.absent, workload],
  }
}
