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
import { bindIn, listFeasibleGroups, listOwnZones, listStanding, settleBindings } from './ground.ts'
import type { Ground, Standing } from './ground.ts'
import { countBlockable, countNeeded } from './need.ts'
import type { Supply } from './need.ts'
import { THEOREMS, THEOREM_IDS } from './registry.ts'
import type { Theorem } from './theorem.ts'

export type Facts = Readonly<Record<string, string | number | boolean>>

export interface SafetyProof {
  readonly id: TheoremId
  readonly facts: Facts
  /** Every theorem that the proof uses: a claim not yet bound, or several groups, can take more than one. */
  readonly uses: readonly TheoremId[]
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
 *
 * @param allowed the theorems that may be used, all by default
 */
export function proveOk(
  input: Model,
  allowed: readonly TheoremId[] = THEOREM_IDS,
): SafetyProof | undefined {
  const model = settleBindings(input)
  const theorems = THEOREMS.filter((theorem) => allowed.includes(theorem.id))
  const standing = listStanding(model)
  const chain = listChain(model)
  if (chain === undefined) return undefined
  const proofs = chain.map((pod) => proveClass({ model, theorems, standing }, pod))
  const own = proofs[0]
  if (own === undefined || proofs.some((proof) => proof === undefined)) return undefined
  const isOneZone = proofs.every(
    (proof) => proof?.ownZone !== undefined && proof.ownZone === own.ownZone,
  )
  const coversOutages =
    proofs.every((proof) => proof?.coversOutages) && (chain.length === 1 || isOneZone)
  if (model.down !== undefined && (!coversOutages || canBeOwn(model, model.down))) return undefined
  return { ...own, coversOutages, uses: listUses(proofs) }
}

/** XS5: to wait for the zone that was down at the start is more than `ok`, even where it is the target's own. */
function canBeOwn(model: Model, zone: string): boolean {
  const target = getPod(model, model.target)
  const zones = listOwnZones(model, target)
  return zones.includes(zone) && (zones.length === 1 || target.binds !== undefined)
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

/** What is asked: the model, its bindings settled, and the theorems at hand. */
interface Question {
  readonly model: Model
  readonly standing: Standing
  readonly theorems: readonly Theorem[]
}

function listUses(proofs: readonly (SafetyProof | GroundProof | undefined)[]): TheoremId[] {
  return [...new Set(proofs.flatMap((proof) => proof?.uses ?? []))]
}

function proveClass(
  { model, theorems, standing }: Question,
  pod: ModelPod,
): SafetyProof | undefined {
  const zones = listOwnZones(model, pod)
  // An unbound claim can be bound in each zone that it may be created in, and has to be safe there.
  const bound =
    pod.binds === undefined
      ? []
      : zones.filter((zone) => canBindIn({ model, pod, standing, zones: [zone] }))
  const cases = [
    { model, theorems, standing, zones },
    ...bound.map((zone) => ({
      model: bindIn(model, pod.name, zone),
      theorems,
      standing,
      zones: [zone],
    })),
  ]
  const proofs = cases.map((one) => proveCase(one, pod.name, one.zones))
  const [unbound, firstBound] = proofs
  if (unbound === undefined || proofs.some((proof) => proof === undefined)) return undefined
  const { id, facts } = firstBound ?? unbound
  const coversOutages = proofs.every((proof) => proof?.coversOutages)
  return { id, facts, uses: listUses(proofs), coversOutages, ownZone: unbound.ownZone }
}

function canBindIn(ground: Ground): boolean {
  return listFeasibleGroups(ground).length > 0
}

function proveCase(
  { model, theorems, standing }: Question,
  podName: string,
  zones: readonly string[],
): SafetyProof | undefined {
  const pod = getPod(model, podName)
  const proof = proveGround({ model, pod, standing, zones }, theorems)
  if (proof === undefined) return undefined
  const ownZone = zones.length === 1 ? zones[0] : undefined
  const outages = model.zones
    .filter((down) => down !== ownZone)
    .map((down) => {
      const left = zones.filter((zone) => zone !== down)
      return proveGround({ model, pod, standing, zones: left, down }, theorems)
    })
  const coversOutages = outages.every((one) => one !== undefined)
  return { ...proof, uses: listUses([proof, ...outages]), coversOutages, ownZone }
}

interface GroundProof {
  readonly id: TheoremId
  readonly uses: readonly TheoremId[]
  readonly facts: Facts
}

function proveGround(ground: Ground, theorems: readonly Theorem[]): GroundProof | undefined {
  if (ground.zones.length === 0 || !isFreeOfConstraints(ground)) return undefined
  const groups = listFeasibleGroups(ground)
  return proveByOneGroup(ground, groups, theorems) ?? proveByAllGroups(ground, groups, theorems)
}

function proveByOneGroup(
  ground: Ground,
  groups: readonly ModelGroup[],
  theorems: readonly Theorem[],
): GroundProof | undefined {
  const needs = groups.map((group) => countNeeded(ground, group))
  for (const theorem of theorems) {
    for (const [index, group] of groups.entries()) {
      const need = needs[index] ?? Infinity
      const nodes = theorem.countNodes(ground, group)
      if (nodes === 0 || nodes < need) continue
      const figures = theorem.listFigures(group)
      const facts = { group: group.name, ...zoneFact(ground), ...figures, need }
      return { id: theorem.id, uses: [theorem.id], facts }
    }
  }
  return undefined
}

/** Lemma H over the nodes of all groups at once: the other pods cannot close all of them. */
function proveByAllGroups(
  ground: Ground,
  groups: readonly ModelGroup[],
  theorems: readonly Theorem[],
): GroundProof | undefined {
  const supplies = groups.flatMap((group) => findSupply(ground, group, theorems))
  const nodes = supplies.reduce((sum, supply) => sum + supply.nodes, 0)
  const need = countBlockable(ground, supplies) + 1
  const [first] = supplies
  if (first === undefined || nodes < need) return undefined
  const names = supplies.map((supply) => supply.group.name).join(', ')
  return {
    id: first.id,
    uses: [...new Set(supplies.map((supply) => supply.id))],
    facts: { groups: names, ...zoneFact(ground), nodes, need },
  }
}

/** The most nodes of the group that one of the theorems promises. */
function findSupply(
  ground: Ground,
  group: ModelGroup,
  theorems: readonly Theorem[],
): readonly (Supply & { readonly id: TheoremId })[] {
  return theorems
    .map((theorem) => ({ group, id: theorem.id, nodes: theorem.countNodes(ground, group) }))
    .filter((supply) => supply.nodes > 0)
    .sort((a, b) => b.nodes - a.nodes)
    .slice(0, 1)
}

function zoneFact({ zones }: Ground): Facts {
  return zones.length === 1 ? { zone: zones[0] ?? '' } : { zones: zones.join(', ') }
}
