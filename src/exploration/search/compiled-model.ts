/**
 * A model as numbers: zones, groups, classes and workloads by index, and everything that fits, repels
 * or scales as tables. Nothing in it changes while the search runs.
 */
import { allowsGroup, countOf, hasRoom, hasSlots, offeredZones, workloadOf } from '../fits.ts'
import type { Model, ModelGroup, ModelPod, Scaler } from '../model.ts'
import type { DisturbanceKind } from '../verdict.ts'
import type { Ints } from './tables.ts'

export const NO_SCALER = 0
export const CLUSTER_AUTOSCALER = 1
export const KARPENTER = 2

export interface CompiledModel {
  readonly model: Model
  readonly zones: number
  readonly groups: number
  readonly classes: number
  readonly workloads: readonly string[]
  readonly target: number
  readonly targetWorkload: number
  readonly count: Ints
  readonly workload: Ints
  /** Place of the class's priority among those of the model, 0 the lowest. */
  readonly rank: Ints
  /** Class that comes first, or -1. */
  readonly after: Ints
  readonly finishes: Ints
  /** The classes that finish. */
  readonly finishing: Ints
  readonly evictable: Ints
  /** 1 where the claim binds with the first placement. */
  readonly binds: Ints
  /** `[class, zone]`: `zones` and `zone`; for `binds` the zones before it is bound. */
  readonly zoneAllowed: Ints
  readonly bindsAllowed: Ints
  /** `[class, zone]`: `zones` alone, the domains of a spread. */
  readonly spreadZone: Ints
  /** `[class, group]` */
  readonly groupAllowed: Ints
  /** By class, the classes it keeps off its node and off its zone, whichever of the two says so. */
  readonly hostRepels: readonly Ints[]
  readonly zoneRepels: readonly Ints[]
  readonly zoneWith: readonly (readonly number[] | undefined)[]
  /** -1: no spread. */
  readonly maxSkew: Ints
  readonly spreadWith: readonly (readonly number[])[]
  /** Classes in the order in which victims are tried back: priority down, then name (XM2). */
  readonly victimOrder: readonly number[]
  /** Resources that some class requests. */
  readonly resources: number
  /** `[class, resource]`, in the model's units; 0 where the class does not request it. */
  readonly requests: Float64Array
  /** `[group, resource]`: the capacity of an empty node. */
  readonly capacity: Float64Array
  /** Volumes that a pod of the class attaches. */
  readonly volumes: Ints
  readonly scaler: Ints
  readonly min: Ints
  readonly max: Ints
  readonly startDesired: Ints
  readonly rebalance: Ints
  readonly balancedOnly: Ints
  /** `[group, zone]` */
  readonly groupZone: Ints
  readonly offered: Ints
  readonly firstZone: Ints
  /** `[group, 0 from the provider's template | 1 from a node or memory, class]` (fitsTemplate). */
  readonly templateFits: Ints
  /** `[group, class]`: the empty node of XM8. */
  readonly launchFits: Ints
  /** `[class, zone]`: domains that Karpenter adds to the class's spread (XM8). */
  readonly karpenterDomain: Ints
  readonly budget: Readonly<Record<DisturbanceKind, number>>
  /** 1 for the zones that an outage may take. */
  readonly mayFail: Ints
}

/** No search comes near it; numbers of the form above it say the same. */
const MAX_SIZE = 0x3fffffff

/** What the questions of one model have in common: only the budget, the outages and the nodes differ. */
type Tables = Omit<CompiledModel, 'model' | 'budget' | 'mayFail'>

/** A model is asked many questions: its tables are made once. */
const COMPILED = new WeakMap<readonly ModelPod[], { readonly of: Model; readonly tables: Tables }>()

/** Compiles a model that `parse-model.ts` accepted (section 2). */
export function compileModel(model: Model): CompiledModel {
  const known = COMPILED.get(model.pods)
  const isKnown =
    known?.of.groups === model.groups &&
    known.of.zones === model.zones &&
    known.of.target === model.target
  const tables = isKnown ? known.tables : compileTables(model)
  if (!isKnown) COMPILED.set(model.pods, { of: model, tables })
  return {
    ...tables,
    model,
    mayFail: Int32Array.from(model.zones, (zone) => Number(model.outages?.includes(zone) ?? true)),
    budget: {
      nodeLoss: Math.min(model.budget.nodeLoss ?? 0, MAX_SIZE),
      zoneOutage: Math.min(model.budget.zoneOutage ?? 0, MAX_SIZE),
      scaleToZero: Math.min(model.budget.scaleToZero ?? 0, MAX_SIZE),
      autoscalerRestart: Math.min(model.budget.autoscalerRestart ?? 0, MAX_SIZE),
    },
  }
}

function compileTables(model: Model): Tables {
  const { pods, groups, zones } = model
  const classOf = indexOf(pods.map((pod) => pod.name))
  const zoneOf = indexOf(zones)
  const workloads = [...new Set(pods.map(workloadOf))]
  const workloadIndex = indexOf(workloads)
  const priorities = [...new Set(pods.map(priorityOf))].sort((a, b) => a - b)
  const target = classOf(model.target)
  const resources = [...new Set(pods.flatMap((pod) => Object.keys(pod.requests)))]
  const workload = Int32Array.from(pods, (pod) => workloadIndex(workloadOf(pod)))
  return {
    zones: zones.length,
    groups: groups.length,
    classes: pods.length,
    workloads,
    target,
    targetWorkload: workload[target] ?? 0,
    count: Int32Array.from(pods, (pod) => Math.min(countOf(pod), MAX_SIZE)),
    workload,
    rank: Int32Array.from(pods, (pod) => priorities.indexOf(priorityOf(pod))),
    after: Int32Array.from(pods, (pod) => (pod.after === undefined ? -1 : classOf(pod.after))),
    finishes: Int32Array.from(pods, (pod) => Number(pod.finishes === true)),
    finishing: Int32Array.from(pods.keys()).filter((pod) => pods[pod]?.finishes === true),
    evictable: Int32Array.from(pods, (pod) => Number(pod.evictable !== false)),
    binds: Int32Array.from(pods, (pod) => Number(pod.binds !== undefined)),
    zoneAllowed: matrix(pods, zones, isAllowedZone),
    bindsAllowed: matrix(pods, zones, (pod, zone) => pod.binds?.includes(zone) ?? true),
    spreadZone: matrix(pods, zones, (pod, zone) => pod.zones?.includes(zone) ?? true),
    groupAllowed: matrix(pods, groups, allowsGroup),
    hostRepels: listRepelled(pods, classOf, 'apartFrom'),
    zoneRepels: listRepelled(pods, classOf, 'zoneApart'),
    zoneWith: pods.map((pod) => pod.zoneWith && [...new Set(pod.zoneWith)].map(classOf)),
    maxSkew: Int32Array.from(pods, (pod) => Math.min(pod.spread?.maxSkew ?? -1, MAX_SIZE)),
    spreadWith: pods.map((pod) => [...new Set(pod.spread?.with)].map(classOf)),
    victimOrder: orderVictims(pods).map((pod) => classOf(pod.name)),
    resources: resources.length,
    requests: listAmounts(
      pods.map((pod) => pod.requests),
      resources,
    ),
    capacity: listAmounts(
      groups.map((group) => group.capacity),
      resources,
    ),
    volumes: Int32Array.from(pods, (pod) => pod.volumes ?? 0),
    scaler: Int32Array.from(groups, (group) => scalerCode(group.scaler)),
    min: Int32Array.from(groups, (group) => Math.min(group.min, MAX_SIZE)),
    max: Int32Array.from(groups, (group) => Math.min(group.max, MAX_SIZE)),
    startDesired: Int32Array.from(groups, (group) => Math.min(group.desired, MAX_SIZE)),
    rebalance: Int32Array.from(groups, (group) => Number(group.rebalance === true)),
    balancedOnly: Int32Array.from(groups, (group) =>
      Number(group.distribution === 'balanced-only'),
    ),
    groupZone: matrix(groups, zones, (group, zone) => group.zones.includes(zone)),
    offered: matrix(groups, zones, (group, zone) => offeredZones(group).includes(zone)),
    firstZone: Int32Array.from(groups, (group) => zoneOf(group.zones[0] ?? '')),
    templateFits: Int32Array.from(
      groups.flatMap((group) => [
        ...pods.map((pod) => Number(isTemplateFit(pod, group, 'provider'))),
        ...pods.map((pod) => Number(isTemplateFit(pod, group, 'node'))),
      ]),
    ),
    launchFits: matrix(groups, pods, (group, pod) => isTemplateFit(pod, group, 'node')),
    karpenterDomain: matrix(pods, zones, (pod, zone) => isKarpenterDomain(model, pod, zone)),
  }
}

function indexOf(names: readonly string[]): (name: string) => number {
  const indices = new Map(names.map((name, index) => [name, index]))
  return (name) => indices.get(name) ?? -1
}

function matrix<R, C>(
  rows: readonly R[],
  columns: readonly C[],
  holds: (row: R, column: C) => boolean,
): Ints {
  return Int32Array.from(rows.flatMap((row) => columns.map((column) => Number(holds(row, column)))))
}

function priorityOf(pod: ModelPod): number {
  return pod.priority ?? 0
}

function isAllowedZone(pod: ModelPod, zone: string): boolean {
  return (pod.zones?.includes(zone) ?? true) && (pod.zone === undefined || pod.zone === zone)
}

function listAmounts(
  rows: readonly Readonly<Record<string, number>>[],
  resources: readonly string[],
): Float64Array {
  return Float64Array.from(rows.flatMap((row) => resources.map((resource) => row[resource] ?? 0)))
}

function listRepelled(
  pods: readonly ModelPod[],
  classOf: (name: string) => number,
  field: 'apartFrom' | 'zoneApart',
): readonly Ints[] {
  const repelled = pods.map(() => new Set<number>())
  for (const [index, pod] of pods.entries()) {
    for (const other of (pod[field] ?? []).map(classOf)) {
      repelled[index]?.add(other)
      repelled[other]?.add(index)
    }
  }
  return repelled.map((classes) => Int32Array.from(classes))
}

function orderVictims(pods: readonly ModelPod[]): readonly ModelPod[] {
  return [...pods].sort((a, b) => priorityOf(b) - priorityOf(a) || (a.name < b.name ? -1 : 1))
}

function scalerCode(scaler: Scaler): number {
  switch (scaler) {
    case 'none':
      return NO_SCALER
    case 'cluster-autoscaler':
      return CLUSTER_AUTOSCALER
    case 'karpenter':
      return KARPENTER
  }
}

function isTemplateFit(pod: ModelPod, group: ModelGroup, from: 'provider' | 'node'): boolean {
  const capacity = from === 'node' ? group.capacity : (group.templateCapacity ?? group.capacity)
  return (
    allowsGroup(pod, group) &&
    hasRoom(pod, capacity) &&
    (group.slotsInTemplate !== true || hasSlots(pod, group))
  )
}

function isKarpenterDomain(model: Model, pod: ModelPod, zone: string): boolean {
  return (
    (pod.zones?.includes(zone) ?? true) &&
    model.groups.some(
      (group) =>
        group.scaler === 'karpenter' && allowsGroup(pod, group) && group.zones.includes(zone),
    )
  )
}
