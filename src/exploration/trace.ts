/**
 * Steps of a trace, with the fields that make each exact (exploration specification, section 9):
 * `group`, `zone` and `holds` (sorted classes on the node before the step) of a node that is there,
 * `group` and `zone` of one that comes.
 */
export type Step =
  /** XM1, XM2: pod placed on the node of `group` in `zone` that holds `holds`. */
  | {
      readonly step: 'schedule'
      readonly pod: string
      readonly group: string
      readonly zone: string
      readonly holds?: readonly string[]
    }
  | {
      readonly step: 'preempt'
      readonly pod: string
      readonly group: string
      readonly zone: string
      readonly holds: readonly string[]
      readonly evicts: readonly string[]
    }
  /** XM3, XM8. */
  | { readonly step: 'launch'; readonly group: string; readonly zone: string }
  | {
      readonly step: 'karpenterLaunches'
      readonly pod: string
      readonly group: string
      readonly zone: string
    }
  /** XM4: the node in `zone` goes, one in `to` comes. */
  | {
      readonly step: 'rebalance'
      readonly group: string
      readonly zone: string
      readonly to: string
      readonly holds?: readonly string[]
    }
  /** XM5: `zone` is the template's. */
  | {
      readonly step: 'caRaises'
      readonly pod: string
      readonly group: string
      readonly zone: string
    }
  | { readonly step: 'caGivesUp'; readonly group: string }
  | {
      readonly step: 'caRemoves'
      readonly group: string
      readonly zone: string
      readonly holds?: readonly string[]
    }
  | { readonly step: 'karpenterRemoves'; readonly group: string; readonly zone: string }
  /** XM10. */
  | {
      readonly step: 'finishes'
      readonly pod: string
      readonly group: string
      readonly zone: string
      readonly holds: readonly string[]
    }
  | {
      readonly step: 'nodeLoss'
      readonly group: string
      readonly zone: string
      readonly holds?: readonly string[]
    }
  | { readonly step: 'zoneOutage'; readonly zone: string }
  | { readonly step: 'zoneReturns'; readonly zone: string }
  | { readonly step: 'scaleToZero'; readonly workload: string }
  | { readonly step: 'scaleBack'; readonly workload: string }
  | { readonly step: 'autoscalerRestart' }

export type StepName = Step['step']

/** Who makes a step: the system by itself, something from outside, or the end of that. */
export type StepSide = 'system' | 'disturbance' | 'ends'

export function sideOf(step: StepName): StepSide {
  switch (step) {
    case 'nodeLoss':
    case 'zoneOutage':
    case 'scaleToZero':
    case 'autoscalerRestart':
      return 'disturbance'
    case 'zoneReturns':
    case 'scaleBack':
      return 'ends'
    default:
      return 'system'
  }
}
