import { findLabel } from './labels.ts'
import { narrowSelector, parseLabelSelector } from './label-selector.ts'
import { hasObject, mapList, readField, readList, readText, readTexts, readWhole } from './field.ts'
import type { LabelRequirement, LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'

/** A term of `podAffinity` or `podAntiAffinity` (IPA-1). */
export interface PodAffinityTerm {
  readonly topologyKey: string
  /** `matchLabelKeys` and `mismatchLabelKeys` are merged in (IN-9). */
  readonly selector: LabelSelector
  /** Namespaces by name; that of the term's own pod where the term names none and has no selector. */
  readonly namespaces: readonly string[]
  /** Namespaces by label; `nothing` where absent. */
  readonly namespaceSelector: LabelSelector
}

/** A term a pod would like to hold (IPA-11). */
export interface WeightedPodAffinityTerm {
  readonly weight: number
  readonly term: PodAffinityTerm
}

/** What a pod demands of the pods around it, and what it would like. */
export interface PodAffinity {
  readonly required: readonly PodAffinityTerm[]
  readonly requiredAnti: readonly PodAffinityTerm[]
  readonly preferred: readonly WeightedPodAffinityTerm[]
  readonly preferredAnti: readonly WeightedPodAffinityTerm[]
}

/** The pod that a term belongs to. */
interface TermOwner {
  readonly namespace: string
  readonly labels: Labels
}

/** The terms of a pod of this namespace with these labels. */
export function readPodAffinity(podSpec: unknown, owner: TermOwner): PodAffinity {
  return {
    required: readRequired(podSpec, 'podAffinity', owner),
    requiredAnti: readRequired(podSpec, 'podAntiAffinity', owner),
    preferred: readPreferred(podSpec, 'podAffinity', owner),
    preferredAnti: readPreferred(podSpec, 'podAntiAffinity', owner),
  }
}

function readRequired(
  podSpec: unknown,
  kind: 'podAffinity' | 'podAntiAffinity',
  owner: TermOwner,
): readonly PodAffinityTerm[] {
  const field = 'requiredDuringSchedulingIgnoredDuringExecution'
  return mapList(readList(podSpec, 'affinity', kind, field), (raw, index) =>
    readTerm(raw, `affinity.${kind}.${field}[${index}]`, owner),
  )
}

function readPreferred(
  podSpec: unknown,
  kind: 'podAffinity' | 'podAntiAffinity',
  owner: TermOwner,
): readonly WeightedPodAffinityTerm[] {
  const field = 'preferredDuringSchedulingIgnoredDuringExecution'
  return mapList(readList(podSpec, 'affinity', kind, field), (raw, index) => {
    const path = `affinity.${kind}.${field}[${index}].podAffinityTerm`
    return {
      weight: readWhole(raw, 'weight') ?? 0,
      term: readTerm(readField(raw, 'podAffinityTerm'), path, owner),
    }
  })
}

function readTerm(raw: unknown, path: string, owner: TermOwner): PodAffinityTerm {
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
