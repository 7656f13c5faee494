import type { VerdictWord } from '#exploration/verdict.ts'
import { combineTrial, readPlaneWord } from '#worker/draft.ts'
import type { Trial } from '#worker/draft.ts'
import { VerdictChip, VerdictIcon, verdictTone } from '../parts/verdict-chip.tsx'
import type { ChipVerdict } from '../parts/verdict-chip.tsx'

interface TrialChipProps {
  readonly trial: Trial | undefined
  /** It is of choices that were changed since. */
  readonly isStale?: boolean
  /** Which of its verdicts: the pods', the control plane's, or the worse of both. */
  readonly of: 'pods' | 'plane' | 'plan'
}

/** The verdict that a choice leads to; a grey shape until it is there. */
export function TrialChip({ trial, isStale = false, of }: TrialChipProps) {
  if (trial === undefined) return <i className="sk chip-sk" aria-hidden="true" />
  const report = readTrial(trial, of)
  return report === undefined ? null : <VerdictChip report={report} isStale={isStale} />
}

/** The same as an icon with its tone, for lists. */
export function TrialIcon({ trial }: { readonly trial: Trial | undefined }) {
  const report = trial === undefined ? undefined : readTrial(trial, 'plan')
  if (report === undefined) return null
  return (
    <span className={`tone ${verdictTone(report)}`}>
      <VerdictIcon report={report} />
      <span className="sr">{report.verdict.replaceAll('-', ' ')}</span>
    </span>
  )
}

export function readTrial(trial: Trial, of: TrialChipProps['of']): ChipVerdict | undefined {
  if (of === 'pods') return trial.worst?.report
  const verdict = of === 'plane' ? readPlaneWord(trial.plane) : combineTrial(trial)
  return typeof verdict === 'string' ? describeWord(verdict) : verdict
}

/** Control planes are enumerated whole, which is a search that ended. */
function describeWord(verdict: VerdictWord): ChipVerdict {
  return { verdict, proof: { kind: 'search', states: 0, complete: true, bound: 0 } }
}
