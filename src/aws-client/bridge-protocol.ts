import type { CallFailure } from './call-failure.ts'
import { isCallName, isEksCallName } from './operations.ts'
import type { AnyCallName } from './operations.ts'
import type { Answer } from './send-call.ts'

/**
 * What the page and the local helper say to each other (import specification, section 17). The page names a
 * call of the closed lists; no endpoint, header or key ever goes from one to the other.
 */
export const BRIDGE_TOKEN_HEADER = 'X-Plan-Bridge-Token'

export const BRIDGE_ROUTES = { status: '/bridge/status', call: '/bridge/call' } as const

/** I17.5. */
export const MAX_BRIDGE_BODY_BYTES = 64 * 1024

/** All that the helper can be asked for: the calls of I13.1 and the four of EKS. */
export function isBridgeCall(text: string): text is AnyCallName {
  return isCallName(text) || isEksCallName(text)
}

export interface BridgeStatus {
  readonly bridge: 1
  /** Of the helper. */
  readonly version: string
  /** The profile that was chosen when it was started. */
  readonly profile?: string
  /** The Region of the person's own settings. */
  readonly region?: string
  /** Where calls go when it is not AWS; always of this machine (I13.6). */
  readonly endpoint?: string
}

/** Members as AWS spells them; what is allowed is in `src/cli/bridge/check-call.ts`. */
export interface BridgeCall {
  readonly call: AnyCallName
  readonly region: string
  readonly params: Answer
}

/** An answer holds the members of I11.2 and no others; a failure nothing of AWS' own text. */
export type BridgeAnswer =
  { readonly answer: Answer; readonly nextToken?: string } | { readonly failure: BridgeFailure }

export type BridgeFailure = Omit<CallFailure, 'call'>
