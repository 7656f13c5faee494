import { CircleX } from 'lucide-react'
import { renderCount } from '../parts/render-count.ts'
import { LeastPolicy } from './least-policy.tsx'
import type { MissingRow } from './list-missing.ts'

/** Calls that brought nothing or not all: why, what the plan lacks, and the policy that would do (I13.5). */
export function MissingCalls({ missing }: { readonly missing: readonly MissingRow[] }) {
  if (missing.length === 0) return null
  const actions = [...new Set(missing.flatMap(({ action }) => action ?? []))]
  return (
    <section className="sec t-warn" aria-label="Not read from AWS">
      <h2>
        <CircleX className="ic" aria-hidden="true" />
        Partial: {renderCount(missing.length, 'call')} of AWS did not bring all
        <small>the others are used</small>
      </h2>
      <ul className="card aws-missing">
        {missing.map(({ call, region, text }) => (
          <li key={`${region} ${call}`}>
            <code>{call}</code>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {actions.length > 0 && (
        <details className="aws-permission">
          <summary>Show the permission</summary>
          <p className="small dim">
            Not allowed: {actions.join(', ')}. This policy would do for everything the page asks; it
            only reads.
          </p>
          <LeastPolicy />
        </details>
      )}
    </section>
  )
}
