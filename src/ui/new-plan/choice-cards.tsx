import { useId } from 'react'
import type { ReactNode } from 'react'

export interface ChoiceCard {
  readonly value: string
  readonly label: string
  readonly picture?: ReactNode
  readonly detail?: string
  /** Verdict and price. */
  readonly foot?: ReactNode
}

interface ChoiceCardsProps {
  readonly legend: string
  /** For readers only: the section's heading says it. */
  readonly isLegendHidden?: boolean
  readonly value: string
  readonly cards: readonly ChoiceCard[]
  readonly columns?: number
  readonly onChoose: (value: string) => void
}

/** One of a few, each with what it leads to: radio buttons, so that arrow keys go from one to the next. */
export function ChoiceCards(props: ChoiceCardsProps) {
  const { legend, isLegendHidden = false, value, cards, columns = 3, onChoose } = props
  const name = useId()
  return (
    <fieldset className="choices">
      <legend className={isLegendHidden ? 'sr' : ''}>{legend}</legend>
      <div className={`opts n${columns}`}>
        {cards.map((card) => (
          <label key={card.value} className={`opt ${card.value === value ? 'on' : ''}`}>
            <input
              type="radio"
              name={name}
              value={card.value}
              checked={card.value === value}
              onChange={() => onChoose(card.value)}
            />
            {card.picture}
            <b>{card.label}</b>
            {card.detail !== undefined && <span className="d">{card.detail}</span>}
            {card.foot !== undefined && <span className="ft">{card.foot}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
