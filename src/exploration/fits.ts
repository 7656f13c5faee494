/**
 * What of `fits` (exploration specification, section 2) does not depend on the state: whether a class
 * can run on an empty node of a group in a zone, if no other pod stood in its way.
 */
import { assert } from '#base/assert.ts'
import type { Model, ModelGroup, ModelPod } from './model.ts'

/** The group of that name; a model that was parsed or compiled has every name that it uses. */
export function getGroup(model: Model, name: string): ModelGroup {
  const group = model.groups.find((one) => one.name === name)
  assert(group !== undefined, `no group ${name}`)
  return group
}

/** The class of that name. */
export function getPod(model: Model, name: string): ModelPod {
  const pod = model.pods.find((one) => one.name === name)
  assert(pod !== undefined, `no class ${name}`)
  return pod
}

/** Pods of the class (section 2: default 1). */
export function countOf(pod: ModelPod): number {
  return pod.count ?? 1
}

/** What the class is scaled with (section 2: default its name). */
export function workloadOf(pod: ModelPod): string {
  return pod.workload ?? pod.name
}

/** Zones in which an instance of the group can be had, in the group's order (section 2). */
export function offeredZones(group: ModelGroup): readonly string[] {
  const { offered } = group
  return offered === undefined ? group.zones : group.zones.filter((zone) => offered.includes(zone))
}

/** Whether selector and affinity (`zones`) and the volumes (`zone`, `binds`) allow the zone. */
export function allowsZone(pod: ModelPod, zone: string): boolean {
  if (pod.zones !== undefined && !pod.zones.includes(zone)) return false
  if (pod.zone !== undefined) return pod.zone === zone
  return pod.binds === undefined || pod.binds.includes(zone)
}

/** Whether the class selects and tolerates the group's nodes (`groups`). */
export function allowsGroup(pod: ModelPod, group: ModelGroup): boolean {
  return pod.groups === undefined || pod.groups.includes(group.name)
}

/** Whether one pod's requests are within the amounts; a resource not requested is not looked at. */
export function hasRoom(pod: ModelPod, amounts: Readonly<Record<string, number>>): boolean {
  return Object.entries(pod.requests).every(
    ([resource, amount]) => amount <= 0 || amount <= (amounts[resource] ?? 0),
  )
}

/** Whether one pod's volumes are within the group's attachments. */
export function hasSlots(pod: ModelPod, group: ModelGroup): boolean {
  const volumes = pod.volumes ?? 0
  return volumes === 0 || group.slots === undefined || volumes <= group.slots
}

/**
 * `fits` on an empty node of the group in the zone, the zone up and no other pod anywhere:
 * groups, zones, volumes' zone, resources and attachments.
 */
export function fitsEmptyNode(
  model: Model,
  podName: string,
  groupName: string,
  zone: string,
): boolean {
  const pod = getPod(model, podName)
  const group = getGroup(model, groupName)
  return (
    group.zones.includes(zone) &&
    allowsGroup(pod, group) &&
    allowsZone(pod, zone) &&
    hasRoom(pod, group.capacity) &&
    hasSlots(pod, group)
  )
}
