import type { Picture, PicturePending } from '#cluster/picture.ts'
import type { FixAnswer, FixProgress } from '#exploration/fixes/find-fixes.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { ImportProgress, ImportResult } from '#importers/importer.ts'
import type { PackedPlan } from './packed-plan.ts'
import type { PlayerFrame } from './player-frame.ts'
import type { Questions } from './questions.ts'

/**
 * Messages between the page and a worker of the engine. Every request bears an id. A newer `judge`
 * supersedes an older one, which then answers no more. Long searches are done in slices, so `cancel` is
 * read between two of them; an import is one piece of work and is cancelled by ending its worker.
 */
export type Request =
  | ImportRequest
  | JudgeRequest
  /** Judges one pod with another bound, or one that no verdict was asked for (XC1). */
  | {
      readonly kind: 'judge-pod'
      readonly id: number
      readonly key: string
      readonly bound: number
    }
  | { readonly kind: 'replay'; readonly id: number; readonly key: string }
  | FixesRequest
  | {
      readonly kind: 'export'
      readonly id: number
      readonly packed: PackedPlan
      readonly format: 'yaml' | 'json'
    }
  /** One of `questions.ts`. */
  | {
      readonly [K in keyof Questions]: {
        readonly kind: 'ask'
        readonly id: number
        readonly name: K
        readonly question: Questions[K]['question']
      }
    }[keyof Questions]
  | { readonly kind: 'cancel'; readonly id: number }

export interface ImportRequest {
  readonly kind: 'import'
  readonly id: number
  readonly files: readonly ImportFile[]
  readonly options: ImportAnswers
  /** The open plan, which the import is matched to (I1.5). */
  readonly base?: PackedPlan
}

/** Looks for edits that clear a pod's finding. A newer one, or a `judge`, supersedes it. */
export interface FixesRequest {
  readonly kind: 'fixes'
  readonly id: number
  readonly packed: PackedPlan
  readonly place: Place
  readonly key: string
  readonly bound: number
}

export interface JudgeRequest {
  readonly kind: 'judge'
  readonly id: number
  readonly packed: PackedPlan
  readonly place: Place
  readonly bound: number
}

/** The cluster of a plan that is shown. */
export interface Place {
  readonly design: number
  readonly cluster: number
}

/** Read in the worker, which finds the encoding. */
export interface ImportFile {
  readonly label: string
  readonly content: Blob
}

export interface ImportAnswers {
  readonly variables: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, string>>
}

export type Response =
  | {
      readonly kind: 'import-progress'
      readonly id: number
      readonly progress: ImportProgress
    }
  | { readonly kind: 'import-done'; readonly id: number; readonly outcome: ImportOutcome }
  | {
      readonly kind: 'picture'
      readonly id: number
      readonly picture: Picture
      readonly targets: readonly TargetSummary[]
    }
  | { readonly kind: 'verdicts'; readonly id: number; readonly judged: readonly Judged[] }
  | { readonly kind: 'judge-progress'; readonly id: number; readonly progress: JudgeProgress }
  | { readonly kind: 'judge-done'; readonly id: number; readonly elapsedMs: number }
  | { readonly kind: 'replay-done'; readonly id: number; readonly replay: Replay | undefined }
  | { readonly kind: 'fixes-progress'; readonly id: number; readonly progress: FixProgress }
  | { readonly kind: 'fixes-done'; readonly id: number; readonly answer: FixAnswer }
  | { readonly kind: 'export-done'; readonly id: number; readonly content: Blob }
  | { readonly kind: 'asked-progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'asked-done'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }

/** An import as it crosses to the page: the plan packed, the rest as the importers say it. */
export interface ImportOutcome {
  readonly result: Omit<ImportResult, 'plan'>
  readonly packed?: PackedPlan
  /** Against the open plan, by kind: objects that come, that go and that change. */
  readonly changes?: readonly ResourceChange[]
}

export interface ResourceChange {
  readonly kind: string
  readonly added: number
  readonly removed: number
  readonly changed: number
}

export interface TargetSummary {
  /** `namespace/name`, the key of a target everywhere. */
  readonly key: string
  readonly namespace: string
  readonly name: string
}

/** A verdict with its words. */
export interface Judged {
  readonly key: string
  /** Keys of other pods that share the result. */
  readonly alsoFor: readonly string[]
  readonly report: VerdictReport
  /** "prometheus-0 is pending for ever after one scale to zero". */
  readonly headline: string
  /** At most four facts, each with its one bold part. */
  readonly chain: readonly Fact[]
  /** "Search ended, all 1,912 states seen", "proven by RT1: …". */
  readonly proofSentence: string
}

export interface Fact {
  readonly text: string
  readonly bold: string
  readonly tail?: string
}

export interface JudgeProgress {
  readonly key: string
  /** Targets done and in all. */
  readonly done: number
  readonly total: number
  /** The question of XS5 being asked, 0-based, of `questions`. */
  readonly question: number
  readonly questions: number
  readonly states: number
  readonly bound: number
}

/** What the player plays: `frames[0]` is today, `frames[i]` the picture after step i. */
export interface Replay {
  readonly key: string
  readonly frames: readonly PlayerFrame[]
  /** What the scheduler says of the pod after the last step, where the plan's objects tell. */
  readonly end?: Pick<PicturePending, 'message' | 'reasons'>
}
