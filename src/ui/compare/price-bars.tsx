import type { CSSProperties } from 'react'
import type { sumPrices } from './headline.ts'

interface PriceBarsProps {
  readonly price: ReturnType<typeof sumPrices>
  /** Why there is none; absent: not judged yet. */
  readonly reason: string | undefined
  /** The dearest of all designs: bars of all are on one scale. */
  readonly top: number
  readonly index: number
}

/** A month at the three sizes, as bars of one scale. */
export function PriceBars({ price, reason, top, index }: PriceBarsProps) {
  if (price === undefined) {
    if (reason === undefined) return <i className="sk b" />
    return <span className="small dim">{reason === '' ? 'not known' : `not known: ${reason}`}</span>
  }
  const sizes = [
    { name: 'minimum', amount: price.min },
    { name: 'desired', amount: price.desired },
    { name: 'maximum', amount: price.max },
  ]
  return (
    <div className="bb3">
      {sizes.map(({ name, amount }) => (
        <div key={name}>
          <span>{name}</span>
          {amount === undefined ? (
            <span className="dim">as Karpenter launches</span>
          ) : (
            <>
              <i
                className={`bar-${index}`}
                style={{ '--w': `${top === 0 ? 0 : (100 * amount) / top}%` } as CSSProperties}
              />
              <b>{renderAmount(amount, price.isEstimate)}</b>
            </>
          )}
        </div>
      ))}
    </div>
  )
}

function renderAmount(amount: number, isEstimate: boolean): string {
  const text = amount.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  return isEstimate ? `about ${text}` : text
}
