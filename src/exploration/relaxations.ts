/**
 * What it means to remove one family of constraints from a model (exploration specification, section 6),
 * the target's alone: everything else stays as it is. Each function gives the same model where its
 * family does not bind.
 */
import { unreachable } from '#base/assert.ts'
import { allowsGroup, countOf, getPod, hasRoom, hasSlots } from './fits.ts'
import { MARKER_PREFIX, type Amounts, type Model, type ModelGroup, type ModelPod } from './model.ts'
import { listOwnZones, settleBindings } from './theorems/ground.ts'
import type { Cause } from './verdict.ts'

/** The model without one family of constraints. */
export function relax(input: Model, cause: Cause): Model {
  const model = settleBindings(input)
  switch (cause) {
    case 'zone-coverage':
      return coverZones(model)
    case 'template-zone':
      return freeTemplates(model)
    case 'maximum-reached':
      return raiseMaxima(model)
    case 'not-offered':
      return { ...model, groups: model.groups.map(({ offered: _, ...group }) => group) }
    case 'attach-limit':
      return { ...model, groups: model.groups.map(({ slots: _, ...group }) => group) }
    case 'resources':
      return withTarget(model, (pod) => ({ ...pod, requests: keepMarkers(pod.requests, true) }))
    case 'node-rules':
      return withTarget(model, ({ groups: _, zones: __, requests, ...pod }) => ({
        ...pod,
        requests: keepMarkers(requests, false),
      }))
    case 'pod-rules':
      return dropPodRules(model)
    case 'spread':
      return withTarget(model, ({ spread: _, ...pod }) => pod)
    case 'earlier-ordinal':
      return withTarget(model, ({ after: _, ...pod }) => pod)
    case 'eviction-refused':
      return { ...model, pods: model.pods.map((pod) => ({ ...pod, evictable: true })) }
    default:
      return unreachable(cause)
  }
}

/** What a selector or a taint says in the form of a resource (`MARKER_PREFIX`), or what is truly asked for. */
function keepMarkers(requests: Amounts, areKept: boolean): Amounts {
  return Object.fromEntries(
    Object.entries(requests).filter(([name]) => name.startsWith(MARKER_PREFIX) === areKept),
  )
}

function withTarget(model: Model, change: (pod: ModelPod) => ModelPod): Model {
  const pods = model.pods.map((pod) => (pod.name === model.target ? change(pod) : pod))
  return { ...model, pods }
}

/**
 * Where no group that holds the target covers a zone of its claims and rules, each such group gets a
 * twin in those zones: as if it covered them, and would launch there. Where one covers it, coverage is
 * not what is missing.
 */
function coverZones(model: Model): Model {
  const target = getPod(model, model.target)
  const zones = listAllowedZones(model, target)
  const holding = model.groups.filter((group) => holdsTarget(target, group))
  if (holding.some((group) => group.zones.some((zone) => zones.includes(zone)))) return model
  return holding.reduce(
    (twinned, group) => zones.reduce((sum, zone) => addTwin(sum, group, zone), twinned),
    model,
  )
}

function listAllowedZones(model: Model, pod: ModelPod): readonly string[] {
  const claimed = pod.zone === undefined ? (pod.binds ?? model.zones) : [pod.zone]
  return claimed.filter((zone) => pod.zones === undefined || pod.zones.includes(zone))
}

function holdsTarget(target: ModelPod, group: ModelGroup): boolean {
  return allowsGroup(target, group) && hasRoom(target, group.capacity) && hasSlots(target, group)
}

/**
 * Cluster Autoscaler no longer asks whether the template's zone suits the target: a group that has a
 * zone for it, and templates only of other zones, gets a twin in that zone with the room it has left.
 */
function freeTemplates(model: Model): Model {
  const own = listOwnZones(model, getPod(model, model.target))
  return model.groups
    .filter((group) => group.scaler === 'cluster-autoscaler')
    .filter((group) => !listTemplateZones(model, group).some((zone) => own.includes(zone)))
    .reduce((twinned, group) => {
      const zone = group.zones.find((one) => own.includes(one))
      return zone === undefined ? twinned : addTwin(twinned, group, zone)
    }, model)
}

function listTemplateZones(model: Model, group: ModelGroup): readonly string[] {
  const nodes = model.nodes.filter((node) => node.group === group.name)
  if (nodes.length > 0) return nodes.map((node) => node.zone)
  const memory = group.memory ?? []
  return memory.length > 0 ? memory : group.zones.slice(0, 1)
}

/**
 * Adds the group's like in one zone alone, with the room that the group has left below its maximum. Whoever
 * selects and tolerates the group, selects and tolerates the twin. A group without an autoscaler gives
 * its twin one node: coverage of a group of fixed size is a node there.
 */
function addTwin(model: Model, group: ModelGroup, zone: string): Model {
  const running = model.nodes.filter((node) => node.group === group.name).length
  const isFixed = group.scaler === 'none'
  const used = group.scaler === 'karpenter' ? running : group.desired
  const isKnown = running > 0 || (group.memory ?? []).length > 0
  const { offered, memory: _, ...rest } = group
  const isOffered = offered === undefined || offered.includes(zone) || !group.zones.includes(zone)
  const size = isFixed ? 1 : 0
  const twin: ModelGroup = {
    ...rest,
    name: `${group.name} in ${zone}`,
    zones: [zone],
    min: size,
    desired: size,
    max: Math.max(size, group.max - used),
    ...(isOffered ? {} : { offered: [] }),
    ...(isKnown && group.scaler === 'cluster-autoscaler' ? { memory: [zone] } : {}),
  }
  const pods = model.pods.map((pod) =>
    pod.groups?.includes(group.name) ? { ...pod, groups: [...pod.groups, twin.name] } : pod,
  )
  return { ...model, groups: [...model.groups, twin], pods }
}

/**
 * Room for a node more in every zone for each pod of the target. A group without an autoscaler is at its
 * maximum at its desired size, so that is raised with it.
 */
function raiseMaxima(model: Model): Model {
  const target = getPod(model, model.target)
  const groups = model.groups.map((group) => {
    if (!allowsGroup(target, group)) return group
    const more = group.zones.length * countOf(target)
    const desired = group.scaler === 'none' ? group.desired + more : group.desired
    return { ...group, max: group.max + more, desired }
  })
  return { ...model, groups }
}

/** Host and zone (anti-)affinity of the target, and of others against it. */
function dropPodRules(model: Model): Model {
  const { target } = model
  const spare = (names: readonly string[] | undefined) => names?.filter((name) => name !== target)
  const pods = model.pods.map((pod) => {
    if (pod.name !== target) {
      return { ...pod, apartFrom: spare(pod.apartFrom), zoneApart: spare(pod.zoneApart) }
    }
    const { apartFrom: _, zoneApart: __, zoneWith: ___, ...rest } = pod
    return rest
  })
  return { ...model, pods }
}
