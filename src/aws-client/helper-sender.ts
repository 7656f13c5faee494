import {
  BRIDGE_ROUTES,
  BRIDGE_TOKEN_HEADER,
  type BridgeAnswer,
  type BridgeFailure,
  type BridgeStatus,
} from './bridge-protocol.ts'
import { OWN_CODES } from './call-failure.ts'
import { isEksCallName } from './operations.ts'
import type { AnyCallName } from './operations.ts'
import type { Answer, Sender, Sent } from './send-call.ts'

/** How the page reaches the local helper that served it; the token is in memory alone (I17.2). */
export interface HelperWay {
  readonly token: string
  readonly fetch: typeof fetch
  readonly signal: () => AbortSignal | undefined
}

/**
 * Sends calls by way of the local helper (import specification, section 17), which signs them with keys that
 * the page never sees. Pace, patience and pages are those of any other way.
 */
export function createHelperSender(way: HelperWay): Sender {
  return {
    asksEks: true,
    send: async (call, region, params) => {
      try {
        const response = await ask(way, BRIDGE_ROUTES.call, { call, region, params })
        // The helper's own refusal: its queue is full, or it is not the one that the page came from.
        if (response.status === 429) return fail(call, { code: 'SlowDown', status: 429, bytes: 0 })
        if (!response.ok) return fail(call, { code: OWN_CODES.noHelper, status: 0, bytes: 0 })
        return readAnswer(call, await response.json())
      } catch (error) {
        if (way.signal()?.aborted === true) throw error
        return fail(call, { code: OWN_CODES.noHelper, status: 0, bytes: 0 })
      }
    },
  }
}

/** Whether the helper is there, and what it was started with; absent when it does not answer. */
export async function findHelperStatus(way: HelperWay): Promise<BridgeStatus | undefined> {
  try {
    const response = await ask(way, BRIDGE_ROUTES.status)
    if (!response.ok) return undefined
    const status: unknown = await response.json()
    return isStatus(status) ? status : undefined
  } catch {
    return undefined
  }
}

function ask(way: HelperWay, route: string, body?: object): Promise<Response> {
  const signal = way.signal()
  return way.fetch(route, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      [BRIDGE_TOKEN_HEADER]: way.token,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  })
}

function readAnswer(call: AnyCallName, body: unknown): Sent {
  if (!isAnswer(body)) return fail(call, { code: OWN_CODES.unreadable, status: 200, bytes: 0 })
  if ('failure' in body) return fail(call, body.failure)
  const { answer, nextToken } = body
  const token = isEksCallName(call) ? 'nextToken' : 'NextToken'
  return {
    kind: 'answer',
    answer: nextToken === undefined ? answer : { ...answer, [token]: nextToken },
  }
}

function fail(call: AnyCallName, failure: BridgeFailure): Sent {
  return { kind: 'failure', failure: { ...failure, call } }
}

/** The helper is of the same build as the page: its form is checked, not its every member. */
function isAnswer(body: unknown): body is BridgeAnswer {
  if (!isRecord(body)) return false
  if (isRecord(body['failure'])) return typeof body['failure']['code'] === 'string'
  const { answer, nextToken } = body
  return isRecord(answer) && (nextToken === undefined || typeof nextToken === 'string')
}

function isStatus(status: unknown): status is BridgeStatus {
  return isRecord(status) && status['bridge'] === 1 && typeof status['version'] === 'string'
}

function isRecord(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
