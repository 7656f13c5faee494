import { findLabel } from './labels.ts'
import { narrowSelector, parseLabelSelector } from './label-selector.ts'
import { hasObject, mapList, readField, readList, readText, readTexts } from './field.ts'
import type { LabelRequirement, LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'

/** A required term of `podAffinity` or `podAntiAffinity` (IPA-1). */
export interface PodAffinityTerm {
  readonly topologyKey: string
  /** `matchLabelKeys` and `mismatchLabelKeys` are merged in (IN-9). */
  readonly selector: LabelSelector
  /** Namespaces by name; that of the term's own pod where the term names none and has no selector. */
  readonly namespaces: readonly string[]
  /** Namespaces by label; `nothing` where absent. */
  readonly namespaceSelector: LabelSelector
}

/** What a pod demands of the pods around it. Preferences are not kept. */
export interface PodAffinity {
  readonly required: readonly PodAffinityTerm[]
  readonly requiredAnti: readonly PodAffinityTerm[]
}

/** The required terms of a pod of this namespace with these labels. */
export function readPodAffinity(
  podSpec: unknown,
  owner: { readonly namespace: string; readonly labels: Labels },
): PodAffinity {
  return {
    required: readTerms(podSpec, 'podAffinity', owner),
    requiredAnti: readTerms(podSpec, 'podAntiAffinity', owner),
  }
}

function readTerms(
  podSpec: unknown,
  kind: 'podAffinity' | 'podAntiAffinity',
  owner: { readonly namespace: string; readonly labels: Labels },
): readonly PodAffinityTerm[] {
  const field = 'requiredDuringSchedulingIgnoredDuringExecution'
  return mapList(readList(podSpec, 'affinity', kind, field), (raw, index) => {
    const path = `affinity.${kind}.${field}[${index}]`
    const selector = parseLabelSelector(readField(raw, 'labelSelector'), `${path}.labelSelector`)
    const listed = readTexts(raw, 'namespaces')
    const isOwnNamespace = listed.length === 0 && !hasObject(raw, 'namespaceSelector')
    return {
      topologyKey: readText(raw, 'topologyKey') ?? '',
      selector: narrowSelector(selector, [
        ...mergeKeys(readTexts(raw, 'matchLabelKeys'), 'In', owner.labels),
        ...mergeKeys(readTexts(raw, 'mismatchLabelKeys'), 'NotIn', owner.labels),
      ]),
      namespaces: isOwnNamespace ? [owner.namespace] : listed,
      namespaceSelector: parseLabelSelector(
        readField(raw, 'namespaceSelector'),
        `${path}.namespaceSelector`,
      ),
    }
  })
}

function mergeKeys(
  keys: readonly string[],
  operator: 'In' | 'NotIn',
  labels: Labels,
): readonly LabelRequirement[] {
  return keys.flatMap((key) => {
    const value = findLabel(labels, key)
    return value === undefined ? [] : [{ key, operator, values: [value] }]
  })
}
