/**
 * Safety by theorem (RT1 to RT3, RT5, RT6): a pod that is never stuck, however many nodes are lost, pods
 * scaled and autoscalers restarted. Every premise of risks specification 2.3.6 is looked at; what is
 * not proven here is left to the search.
 */
import { assert } from '#base/assert.ts'
import { getPod, workloadOf } from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import type { TheoremId } from '../verdict.ts'
import { isFreeOfConstraints } from './constraints.ts'
import { bindIn, listFeasibleGroups, listOwnZones, settleBindings } from './ground.ts'
import type { Ground } from './ground.ts'
import { countBlockable, countNeeded } from './need.ts'
import { THEOREMS } from './registry.ts'
import type { Theorem } from './theorem.ts'

export type Facts = Readonly<Record<string, string | number | boolean>>

export interface SafetyProof {
  readonly id: TheoremId
  readonly facts: Facts
  /** Never stuck while a zone is down either, but for the pod's own (XS5): the verdict is `ok`. */
  readonly coversOutages: boolean
  /** The only zone the pod can be in, where there is one: it waits out its outage (`waitsFor`). */
  readonly ownZone?: string | undefined
}

/**
 * A proof that no stuck state with every zone up can be reached, whatever the budget; undefined where no
 * theorem applies. With `coversOutages` none with a zone down either, but the pod's own.
 *
 * A pod that is created after others is as safe as each of these: the earliest that is pending is
 * created, and can be placed. Placing never lowers the sum of what is placed by priority, so it ends.
 */
export function proveOk(input: Model): SafetyProof | undefined {
  const model = settleBindings(input)
  const chain = listChain(model)
  if (chain === undefined) return undefined
  const proofs = chain.map((pod) => proveClass(model, pod))
  const own = proofs[0]
  if (own === undefined || proofs.some((proof) => proof === undefined)) return undefined
  const isOneZone = proofs.every(
    (proof) => proof?.ownZone !== undefined && proof.ownZone === own.ownZone,
  )
  const coversOutages =
    proofs.every((proof) => proof?.coversOutages) && (chain.length === 1 || isOneZone)
  const isDownNow = model.down !== undefined
  if (isDownNow && (!coversOutages || model.down === own.ownZone)) return undefined
  return { ...own, coversOutages }
}

/** The target and all that are created before it; undefined when one of them may never be (XM1). */
function listChain(model: Model): readonly ModelPod[] | undefined {
  const target = getPod(model, model.target)
  const chain = [target]
  for (let pod = target; pod.after !== undefined;) {
    pod = getPod(model, pod.after)
    assert(!chain.includes(pod), `a circle of after at ${pod.name}`)
    chain.push(pod)
  }
  const absent = (model.absent ?? []).filter((workload) => workload !== workloadOf(target))
  return chain.some((pod) => absent.includes(workloadOf(pod))) ? undefined : chain
}

function proveClass(model: Model, pod: ModelPod): SafetyProof | undefined {
  const zones = listOwnZones(model, pod)
  // An unbound claim can be bound in each zone that it may be created in, and has to be safe there.
  const bound = pod.binds === undefined ? [] : zones.filter((zone) => canBindIn(model, pod, zone))
  const cases = [
    { model, zones },
    ...bound.map((zone) => ({ model: bindIn(model, pod.name, zone), zones: [zone] })),
  ]
  const proofs = cases.map((one) => proveCase(one.model, pod.name, one.zones))
  const [unbound, firstBound] = proofs
  if (unbound === undefined || proofs.some((proof) => proof === undefined)) return undefined
  const { id, facts } = firstBound ?? unbound
  const coversOutages = proofs.every((proof) => proof?.coversOutages)
  return { id, facts, coversOutages, ownZone: unbound.ownZone }
}

function canBindIn(model: Model, pod: ModelPod, zone: string): boolean {
  return listFeasibleGroups({ model, pod, zones: [zone] }).length > 0
}

function proveCase(
  model: Model,
  podName: string,
  zones: readonly string[],
): SafetyProof | undefined {
  const pod = getPod(model, podName)
  const proof = proveGround({ model, pod, zones })
  if (proof === undefined) return undefined
  const ownZone = zones.length === 1 ? zones[0] : undefined
  const coversOutages = model.zones
    .filter((down) => down !== ownZone)
    .every((down) => {
      const left = zones.filter((zone) => zone !== down)
      return proveGround({ model, pod, zones: left, down }) !== undefined
    })
  return { ...proof, coversOutages, ownZone }
}

interface GroundProof {
  readonly id: TheoremId
  readonly facts: Facts
}

function proveGround(ground: Ground): GroundProof | undefined {
  if (ground.zones.length === 0 || !isFreeOfConstraints(ground)) return undefined
  const groups = listFeasibleGroups(ground)
  return proveByOneGroup(ground, groups) ?? proveByAllGroups(ground, groups)
}

function proveByOneGroup(ground: Ground, groups: readonly ModelGroup[]): GroundProof | undefined {
  const needs = groups.map((group) => countNeeded(ground, group))
  for (const theorem of THEOREMS) {
    for (const [index, group] of groups.entries()) {
      const need = needs[index] ?? Infinity
      const nodes = theorem.countNodes(ground, group)
      if (nodes === 0 || nodes < need) continue
      const figures = theorem.listFigures(group)
      return { id: theorem.id, facts: { group: group.name, ...zoneFact(ground), ...figures, need } }
    }
  }
  return undefined
}

/** Lemma H over the nodes of all groups at once: the other pods cannot close all of them. */
function proveByAllGroups(ground: Ground, groups: readonly ModelGroup[]): GroundProof | undefined {
  const best = groups
    .map((group) => findBestTheorem(ground, group))
    .filter((supply) => supply.nodes > 0)
  const nodes = best.reduce((sum, supply) => sum + supply.nodes, 0)
  const need = countBlockable(ground, best) + 1
  const [first] = best
  if (first === undefined || nodes < need) return undefined
  const names = best.map((supply) => supply.group.name).join(', ')
  return { id: first.theorem.id, facts: { groups: names, ...zoneFact(ground), nodes, need } }
}

function findBestTheorem(
  ground: Ground,
  group: ModelGroup,
): { group: ModelGroup; theorem: Theorem; nodes: number } {
  let best = { group, theorem: THEOREMS[0] as Theorem, nodes: 0 }
  for (const theorem of THEOREMS) {
    const nodes = theorem.countNodes(ground, group)
    if (nodes > best.nodes) best = { group, theorem, nodes }
  }
  return best
}

function zoneFact({ zones }: Ground): Facts {
  return zones.length === 1 ? { zone: zones[0] ?? '' } : { zones: zones.join(', ') }
}
