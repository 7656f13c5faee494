import { parseQuantity, roundUpToMilli, toMilliUnits, toUnits } from './quantity.ts'
import { hasObject, readEntries, readField, readList, readText } from './field.ts'
import type { Problem } from '#base/problem.ts'

/**
 * Resource name to whole number: `cpu` in millicores, everything else in its own unit (`memory` and
 * `ephemeral-storage` in bytes). Names are Kubernetes' own.
 */
export type Resources = Readonly<Record<string, number>>

/** Exact sums, in 10⁻⁹ units. */
type NanoResources = ReadonlyMap<string, bigint>

/**
 * What a pod asks of a node, by the scheduler's arithmetic (PR-1 to PR-6, after the API server's
 * defaults IN-1, IN-2 and IN-15). `pods` is not included. Quantities that do not parse, and negative
 * ones, count as absent: `listRequestProblems` names them.
 */
export function readPodRequests(podSpec: unknown): Resources {
  const aggregate = aggregateContainers(podSpec)
  const withPodLevel = new Map([...aggregate, ...readPodLevelRequests(podSpec, aggregate)])
  const total = addResources(withPodLevel, readNanoResources(readField(podSpec, 'overhead')))
  return toResources(total)
}

/** Allocatable or capacity of a node; here `pods` is included. */
export function readNodeResources(list: unknown): Resources {
  return toResources(readNanoResources(list))
}

/** Everything wrong with the quantities of a pod's requests, limits and overhead (I4.1). */
export function listRequestProblems(podSpec: unknown, path: string): readonly Problem[] {
  const containerLists = ['initContainers', 'containers'].flatMap((field) =>
    readList(podSpec, field).flatMap((container, index) =>
      ['requests', 'limits'].map((list) => ({
        raw: readField(container, 'resources', list),
        path: `${path}.${field}[${index}].resources.${list}`,
      })),
    ),
  )
  const podLists = [
    ...['requests', 'limits'].map((list) => ({
      raw: readField(podSpec, 'resources', list),
      path: `${path}.resources.${list}`,
    })),
    { raw: readField(podSpec, 'overhead'), path: `${path}.overhead` },
  ]
  return [...containerLists, ...podLists].flatMap((list) =>
    readEntries(list.raw).flatMap(([name, value]) =>
      listQuantityProblems(value, `${list.path}.${name}`),
    ),
  )
}

/** An init container that keeps running beside the others. */
export function isSidecar(initContainer: unknown): boolean {
  return readText(initContainer, 'restartPolicy') === 'Always'
}

/** True for the names the scheduler keeps count of (RN-1, RN-2). */
export function isSchedulerResource(name: string): boolean {
  return (
    name === 'cpu' ||
    name === 'memory' ||
    name === 'ephemeral-storage' ||
    name === 'pods' ||
    name.startsWith('hugepages-') ||
    name.startsWith('attachable-volumes-') ||
    name.includes('kubernetes.io/') ||
    isExtendedResource(name)
  )
}

/** RN-2: a name of a vendor's own, such as `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return (
    name.includes('/') &&
    !name.includes('kubernetes.io/') &&
    !name.startsWith('requests.') &&
    QUALIFIED_NAME.test(name)
  )
}

const QUALIFIED_NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

function listQuantityProblems(value: unknown, path: string): readonly Problem[] {
  const quantity = parseQuantity(value, path)
  if (quantity.kind === 'failed') return quantity.problems
  if (quantity.value >= 0n) return []
  return [
    {
      code: 'kube/negative-quantity',
      path,
      message: `${JSON.stringify(value)} is negative; 0 or more is allowed`,
    },
  ]
}

/** PR-1 to PR-3: what the containers need at the worst moment. */
function aggregateContainers(podSpec: unknown): NanoResources {
  let running = new Map<string, bigint>()
  for (const container of readList(podSpec, 'containers')) {
    running = addResources(running, readContainerRequests(container))
  }
  let sidecars = new Map<string, bigint>()
  let greatest = new Map<string, bigint>()
  for (const container of readList(podSpec, 'initContainers')) {
    const requests = readContainerRequests(container)
    const phase = addResources(sidecars, requests)
    if (isSidecar(container)) {
      sidecars = phase
      running = addResources(running, requests)
    }
    greatest = maxResources(greatest, phase)
  }
  return maxResources(running, greatest)
}

/** IN-1: a limit stands for a request that is not given. */
function readContainerRequests(container: unknown): NanoResources {
  return new Map([
    ...readNanoResources(readField(container, 'resources', 'limits')),
    ...readNanoResources(readField(container, 'resources', 'requests')),
  ])
}

/** PR-4 with IN-2: requests of the pod as a whole replace those of its containers. */
function readPodLevelRequests(podSpec: unknown, aggregate: NanoResources): NanoResources {
  if (!hasObject(podSpec, 'resources')) return new Map()
  const limits = readNanoResources(readField(podSpec, 'resources', 'limits'))
  const requests = readNanoResources(readField(podSpec, 'resources', 'requests'))
  const derived = [...limits].map(([name, limit]): [string, bigint] => [
    name,
    name.startsWith('hugepages-') ? limit : (aggregate.get(name) ?? limit),
  ])
  return new Map([...derived, ...requests].filter(([name]) => isPodLevelResource(name)))
}

function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')
}

function readNanoResources(list: unknown): NanoResources {
  const resources = new Map<string, bigint>()
  for (const [name, value] of readEntries(list)) {
    const quantity = parseQuantity(value, name)
    if (quantity.kind === 'ok' && quantity.value >= 0n && isSchedulerResource(name)) {
      resources.set(name, roundUpToMilli(quantity.value))
    }
  }
  return resources
}

function addResources(a: NanoResources, b: NanoResources): Map<string, bigint> {
  const sum = new Map(a)
  for (const [name, amount] of b) sum.set(name, (sum.get(name) ?? 0n) + amount)
  return sum
}

function maxResources(a: NanoResources, b: NanoResources): Map<string, bigint> {
  const greater = new Map(a)
  for (const [name, amount] of b) {
    const other = greater.get(name)
    if (other === undefined || other < amount) greater.set(name, amount)
  }
  return greater
}

function toResources(amounts: NanoResources): Resources {
  return Object.fromEntries(
    [...amounts].map(([name, nanos]) => [
      name,
      name === 'cpu' ? toMilliUnits(nanos) : toUnits(nanos),
    ]),
  )
}
