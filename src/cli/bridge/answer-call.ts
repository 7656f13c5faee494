import type { BridgeAnswer, BridgeCall, BridgeFailure } from '#aws-client/bridge-protocol.ts'
import { OWN_CODES } from '#aws-client/call-failure.ts'
import { findDefaultCredentials } from '#aws-client/default-credentials.ts'
import type { DefaultCredentials } from '#aws-client/default-credentials.ts'
import { explainFailure } from '#aws-client/explain-failure.ts'
import { getOperation, isEksCallName } from '#aws-client/operations.ts'
import type { CallName } from '#aws-client/operations.ts'
import type { Credentials } from '#aws-client/read-credentials.ts'
import { reduceAnswer } from '#aws-client/reduce-answer.ts'
import { sendEks } from '#aws-client/send-eks.ts'
import { createSender } from '#aws-client/send-call.ts'
import type { Answer, CallInputs } from '#aws-client/send-call.ts'
import { createQueue } from './create-queue.ts'

/** Answers calls that were checked (`check-call.ts`), with keys that never leave this process. */
export interface Answerer {
  readonly answer: (asked: BridgeCall, signal: AbortSignal) => Promise<Answered>
  /** The Region of the person's own settings. */
  readonly findRegion: () => Promise<string | undefined>
}

export interface Answered {
  readonly body: BridgeAnswer
  /** Items of the answer, and the status of AWS' own, for the log. */
  readonly count: number
  readonly status: number
}

/** A page of 1,000 machines takes a few seconds; what takes longer will not come. */
const MAX_WAIT_MS = 60_000

/** I13.3, kept here too: requests of one Region for one import, which begins by asking whose keys these are. */
const MAX_REQUESTS = 500

/** @param options.loopback where calls go instead of AWS, of this machine only (I13.6) */
export function createAnswerer(options: {
  readonly profile?: string
  readonly loopback?: string
}): Answerer {
  const keys = findDefaultCredentials(options.profile)
  const takeTurn = createQueue()
  const spent = new Map<string, number>()
  const to = options.loopback === undefined ? {} : { loopback: options.loopback }
  return {
    findRegion: keys.findRegion,
    answer: async (asked, closed) => {
      const { call, region } = asked
      if (call === 'sts:GetCallerIdentity') spent.clear()
      const requests = (spent.get(region) ?? 0) + 1
      if (requests > MAX_REQUESTS) return fail({ code: OWN_CODES.spent, status: 0, bytes: 0 })
      spent.set(region, requests)
      const signal = AbortSignal.any([closed, AbortSignal.timeout(MAX_WAIT_MS)])
      try {
        return await takeTurn(signal, () => send(asked, { keys, signal, ...to }))
      } catch (error) {
        if (!signal.aborted) throw error
        return fail({ code: OWN_CODES.noAnswer, status: 0, bytes: 0 })
      }
    },
  }
}

interface Setup {
  readonly keys: DefaultCredentials
  readonly signal: AbortSignal
  readonly loopback?: string
}

async function send(asked: BridgeCall, { keys, signal, ...to }: Setup): Promise<Answered> {
  const credentials = await keys.find()
  if (credentials === undefined) return fail({ code: OWN_CODES.noKeys, status: 0, bytes: 0 })
  const sent = await sendWith(asked, { credentials, signal, ...to })
  if (sent.kind === 'failure') {
    const { kind } = explainFailure({ ...sent.failure, call: asked.call })
    // They may be renewed in another window while the page waits.
    if (kind === 'session-ended' || kind === 'wrong-keys') keys.forget()
    return fail(sent.failure)
  }
  return succeed(asked, sent.answer)
}

function sendWith(
  { call, region, params }: BridgeCall,
  setup: {
    readonly credentials: Credentials
    readonly signal: AbortSignal
    readonly loopback?: string
  },
): Promise<
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly failure: BridgeFailure }
> {
  if (isEksCallName(call)) return sendEks(call, params, { ...setup, region })
  const { credentials, signal, ...to } = setup
  const sender = createSender(() => credentials, { fetch, signal: () => signal, ...to })
  // `check-call.ts` has let only those parameters pass that the call is typed with.
  return sender.send(call, region, params as CallInputs[CallName])
}

/** The members of I11.2 and the token of the next page: all that leaves the process (I17.6). */
function succeed({ call }: BridgeCall, answer: Answer): Answered {
  if (call === 'sts:GetCallerIdentity') {
    return { body: { answer: maskIdentity(answer) }, count: 1, status: 200 }
  }
  const nextToken = answer['NextToken'] ?? answer['nextToken']
  const hasMore = typeof nextToken === 'string' && nextToken !== ''
  const { list } = getOperation(call)
  const items = answer[list ?? '']
  return {
    body: { answer: reduceAnswer(call, answer), ...(hasMore ? { nextToken } : {}) },
    count: Array.isArray(items) ? items.length : items === undefined ? 0 : 1,
    status: 200,
  }
}

/** I13.1: the account by its last four digits, and the role or user. */
function maskIdentity({ Account: account, Arn: arn }: Answer): Answer {
  const mask = (text: unknown) =>
    typeof text === 'string' ? text.replace(/\d{8}(?=\d{4}(?!\d))/g, '********') : undefined
  return { Account: mask(account), Arn: mask(arn) }
}

function fail(failure: BridgeFailure & { readonly call?: unknown }): Answered {
  const { call: _, ...told } = failure
  return { body: { failure: told }, count: 0, status: failure.status }
}
