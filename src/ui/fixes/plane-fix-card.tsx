import './fixes.css'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { ControlPlane } from '#plan/schema.ts'
import type { TriedFix } from '#risk/evaluate.ts'
import { applyPlaneFix } from './apply-plane-fix.ts'
import { diffPlane } from './diff-plane.ts'
import type { PlaneDiffLine } from './diff-plane.ts'
import { renderMoney } from './render-money.ts'

type EditFix = Extract<TriedFix, { readonly kind: 'edit' }>

interface PlaneFixCardProps {
  readonly fix: EditFix
  /** As it is now. */
  readonly plane: ControlPlane
  /** Of the heading it stands under. */
  readonly level: 2 | 3
  readonly isStale: boolean
}

const SIGNS = { removed: '-', added: '+', place: ' ' } as const
const TONES = { removed: 'd', added: 'a', place: 'h' } as const

/** A fix of the control plane that was tried on a copy: the edit, its price, what it clears and raises. */
export function PlaneFixCard({ fix, plane, level, isStale }: PlaneFixCardProps) {
  const Heading = level === 2 ? 'h3' : 'h4'
  const lines = diffPlane(plane, fix.value)
  return (
    <div className="fix-card">
      <Heading>{capitalize(fix.text)}</Heading>
      <pre className="diff" role="group" aria-label="The edit" tabIndex={0}>
        {lines.map(({ kind, text }, index) => (
          <span key={index} className={TONES[kind]}>
            {SIGNS[kind]} {text}
          </span>
        ))}
      </pre>
      {isReplacement(lines) && (
        <p className="small dim">
          The old member leaves, then the new one joins. A volume cannot change its zone: editing
          the zone of its group alone loses the member.
        </p>
      )}
      <dl className="fix-price">
        <div>
          <dt>a month</dt>
          <dd>
            {fix.pricePerMonthChange === undefined
              ? 'not known'
              : `${renderMoney(roundCents(fix.pricePerMonthChange))} USD`}
          </dd>
        </div>
        <div>
          <dt>API down in a year</dt>
          <dd>
            {fix.minutesPerYearChange === undefined
              ? 'not known'
              : renderChange(fix.minutesPerYearChange)}
          </dd>
        </div>
      </dl>
      <p className="small dim">
        It clears {fix.clears.join(', ')}.{' '}
        {fix.raises.length === 0 ? 'It raises nothing.' : `It raises ${fix.raises.join(', ')}.`}
      </p>
      <button
        className="btn primary"
        disabled={isStale}
        onClick={() => applyPlaneFix(fix.value, capitalize(fix.text))}
      >
        Apply the fix
      </button>
    </div>
  )
}

function isReplacement(lines: readonly PlaneDiffLine[]): boolean {
  const isMember = ({ text }: PlaneDiffLine) => text.startsWith('- {')
  return (
    lines.some((line) => line.kind === 'removed' && isMember(line)) &&
    lines.some((line) => line.kind === 'added' && isMember(line))
  )
}

function renderChange(minutes: number): string {
  if (minutes === 0) return 'no change'
  return `${minutes < 0 ? '−' : '+'}${renderMinutes(Math.abs(minutes))}`
}

function roundCents(amount: number): number {
  return Math.round(amount * 100) / 100
}

function capitalize(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
