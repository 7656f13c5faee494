import type { ClusterPrice } from '#worker/price-cluster.ts'
import { renderMoney } from '../fixes/render-money.ts'

/** `1,108.00`. */
export function renderMonth(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** `341.65 USD a month`, `at least` left out; a question where no list has it. */
export function renderPrice(
  price: ClusterPrice | undefined,
  field: 'min' | 'desired' | 'controlPlane' = 'desired',
): string {
  if (price === undefined) return ' '
  if (price.kind === 'unknown') return 'price not known'
  const amount = price[field]
  if (amount === undefined) return 'price as Karpenter launches'
  return `${price.isEstimate ? 'about ' : ''}${renderMonth(amount)} ${price.currency} a month`
}

/** `±0.00 USD a month at desired`. */
export function renderDifference(from: ClusterPrice, to: ClusterPrice): string {
  if (from.kind === 'unknown' || to.kind === 'unknown') return 'Its price is not known'
  return `${renderMoney(to.desired - from.desired)} ${to.currency} a month at desired`
}

/** "4 h 23 min", "26 s": two figures at most. */
export function renderMinutes(minutes: number): string {
  if (minutes < 1) return `${roundTo(minutes * 60)} s`
  if (minutes < 60) return `${roundTo(minutes)} min`
  const whole = Math.round(minutes)
  const rest = whole % 60
  return `${Math.trunc(whole / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}

function roundTo(value: number): string {
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}
