import { addAmounts, readAmounts, replaceAmounts, roundAmounts } from './resource-amounts.ts'
import {
  aggregateContainers,
  readContainerRequests,
  readPodLevelRequests,
} from './container-requests.ts'
import { parseQuantity } from './quantity.ts'
import { readEntries, readField, readList } from './field.ts'
import type { Problem } from '#base/problem.ts'

/**
 * Resource name to whole number: `cpu` in millicores, everything else in its own unit (`memory` and
 * `ephemeral-storage` in bytes). Names are Kubernetes' own.
 */
export type Resources = Readonly<Record<string, number>>

/**
 * What a pod asks of a node, by the scheduler's arithmetic (PR-1 to PR-6, after the API server's
 * defaults IN-1, IN-2 and IN-15). `pods` is not included. Quantities that do not parse, and negative
 * ones, count as absent: `listRequestProblems` names them.
 */
export function readPodRequests(podSpec: unknown): Resources {
  const aggregate = aggregateContainers(podSpec, readContainerRequests, readContainerRequests)
  const withPodLevel = replaceAmounts(aggregate, readPodLevelRequests(podSpec, aggregate))
  return roundAmounts(addAmounts(withPodLevel, readAmounts(readField(podSpec, 'overhead'))))
}

/** Allocatable or capacity of a node; here `pods` is included. */
export function readNodeResources(list: unknown): Resources {
  return roundAmounts(readAmounts(list))
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

/** What is wrong with an amount that must be 0 or more (I4.1). */
export function listQuantityProblems(value: unknown, path: string): readonly Problem[] {
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
