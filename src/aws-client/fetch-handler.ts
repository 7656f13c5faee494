import { findReasonToRefuse } from './guard-request.ts'
import type { Destination, OutgoingRequest } from './guard-request.ts'

/** What came back last, for messages that must not show the answer itself (section 14). */
export interface LastAnswer {
  status: number
  bytes: number
}

/** A request that a bug would have sent; never reached by the typed calls. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
}

/** The network gave no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** What came is no answer to the call. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer'
}

/** The SDK's way to the network in our hands: the gate of `guard-request.ts`, then `fetch`. */
export interface FetchHandler {
  readonly handle: (
    request: OutgoingRequest & { readonly headers: Readonly<Record<string, string>> },
    options?: { readonly abortSignal?: unknown },
  ) => Promise<{ readonly response: HandledResponse }>
  readonly updateHttpClientConfig: () => void
  readonly httpHandlerConfigs: () => Record<string, never>
}

/** `statusCode` as the SDK spells it. */
export interface HandledResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** Answers are in memory as a whole; larger than any page of I13.1. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** Headers that the browser sets itself, and refuses to have set. */
const OF_THE_BROWSER: readonly string[] = ['host', 'content-length', 'user-agent']

export function createFetchHandler(options: {
  readonly destination: Destination
  readonly last: LastAnswer
  readonly signal: () => AbortSignal | undefined
  readonly send: typeof fetch
}): FetchHandler {
  const { destination, last, signal, send } = options
  const handle: FetchHandler['handle'] = async (request) => {
    const reason = findReasonToRefuse(request, destination)
    if (reason !== undefined) throw new RefusedRequest(reason)
    last.status = 0
    last.bytes = 0
    const port = request.port === undefined ? '' : `:${request.port}`
    const headers = Object.entries(request.headers).filter(
      ([name]) => !OF_THE_BROWSER.includes(name.toLowerCase()),
    )
    const abortSignal = signal()
    try {
      const response = await send(`${request.protocol}//${request.hostname}${port}/`, {
        method: 'POST',
        headers,
        body: String(request.body),
        // Nothing of this browser goes along, and nothing of AWS stays in it.
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        ...(abortSignal === undefined ? {} : { signal: abortSignal }),
      })
      const body = new Uint8Array(await response.arrayBuffer())
      last.status = response.status
      last.bytes = body.length
      if (body.length > MAX_ANSWER_BYTES) throw new UnreadableAnswer('too large an answer')
      if (response.ok && !isAnswerTo(request.body, body))
        throw new UnreadableAnswer('not an answer')
      return { response: { statusCode: response.status, headers: {}, body } }
    } catch (error) {
      if (abortSignal?.aborted === true || error instanceof UnreadableAnswer) throw error
      throw new NoAnswer('no answer')
    }
  }
  return { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) }
}

const HEAD_BYTES = 1024

/** An answer begins with the name of its call; a page of a proxy or nothing at all does not. */
function isAnswerTo(form: unknown, body: Uint8Array): boolean {
  const action = new URLSearchParams(String(form)).get('Action') ?? ''
  return new TextDecoder().decode(body.subarray(0, HEAD_BYTES)).includes(`<${action}Response`)
}
