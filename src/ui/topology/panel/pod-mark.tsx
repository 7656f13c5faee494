import { Clock } from 'lucide-react'
import type { Judged } from '#worker/protocol.ts'
import { ForeverMark } from '../../parts/marks.tsx'
import { VerdictChip } from '../../parts/verdict-chip.tsx'
import type { ScenePending } from '../board/scene.ts'

/** The mark is that of the state shown; the verdict stands beside it where the two differ. */
export function PodMark({
  pending,
  judged,
  isStale,
}: {
  pending: ScenePending | undefined
  judged: Judged | undefined
  isStale: boolean
}) {
  if (pending?.isStuck === true) {
    return (
      <span className={`v t-bad solid ${isStale ? 'stale' : ''}`}>
        <ForeverMark />
        pending for ever
      </span>
    )
  }
  return (
    <>
      {pending !== undefined && (
        <span className="tag">
          <Clock className="ic" aria-hidden="true" />
          pending
        </span>
      )}
      {judged !== undefined && <VerdictChip report={judged.report} isStale={isStale} />}
    </>
  )
}
