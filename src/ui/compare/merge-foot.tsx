import { ArrowRight, Check } from 'lucide-react'
import { applyMerge, forgetChoices, useComparing } from '#store/compare-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { showToast } from '#store/toast-store.ts'
import type { JudgedDesign } from '#worker/judged-design.ts'
import type { DesignMerge } from '#worker/design-questions.ts'
import { undoEdit } from '../frame/plan-commands.ts'
import { renderCount } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { CompareWorkLine } from './compare-work-line.tsx'
import { countChoices } from './count-choices.ts'
import { findWorstVerdict, listVerdictRows, rankVerdict } from './verdict-rows.ts'

interface MergeFootProps {
  readonly letter: string
  /** There is nothing to take anything of. */
  readonly isAlone: boolean
}

/** How much is taken, what the plan would then be worst at, and the key that does it: one step of undo. */
export function MergeFoot({ letter, isAlone }: MergeFootProps) {
  const differences = useComparing((state) => state.differences)
  const choices = useComparing((state) => state.choices)
  const merge = useComparing((state) => state.merge)
  const mine = useComparing((state) => state.designs[0]?.judged)
  const open = useOpenPlan()
  if (isAlone || differences === undefined || differences.count === 0 || open === undefined) {
    return (
      <section className="cmp-foot" aria-label="What is done">
        <CompareWorkLine />
      </section>
    )
  }
  const { kept, replaced, doubled } = countChoices(differences, choices)
  const taken = replaced + doubled
  const name = open.packed.shell.name
  const apply = () => {
    const label = `${renderCount(taken, 'difference')} of ${letter} taken`
    if (applyMerge(label)) {
      showToast(`${label} into ${name}`, { label: 'Undo', run: undoEdit })
    }
  }
  return (
    <section className="cmp-foot" aria-label="What is taken">
      <span role="status" className="small">
        <b>{taken === 0 ? 'All of mine is kept' : `${replaced} replaced`}</b>
        {doubled > 0 && `, ${doubled} kept twice`}
        {taken > 0 && `, ${kept} kept`}
      </span>
      {taken > 0 && merge !== undefined && <Outcome merge={merge} mine={mine} />}
      <CompareWorkLine />
      <span className="row push">
        <button className="btn" disabled={taken === 0} onClick={forgetChoices}>
          Keep mine
        </button>
        <button
          className="btn primary"
          disabled={taken === 0 || merge?.kind !== 'merged'}
          onClick={apply}
        >
          <Check className="ic s" aria-hidden="true" />
          {taken === 0 ? 'Apply' : `Apply ${renderCount(taken, 'difference')}`}
        </button>
      </span>
    </section>
  )
}

interface OutcomeProps {
  readonly merge: DesignMerge
  readonly mine: JudgedDesign | undefined
}

function Outcome({ merge, mine }: OutcomeProps) {
  if (merge.kind === 'refused') {
    const [first, ...others] = merge.problems
    return (
      <span className="small" role="alert">
        Does not go together: {first?.message}
        {others.length > 0 && ` and ${renderCount(others.length, 'problem')} more`}
      </span>
    )
  }
  const before = findWorstVerdict(mine)
  const after = findWorstVerdict(merge.judged)
  const { better, worse } = countChanges(mine, merge.judged)
  return (
    <span className="row wrap small">
      <span className="dim">worst</span>
      {before === undefined ? 'no pod is judged' : <VerdictChip report={before.summary} />}
      <ArrowRight className="ic s" aria-hidden="true" />
      <span className="sr">then</span>
      {after === undefined ? 'no pod is judged' : <VerdictChip report={after.summary} />}
      <span className="dim">
        {better === 0 && worse === 0
          ? 'no verdict changes'
          : [
              ...(better > 0 ? [`${renderCount(better, 'verdict')} better`] : []),
              ...(worse > 0 ? [`${renderCount(worse, 'verdict')} worse`] : []),
            ].join(', ')}
      </span>
    </span>
  )
}

function countChanges(before: JudgedDesign | undefined, after: JudgedDesign) {
  let better = 0
  let worse = 0
  for (const { names, more, cells } of listVerdictRows([before, after]).rows) {
    const [a, b] = cells
    if (a === undefined || b === undefined) continue
    const change = rankVerdict(b.summary) - rankVerdict(a.summary)
    if (change > 0) better += names.length + more
    if (change < 0) worse += names.length + more
  }
  return { better, worse }
}
