import { Dice5, MessageSquare, Minus, RotateCw, Swords } from 'lucide-react'
import { useState } from 'react'
import type {
  PreemptionCandidate,
  PreemptionSummary,
  QuietPlugin,
  TieMeaning,
} from '#scheduler/placement.ts'
import type { PlacementAnswer } from '#worker/placement-query.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { renderList } from '../topology/render-amount.ts'
import type { PickablePod } from './list-pods.ts'

interface LowCardsProps {
  readonly answer: PlacementAnswer
  readonly chosen: number | undefined
  readonly picked: PickablePod
}

/** What stands under the table: the event, who was silent, what the tie or preemption comes to. */
export function LowCards({ answer, chosen, picked }: LowCardsProps) {
  const { outcome, quiet, nodes } = answer.placement
  return (
    <div className="low">
      {outcome.kind === 'scheduled' && (
        <section className="card">
          <header>
            <MessageSquare className="ic" aria-hidden="true" />
            <h2>What kubectl describe would say</h2>
          </header>
          <div className="body">
            <p className="quote">
              Normal Scheduled{' '}
              {`Successfully assigned ${picked.key} to ${nodes[chosen ?? outcome.winner]?.name ?? ''}`}
            </p>
            {outcome.otherwise !== '' && (
              <p className="small dim">
                And had none of these nodes been left:{' '}
                <span className="mono">{outcome.otherwise.replace(/\.$/, '')} …</span>
              </p>
            )}
          </div>
        </section>
      )}
      {outcome.kind === 'unschedulable' && (
        <Preemption summary={outcome.preemption} answer={answer} />
      )}
      {outcome.kind === 'unschedulable' && outcome.retries.length > 0 && (
        <Retries retries={outcome.retries} />
      )}
      {quiet.length > 0 && <Quiet quiet={quiet} />}
      {outcome.kind === 'scheduled' && outcome.tie !== undefined && <Tie tie={outcome.tie} />}
    </div>
  )
}

function Preemption({
  summary,
  answer,
}: {
  readonly summary: PreemptionSummary
  readonly answer: PlacementAnswer
}) {
  return (
    <section className="card">
      <header>
        <Swords className="ic" aria-hidden="true" />
        <h2>Preemption: would evicting pods help?</h2>
      </header>
      <div className="body small dim">
        <PreemptionWords summary={summary} answer={answer} />
      </div>
    </section>
  )
}

function PreemptionWords({
  summary,
  answer: { placement, facts },
}: {
  readonly summary: PreemptionSummary
  readonly answer: PlacementAnswer
}) {
  switch (summary.kind) {
    case 'not-run':
      return <p>Not tried: the pod was turned away before any node was asked.</p>
    case 'not-eligible':
      return (
        <p>
          Not tried: <span className="mono">{summary.message}</span>
        </p>
      )
    case 'no-candidate':
      return (
        <p>
          {summary.dryRuns === 0
            ? 'No: every node refuses it for a reason that evicting pods does not lift.'
            : `No: tried on ${renderCount(summary.dryRuns, 'node')}, and on none do pods of a priority below ${renderNumber(facts.priority)} make room.`}
        </p>
      )
    case 'nominated': {
      const name = (index: number): string => placement.nodes[index]?.name ?? ''
      const others = summary.equals.filter((index) => index !== summary.node)
      return (
        <>
          <p>
            Yes, on <b>{name(summary.node)}</b>. Its victims, the most important first:
          </p>
          <ul className="victims">
            {summary.victims.map(({ key, priority }) => (
              <li key={key}>
                {key} <span className="dimmer">priority {renderNumber(priority)}</span>
              </li>
            ))}
          </ul>
          {summary.violations > 0 && (
            <p>{renderCount(summary.violations, 'victim')} against a PodDisruptionBudget.</p>
          )}
          {summary.candidates.length > 1 && (
            <Candidates candidates={summary.candidates} name={name} />
          )}
          {others.length > 0 && <p>As good: {renderList(others.slice(0, 4).map(name), 'and')}.</p>}
        </>
      )
    }
  }
}

/** Where else it would help, and why not there: fewest budgets, then the least priorities, then the fewest pods. */
function Candidates({
  candidates,
  name,
}: {
  readonly candidates: readonly PreemptionCandidate[]
  readonly name: (index: number) => string
}) {
  return (
    <details>
      <summary>{renderCount(candidates.length, 'candidate')}, the best first</summary>
      <ul className="victims">
        {candidates.map(({ node, victims, violations, highestPriority }) => (
          <li key={node}>
            {name(node)}{' '}
            <span className="dimmer">
              {renderCount(victims, 'victim')}, the highest of priority{' '}
              {renderNumber(highestPriority)}
              {violations > 0 && `, ${violations} against a budget`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What of the cluster wakes a pod that was turned away. */
function Retries({
  retries,
}: {
  readonly retries: readonly { readonly plugin: string; readonly when: string }[]
}) {
  return (
    <section className="card">
      <header>
        <RotateCw className="ic" aria-hidden="true" />
        <h2>When the scheduler tries again</h2>
      </header>
      <div className="body small dim">
        <dl className="quiet">
          {retries.map(({ plugin, when }) => (
            <div key={plugin}>
              <dt>{plugin}</dt>
              <dd>{when}</dd>
            </div>
          ))}
        </dl>
        <p>Else after five minutes in the pool of unschedulable pods.</p>
      </div>
    </section>
  )
}

function Quiet({ quiet }: { readonly quiet: readonly QuietPlugin[] }) {
  const [isOpen, setOpen] = useState(false)
  const filters = quiet.filter(({ point }) => point === 'filter')
  const scores = quiet.filter(({ point }) => point === 'score')
  const title = [
    ...(filters.length === 0 ? [] : [renderCount(filters.length, 'filter')]),
    ...(scores.length === 0 ? [] : [renderCount(scores.length, 'score')]),
  ].join(' and ')
  return (
    <section className="card">
      <header>
        <Minus className="ic" aria-hidden="true" />
        <h2>{title} had nothing to say</h2>
      </header>
      <div className="body">
        {isOpen ? (
          <dl className="quiet small">
            {quiet.map(({ plugin, point, why }) => (
              <div key={`${point} ${plugin}`}>
                <dt>
                  {plugin} <span className="dimmer">{point}</span>
                </dt>
                <dd className="dim">{why}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="small dim">
            {renderList([...new Set(quiet.map(({ plugin }) => plugin))], 'and')} skip a pod without
            fields for them.
          </p>
        )}
        <button className="link small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Names alone' : `Show all ${quiet.length} with their reasons`}
        </button>
      </div>
    </section>
  )
}

function Tie({ tie: { zones, openClaims } }: { readonly tie: TieMeaning }) {
  const letters = renderList(
    zones.map((zone) => zone.slice(-1)),
    'or',
  )
  const decides = openClaims.length > 0 && zones.length > 1
  return (
    <section className="card">
      <header>
        <Dice5 className="ic" aria-hidden="true" />
        <h2>Does the tie matter?</h2>
      </header>
      <div className="body small dim">
        {decides ? (
          <p>
            Yes: {renderList(openClaims, 'and')} {openClaims.length === 1 ? 'is' : 'are'} bound in
            the zone of the node that wins, and {openClaims.length === 1 ? 'stays' : 'stay'} in{' '}
            <b>{letters} for ever</b>.
          </p>
        ) : openClaims.length > 0 ? (
          <p>No: all of them are in {zones.length === 0 ? 'one place' : letters}.</p>
        ) : (
          <p>
            Not for a volume: the pod has no claim that is still to be bound.
            {zones.length > 1 && ` It may run in ${letters}.`}
          </p>
        )}
        <p>The search follows each way.</p>
      </div>
    </section>
  )
}
