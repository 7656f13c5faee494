/**
 * Whether a trace proves what it claims, by the plain rules and by nothing of the search: every step is
 * possible where it is made, and nothing leads out of the state that it ends in.
 */
import type { Model } from './model.ts'
import { otherSteps, systemMoves } from './plain/plain-moves.ts'
import { isServed, isTargetPending, modelOf, renderState, startState } from './plain/plain-state.ts'
import type { PlainState } from './plain/plain-state.ts'
import { isStuckNow } from './search.ts'
import { sideOf } from './trace.ts'
import type { Step } from './trace.ts'

/** What an answer claims with a trace (section 9). */
export interface TraceClaim {
  readonly verdict: string
  readonly disturbances?: { readonly total: number; readonly kinds?: readonly string[] } | undefined
  readonly steps?: number | undefined
  readonly trace?: readonly Step[] | undefined
}

/**
 * Checks a trace from the model's first state: each step by sections 3 and 4, the numbers, the zones of
 * the last state, and that it is stuck (section 4).
 *
 * @returns what is wrong; empty: the trace is valid
 */
export function validateTrace(model: Model, claim: TraceClaim): readonly string[] {
  const { trace, verdict } = claim
  if (trace === undefined) return verdict === 'ok' || verdict === 'unknown' ? [] : ['no trace']
  const problems: string[] = []
  let state = startState(model)
  for (const [index, step] of trace.entries()) {
    const next = takeStep(model, state, step)
    if (next === undefined) {
      return [`step ${index + 1} is not possible: ${JSON.stringify(step)}`]
    }
    state = next
  }
  const kinds = trace.map((step) => step.step).filter((step) => sideOf(step) === 'disturbance')
  const claimed = claim.disturbances
  if (claim.steps !== trace.length)
    problems.push(`${claim.steps} steps claimed, ${trace.length} made`)
  if (claimed?.total !== kinds.length) {
    problems.push(`${claimed?.total} disturbances claimed, ${kinds.length} made`)
  }
  if (claimed?.kinds !== undefined && claimed.kinds.join() !== kinds.sort().join()) {
    problems.push(`kinds ${claimed.kinds.join()} claimed, ${kinds.join()} made`)
  }
  if ((state.down !== null) !== (verdict === 'waits-for-zone')) {
    problems.push(`${verdict} with ${state.down ?? 'no zone'} down`)
  }
  if (verdict === 'pending-forever' && trace.length > 0) {
    problems.push('pending-forever needs no steps')
  }
  if (!isTargetPending(model, state)) problems.push('no pod of the target is pending at the end')
  else if (!isStuck(model, state)) problems.push('a served state can be reached from the end')
  return problems
}

/** The state after a step; undefined when the step is not possible in the state. */
function takeStep(model: Model, state: PlainState, step: Step): PlainState | undefined {
  const wanted = renderStep(step)
  const moves = [...systemMoves(model, state), ...otherSteps(model, state)]
  return moves.find((move) => renderStep(move.step) === wanted)?.next
}

/** Equal texts for equal steps; a node without pods may leave `holds` out. */
function renderStep(step: Step): string {
  const fields = Object.entries({ holds: [], ...step }).filter(([name]) => name !== 'text')
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const PLAIN_STATES = 2_000

/** By the plain rules; a large closure is left to the search, from the state as a model. */
function isStuck(model: Model, end: PlainState): boolean {
  const seen = new Map([[renderState(end), end]])
  for (const state of seen.values()) {
    if (isServed(model, state)) return false
    if (seen.size > PLAIN_STATES) {
      return isStuckNow(modelOf(model, end), { maxStates: Infinity }) === true
    }
    for (const { next } of systemMoves(model, state)) seen.set(renderState(next), next)
  }
  return true
}
