import type { Model } from './model.ts'
import type { Subject, TheoremId, Unknown } from './verdict.ts'

/**
 * One pod to judge, with everything that was understood of its surroundings (section 7).
 * Made by `compile.ts`, judged by `judge.ts`.
 */
export interface Target {
  readonly subject: Subject
  /**
   * Judged one by one. Most targets have one variant; mixed instance types have the smallest and the
   * largest (XC6, equal answers stand), an unprovisioned Immediate claim one for each zone (XC7, the
   * worst is reported). Each has an empty budget: `judge.ts` asks the questions of XS5.
   */
  readonly variants: readonly TargetVariant[]
  readonly combine: 'only' | 'all-equal' | 'worst'
  /** Decided while compiling: no search is needed (AT1, a lost claim). */
  readonly settled?: {
    readonly verdict: 'pending-forever'
    readonly id: TheoremId
    readonly facts: Readonly<Record<string, string | number | boolean>>
  }
  /** Constraints outside the model and fields that are missing: `unknown` unless a theorem decides without them (XC8). */
  readonly doubts: readonly Doubt[]
  /** Other subjects with the same model: ordinals in one zone share a result (XC1). */
  readonly alsoFor: readonly Subject[]
}

export interface TargetVariant {
  /** What this variant assumes, for people: `m5.large`, `the volume in eu-west-1a`. */
  readonly label: string
  readonly model: Model
  readonly pointers: ModelPointers
}

/** From the model back to the plan (XC13). */
export interface ModelPointers {
  /** Group name to its path in the plan. */
  readonly groups: Readonly<Record<string, string>>
  /** Class name to the pods it stands for, in order of name, and the path of the object it came from. */
  readonly classes: Readonly<Record<string, ClassPointer>>
  /** For each of `model.nodes`, the name of the Node it is; a designed plan has none. */
  readonly nodes: readonly string[]
}

export interface ClassPointer {
  readonly path: string
  readonly namespace: string
  readonly workload: string
  readonly pods: readonly string[]
}

export interface Doubt extends Unknown {
  /**
   * Theorems that hold whatever the answer is. Empty: nothing decides without it.
   */
  readonly harmlessFor: readonly TheoremId[]
}
