import { isLoopbackHost, findEndpoint } from './endpoints.ts'
import { isCallName } from './operations.ts'
import type { Service } from './endpoints.ts'

/** Where a client of the SDK was told to send, and for which service and Region it signs. */
export interface Destination {
  readonly service: Service
  readonly region: string
  /** Of this machine; absent: AWS. */
  readonly loopback?: string
}

/** What is about to leave, as the SDK built it. */
export interface OutgoingRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
  readonly path: string
  readonly query: object
  readonly body: unknown
}

/**
 * Why a request must not leave; absent when it may. It stands behind the typed calls as the last gate:
 * only the actions of `operations.ts`, only to the one host, only as a form in the body (I13.1, I13.6).
 */
export function findReasonToRefuse(
  request: OutgoingRequest,
  destination: Destination,
): string | undefined {
  const { service, region, loopback } = destination
  const endpoint = loopback ?? findEndpoint(service, region)
  if (endpoint === undefined) return `${region} is not a Region of the list`
  if (loopback !== undefined && !isLoopbackHost(new URL(loopback).hostname)) {
    return 'an endpoint of one’s own must be on this machine'
  }
  const port = request.port === undefined ? '' : `:${request.port}`
  const to = `${request.protocol}//${request.hostname}${port}`
  if (!URL.canParse(to) || new URL(to).origin !== new URL(endpoint).origin) {
    return `${to} is not ${endpoint}`
  }
  if (request.method !== 'POST' || request.path !== '/' || Object.keys(request.query).length > 0) {
    return 'a call is a form in the body of a POST'
  }
  const form = typeof request.body === 'string' ? new URLSearchParams(request.body) : undefined
  const actions = form?.getAll('Action') ?? []
  const [action = ''] = actions
  if (actions.length !== 1 || !isCallName(`${service}:${action}`)) {
    return `${service}:${action} is not on the list of calls`
  }
  return undefined
}
