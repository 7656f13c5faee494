import { ArrowRight, Wrench } from 'lucide-react'
import { useState } from 'react'
import type { TriedChange, TriedNode } from '#scheduler/try-changes.ts'
import { askAgain, stopAsking, usePlacement } from '#store/placement-store.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'

const SHOWN = 8

/** What would have to change for the pod to run: each constraint taken away alone, and the attempt made again. */
export function ChangesCard({ isPreempting }: { readonly isPreempting: boolean }) {
  const { status, tried, done, total } = usePlacement((run) => run.changes)
  const [isAll, setAll] = useState(false)
  if (status === 'idle') return null
  // A pod that gets room by preemption as it is gains nothing by a change that only preempts.
  const helping = tried.filter(
    ({ result }) => result.kind === 'runs' || (result.kind === 'preempts' && !isPreempting),
  )
  const shown = isAll ? helping : helping.slice(0, SHOWN)
  return (
    <section className="card chg" aria-label="What would have to change">
      <header>
        <Wrench className="ic" aria-hidden="true" />
        <h2>What would have to change for it to run{isPreempting && ' at once'}</h2>
        {status === 'trying' && (
          <span className="push row small dim">
            <span className="nowrap">
              {renderNumber(done)} of {renderCount(total, 'change')} tried
            </span>
            <span className="bar">
              <ProgressBar label="Changes tried" done={done} total={total} />
            </span>
            <button className="btn sm" onClick={stopAsking}>
              Cancel
            </button>
          </span>
        )}
        {(status === 'stopped' || status === 'failed') && (
          <span className="push row small dim">
            {status === 'stopped' ? 'stopped' : 'it failed'}
            <button className="btn sm" onClick={askAgain}>
              Try all
            </button>
          </span>
        )}
      </header>
      <div className="body stack">
        {helping.length > 0 && (
          <ul className="ways">
            {shown.map((one) => (
              <Way key={one.key} change={one} />
            ))}
          </ul>
        )}
        {helping.length > shown.length && (
          <div>
            <button className="btn sm" onClick={() => setAll(true)}>
              Show {renderNumber(helping.length - shown.length)} more
            </button>
          </div>
        )}
        {status !== 'trying' && <Outlook helping={helping.length} tried={tried} />}
      </div>
    </section>
  )
}

function Way({ change: { steps, result } }: { readonly change: TriedChange }) {
  return (
    <li>
      <div>
        {steps.map(({ words, note }, index) => (
          <p key={words}>
            {index > 0 && <span className="dim">and </span>}
            <b>{words}</b>
            {note !== '' && <small>{note}</small>}
          </p>
        ))}
      </div>
      <ArrowRight className="ic s" aria-hidden="true" />
      <div>
        {result.kind === 'runs' && (
          <p>
            it goes to <Where node={result.winner} />
            <small>
              {result.feasible.length === 1
                ? 'the only node that then takes it'
                : `${renderCount(result.feasible.length, 'node')} then take it: ${listNames(result.feasible)}`}
            </small>
          </p>
        )}
        {result.kind === 'preempts' && (
          <p>
            it gets <Where node={result.node} /> once {renderCount(result.victims.length, 'pod')}{' '}
            {result.victims.length === 1 ? 'is' : 'are'} evicted
            <small>{listSome(result.victims)}</small>
          </p>
        )}
      </div>
    </li>
  )
}

function Where({ node: { name, zone } }: { readonly node: TriedNode }) {
  return (
    <span className="where">
      {zone !== undefined && <ZoneLetter zone={zone} />} {name}
    </span>
  )
}

function listNames(nodes: readonly TriedNode[]): string {
  return listSome(nodes.map(({ name }) => name))
}

function listSome(names: readonly string[]): string {
  const more = names.length - 4
  return more > 1
    ? `${names.slice(0, 4).join(', ')} and ${renderNumber(more)} more`
    : names.join(', ')
}

/** What was tried in vain: that it does not help alone is worth knowing too. */
function Outlook({
  helping,
  tried,
}: {
  readonly helping: number
  readonly tried: readonly TriedChange[]
}) {
  const vain = tried.filter(({ result, steps }) => result.kind === 'waits' && steps.length === 1)
  return (
    <>
      {helping === 0 && (
        <p>
          {tried.length === 0
            ? 'Nothing of the pod or the nodes can be loosened: they refuse it for another reason.'
            : 'No change alone makes it run, and none of those tried together.'}
        </p>
      )}
      {vain.length > 0 && (
        <details className="small dim">
          <summary>{renderCount(vain.length, 'change')} alone would not help</summary>
          <ul className="vain">
            {vain.map(({ key, steps, result }) => (
              <li key={key}>
                {steps[0]?.words}
                {result.kind === 'waits' && <span className="mono">{result.message}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
