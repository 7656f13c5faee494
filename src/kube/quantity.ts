import { failed, ok } from '#base/result.ts'
import type { Problem } from '#base/problem.ts'
import type { Result } from '#base/result.ts'

/**
 * Kubernetes quantities (I4.1, Q-1 to Q-4): exact, as a whole count of 10⁻⁹ units. What is finer is
 * rounded away from zero; magnitudes beyond 2⁶³ − 1 units are capped there, as upstream caps them.
 */
const NANO_PER_UNIT = 1_000_000_000n
const NANO_PER_MILLI = 1_000_000n
const MAX_NANOS = (2n ** 63n - 1n) * NANO_PER_UNIT

const GRAMMAR = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d{1,18})|([KMGTPE]i|[numkMGTPE])?)$/

const SUFFIXES: ReadonlyMap<string, { readonly base: 2n | 10n; readonly exponent: number }> =
  new Map([
    ['Ki', { base: 2n, exponent: 10 }],
    ['Mi', { base: 2n, exponent: 20 }],
    ['Gi', { base: 2n, exponent: 30 }],
    ['Ti', { base: 2n, exponent: 40 }],
    ['Pi', { base: 2n, exponent: 50 }],
    ['Ei', { base: 2n, exponent: 60 }],
    ['n', { base: 10n, exponent: -9 }],
    ['u', { base: 10n, exponent: -6 }],
    ['m', { base: 10n, exponent: -3 }],
    ['k', { base: 10n, exponent: 3 }],
    ['M', { base: 10n, exponent: 6 }],
    ['G', { base: 10n, exponent: 9 }],
    ['T', { base: 10n, exponent: 12 }],
    ['P', { base: 10n, exponent: 15 }],
    ['E', { base: 10n, exponent: 18 }],
  ])

/**
 * Reads a quantity as text, or as the number a YAML or JSON reader made of it.
 *
 * @param path where it stands, for the problem
 * @returns a count of 10⁻⁹ units
 */
export function parseQuantity(value: unknown, path: string): Result<bigint, Problem> {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return ok(BigInt(value) * NANO_PER_UNIT)
  }
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > 64) return refuseQuantity(value, path)
  const match = GRAMMAR.exec(text)
  const whole = match?.[2] ?? ''
  const fraction = match?.[3] ?? ''
  if (match === null || whole + fraction === '') return refuseQuantity(value, path)
  const digits = BigInt(whole + fraction)
  const suffix = SUFFIXES.get(match[6] ?? '')
  const nanos =
    suffix?.base === 2n
      ? divideUp(
          digits * 2n ** BigInt(suffix.exponent) * NANO_PER_UNIT,
          10n ** BigInt(fraction.length),
        )
      : shiftDecimal(digits, (suffix?.exponent ?? Number(match[5] ?? 0)) + 9 - fraction.length)
  const capped = nanos > MAX_NANOS ? MAX_NANOS : nanos
  return ok(match[1] === '-' ? -capped : capped)
}

/** CPU in millicores, rounded up. */
export function parseMilliCpu(value: unknown, path: string): Result<number, Problem> {
  const quantity = parseQuantity(value, path)
  return quantity.kind === 'ok' ? ok(toMilliUnits(quantity.value)) : quantity
}

/** Bytes, or a count, rounded up. */
export function parseUnits(value: unknown, path: string): Result<number, Problem> {
  const quantity = parseQuantity(value, path)
  return quantity.kind === 'ok' ? ok(toUnits(quantity.value)) : quantity
}

/** Thousandths of a unit, rounded away from zero. */
export function toMilliUnits(nanos: bigint): number {
  return Number(divideAway(nanos, NANO_PER_MILLI))
}

/** Whole units, rounded away from zero. */
export function toUnits(nanos: bigint): number {
  return Number(divideAway(nanos, NANO_PER_UNIT))
}

/** The API server keeps requests to a multiple of 0.001, rounded up (IN-15). */
export function roundUpToMilli(nanos: bigint): bigint {
  return divideAway(nanos, NANO_PER_MILLI) * NANO_PER_MILLI
}

function refuseQuantity(value: unknown, path: string): Result<bigint, Problem> {
  const found = JSON.stringify(value)?.slice(0, 80) ?? String(value)
  return failed([
    {
      code: 'kube/quantity',
      path,
      message: `${found} is not a quantity: a number with an optional suffix n u m k M G T P E Ki Mi Gi Ti Pi Ei, such as 500m or 2Gi`,
    },
  ])
}

/** digits × 10^exponent, rounded up. Exponents past the cap are cut, so that `1e999999999` costs nothing. */
function shiftDecimal(digits: bigint, exponent: number): bigint {
  if (digits === 0n) return 0n
  if (exponent > 40) return MAX_NANOS
  if (exponent < -100) return 1n
  return exponent >= 0
    ? digits * 10n ** BigInt(exponent)
    : divideUp(digits, 10n ** BigInt(-exponent))
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}

function divideAway(dividend: bigint, divisor: bigint): bigint {
  return dividend < 0n ? -divideUp(-dividend, divisor) : divideUp(dividend, divisor)
}
