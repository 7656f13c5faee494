import { readBoolean, readText, readWhole } from './field.ts'
import type { KubeObject } from './object.ts'
import type { PodSpec } from './pod-spec.ts'

export interface PriorityClass {
  readonly name: string
  readonly value: number
  readonly isGlobalDefault: boolean
  readonly preemptionPolicy: string
}

const PREEMPT_LOWER = 'PreemptLowerPriority'

/** Classes that every cluster has (IN-5). */
export const SYSTEM_PRIORITY_CLASSES: readonly PriorityClass[] = [
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    isGlobalDefault: false,
    preemptionPolicy: PREEMPT_LOWER,
  },
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    isGlobalDefault: false,
    preemptionPolicy: PREEMPT_LOWER,
  },
]

export function readPriorityClass(object: KubeObject): PriorityClass {
  return {
    name: readText(object, 'metadata', 'name') ?? '',
    value: readWhole(object, 'value') ?? 0,
    isGlobalDefault: readBoolean(object, 'globalDefault') ?? false,
    preemptionPolicy: readText(object, 'preemptionPolicy') ?? PREEMPT_LOWER,
  }
}

/**
 * A pod's priority by the rule of admission (IN-5): its own number, else its class, else the default
 * class, else 0. Undefined: it names a class that is not there; such a pod would not be admitted.
 */
export function findPodPriority(
  spec: PodSpec,
  classes: readonly PriorityClass[],
): { readonly priority: number; readonly preemptionPolicy: string } | undefined {
  const all = [...SYSTEM_PRIORITY_CLASSES, ...classes]
  const priorityClass =
    spec.priorityClassName === undefined
      ? all.find((item) => item.isGlobalDefault)
      : all.find((item) => item.name === spec.priorityClassName)
  const isMissing = spec.priorityClassName !== undefined && priorityClass === undefined
  if (isMissing && spec.priority === undefined) return undefined
  return {
    priority: spec.priority ?? priorityClass?.value ?? 0,
    preemptionPolicy: spec.preemptionPolicy ?? priorityClass?.preemptionPolicy ?? PREEMPT_LOWER,
  }
}
