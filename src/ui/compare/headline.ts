import type { JudgedDesign } from '#worker/judged-design.ts'
import type { ClusterPrice } from '#worker/price-cluster.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderVerdict } from '../parts/verdict-chip.tsx'
import { findBetter, findWorstVerdict, rankVerdict } from './verdict-rows.ts'

/** Which design is better, in one sentence: in what, and what it costs. */
export function renderHeadline(designs: readonly (JudgedDesign | undefined)[]): string {
  const judged = designs.filter((one) => one !== undefined)
  if (designs.length < 2) return 'One design: add another to hold it against'
  if (judged.length < designs.length) return `Comparing ${designs.length} designs`
  const worst = designs.map(findWorstVerdict)
  const better = findBetter(
    worst.map((one) => (one === undefined ? undefined : rankVerdict(one.summary))),
  )
  const best = better.flatMap((isBest, index) => (isBest ? [index] : []))
  const [first] = best
  if (first === undefined) {
    const [same] = worst
    const at =
      same === undefined
        ? 'No pod is judged in either'
        : `Equal at worst: ${renderVerdict(same.summary)}`
    return `${at}, ${renderPriceChange(designs[0], designs[1], letterOf(1))}`
  }
  const letters = best.map(letterOf).join(' and ')
  const found = worst[first]
  const isSafe = found?.summary.verdict === 'ok'
  const verb = best.length > 1 ? 'remove' : 'removes'
  const said = isSafe
    ? `${letters} ${verb} every way to pend for ever`
    : `${letters} ${best.length > 1 ? 'are' : 'is'} better: ${found === undefined ? '' : renderVerdict(found.summary)} at worst`
  if (designs.length > 2 || best.length > 1) return said
  return `${said}, ${renderPriceChange(designs[1 - first], designs[first], '')}`
}

/** "at the same price", "for 85.17 USD a month more". */
function renderPriceChange(
  from: JudgedDesign | undefined,
  to: JudgedDesign | undefined,
  letter: string,
): string {
  const a = sumPrices(from)
  const b = sumPrices(to)
  if (a === undefined || b === undefined || a.currency !== b.currency) return 'a price is not known'
  const change = Math.round((b.desired - a.desired) * 100) / 100
  if (change === 0) return 'at the same price'
  const amount = Math.abs(change).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  const who = letter === '' ? 'for ' : `${letter} for `
  return `${who}${amount} ${b.currency} a month ${change > 0 ? 'more' : 'less'}`
}

type KnownPrice = Extract<ClusterPrice, { readonly kind: 'known' }>

/** All clusters of a design together; absent: one is not known, or they are not paid in one currency. */
export function sumPrices(design: JudgedDesign | undefined): KnownPrice | undefined {
  const prices = (design?.clusters ?? []).map(({ price }) => price)
  const [first, ...others] = prices
  if (first?.kind !== 'known') return undefined
  return others.reduce<KnownPrice | undefined>((sum, price) => {
    if (sum === undefined || price.kind !== 'known' || price.currency !== sum.currency)
      return undefined
    const { min, max, asOf, ...rest } = sum
    const oldest = [asOf, price.asOf].filter((date) => date !== undefined).toSorted()[0]
    return {
      ...rest,
      ...(min === undefined || price.min === undefined ? {} : { min: min + price.min }),
      ...(max === undefined || price.max === undefined ? {} : { max: max + price.max }),
      ...(oldest === undefined ? {} : { asOf: oldest }),
      desired: sum.desired + price.desired,
      controlPlane: sum.controlPlane + price.controlPlane,
      isEstimate: sum.isEstimate || price.isEstimate,
    }
  }, first)
}
