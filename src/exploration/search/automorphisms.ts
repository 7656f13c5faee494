/**
 * Renamings of zones, groups and classes under which a model keeps all its rules: what it says of a
 * name it says of the new one. Where the nodes are and which zone was down does not matter: these are
 * of the state, not of the rules.
 */
import { allowsGroup, countOf, offeredZones, workloadOf } from '../fits.ts'
import type { Amounts, Model, ModelGroup, ModelPod } from '../model.ts'
import type { Twins } from './twins.ts'

const NO_TWINS: Twins = []

/** By old index, the new one. */
export interface Renaming {
  readonly zones: readonly number[]
  readonly groups: readonly number[]
  readonly classes: readonly number[]
}

/** Renaming a state costs as much as it has nodes: more renamings than this cost more than they save. */
const MAX_RENAMINGS = 23
const MAX_RENAMED_NODES = 150
const MAX_ZONES = 6
/** To match up more classes takes longer than the search that it would shorten. */
const MAX_CLASSES = 100
const MAX_TRIES = 10_000

/** What stays as it is: the first so many zones, and perhaps all groups and classes. */
interface Fixed {
  readonly zones: number
  readonly others: boolean
}

/**
 * Renamings that keep the model's rules and its target, without the one that changes nothing. Twins
 * (`twins.ts`) keep their order, since what they do to each other is settled without a renaming. A zone
 * that is down at the start keeps its name, so that XS5 can tell it from others, and a zone that an outage
 * may take becomes one that it may take.
 *
 * With any two of them, one after the other is among them too. Without that, two states that are alike
 * could be given different representatives, and a trace could not be found again. Where there are more
 * than pay for a model of this size, those are taken that leave the first zones as they are, which is
 * closed again.
 */
export function findRenamings(model: Model, twins: Twins = NO_TWINS): readonly Renaming[] {
  const { zones, groups } = model
  if (zones.length > MAX_ZONES || model.pods.length > MAX_CLASSES) return []
  const nodes = groups.reduce((sum, group) => sum + Math.min(group.max, 100), 1)
  const most = Math.min(MAX_RENAMINGS, Math.ceil(MAX_RENAMED_NODES / nodes))
  // What one attempt has used up of the tries the next would use up as well.
  const tries = { left: MAX_TRIES }
  for (let fixed = 0; fixed <= zones.length && tries.left > 0; fixed++) {
    const kept = { zones: fixed, others: false }
    const found = listRenamings(model, twins, { most, tries, fixed: kept })
    if (found !== undefined) return found
  }
  return listRenamings(model, twins, { most, tries, fixed: { zones: 0, others: true } }) ?? []
}

/** All that leave the fixed as they are; undefined where there are more than `most`, or too many to try. */
function listRenamings(
  model: Model,
  twins: Twins,
  {
    most,
    fixed,
    tries,
  }: { readonly most: number; readonly fixed: Fixed; readonly tries: { left: number } },
): readonly Renaming[] | undefined {
  const { zones, groups, pods } = model
  const found: Renaming[] = []
  const groupRules = groups.map((group) => describeGroup(group, (zone) => zone))
  const podRules = podRulesOf(model)
  const kept = zones.slice(0, fixed.zones)
  for (const rest of permute(zones.slice(fixed.zones))) {
    const zoneNames = [...kept, ...rest]
    const zoneTo = renameBy(zones, zoneNames)
    if (model.down !== undefined && zoneTo(model.down) !== model.down) continue
    if (model.outages?.every((zone) => model.outages?.includes(zoneTo(zone))) === false) continue
    const groupNew = groups.map((group) => describeGroup(group, zoneTo))
    const match = fixed.others ? matchSelf : matchUp
    for (const groupTo of match(groupNew, groupRules, { tries, twins: [] })) {
      const groupName = (name: string) =>
        groups[groupTo[groups.findIndex((group) => group.name === name)] ?? -1]?.name ?? name
      const podNew = pods.map((pod) => describePod(model, pod, { zoneTo, groupTo: groupName }))
      for (const classes of match(podNew, podRules, { tries, twins })) {
        const zoneIndex = zoneNames.map((name) => zones.indexOf(name))
        if (isIdentity(classes) && isIdentity(groupTo) && isIdentity(zoneIndex)) continue
        if (!keepsReferences(model, classes)) continue
        found.push({ zones: zoneIndex, groups: groupTo, classes })
        if (found.length > most) return undefined
      }
    }
  }
  return fixed.others || tries.left > 0 ? found : undefined
}

function isIdentity(indices: readonly number[]): boolean {
  return indices.every((to, from) => to === from)
}

/** What the rules say of each class under its own names, other classes aside. */
export function podRulesOf(model: Model): readonly string[] {
  const same = (name: string) => name
  return model.pods.map((pod) => describePod(model, pod, { zoneTo: same, groupTo: same }))
}

function renameBy(from: readonly string[], to: readonly string[]): (name: string) => string {
  return (name) => to[from.indexOf(name)] ?? name
}

/** What the rules say of a group, with its zones renamed. */
function describeGroup(group: ModelGroup, zoneTo: (zone: string) => string): string {
  const memory = new Set(group.memory)
  return JSON.stringify([
    zoneTo(group.zones[0] ?? ''),
    group.zones.map(zoneTo).sort(),
    offeredZones(group).map(zoneTo).sort(),
    group.scaler,
    group.scaler === 'karpenter' ? 0 : group.min,
    group.max,
    // The size of a group that nobody scales is a rule, of others it is in the state.
    group.scaler === 'none' ? group.desired : 0,
    group.rebalance === true,
    group.distribution === 'balanced-only',
    sortAmounts(group.capacity),
    sortAmounts(group.templateCapacity ?? group.capacity),
    group.slots ?? -1,
    group.slotsInTemplate === true,
    sortAmounts(group.overhead ?? {}),
    group.removableBelow ?? 0.5,
    // One zone can be told in the state; a set that the group started with is kept by its name.
    group.scaler === 'cluster-autoscaler' && memory.size > 1 ? [...memory].map(zoneTo).sort() : [],
  ])
}

/** What the rules say of a class, other classes aside. */
function describePod(
  model: Model,
  pod: ModelPod,
  names: { zoneTo: (zone: string) => string; groupTo: (group: string) => string },
): string {
  const priorities = model.pods.map((one) => one.priority ?? 0)
  const priority = pod.priority ?? 0
  // Victims are tried back in order of their names (XM2), so these must stay.
  const isVictim = priority < Math.max(...priorities)
  const groups = model.groups.filter((group) => allowsGroup(pod, group)).map((group) => group.name)
  return JSON.stringify([
    pod.name === model.target,
    roleOf(model, pod),
    isVictim ? pod.name : '',
    countOf(pod),
    sortAmounts(pod.requests),
    pod.volumes ?? 0,
    pod.zone === undefined ? '' : names.zoneTo(pod.zone),
    pod.binds === undefined ? 'no' : pod.binds.map(names.zoneTo).sort(),
    (pod.zones ?? model.zones).map(names.zoneTo).sort(),
    groups.map(names.groupTo).sort(),
    pod.spread?.maxSkew ?? -1,
    priority,
    pod.evictable !== false,
    pod.finishes === true,
  ])
}

function sortAmounts(amounts: Amounts): readonly (readonly [string, number])[] {
  return Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** XD3 and XD6 touch the target's workload and those that were away at the start; of others nothing is asked. */
export function roleOf(model: Model, pod: ModelPod): 'target' | 'absent' | 'other' {
  const workload = workloadOf(pod)
  const target = model.pods.find((one) => one.name === model.target)
  if (target !== undefined && workloadOf(target) === workload) return 'target'
  return model.absent?.includes(workload) === true ? 'absent' : 'other'
}

/** Whether what classes say of each other holds under their new names. */
function keepsReferences(model: Model, to: readonly number[]): boolean {
  const { pods } = model
  const index = new Map(pods.map((pod, at) => [pod.name, at]))
  const isRenamed = (old: readonly string[] | undefined, now: readonly string[] | undefined) => {
    if (old === undefined || now === undefined) return old === now
    const renamed = new Set(old.map((name) => to[index.get(name) ?? -1]))
    const wanted = new Set(now.map((name) => index.get(name)))
    return renamed.size === wanted.size && [...renamed].every((one) => wanted.has(one))
  }
  return (
    pods.every((pod, at) => {
      const image = pods[to[at] ?? -1]
      return (
        image !== undefined &&
        isRenamed(pod.zoneWith, image.zoneWith) &&
        isRenamed(pod.spread?.with, image.spread?.with) &&
        isRenamed(listOf(pod.after), listOf(image.after))
      )
    }) &&
    keepsRepulsion(pods, to, 'apartFrom') &&
    keepsRepulsion(pods, to, 'zoneApart') &&
    keepsWorkloads(model, to)
  )
}

/** Read both ways (section 2). */
function keepsRepulsion(
  pods: readonly ModelPod[],
  to: readonly number[],
  field: 'apartFrom' | 'zoneApart',
): boolean {
  if (pods.every((pod) => pod[field] === undefined)) return true
  const repels = (a: ModelPod | undefined, b: ModelPod | undefined) =>
    a !== undefined &&
    b !== undefined &&
    (a[field]?.includes(b.name) === true || b[field]?.includes(a.name) === true)
  return pods.every((pod, at) =>
    pods.every(
      (other, otherAt) =>
        repels(pod, other) === repels(pods[to[at] ?? -1], pods[to[otherAt] ?? -1]),
    ),
  )
}

/** Workloads that were away at the start become such workloads, whole. */
function keepsWorkloads(model: Model, to: readonly number[]): boolean {
  if ((model.absent ?? []).length === 0) return true
  const images = new Map<string, string>()
  const isKept = model.pods.every((pod, at) => {
    const image = model.pods[to[at] ?? -1]
    if (image === undefined) return false
    if (roleOf(model, pod) !== 'absent') return true
    const known = images.get(workloadOf(pod))
    images.set(workloadOf(pod), workloadOf(image))
    return known === undefined || known === workloadOf(image)
  })
  return isKept && new Set(images.values()).size === images.size
}

function listOf(name: string | undefined): readonly string[] | undefined {
  return name === undefined ? undefined : [name]
}

/** The one way that leaves all where they are, if they are described alike. */
function* matchSelf(from: readonly string[], to: readonly string[]): Generator<readonly number[]> {
  if (from.every((rules, at) => rules === to[at])) yield [...from.keys()]
}

/** Every way to give each of `from` one of `to` that is described alike; of twins the first that is left. */
function* matchUp(
  from: readonly string[],
  to: readonly string[],
  options: { readonly tries: { left: number }; readonly twins: Twins },
  chosen: readonly number[] = [],
): Generator<readonly number[]> {
  const { tries, twins } = options
  if (tries.left-- <= 0) return
  if (chosen.length === from.length) {
    yield chosen
    return
  }
  const isTaken = (at: number) => chosen.includes(at)
  for (let at = 0; at < to.length; at++) {
    if (to[at] !== from[chosen.length] || isTaken(at)) continue
    const alike = twins.find((classes) => classes.includes(at))
    if (alike?.some((one) => one < at && !isTaken(one)) === true) continue
    yield* matchUp(from, to, options, [...chosen, at])
  }
}

function* permute(names: readonly string[]): Generator<readonly string[]> {
  if (names.length <= 1) {
    yield names
    return
  }
  for (const first of names) {
    for (const rest of permute(names.filter((name) => name !== first))) yield [first, ...rest]
  }
}
