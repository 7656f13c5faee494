import './fixes.css'
import { Wrench } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { FixAnswer } from '#exploration/fixes/find-fixes.ts'
import type { VerdictWord } from '#exploration/verdict.ts'
import { askFixes, closeFixes, useFixes } from '#store/fix-store.ts'
import type { FixRun } from '#store/fix-store.ts'
import type { Judged } from '#worker/protocol.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderCount } from '../parts/render-count.ts'
import { FixCard } from './fix-card.tsx'
import { renderMoney } from './render-money.ts'
import { RunbookSteps } from './runbook-steps.tsx'
import { hasFixes } from './show-fix.ts'

interface FixSectionProps {
  readonly judged: Judged
  readonly isStale: boolean
  /** Of its heading: 2 with a finding, 3 in the panel. */
  readonly level: 2 | 3
}

/** What would free a pod: each edit was tried on a copy of the plan before it stands here. */
export function FixSection({ judged, isStale, level }: FixSectionProps) {
  const run = useFixes(judged.key)
  const title = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const isAsked = run !== undefined
  useEffect(() => {
    if (!isAsked) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'nearest' })
  }, [isAsked])
  if (!hasFixes(judged) || isStale) return null
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={level === 2 ? 'fix-section sec' : 'fix-section'} aria-labelledby={title}>
      <Heading id={title} ref={heading} tabIndex={-1}>
        <Wrench className="ic s" aria-hidden="true" />
        What would free it
      </Heading>
      {run === undefined ? (
        <button className="btn" onClick={() => askFixes(judged.key)}>
          Try edits on a copy
        </button>
      ) : (
        <FixesOf run={run} name={judged.report.subject.name} level={level} />
      )}
    </section>
  )
}

interface FixesOfProps {
  readonly run: FixRun
  readonly name: string
  readonly level: 2 | 3
}

function FixesOf(props: FixesOfProps) {
  const { answer, message, progress } = props.run
  if (message !== undefined) return <p className="small">The edits were not tried: {message}</p>
  if (answer !== undefined) return <Answer answer={answer} {...props} />
  return (
    <div className="fix-wait">
      <p className="small dim" role="status">
        {progress.total === 0
          ? 'Judging the plan as it is'
          : `${progress.done} of ${renderCount(progress.total, 'edit')} tried`}
      </p>
      <ProgressBar label="Edits tried" done={progress.done} total={Math.max(1, progress.total)} />
      <button className="btn sm" onClick={closeFixes}>
        Cancel
      </button>
    </div>
  )
}

const WORDS: Readonly<Record<VerdictWord, string>> = {
  'pending-forever': 'pending for ever',
  'at-risk': 'at risk',
  unknown: 'not decided',
  'waits-for-zone': 'waits for zone',
  ok: 'ok',
}

function Answer({ answer, run, name, level }: FixesOfProps & { readonly answer: FixAnswer }) {
  const [chosen, setChosen] = useState(0)
  const { fixes, refused, runbook } = answer
  const fix = fixes[chosen]
  return (
    <div className="fix-answer">
      <p className="small dim" role="status">
        {fixes.length === 0
          ? `No edit that was tried frees ${name}.`
          : `One edit at a time, each judged again: ${fixes.length} of ${fixes.length + refused.length} free it, cheapest first.`}
      </p>
      {fixes.length > 1 && (
        <ul className="fix-list">
          {fixes.map((one, index) => (
            <li key={index}>
              <button
                className="link"
                aria-pressed={index === chosen}
                onClick={() => setChosen(index)}
              >
                {one.title}
              </button>
              <span>
                {one.price.kind === 'known'
                  ? `${renderMoney(one.price.desired)} ${one.price.currency} a month`
                  : 'price not known'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {fix !== undefined && <FixCard fix={fix} place={run.place} level={level} />}
      {refused.length > 0 && (
        <details className="fix-more">
          <summary>Does not free it</summary>
          <ul>
            {refused.map(({ title, verdict }, index) => (
              <li key={index}>
                {title}: {WORDS[verdict]}
              </li>
            ))}
          </ul>
        </details>
      )}
      {runbook !== undefined && <RunbookSteps runbook={runbook} isOnly={fixes.length === 0} />}
    </div>
  )
}
