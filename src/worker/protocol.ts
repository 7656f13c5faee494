import type { Frame } from '#exploration/replay.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { Picture } from '#cluster/picture.ts'
import type { ImportOptions, ImportProgress, ImportResult } from '#importers/importer.ts'
import type { Plan } from '#plan/schema.ts'

/**
 * Messages between the page and the engine's worker. Every request bears an id; a newer request of the
 * same kind supersedes an older one, whose answers the page throws away. Long work is done in slices,
 * so `cancel` is read between two of them.
 *
 * A plan crosses without the `resources` of its clusters where those are unchanged: the worker keeps
 * the last ones it saw (`resourcesFrom`).
 */
export type Request =
  | { readonly kind: 'import'; readonly id: number; readonly files: readonly ImportFile[]; readonly options: ImportOptions }
  | { readonly kind: 'judge'; readonly id: number; readonly plan: Plan; readonly design: number; readonly cluster: number; readonly bound: number }
  | { readonly kind: 'replay'; readonly id: number; readonly subject: string }
  | { readonly kind: 'cancel'; readonly id: number }

/** Bytes are decoded in the worker, which finds the encoding. */
export interface ImportFile {
  readonly label: string
  readonly bytes: ArrayBuffer
}

export type Response =
  | { readonly kind: 'import-progress'; readonly id: number; readonly progress: ImportProgress }
  | { readonly kind: 'import-done'; readonly id: number; readonly result: ImportResult }
  | { readonly kind: 'picture'; readonly id: number; readonly picture: Picture; readonly targets: readonly TargetSummary[] }
  | { readonly kind: 'verdict'; readonly id: number; readonly judged: Judged }
  | { readonly kind: 'judge-progress'; readonly id: number; readonly progress: JudgeProgress }
  | { readonly kind: 'judge-done'; readonly id: number; readonly elapsedMs: number }
  | { readonly kind: 'replay-done'; readonly id: number; readonly replay: Replay }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }

export interface TargetSummary {
  /** `namespace/name`, the key of a target everywhere. */
  readonly key: string
  readonly namespace: string
  readonly name: string
  /** Other pods that share the result. */
  readonly alsoFor: readonly string[]
}

/** A verdict with its words. */
export interface Judged {
  readonly key: string
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
}

/** A frame in the plan's own names, ready to be laid over the picture. */
export interface PlayerFrame {
  readonly frame: Frame
  /** For each group of the model: where the autoscaler believes, and where the group would launch, now. */
  readonly groups: readonly {
    readonly name: string
    readonly desired?: number
    readonly believedZones: readonly string[]
    readonly actualZones: readonly string[]
  }[]
  /** Class name to the pods it stands for. */
  readonly podsOfClass: Readonly<Record<string, readonly string[]>>
}
