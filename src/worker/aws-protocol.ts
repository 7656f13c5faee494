import type { Refusal } from '#aws-client/explain-failure.ts'
import type { Credentials } from '#aws-client/read-credentials.ts'
import type { RegionReading, RegionWish } from '#aws-client/read-region.ts'
import type { CallProgress, VpcChoice } from '#aws-client/reading.ts'
import type { Identified } from '#aws-client/session.ts'

/**
 * Messages between the page and the worker that talks to AWS. Keys go in with `open` and `renew` and never
 * come back. Ending the worker ends everything that was made of them.
 */
export type AwsRequest =
  | {
      readonly kind: 'open'
      readonly credentials: Credentials
      readonly region: string
      /** I13.6: of this machine, in development. */
      readonly loopback?: string
    }
  /** By the local helper, which has the keys; the token is its own (I17.3). */
  | { readonly kind: 'open-helper'; readonly token: string; readonly region: string }
  | { readonly kind: 'list-vpcs'; readonly region: string }
  | { readonly kind: 'read'; readonly regions: readonly string[]; readonly wish: RegionWish }
  /** The answer to `paused`. Without keys: try again with those that are there. */
  | { readonly kind: 'renew'; readonly credentials?: Credentials }
  /** The other answer to `paused`: go on without the call. */
  | { readonly kind: 'give-up' }
  | { readonly kind: 'stop' }

export type AwsResponse =
  | { readonly kind: 'opened'; readonly identified: Identified }
  | {
      readonly kind: 'vpcs'
      readonly region: string
      readonly vpcs: readonly VpcChoice[]
    }
  | { readonly kind: 'progress'; readonly calls: readonly CallProgress[] }
  | { readonly kind: 'paused'; readonly refusal: Refusal }
  | { readonly kind: 'read-done'; readonly readings: readonly RegionReading[] }
  | { readonly kind: 'failed'; readonly message: string }
