import { OWN_CODES } from './call-failure.ts'
import type { CallFailure } from './call-failure.ts'
import { explainFailure } from './explain-failure.ts'
import type { Refusal } from './explain-failure.ts'
import { getOperation } from './operations.ts'
import type { AnyCallName } from './operations.ts'
import type { Answer, CallInputs } from './send-call.ts'
import { sendPatiently } from './send-patiently.ts'
import type { Line } from './send-patiently.ts'

/** I13.2. */
export const MAX_PAGES = 200

/** How each service calls the size of a page and the token of the next. */
const PAGE_PARAMETERS = {
  sts: { size: 'MaxResults', token: 'NextToken' },
  ec2: { size: 'MaxResults', token: 'NextToken' },
  autoscaling: { size: 'MaxRecords', token: 'NextToken' },
  eks: { size: 'maxResults', token: 'nextToken' },
} as const

/** All pages of a call that came; with the failure that ended it early, where one did. */
export interface Pages {
  readonly answers: readonly Answer[]
  readonly failure?: CallFailure
  readonly refusal?: Refusal
}

/**
 * All pages of one call (I13.2): always with a page size, on to the next while there is a token, however
 * short a page is. A token that AWS no longer knows starts the call again, once.
 */
export async function fetchPages<C extends AnyCallName>(
  line: Line,
  call: C,
  input: CallInputs[C],
  options: {
    readonly maxAttempts?: number
    /** After each page, and with nothing when the call starts again. */
    readonly onPages: (answers: readonly Answer[]) => void
  },
): Promise<Pages> {
  const { service, pageSize } = getOperation(call)
  const names = PAGE_PARAMETERS[service]
  const size = pageSize === undefined ? {} : { [names.size]: pageSize }
  let answers: Answer[] = []
  let token: string | undefined
  let isRestarted = false
  for (;;) {
    if (answers.length >= MAX_PAGES) {
      const failure = { call, code: OWN_CODES.tooLarge, status: 0, bytes: 0 }
      return { answers, failure, refusal: explainFailure(failure) }
    }
    const page = { ...input, ...size, ...(token === undefined ? {} : { [names.token]: token }) }
    const sent = await sendPatiently(line, call, page, options.maxAttempts)
    if (sent.kind === 'failure') {
      if (sent.refusal.kind === 'stale-token' && token !== undefined && !isRestarted) {
        isRestarted = true
        answers = []
        token = undefined
        options.onPages(answers)
        continue
      }
      return { answers, failure: sent.failure, refusal: sent.refusal }
    }
    answers = [...answers, sent.answer]
    options.onPages(answers)
    token = readToken(sent.answer)
    if (token === undefined) return { answers }
  }
}

function readToken(answer: Answer): string | undefined {
  const token = answer['NextToken'] ?? answer['nextToken']
  return typeof token === 'string' && token !== '' ? token : undefined
}
