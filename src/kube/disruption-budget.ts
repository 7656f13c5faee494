import { parseLabelSelector } from './label-selector.ts'
import { readEntries, readField, readText, readWhole } from './field.ts'
import { readMetadata } from './metadata.ts'
import type { KubeObject } from './object.ts'
import type { LabelSelector } from './label-selector.ts'
import type { Metadata } from './metadata.ts'

export interface DisruptionBudget extends Metadata {
  readonly selector: LabelSelector
  readonly minAvailable?: Amount | undefined
  readonly maxUnavailable?: Amount | undefined
  /** What the controller last worked out; absent: not told. */
  readonly disruptionsAllowed?: number | undefined
  /** Names of pods whose eviction is under way. */
  readonly disruptedPods: readonly string[]
}

/** A number of pods, or a share of those wanted. */
export type Amount =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number }

export function readDisruptionBudget(object: KubeObject): DisruptionBudget {
  return {
    selector: parseLabelSelector(readField(object, 'spec', 'selector'), 'spec.selector'),
    minAvailable: readAmount(readField(object, 'spec', 'minAvailable')),
    maxUnavailable: readAmount(readField(object, 'spec', 'maxUnavailable')),
    disruptionsAllowed: readWhole(object, 'status', 'disruptionsAllowed'),
    disruptedPods: readEntries(object, 'status', 'disruptedPods').map(([name]) => name),
    ...readMetadata(object),
  }
}

/**
 * How many pods may be evicted now, by the rule of the disruption controller: shares are rounded up,
 * and a budget with neither field allows none.
 *
 * @param pods.expected pods that the owners of the covered pods want
 * @param pods.healthy covered pods that are ready
 */
export function countAllowedDisruptions(
  budget: DisruptionBudget,
  pods: { readonly expected: number; readonly healthy: number },
): number {
  const wanted = countWantedHealthy(budget, pods.expected)
  if (wanted === undefined || pods.expected <= 0) return 0
  return Math.max(0, pods.healthy - wanted)
}

function countWantedHealthy(budget: DisruptionBudget, expected: number): number | undefined {
  if (budget.maxUnavailable !== undefined) {
    return Math.max(0, expected - scaleAmount(budget.maxUnavailable, expected))
  }
  return budget.minAvailable === undefined ? undefined : scaleAmount(budget.minAvailable, expected)
}

function scaleAmount(amount: Amount, expected: number): number {
  return amount.kind === 'count' ? amount.count : Math.ceil((amount.percent * expected) / 100)
}

function readAmount(value: unknown): Amount | undefined {
  const percent = /^(\d{1,3})%$/.exec(readText(value) ?? '')?.[1]
  if (percent !== undefined) return { kind: 'percent', percent: Number(percent) }
  const count = readWhole(value)
  return count === undefined || count < 0 ? undefined : { kind: 'count', count }
}
