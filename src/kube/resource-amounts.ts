import { parseQuantity, roundUpToMilli, toMilliUnits, toUnits } from './quantity.ts'
import { readEntries } from './field.ts'

/** Exact amounts by resource, in 10⁻⁹ units, for sums that are rounded once at the end (PR-6). */
export type ResourceAmounts = ReadonlyMap<string, bigint>

/** The amounts of a list. Those that do not parse or are negative, and names the scheduler ignores, are left out. */
export function readAmounts(list: unknown): ResourceAmounts {
  const amounts = new Map<string, bigint>()
  for (const [name, value] of readEntries(list)) {
    const quantity = parseQuantity(value, name)
    if (quantity.kind === 'ok' && quantity.value >= 0n && isSchedulerResource(name)) {
      amounts.set(name, roundUpToMilli(quantity.value))
    }
  }
  return amounts
}

export function addAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  if (a.size === 0) return b
  if (b.size === 0) return a
  const sum = new Map(a)
  for (const [name, amount] of b) sum.set(name, (sum.get(name) ?? 0n) + amount)
  return sum
}

/** The greater of each resource. */
export function maxAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  if (a.size === 0) return b
  if (b.size === 0) return a
  const greater = new Map(a)
  for (const [name, amount] of b) {
    const other = greater.get(name)
    if (other === undefined || other < amount) greater.set(name, amount)
  }
  return greater
}

/** The amounts of `a`, with those of `b` in place of its own. */
export function replaceAmounts(a: ResourceAmounts, b: ResourceAmounts): ResourceAmounts {
  if (a.size === 0) return b
  return b.size === 0 ? a : new Map([...a, ...b])
}

/** Whole numbers, rounded up: `cpu` in millicores, the others in their own unit. */
export function roundAmounts(amounts: ResourceAmounts): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...amounts].map(([name, nanos]) => [
      name,
      name === 'cpu' ? toMilliUnits(nanos) : toUnits(nanos),
    ]),
  )
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
