import type { CSSProperties } from 'react'
import { renderNumber } from '../parts/render-count.ts'
import { SCALE, findPart, findPosition } from './tiers.ts'

/** Will the link arrive: its length on one scale with the limits that are met in practice (L4.2). */
export function TierScale({ characters }: { readonly characters: number }) {
  const part = findPart(characters)
  const position = { '--at': `${(findPosition(characters) * 100).toFixed(2)}%` } as CSSProperties
  const tone = SCALE[part]?.tone ?? 't-bad'
  return (
    <div className={`tier ${tone}`} aria-hidden="true">
      <div className="scale">
        {SCALE.map(({ upTo }, index) => (
          <i key={upTo} className={part < 0 || index <= part ? 'on' : ''} />
        ))}
        <u style={position} />
      </div>
      <div className="lb">
        {SCALE.map(({ upTo, said }, index) => (
          <span key={upTo} className={index === part ? 'here' : ''}>
            {renderNumber(upTo)}
            <em>{said}</em>
          </span>
        ))}
      </div>
    </div>
  )
}
