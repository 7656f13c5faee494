import type { AnyCallName } from './operations.ts'

/** A call that brought no answer, before it is put into words (`explain-failure.ts`). */
export interface CallFailure {
  readonly call: AnyCallName
  /** As AWS says it: `UnauthorizedOperation`; or one of our own, see `OWN_CODES`. */
  readonly code: string
  /** HTTP status, 0 when there was no answer. */
  readonly status: number
  /** Bytes of the answer. */
  readonly bytes: number
  /** The action that the text `perform: <service>:<Action>` names. Nothing else of AWS' text is kept. */
  readonly deniedAction?: string
  /** Whether AWS' text names the parameter `IncludeManagedResources`. */
  readonly isAboutManagedResources?: boolean
}

/** Codes of what AWS did not say itself. */
export const OWN_CODES = {
  /** `fetch` failed: no network, no permission for web pages. */
  noAnswer: 'NoAnswer',
  /** Neither an answer nor an error of AWS. */
  unreadable: 'UnreadableAnswer',
  /** The keys were wiped: 15 minutes have passed. */
  wiped: 'KeysWiped',
  /** The local helper found none. */
  noKeys: 'NoKeys',
  /** The local helper does not answer any more. */
  noHelper: 'NoHelper',
  /** More pages than I13.2 allows. */
  tooLarge: 'TooManyPages',
  /** The requests of I13.3 are used up. */
  spent: 'TooManyRequests',
} as const
