import type { ChangedVerdict, Fix } from '#exploration/fixes/find-fixes.ts'
import { applyFix } from '#store/fix-store.ts'
import { showToast } from '#store/toast-store.ts'
import { useRun } from '#store/run-store.ts'
import type { Judged, Place } from '#worker/protocol.ts'
import { undoEdit } from '../frame/plan-commands.ts'
import { renderCount } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { renderMoney } from './render-money.ts'

interface FixCardProps {
  readonly fix: Fix
  readonly place: Place
  /** Of the heading it stands under. */
  readonly level: 2 | 3
}

const SIGNS = { removed: '-', added: '+', place: ' ' } as const
const TONES = { removed: 'd', added: 'a', place: 'h' } as const

/** A fix: what it edits, the price, the new verdict, what else it clears, what it newly raises. */
export function FixCard({ fix, place, level }: FixCardProps) {
  const judged = useRun((run) => run.judged)
  const Heading = level === 2 ? 'h3' : 'h4'
  const apply = async () => {
    await applyFix(fix, place)
    showToast(`${fix.title}: applied`, { label: 'Undo', run: undoEdit })
    document.getElementById('main')?.focus({ preventScroll: true })
  }
  return (
    <div className="fix-card">
      <Heading>{fix.title}</Heading>
      <pre className="diff" role="group" aria-label="The edit" tabIndex={0}>
        {fix.diff.map(({ kind, text }, index) => (
          <span key={index} className={TONES[kind]}>
            {SIGNS[kind]} {text}
          </span>
        ))}
      </pre>
      <div className="fix-facts">
        {fix.note !== undefined && <p className="small dim">{fix.note}</p>}
        <PriceOf fix={fix} />
        <p className="fix-verdict">
          <VerdictChip report={fix.report} />
        </p>
        <p className="small dim">
          {fix.cleared.length === 0
            ? 'It clears no other pod.'
            : `It also clears ${listNames(fix.cleared, judged)}.`}{' '}
          {fix.raised.length === 0 ? 'It raises nothing.' : 'It raises:'}
        </p>
        {fix.raised.length > 0 && (
          <ul className="fix-raised">
            {fix.raised.map(({ subject, after }) => (
              <li key={`${subject.namespace}/${subject.name}`}>
                {subject.name} <VerdictChip report={after} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="fix-apply">
        <button className="btn primary" onClick={() => void apply()}>
          Apply the fix
        </button>
      </div>
    </div>
  )
}

function PriceOf({ fix: { price } }: Pick<FixCardProps, 'fix'>) {
  if (price.kind === 'unknown') {
    return <p className="small">Price not known: {price.reason}.</p>
  }
  return (
    <>
      <dl className="fix-price">
        <div>
          <dt>at desired</dt>
          <dd>
            {renderMoney(price.desired)} {price.currency} a month
          </dd>
        </div>
        <div>
          <dt>at minimum</dt>
          <dd>
            {renderMoney(price.min)} {price.currency} a month
          </dd>
        </div>
        {price.perNode !== undefined && (
          <div>
            <dt>each node more</dt>
            <dd>
              {renderMoney(price.perNode)} {price.currency} a month
            </dd>
          </div>
        )}
      </dl>
      <p className="micro dimmer">
        {price.asOf === ''
          ? 'It changes no instance, so the price stays.'
          : `Instances on demand, 730 h${price.isEstimate ? ', estimated' : ''}, prices of ${price.asOf}.`}
      </p>
    </>
  )
}

const MAX_NAMES = 6

/** Each with the number of pods that it stands for. */
function listNames(
  changes: readonly ChangedVerdict[],
  judged: ReadonlyMap<string, Judged>,
): string {
  const names = changes.slice(0, MAX_NAMES).map(({ subject: { namespace, name } }) => {
    const alike = judged.get(`${namespace}/${name}`)?.alsoFor.length ?? 0
    return alike === 0 ? name : `${name} and ${renderCount(alike, 'pod')} like it`
  })
  const more = changes.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
