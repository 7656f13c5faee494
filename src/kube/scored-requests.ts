/**
 * What a pod counts with when nodes are scored: a container that asks for no cpu or no memory is taken
 * for one that asks for a little (NZ-1), so that pods without requests spread too.
 */
import { addAmounts, readAmounts, replaceAmounts, roundAmounts } from './resource-amounts.ts'
import {
  aggregateContainers,
  readContainerRequests,
  readPodLevelRequests,
} from './container-requests.ts'
import { readEntries, readField, readList } from './field.ts'
import type { ContainerRequests } from './container-requests.ts'
import type { ResourceAmounts } from './resource-amounts.ts'
import type { Resources } from './resources.ts'

/** Cpu and memory; other resources count as requested (NZ-3). */
export interface ScoredRequests {
  /** While it is to be placed: what is asked for the pod as a whole is left out of account (LA-3). */
  readonly incoming: Resources
  /** Once it is on a node. */
  readonly placed: Resources
}

/** NZ-1: 100m and 200Mi, in 10⁻⁹ units. */
const DEFAULT_REQUESTS: ResourceAmounts = new Map([
  ['cpu', 100_000_000n],
  ['memory', 209_715_200n * 1_000_000_000n],
])

/** @param requests what `readPodRequests` gives for the same pod */
export function readScoredRequests(podSpec: unknown, requests: Resources): ScoredRequests {
  if (readField(podSpec, 'resources') === undefined && isComplete(podSpec)) {
    return { incoming: requests, placed: requests }
  }
  const incoming = aggregateWithDefaults(podSpec, DEFAULT_REQUESTS)
  const overhead = readAmounts(readField(podSpec, 'overhead'))
  const podLevel = readPodLevelRequests(
    podSpec,
    aggregateContainers(podSpec, readContainerRequests, readContainerRequests),
  )
  const placed =
    podLevel.size === 0
      ? incoming
      : replaceAmounts(
          aggregateWithDefaults(podSpec, listMissingDefaults(requests, true)),
          podLevel,
        )
  return {
    incoming: roundAmounts(addAmounts(incoming, overhead)),
    placed: roundAmounts(addAmounts(placed, overhead)),
  }
}

/** NZ-2: with requests for the pod as a whole, only for what its whole list lacks. */
export function listMissingDefaults(requests: Resources, hasPodLevel: boolean): ResourceAmounts {
  if (!hasPodLevel) return DEFAULT_REQUESTS
  return new Map([...DEFAULT_REQUESTS].filter(([name]) => !Object.hasOwn(requests, name)))
}

/** The requests of a container, with these where it names none; an explicit 0 stays. */
export function addDefaults(of: ContainerRequests, defaults: ResourceAmounts): ContainerRequests {
  return (container) => replaceAmounts(defaults, of(container))
}

function aggregateWithDefaults(podSpec: unknown, defaults: ResourceAmounts): ResourceAmounts {
  const ofContainer = addDefaults(readContainerRequests, defaults)
  return aggregateContainers(podSpec, ofContainer, ofContainer)
}

/** True where every container asks for both, so that nothing is added. */
function isComplete(podSpec: unknown): boolean {
  return ['containers', 'initContainers'].every((field) =>
    readList(podSpec, field).every((container) => {
      const requests = readEntries(container, 'resources', 'requests').map(([name]) => name)
      return requests.includes('cpu') && requests.includes('memory')
    }),
  )
}
