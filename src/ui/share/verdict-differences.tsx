import { ArrowRight } from 'lucide-react'
import type { VerdictComparison } from '#worker/compare-verdicts.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'

/** Pods that whoever opens the link sees with another verdict: the link may be copied all the same. */
export function VerdictDifferences({ comparison }: { readonly comparison: VerdictComparison }) {
  const { differences } = comparison
  const changed = differences.filter(({ here, there }) => here !== undefined && there !== undefined)
  const gone = differences.filter(({ there }) => there === undefined).length
  const added = differences.filter(({ here }) => here === undefined).length
  return (
    <section className="differs" aria-label="Verdicts that differ">
      <p className="small">Here, and for whoever opens it:</p>
      <ul>
        {changed.slice(0, MAX_SHOWN).map(({ key, here, there }) => (
          <li key={key} className="row wrap">
            <span>{key.slice(key.indexOf('/') + 1)}</span>
            {here !== undefined && <VerdictChip report={here} />}
            <ArrowRight className="ic s" aria-label="becomes" />
            {there !== undefined && <VerdictChip report={there} />}
          </li>
        ))}
      </ul>
      <p className="small dim">
        {[
          ...(changed.length > MAX_SHOWN
            ? [`${renderNumber(changed.length - MAX_SHOWN)} more differ`]
            : []),
          ...(added > 0 ? [`${renderCount(added, 'pod')} judged only there`] : []),
          ...(gone > 0 ? [`${renderCount(gone, 'pod')} judged only here`] : []),
        ].join('; ')}
      </p>
    </section>
  )
}

const MAX_SHOWN = 5
