/** What differs between two designs, thing by thing, in lines that the page can hold (decision 0031). */

/** What a person says of one difference: their own stays, the other takes its place, or both stand. */
export type DifferenceChoice = 'keep' | 'replace' | 'both'

export type DifferenceSection =
  | 'cluster'
  | 'zone'
  | 'control-plane'
  | 'node-group'
  | 'autoscaler'
  /** Nodes, pods and states: what was seen of a running cluster, never its design (I1.7). */
  | 'observed'
  | 'object'

export interface FieldDifference {
  /** `spec.replicas`, `containers[web].image`. */
  readonly path: string
  /** Absent: not said. */
  readonly mine?: string
  readonly theirs?: string
}

export interface Difference {
  /** The same for the same things in every comparison (I1.5). */
  readonly id: string
  /** Absent: the plans have one cluster each. */
  readonly cluster?: string
  readonly name: string
  readonly state: 'changed' | 'only-mine' | 'only-theirs'
  /** One thing under two names: its name there, and what tells that it is the same. */
  readonly renamed?: { readonly to: string; readonly because: string }
  readonly fields: readonly FieldDifference[]
  /** Fields that differ beyond those. */
  readonly moreFields: number
  readonly canKeepBoth: boolean
}

/** All differences of a kind; the first of many stand for a choice of their own. */
export interface DifferenceGroup {
  readonly key: string
  readonly section: DifferenceSection
  /** "Node group", "StatefulSet". */
  readonly kind: string
  readonly changed: number
  readonly onlyMine: number
  readonly onlyTheirs: number
  readonly canKeepBoth: boolean
  readonly differences: readonly Difference[]
}

export interface DesignComparison {
  readonly groups: readonly DifferenceGroup[]
  /** Differences in all. */
  readonly count: number
  /** Things that are the same on both sides. */
  readonly equal: number
}

/** Of one thing, else of its kind, else the person's own is kept. */
export interface DifferenceChoices {
  /** By the key of the group. */
  readonly kinds: Readonly<Record<string, DifferenceChoice>>
  /** By the id of the difference. */
  readonly things: Readonly<Record<string, DifferenceChoice>>
}

export const NO_CHOICES: DifferenceChoices = { kinds: {}, things: {} }
