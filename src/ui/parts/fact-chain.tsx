import { ArrowRight } from 'lucide-react'
import { Fragment } from 'react'
import type { Fact } from '#worker/protocol.ts'
import { shortenZones } from './shorten-zones.ts'

/**
 * The reason of a verdict: at most four facts, each leading to the next, each with its one bold part. Zones
 * after the first fact are called by their letters.
 */
export function FactChain({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <p className="chain">
      {facts.map((fact, index) => (
        <Fragment key={`${fact.text}${fact.bold}`}>
          {index > 0 && (
            <>
              <ArrowRight className="ic ar" aria-hidden="true" />
              <span className="sr">, so </span>
            </>
          )}
          <span>
            {fact.text}
            <Bold text={fact.bold} isFirst={index === 0} />
            {fact.tail}
          </span>
        </Fragment>
      ))}
    </p>
  )
}

function Bold({ text, isFirst }: { readonly text: string; readonly isFirst: boolean }) {
  const short = isFirst ? undefined : shortenZones(text)
  return short === undefined ? <b>{text}</b> : <b title={text}>{short}</b>
}
