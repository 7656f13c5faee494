import { findLabel } from './labels.ts'
import { narrowSelector, parseLabelSelector } from './label-selector.ts'
import { mapList, readField, readList, readText, readTexts, readWhole } from './field.ts'
import type { LabelRequirement, LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'

/** One of a pod's own `topologySpreadConstraints`, its defaults filled in (PTS-3). */
export interface TopologySpreadConstraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  /** `matchLabelKeys` are merged in. */
  readonly selector: LabelSelector
  readonly minDomains: number
  readonly nodeAffinityPolicy: 'Honor' | 'Ignore'
  readonly nodeTaintsPolicy: 'Honor' | 'Ignore'
}

/**
 * The constraints of a pod with these labels; entries without a key or a skew are left out. The
 * cluster's default constraints (PTS-1) are preferences and are not here.
 */
export function readTopologySpread(
  podSpec: unknown,
  podLabels: Labels,
): readonly TopologySpreadConstraint[] {
  return mapList(readList(podSpec, 'topologySpreadConstraints'), (raw, index) => {
    const topologyKey = readText(raw, 'topologyKey')
    const maxSkew = readWhole(raw, 'maxSkew')
    if (topologyKey === undefined || maxSkew === undefined) return undefined
    const selector = parseLabelSelector(
      readField(raw, 'labelSelector'),
      `topologySpreadConstraints[${index}].labelSelector`,
    )
    return {
      topologyKey,
      maxSkew,
      whenUnsatisfiable:
        readText(raw, 'whenUnsatisfiable') === 'ScheduleAnyway'
          ? ('ScheduleAnyway' as const)
          : ('DoNotSchedule' as const),
      selector: narrowSelector(selector, requireOwnValues(raw, podLabels)),
      minDomains: readWhole(raw, 'minDomains') ?? 1,
      nodeAffinityPolicy:
        readText(raw, 'nodeAffinityPolicy') === 'Ignore' ? ('Ignore' as const) : ('Honor' as const),
      nodeTaintsPolicy:
        readText(raw, 'nodeTaintsPolicy') === 'Honor' ? ('Honor' as const) : ('Ignore' as const),
    }
  })
}

function requireOwnValues(raw: unknown, podLabels: Labels): readonly LabelRequirement[] {
  return readTexts(raw, 'matchLabelKeys').flatMap((key) => {
    const value = findLabel(podLabels, key)
    return value === undefined ? [] : [{ key, operator: 'In' as const, values: [value] }]
  })
}
