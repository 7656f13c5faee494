import type { Plan } from '#plan/schema.ts'

/**
 * A real failure of a control plane as a plan, with the finding that it must get, and the same plan
 * repaired, which must get none. The circumstances are those of the sources; names are the library's.
 */
export interface PlaneIncident {
  /** `R17`: for ever. */
  readonly id: string
  readonly title: string
  readonly story: string
  readonly sources: readonly string[]
  /** What the components said, to the letter; `undefined` where they said nothing. */
  readonly message: string | undefined
  readonly reading: string
  readonly plan: Plan
  readonly sketch: PlaneSketch
  /** The one rule of the catalogue that finds it. */
  readonly expected: { readonly rule: 'CPL-001' | 'CPL-003'; readonly says: string }
  readonly repaired: {
    readonly title: string
    readonly why: string
    readonly plan: Plan
    readonly sketch: PlaneSketch
  }
}

/** Members by zone, and the zone whose loss is the story. */
export interface PlaneSketch {
  readonly zones: readonly string[]
  /** Zone of each member. */
  readonly members: readonly string[]
  readonly lost: string
}
