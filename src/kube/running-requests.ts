import {
  addAmounts,
  maxAmounts,
  readAmounts,
  replaceAmounts,
  roundAmounts,
} from './resource-amounts.ts'
import {
  aggregateContainers,
  isPodLevelResource,
  readContainerRequests,
  readPodLevelRequests,
} from './container-requests.ts'
import { addDefaults, listMissingDefaults } from './scored-requests.ts'
import { hasObject, readField, readList, readText } from './field.ts'
import type { ContainerRequests } from './container-requests.ts'
import type { KubeObject } from './object.ts'
import type { ResourceAmounts } from './resource-amounts.ts'
import type { Resources } from './resources.ts'

/** How releases count a pod that is resized in place: container by container until 1.36, then as a whole. */
export type ResizeRule = 'by-container' | 'by-container-and-pod' | 'by-aggregate'

/** What a pod that runs counts with. */
export interface RunningRequests {
  readonly requests: Resources
  /** Where nodes are scored (NZ-2). */
  readonly scored: Resources
}

/** True when the pod's status tells of resources, so that `readRunningRequests` may differ from the specification. */
export function hasResizeStatus(pod: KubeObject): boolean {
  const statuses = [
    ...readList(pod, 'status', 'containerStatuses'),
    ...readList(pod, 'status', 'initContainerStatuses'),
  ]
  return (
    hasObject(pod, 'status', 'resources') ||
    hasObject(pod, 'status', 'allocatedResources') ||
    isResizeInfeasible(pod) ||
    statuses.some((one) => hasObject(one, 'resources') || hasObject(one, 'allocatedResources'))
  )
}

/**
 * What a pod that runs holds of its node, which during a resize in place is more than its specification
 * asks (IP-1, IP-2). Without statuses it is what `readPodRequests` gives.
 */
export function readRunningRequests(pod: KubeObject, rule: ResizeRule): RunningRequests {
  const podSpec = pod['spec']
  const sum = (defaults: ResourceAmounts): ResourceAmounts =>
    rule === 'by-aggregate'
      ? aggregateWhole(pod, defaults)
      : aggregateByContainer(pod, indexStatuses(pod), defaults)
  const aggregate = sum(new Map())
  const specified = readSpecifiedPodLevel(podSpec, rule)
  const podLevel = rule === 'by-container' ? specified : readRunningPodLevel(pod, specified, rule)
  const overhead = readAmounts(readField(podSpec, 'overhead'))
  const finish = (amounts: ResourceAmounts): Resources =>
    roundAmounts(addAmounts(replaceAmounts(amounts, podLevel), overhead))
  const requests = finish(aggregate)
  return { requests, scored: finish(sum(listMissingDefaults(requests, podLevel.size > 0))) }
}

/**
 * IN-2: what the API server derived from the specification for the pod as a whole, once: also of cpu and memory
 * for which only containers ask, where there is a limit for the pod, and since 1.37 a request.
 */
function readSpecifiedPodLevel(podSpec: unknown, rule: ResizeRule): ResourceAmounts {
  const aggregate = aggregateContainers(podSpec, readContainerRequests, readContainerRequests)
  const told = readPodLevelRequests(podSpec, aggregate)
  const hasLimits = readAmounts(readField(podSpec, 'resources', 'limits')).size > 0
  if (told.size === 0 || !(hasLimits || rule === 'by-aggregate')) return told
  const derived = [...aggregate].filter(([name]) => name === 'cpu' || name === 'memory')
  return replaceAmounts(new Map(derived), told)
}

/** IP-1: init containers that end always count as specified. */
function aggregateByContainer(
  pod: KubeObject,
  statuses: ReadonlyMap<string, unknown>,
  defaults: ResourceAmounts,
): ResourceAmounts {
  const isInfeasible = isResizeInfeasible(pod)
  const ofContainer: ContainerRequests = (container) => {
    const specified = readContainerRequests(container)
    const status = statuses.get(readText(container, 'name') ?? '')
    if (!hasObject(status, 'resources')) return specified
    const held = maxAmounts(
      readAmounts(readField(status, 'resources', 'requests')),
      readAmounts(readField(status, 'allocatedResources')),
    )
    return isInfeasible ? held : maxAmounts(specified, held)
  }
  return aggregateContainers(
    pod['spec'],
    addDefaults(ofContainer, defaults),
    addDefaults(readContainerRequests, defaults),
  )
}

/** IP-2: the greatest of what is specified, allocated and in force, each summed over the whole pod. */
function aggregateWhole(pod: KubeObject, defaults: ResourceAmounts): ResourceAmounts {
  const statuses = indexStatuses(pod)
  const isInfeasible = isResizeInfeasible(pod)
  const orElse = (amounts: ResourceAmounts, other: () => ResourceAmounts): ResourceAmounts =>
    amounts.size > 0 ? amounts : other()
  const specified: ContainerRequests = (container) =>
    isInfeasible ? new Map() : readContainerRequests(container)
  const statusOf = (container: unknown) => statuses.get(readText(container, 'name') ?? '')
  const allocated: ContainerRequests = (container) =>
    orElse(readAmounts(readField(statusOf(container), 'allocatedResources')), () =>
      specified(container),
    )
  const actuated: ContainerRequests = (container) =>
    orElse(readAmounts(readField(statusOf(container), 'resources', 'requests')), () =>
      allocated(container),
    )
  const sum = (of: ContainerRequests): ResourceAmounts => {
    const ofContainer = addDefaults(of, defaults)
    return aggregateContainers(pod['spec'], ofContainer, ofContainer)
  }
  const podAllocated = readAmounts(readField(pod, 'status', 'allocatedResources'))
  const podActuated = readAmounts(readField(pod, 'status', 'resources', 'requests'))
  const isToldByPod = podAllocated.size > 0 && podActuated.size > 0
  const held = isToldByPod
    ? maxAmounts(podAllocated, podActuated)
    : maxAmounts(sum(allocated), sum(actuated))
  return isInfeasible ? held : maxAmounts(sum(specified), held)
}

/**
 * Pod-level requests during a resize: the greatest of what is specified, allocated and in force; in 1.36 only of
 * the resources that are specified.
 */
function readRunningPodLevel(
  pod: KubeObject,
  specified: ResourceAmounts,
  rule: ResizeRule,
): ResourceAmounts {
  if (specified.size === 0 || !hasObject(pod, 'status', 'resources')) return specified
  const held = maxAmounts(
    readAmounts(readField(pod, 'status', 'resources', 'requests')),
    readAmounts(readField(pod, 'status', 'allocatedResources')),
  )
  const greatest = isResizeInfeasible(pod) ? held : maxAmounts(specified, held)
  return rule === 'by-aggregate'
    ? new Map([...greatest].filter(([name]) => isPodLevelResource(name)))
    : new Map([...specified.keys()].map((name) => [name, greatest.get(name) ?? 0n]))
}

function indexStatuses(pod: KubeObject): ReadonlyMap<string, unknown> {
  const statuses = [
    ...readList(pod, 'status', 'containerStatuses'),
    ...readList(pod, 'status', 'initContainerStatuses'),
  ]
  return new Map(statuses.map((status) => [readText(status, 'name') ?? '', status]))
}

/** The first condition of the kind tells. */
function isResizeInfeasible(pod: KubeObject): boolean {
  const pending = readList(pod, 'status', 'conditions').find(
    (condition) => readText(condition, 'type') === 'PodResizePending',
  )
  return readText(pending, 'reason') === 'Infeasible'
}
