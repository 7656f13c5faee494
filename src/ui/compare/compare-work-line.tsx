import { goOnComparing, stopComparing, useComparing } from '#store/compare-store.ts'
import type { CompareWork } from '#store/compare-store.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderNumber } from '../parts/render-count.ts'

/** What is being done, how far it is, and its end; what takes no time is not told. */
export function CompareWorkLine() {
  const work = useComparing((state) => state.work)
  const isStopped = useComparing((state) => state.isStopped)
  const failure = useComparing((state) => state.failure)
  if (failure !== undefined) {
    return (
      <div className="cmp-work" role="alert">
        It could not be compared: {failure}
        <button className="btn sm" onClick={goOnComparing}>
          Try again
        </button>
      </div>
    )
  }
  if (isStopped) {
    return (
      <div className="cmp-work">
        <span className="dim">Stopped; what was judged stays.</span>
        <button className="btn sm" onClick={goOnComparing}>
          Go on
        </button>
      </div>
    )
  }
  if (work === undefined) return null
  const { done = 0, total = 0 } = work.progress ?? {}
  return (
    <div className="cmp-work late">
      <ProgressBar label={renderStep(work)} done={done} total={total} />
      <span className="dim">
        {renderStep(work)}
        {total > 0 && `: ${renderNumber(done)} of ${renderNumber(total)} pods`}
      </span>
      <button className="btn sm" onClick={stopComparing}>
        Stop
      </button>
    </div>
  )
}

function renderStep({ step, name }: CompareWork): string {
  switch (step) {
    case 'compare':
      return `Comparing with ${name}`
    case 'judge':
      return `Judging ${name}`
    case 'merge':
      return `Judging ${name} with what is chosen`
  }
}
