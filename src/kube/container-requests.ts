import { hasObject, readField, readList, readText } from './field.ts'
import { addAmounts, maxAmounts, readAmounts, replaceAmounts } from './resource-amounts.ts'
import type { ResourceAmounts } from './resource-amounts.ts'

/** What a container asks for, in whichever of its lives is meant. */
export type ContainerRequests = (container: unknown) => ResourceAmounts

/**
 * PR-1 to PR-3: what the containers need at the worst moment.
 *
 * @param ofContainer requests of a container or a sidecar
 * @param ofInit requests of an init container that ends
 */
export function aggregateContainers(
  podSpec: unknown,
  ofContainer: ContainerRequests,
  ofInit: ContainerRequests,
): ResourceAmounts {
  let running: ResourceAmounts = new Map()
  for (const container of readList(podSpec, 'containers')) {
    running = addAmounts(running, ofContainer(container))
  }
  let sidecars: ResourceAmounts = new Map()
  let greatest: ResourceAmounts = new Map()
  for (const container of readList(podSpec, 'initContainers')) {
    const requests = isSidecar(container) ? ofContainer(container) : ofInit(container)
    const phase = addAmounts(sidecars, requests)
    if (isSidecar(container)) {
      sidecars = phase
      running = addAmounts(running, requests)
    }
    greatest = maxAmounts(greatest, phase)
  }
  return maxAmounts(running, greatest)
}

/** IN-1: a limit stands for a request that is not given. */
export function readContainerRequests(container: unknown): ResourceAmounts {
  return replaceAmounts(
    readAmounts(readField(container, 'resources', 'limits')),
    readAmounts(readField(container, 'resources', 'requests')),
  )
}

/** PR-4 with IN-2: requests of the pod as a whole, which replace those of its containers. */
export function readPodLevelRequests(
  podSpec: unknown,
  aggregate: ResourceAmounts,
): ResourceAmounts {
  if (!hasObject(podSpec, 'resources')) return new Map()
  const limits = readAmounts(readField(podSpec, 'resources', 'limits'))
  const requests = readAmounts(readField(podSpec, 'resources', 'requests'))
  const derived = [...limits].map(([name, limit]): [string, bigint] => [
    name,
    name.startsWith('hugepages-') ? limit : (aggregate.get(name) ?? limit),
  ])
  return new Map([...derived, ...requests].filter(([name]) => isPodLevelResource(name)))
}

/** An init container that keeps running beside the others. */
export function isSidecar(initContainer: unknown): boolean {
  return readText(initContainer, 'restartPolicy') === 'Always'
}

/** The resources that a pod can ask for as a whole. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')
}
