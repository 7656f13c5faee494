import type { Model } from './model.ts'
import type { Step } from './trace.ts'
import type { DisturbanceKind, VerdictWord } from './verdict.ts'

/** XS6: each on its own switch; verdict, disturbances, steps and starvable are the same with any subset on. */
export interface Reductions {
  /** Zones (and classes) that differ in nothing but their names are one. */
  readonly symmetry: boolean
  /** Parts of the state that nothing reads any more are forgotten. */
  readonly deadFields: boolean
  /** The search ends as soon as the least stuck state is certain. */
  readonly earlyStop: boolean
}

export interface SearchOptions {
  /** XS4: states of one question. */
  readonly maxStates: number
  /** Default: all on. */
  readonly reductions?: Reductions | undefined
  /** The full count of section 5, "Plain search": no reductions. */
  readonly plain?: boolean | undefined
  /** XS3: other pods stay where they are and leave only with their node. */
  readonly frozen?: boolean | undefined
}

/** What the plain search counts (section 5). */
export interface PlainCounts {
  readonly states: number
  readonly systemEdges: number
  readonly stuckStates: number
  readonly stuckStatesAllZonesUp: number
}

export interface SearchAnswer {
  /** `unknown` when the bound was hit and no stuck state with every zone up was found. */
  readonly verdict: VerdictWord
  readonly disturbances?: { readonly total: number; readonly kinds: readonly DisturbanceKind[] }
  readonly steps?: number
  /** False when the search was cut short, or frozen, before the trace was known to be the least. */
  readonly minimal?: boolean
  readonly zoneBack?: boolean
  readonly starvable?: boolean
  /** The zone that is down in the stuck state the trace ends in (`waits-for-zone`). */
  readonly stuckZone?: string
  readonly states: number
  /** False when the bound was hit. */
  readonly complete: boolean
  readonly bound: number
  /** Of a plain search that ended. */
  readonly counts?: PlainCounts
  readonly trace?: readonly Step[]
  /** The state the trace ends in, as a model to go on from. */
  readonly stuckState?: Model
  /** Every zone that is down in some stuck state, in the model's order (XS5). */
  readonly waitingZones?: readonly string[]
}

/** A search that can be advanced in slices, so that its caller may show progress or drop it. */
export interface Search {
  /** Looks at up to so many states more; true when the answer is there. */
  readonly advance: (states: number) => boolean
  readonly statesSeen: () => number
  readonly answer: () => SearchAnswer
}
