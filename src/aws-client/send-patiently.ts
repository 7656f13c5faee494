import { OWN_CODES } from './call-failure.ts'
import type { CallFailure } from './call-failure.ts'
import { explainFailure } from './explain-failure.ts'
import type { FailureKind, Refusal } from './explain-failure.ts'
import type { AnyCallName } from './operations.ts'
import { chooseWaitMs } from './pace.ts'
import type { Surroundings } from './pace.ts'
import type { Answer, CallInputs, Sender } from './send-call.ts'

/** I13.3. */
export const MAX_ATTEMPTS = 6
const MAX_REQUESTS = 500
/** A network that gives no answer is asked less often: it will hardly be there a second later. */
const MAX_ATTEMPTS_UNANSWERED = 3

export type Patient =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly failure: CallFailure; readonly refusal: Refusal }

/** What a reading has of one Region: its way to AWS, its patience and its bounds. */
export interface Line {
  readonly region: string
  readonly sender: Sender
  readonly surroundings: Surroundings
  /** Waits for the turn of the next request. */
  readonly takeTurn: () => Promise<void>
  /** Counts the requests of this Region. */
  readonly spent: { requests: number }
  /** Asks the person for fresh keys; true when there are some, false to go on without the call. */
  readonly renew: (refusal: Refusal) => Promise<boolean>
  readonly tell: (news: News) => void
}

/** What happens while one request is being answered. */
export type News =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'waiting'
      readonly untilMs: number
      readonly attempt: number
      readonly attempts: number
      readonly refusal: Refusal
    }
  | { readonly kind: 'paused'; readonly refusal: Refusal }

const NEEDS_KEYS: readonly FailureKind[] = ['wrong-keys', 'session-ended', 'bad-signature']

/**
 * One request until it is answered or refused for good: waits and tries again when AWS is slow or has
 * trouble (I13.3), and asks for fresh keys when these have ended (section 14).
 */
export async function sendPatiently<C extends AnyCallName>(
  line: Line,
  call: C,
  input: CallInputs[C],
  maxAttempts = MAX_ATTEMPTS,
): Promise<Patient> {
  const { region, sender, surroundings, spent } = line
  let waitMs = 0
  let attempt = 1
  for (;;) {
    if (spent.requests >= MAX_REQUESTS) {
      return fail({ call, code: OWN_CODES.spent, status: 0, bytes: 0 })
    }
    await line.takeTurn()
    spent.requests += 1
    line.tell({ kind: 'sent' })
    const sent = await sender.send(call, region, input)
    if (sent.kind === 'answer') return sent
    const failed = fail(sent.failure)
    const { refusal } = failed
    if (NEEDS_KEYS.includes(refusal.kind)) {
      line.tell({ kind: 'paused', refusal })
      if (!(await line.renew(refusal))) return failed
      attempt = 1
      continue
    }
    const attempts = countAttempts(refusal, maxAttempts)
    if (attempt >= attempts) return failed
    waitMs = chooseWaitMs(attempt, waitMs, surroundings.random)
    attempt += 1
    const untilMs = surroundings.nowMs() + waitMs
    line.tell({ kind: 'waiting', untilMs, attempt, attempts, refusal })
    await surroundings.sleep(waitMs, surroundings.signal)
  }
}

/** How often such a failure is worth asking again; 1 when it will stay as it is. */
function countAttempts({ kind, call }: Refusal, most: number): number {
  if (kind === 'throttled' || kind === 'trouble') return most
  // Auto Scaling that does not answer a web page never will (I13.5).
  if (kind === 'no-answer' && !call.startsWith('autoscaling:')) {
    return Math.min(most, MAX_ATTEMPTS_UNANSWERED)
  }
  return 1
}

function fail(failure: CallFailure): Extract<Patient, { readonly kind: 'failure' }> {
  return { kind: 'failure', failure, refusal: explainFailure(failure) }
}
