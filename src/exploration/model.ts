/**
 * The model form: a small, untimed cluster in which one pod is judged. Everything in it is data;
 * names are free. It is made from a plan by `compile.ts` and read from JSON Lines by `parse-model.ts`.
 *
 * Fields, defaults and refusals: exploration specification, section 2.
 */
export interface Model {
  readonly zones: readonly string[]
  readonly groups: readonly ModelGroup[]
  readonly pods: readonly ModelPod[]
  readonly nodes: readonly ModelNode[]
  /** Workloads scaled to zero at the start. */
  readonly absent?: readonly string[] | undefined
  /** The zone that is down at the start. */
  readonly down?: string | undefined
  /** The class that is judged. */
  readonly target: string
  readonly budget: Budget
  /** Zones that an outage may take (XD2); absent: any. A question's, never part of the form. */
  readonly outages?: readonly string[] | undefined
}

export type Scaler = 'none' | 'cluster-autoscaler' | 'karpenter'

/** Starts the names of resources that stand for a yes or no between a class and a group (section 7, XC8). */
export const MARKER_PREFIX = 'may-use/'

/** Resource name to whole number: `cpu` in millicores and `memory` in bytes when it comes from a plan. */
export type Amounts = Readonly<Record<string, number>>

export interface ModelGroup {
  readonly name: string
  /** In listed order: the first is the zone of the provider's template (A7.1). */
  readonly zones: readonly string[]
  readonly min: number
  readonly max: number
  readonly desired: number
  readonly scaler: Scaler
  readonly rebalance?: boolean | undefined
  readonly distribution?: 'balanced-best-effort' | 'balanced-only' | undefined
  readonly offered?: readonly string[] | undefined
  readonly capacity: Amounts
  readonly templateCapacity?: Amounts | undefined
  readonly slots?: number | undefined
  readonly slotsInTemplate?: boolean | undefined
  readonly overhead?: Amounts | undefined
  readonly removableBelow?: number | undefined
  readonly memory?: readonly string[] | undefined
}

/** A class of `count` equal pods. */
export interface ModelPod {
  readonly name: string
  readonly workload?: string | undefined
  readonly count?: number | undefined
  readonly requests: Amounts
  readonly volumes?: number | undefined
  readonly zone?: string | undefined
  readonly binds?: readonly string[] | undefined
  readonly zones?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly apartFrom?: readonly string[] | undefined
  readonly zoneApart?: readonly string[] | undefined
  readonly zoneWith?: readonly string[] | undefined
  readonly spread?: { readonly maxSkew: number; readonly with: readonly string[] } | undefined
  readonly priority?: number | undefined
  readonly after?: string | undefined
  readonly evictable?: boolean | undefined
  readonly finishes?: boolean | undefined
}

export interface ModelNode {
  readonly group: string
  readonly zone: string
  /** Classes, one entry a pod. */
  readonly pods: readonly string[]
}

export interface Budget {
  readonly nodeLoss?: number | undefined
  readonly zoneOutage?: number | undefined
  readonly scaleToZero?: number | undefined
  readonly autoscalerRestart?: number | undefined
}
