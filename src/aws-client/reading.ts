import type { AnyCallName } from './operations.ts'
import type { Refusal } from './explain-failure.ts'

/** A reading of one account as the person sees it, a line a call and Region. */
export interface CallProgress {
  readonly call: AnyCallName
  readonly region: string
  readonly state: 'running' | 'waiting' | 'paused' | 'done' | 'failed'
  readonly pages: number
  readonly items: number
  readonly startedAtMs: number
  readonly endedAtMs?: number
  /** Of the wait that goes on: until when, and before which attempt of how many. */
  readonly wait?: { readonly untilMs: number; readonly attempt: number; readonly attempts: number }
  /** What went wrong last; of a call that failed, why. */
  readonly refusal?: Refusal
  /** What the person should know although the call came through. */
  readonly note?: string
}

/** Whose keys they are; the account only by its last four digits (brief of the dialog). */
export interface Identity {
  readonly account: string
  /** `role Reader`, `user ann`, `root user`. */
  readonly principal: string
}

export interface VpcChoice {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
}
