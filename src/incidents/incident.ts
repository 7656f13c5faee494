import type { Plan } from '#plan/schema.ts'

/**
 * A real failure as a plan: what people ran, what happened, the verdict that the engine must reach, and
 * the same plan repaired. The circumstances are those of the sources; names and figures are the library's.
 */
export interface Incident {
  /** `R03`: for ever. */
  readonly id: string
  readonly title: string
  /** What happened, in two or three sentences. */
  readonly story: string
  /** Issue threads that report it. */
  readonly sources: readonly string[]
  /** What the components said, to the letter; `undefined` where they said nothing. */
  readonly message: string | undefined
  /** What the message hides, or its absence. */
  readonly reading: string
  readonly plan: Plan
  /** The state in which the pod is stuck. */
  readonly sketch: IncidentSketch
  readonly expected: ExpectedVerdict
  readonly repaired: RepairedTwin
}

export interface ExpectedVerdict {
  /** `namespace/name` of the pod. */
  readonly key: string
  readonly verdict: 'pending-forever' | 'at-risk'
  readonly disturbances: number
  readonly steps: number
}

/** The same plan with one change, after which every pod is `ok`. */
export interface RepairedTwin {
  readonly title: string
  /** What was changed, and why it helps. */
  readonly why: string
  readonly plan: Plan
  readonly sketch: IncidentSketch
}

/** A state in small: which zones groups span, where nodes are, and the zone that the pod needs. */
export interface IncidentSketch {
  readonly zones: readonly string[]
  /** Zones of each group that the pod can land on. */
  readonly groups: readonly { readonly name: string; readonly zones: readonly string[] }[]
  /** Zones with a node of these groups. */
  readonly nodes: readonly string[]
  /** The zone that the pod needs: that of its volume. */
  readonly volume: string
  /** No volume ties the pod to that zone, but a rule of its own or a lack of room elsewhere. */
  readonly isWithoutVolume?: boolean
  /** Why the pod cannot use the node that is in its volume's zone, in one or two words. */
  readonly blocked?: string
}
