import { Fragment } from 'react'
import type { MessagePart } from '#scheduler/placement.ts'
import { renderCount } from '../parts/render-count.ts'

interface MessageQuoteProps {
  readonly message: readonly MessagePart[]
  /** The part that the table is filtered by. */
  readonly picked: string | undefined
  readonly onPick: (key: string | undefined) => void
}

/** The scheduler's message to the letter; each part that counts nodes filters the table by them. */
export function MessageQuote({ message, picked, onPick }: MessageQuoteProps) {
  return (
    <p className="quote says-it">
      {message.map(({ text, nodes, key }, index) =>
        nodes === undefined ? (
          <Fragment key={index}>{text}</Fragment>
        ) : (
          <button
            key={index}
            aria-pressed={key === picked}
            title={`Show ${renderCount(nodes.length, 'node')}`}
            onClick={() => onPick(key === picked ? undefined : key)}
          >
            {text}
          </button>
        ),
      )}
    </p>
  )
}
