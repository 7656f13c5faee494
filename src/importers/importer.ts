import type { Problem } from '#base/problem.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/** One file, drop or paste, already text. The label is shown and never leaves the machine. */
export interface SourceFile {
  readonly label: string
  readonly text: string
}

/** Import specification I1.3. */
export type FindingSeverity = 'error' | 'assumed' | 'ambiguous' | 'dropped' | 'unknown' | 'info'

export interface ImportFinding {
  /** Stable: `eksctl-random-zones`, `duplicate-key`, `helm-template`. */
  readonly code: string
  readonly severity: FindingSeverity
  /** One sentence for the user. */
  readonly message: string
  readonly file: string
  /** 0-based index of the document in the file. */
  readonly document?: number
  /** Path in that document. */
  readonly path?: string
  /** 1-based. */
  readonly line?: number
  /** How many times, where one finding stands for many. */
  readonly count?: number
  /** What was taken, for `assumed` and `ambiguous`; the preview changes it with one click. */
  readonly guess?: Guess
}

export interface Guess {
  /** Unique in one import, the same on every run over the same bytes: `workers.zones`. */
  readonly id: string
  /** `zones of workers`. */
  readonly subject: string
  readonly taken: string
  /** Other readings. Choosing one runs the mapper again with `choices[id] = value`. */
  readonly alternatives: readonly { readonly value: string; readonly label: string }[]
  /** True when any text is a possible answer (a number, a cluster name). */
  readonly free?: boolean
}

/** How long the parser may take, in milliseconds (I3.1); whoever has a clock keeps it by `isOutOfTime`. */
export const PARSE_TIME_MS = 20_000

export interface ImportOptions {
  /** Values for placeholders (I4.4). */
  readonly variables?: Readonly<Record<string, string>>
  /** Answers to guesses, by their id. */
  readonly choices?: Readonly<Record<string, string>>
  /** The open plan: objects are matched to it by identity (I1.5). */
  readonly base?: Plan
  /** Local labels of earlier imports by their ids of AWS: what is the same machine keeps its label (I11.4). */
  readonly localNames?: ReadonlyMap<string, string>
  /** Asked while reading; the caller has the clock (I3.1: 20 s). */
  readonly isOutOfTime?: () => boolean
}

export interface SourceSummary {
  readonly label: string
  readonly bytes: number
  /** `eksctl ClusterConfig`, `kubectl, 214 objects of 23 kinds`; empty when not recognised. */
  readonly format: string
  readonly detail: string
}

/** The same field said differently by two sources (I1.6), or by the import and the open plan (I1.5). */
export interface Conflict {
  readonly id: string
  /** `workers, max`. */
  readonly field: string
  readonly values: readonly { readonly source: string; readonly value: string }[]
  /** Index in `values` of the one that is used. */
  readonly chosen: number
}

export interface ImportResult {
  /** Absent when nothing could be used; then `problems` says why. */
  readonly plan?: Plan
  readonly findings: readonly ImportFinding[]
  readonly problems: readonly Problem[]
  readonly sources: readonly SourceSummary[]
  /** By kind: what stands in the plan. */
  readonly understood: readonly { readonly kind: string; readonly count: number }[]
  readonly conflicts: readonly Conflict[]
  /** Placeholders without a value, each once, with every place that uses it (I4.4). */
  readonly placeholders: readonly {
    readonly variable: string
    readonly places: readonly string[]
  }[]
  /** Calls to AWS that were not answered; there are any: the result is partial (I13.5). */
  readonly missing?: readonly MissingCall[]
  /** Local labels that were given, by ids of AWS; for the next import, and never for a plan (I11.4). */
  readonly localNames?: ReadonlyMap<string, string>
  /** By cluster of the open plan's first design that the import speaks of. */
  readonly absent: readonly AbsentThings[]
}

export interface MissingCall {
  /** `autoscaling:DescribeAutoScalingGroups`. */
  readonly call: string
  readonly region?: string
  /** AWS' own word for it. */
  readonly code?: string
  /** The IAM action that would allow it. */
  readonly action?: string
  /** What the plan lacks without it. */
  readonly consequence: string
}

/** What the open plan has and the import does not name, though it names others of the kind. */
export interface AbsentThings {
  readonly cluster: string
  readonly zones: readonly string[]
  readonly groups: readonly string[]
  readonly autoscalers: readonly string[]
  /** As `differences/identify.ts` knows them. */
  readonly objects: readonly string[]
  /** Kinds of objects that the import has none of, with how many the plan has. */
  readonly silent: readonly { readonly kind: string; readonly count: number }[]
}

/** Progress of one import; the worker sends it to the page. */
export interface ImportProgress {
  readonly stage: 'read' | 'parse' | 'map' | 'merge'
  readonly file: string
  readonly done: number
  readonly total: number
}

/**
 * What a mapper makes of the documents it knows. Clusters of one name are merged afterwards (I1.6);
 * what no file says is settled after that, when all files have spoken.
 */
export interface Fragment {
  /** Absent: the documents do not say; they join the only cluster of the import. */
  readonly clusterName?: string
  readonly precedence: number
  readonly source: string
  readonly cluster: Partial<Cluster>
  /** How surely a value is known, by path (`zones`, `nodeGroups/workers/min`); absent: `said`. */
  readonly strengths?: ReadonlyMap<string, Strength>
  /** What to ask of values that are not `said`, by path; `nodeGroups/workers/sizes` for all three. */
  readonly guesses?: ReadonlyMap<string, PendingGuess>
}

/** From weak to sure: a tool's default, what nodes show, what follows from a rule, what a file says. */
export type Strength = 'default' | 'seen' | 'follows' | 'said'

/** A guess that is told only if nothing better is said elsewhere. */
export interface PendingGuess {
  readonly code: string
  readonly message: string
  readonly place: {
    readonly file: string
    readonly document?: number
    readonly path?: string
    readonly line?: number
  }
  readonly alternatives?: Guess['alternatives']
  /** Absent: `assumed`. */
  readonly severity?: FindingSeverity
}
