import type { PriceChange } from '#exploration/fixes/price-change.ts'
import type { FieldType } from '#plan/fields/field.ts'
import type { KubeKind } from '#plan/fields/kube-fields.ts'
import type { PlaceChange, TextRepair } from '#plan/text/list-repairs.ts'
import type { TextNote, TextProblem } from '#plan/text/read-plan-text.ts'
import type { TextObject } from '#plan/text/text-objects.ts'
import type { PackedPlan } from './packed-plan.ts'

/** What the page and the worker say to each other about a plan as text. */
export type TextFormat = 'yaml' | 'json'

/** Objects of more bytes than this are left out of the text, which would take seconds to read. */
export const MAX_OBJECT_BYTES = 1_000_000

export interface PlanTextRequest {
  readonly packed: PackedPlan
  readonly format: TextFormat
  /** A text that a person wrote, and the plan that it said: what did not change since stays as it is. */
  readonly from?: { readonly text: string; readonly packed: PackedPlan }
}

export interface RenderedPlanText {
  readonly text: string
  /** `not`: what was written is no YAML, and nothing was changed in it. */
  readonly followed: 'in-place' | 'anew' | 'not'
}

export interface PlanTextToRead {
  readonly text: string
  /** The open plan. */
  readonly packed: PackedPlan
}

export interface PlanTextReading {
  /** The plan that the text says; undefined: it is no whole plan. */
  readonly packed: PackedPlan | undefined
  /** It says what the open plan says. */
  readonly isSame: boolean
  /** What was read, with the objects of each cluster left out; undefined: it is no YAML. */
  readonly shell: unknown
  readonly problems: readonly PricedProblem[]
  readonly unknowns: readonly TextNote[]
  readonly objects: readonly TextObject[]
}

export interface PricedProblem extends Omit<TextProblem, 'repairs'> {
  readonly repairs: readonly PricedRepair[]
}

export interface PricedRepair extends TextRepair {
  /** Against the open plan; absent: the plan is not whole with it, or it is about no group. */
  readonly price?: PriceChange
}

export interface PlanTextChange {
  readonly text: string
  readonly format: TextFormat
  readonly change: PlaceChange
}

export interface ChangedPlanText {
  readonly text: string
  readonly followed: RenderedPlanText['followed']
}

/** What completion and forms know beyond the text. */
export interface TextHelp {
  readonly plan: FieldType
  readonly kinds: readonly KubeKind[]
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly zones: readonly { readonly name: string; readonly zoneId: string | undefined }[]
  readonly instanceTypes: readonly InstanceTypeHelp[]
}

export interface InstanceTypeHelp {
  readonly name: string
  readonly vcpu: number
  readonly memoryGiB: number
  /** An hour on demand; absent: not in the bundled list. */
  readonly price?: number
  readonly currency?: string
}

/** The objects of a plan that are too many to be edited as text. */
export function isWithoutObjects(packed: PackedPlan): boolean {
  return countObjectBytes(packed) > MAX_OBJECT_BYTES
}

export function countObjectBytes({ resourceSets }: PackedPlan): number {
  return resourceSets.reduce((sum, set) => sum + set.json.size, 0)
}
