import { ArrowRight } from 'lucide-react'
import { Fragment } from 'react'
import type { Fact } from '#worker/protocol.ts'

/** The reason of a verdict: at most four facts, each leading to the next, each with its one bold part. */
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
            <b>{fact.bold}</b>
            {fact.tail}
          </span>
        </Fragment>
      ))}
    </p>
  )
}
