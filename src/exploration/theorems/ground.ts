/**
 * What a theorem is asked: whether one pod of a class can always be placed by moves of the system, from
 * every state in which these zones are the ones it may be in and at most that one zone is down.
 */
import { allowsGroup, allowsZone, fitsEmptyNode } from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'

export interface Ground {
  readonly model: Model
  readonly standing: Standing
  readonly pod: ModelPod
  /** Zones it may be in, without the one that is down. */
  readonly zones: readonly string[]
  readonly down?: string | undefined
}

/** Where pods of each class stand in the first state, by group and zone. */
export type Standing = ReadonlyMap<
  string,
  readonly { readonly group: string; readonly zone: string }[]
>

/** Read from the nodes once, as a plan can have thousands. */
export function listStanding(model: Model): Standing {
  const standing = new Map<string, { group: string; zone: string }[]>()
  for (const { group, zone, pods } of model.nodes) {
    for (const name of pods) {
      const places = standing.get(name) ?? []
      standing.set(name, places)
      const isKnown = places.some((one) => one.group === group && one.zone === zone)
      if (!isKnown) places.push({ group, zone })
    }
  }
  return standing
}

/** The model with each claim that the first state has bound as a zone (section 2, `binds`). */
export function settleBindings(model: Model): Model {
  const pods = model.pods.map((pod) => {
    if (pod.binds === undefined) return pod
    const node = model.nodes.find((one) => one.pods.includes(pod.name))
    if (node === undefined) return pod
    const { binds: _, ...rest } = pod
    return { ...rest, zone: node.zone }
  })
  return { ...model, pods }
}

/** Zones that the pod's claims, its constraints and the groups leave it (XS5, "the target's own zone"). */
export function listOwnZones(model: Model, pod: ModelPod): readonly string[] {
  return model.zones.filter(
    (zone) =>
      allowsZone(pod, zone) &&
      model.groups.some((group) => allowsGroup(pod, group) && group.zones.includes(zone)),
  )
}

/** Groups of which an empty node in one of the ground's zones holds the pod. */
export function listFeasibleGroups({ model, pod, zones }: Ground): readonly ModelGroup[] {
  return model.groups.filter((group) =>
    zones.some((zone) => fitsEmptyNode(model, pod.name, group.name, zone)),
  )
}

/** The model with the class's claim bound in that zone, as its first placement there leaves it. */
export function bindIn(model: Model, podName: string, zone: string): Model {
  const pods = model.pods.map((pod) => {
    if (pod.name !== podName || pod.binds === undefined) return pod
    const { binds: _, ...rest } = pod
    return { ...rest, zone }
  })
  return { ...model, pods }
}

/** Nodes of the first state in zones where the group launches none: they only ever get fewer. */
export function countStrayNodes(
  model: Model,
  group: ModelGroup,
  launched: readonly string[],
): number {
  return model.nodes.filter((node) => node.group === group.name && !launched.includes(node.zone))
    .length
}
