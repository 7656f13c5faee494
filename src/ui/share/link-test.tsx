import { Check, CircleAlert } from 'lucide-react'
import type { VerdictComparison } from '#worker/compare-verdicts.ts'
import type { MadeLink } from '#worker/make-link.ts'
import { renderNumber } from '../parts/render-count.ts'
import type { LinkWork } from './use-link.ts'

interface LinkTestProps {
  readonly link: MadeLink
  readonly work: LinkWork
}

/** What the test of the link said (L4.6): only what was compared is claimed. */
export function LinkTest({ link, work }: LinkTestProps) {
  return (
    <span className="push" role="status">
      {renderTest(link, work)}
    </span>
  )
}

function renderTest({ isTested }: MadeLink, work: LinkWork) {
  const { isMaking, makingProgress, comparison, progress, isPatient } = work
  if (isMaking) {
    const count =
      makingProgress === undefined
        ? ''
        : `, ${renderNumber(makingProgress.done)} of ${renderNumber(makingProgress.total)}`
    return <span className="v t-none">making it{count}</span>
  }
  if (!isTested) {
    return (
      <span className="v t-bad">
        <CircleAlert className="ic" aria-hidden="true" />
        does not open to the same plan: a fault of this page
      </span>
    )
  }
  if (comparison === undefined) {
    const count =
      progress === undefined
        ? ''
        : `, ${renderNumber(progress.done)} of ${renderNumber(progress.total)}`
    return (
      <span className="v t-none">
        {isPatient ? 'opens to the same plan; ' : ''}comparing verdicts{count}
      </span>
    )
  }
  return renderComparison(comparison)
}

function renderComparison({ count, differences }: VerdictComparison) {
  if (differences.length > 0) {
    return (
      <span className="v t-warn">
        <CircleAlert className="ic" aria-hidden="true" />
        tested: {renderNumber(differences.length)} of {renderNumber(count)} verdicts differ
      </span>
    )
  }
  return (
    <span className="v t-good">
      <Check className="ic" aria-hidden="true" />
      {count === 0 ? 'tested: opens to the same plan' : 'tested: opens to the same verdicts'}
    </span>
  )
}
