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
import { hasObject, readField, readList, readText } from './field.ts'
import type { ContainerRequests } from './container-requests.ts'
import type { KubeObject } from './object.ts'
import type { ResourceAmounts } from './resource-amounts.ts'
import type { Resources } from './resources.ts'

/** How releases count a pod that is resized in place: container by container until 1.36, then as a whole. */
export type ResizeRule = 'by-container' | 'by-container-and-pod' | 'by-aggregate'

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
export function readRunningRequests(pod: KubeObject, rule: ResizeRule): Resources {
  const podSpec = pod['spec']
  const aggregate =
    rule === 'by-aggregate' ? aggregateWhole(pod) : aggregateByContainer(pod, indexStatuses(pod))
  const podLevel =
    rule === 'by-container'
      ? readPodLevelRequests(podSpec, aggregate)
      : readRunningPodLevel(pod, aggregate)
  const withPodLevel = replaceAmounts(aggregate, podLevel)
  return roundAmounts(addAmounts(withPodLevel, readAmounts(readField(podSpec, 'overhead'))))
}

/** IP-1: init containers that end always count as specified. */
function aggregateByContainer(
  pod: KubeObject,
  statuses: ReadonlyMap<string, unknown>,
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
  return aggregateContainers(pod['spec'], ofContainer, readContainerRequests)
}

/** IP-2: the greatest of what is specified, allocated and in force, each summed over the whole pod. */
function aggregateWhole(pod: KubeObject): ResourceAmounts {
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
  const sum = (of: ContainerRequests): ResourceAmounts => aggregateContainers(pod['spec'], of, of)
  const podAllocated = readAmounts(readField(pod, 'status', 'allocatedResources'))
  const podActuated = readAmounts(readField(pod, 'status', 'resources', 'requests'))
  const isToldByPod = podAllocated.size > 0 && podActuated.size > 0
  const held = isToldByPod
    ? maxAmounts(podAllocated, podActuated)
    : maxAmounts(sum(allocated), sum(actuated))
  return maxAmounts(sum(specified), held)
}

/** Pod-level requests during a resize: the greatest of what is specified, allocated and in force. */
function readRunningPodLevel(pod: KubeObject, aggregate: ResourceAmounts): ResourceAmounts {
  const specified = readPodLevelRequests(pod['spec'], aggregate)
  if (specified.size === 0 || !hasObject(pod, 'status', 'resources')) return specified
  const held = maxAmounts(
    readAmounts(readField(pod, 'status', 'resources', 'requests')),
    readAmounts(readField(pod, 'status', 'allocatedResources')),
  )
  const greatest = isResizeInfeasible(pod) ? held : maxAmounts(specified, held)
  return new Map([...greatest].filter(([name]) => isPodLevelResource(name)))
}

function indexStatuses(pod: KubeObject): ReadonlyMap<string, unknown> {
  const statuses = [
    ...readList(pod, 'status', 'containerStatuses'),
    ...readList(pod, 'status', 'initContainerStatuses'),
  ]
  return new Map(statuses.map((status) => [readText(status, 'name') ?? '', status]))
}

function isResizeInfeasible(pod: KubeObject): boolean {
  return readList(pod, 'status', 'conditions').some(
    (condition) =>
      readText(condition, 'type') === 'PodResizePending' &&
      readText(condition, 'reason') === 'Infeasible',
  )
}
