import type { ChangedVerdict, Fix } from '#exploration/fixes/find-fixes.ts'
import { applyFix } from '#store/fix-store.ts'
import { showToast } from '#store/toast-store.ts'
import type { Place } from '#worker/protocol.ts'
import { undoEdit } from '../frame/plan-commands.ts'
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
            : `It also clears ${listNames(fix.cleared)}.`}{' '}
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
        Instances on demand, 730 h{price.isEstimate && ', estimated'}
        {price.asOf !== '' && `, prices of ${price.asOf}`}.
      </p>
    </>
  )
}

const MAX_NAMES = 6

function listNames(changes: readonly ChangedVerdict[]): string {
  const names = changes.slice(0, MAX_NAMES).map(({ subject }) => subject.name)
  const more = changes.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
