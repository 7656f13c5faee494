import { findLabel } from './labels.ts'
import { readEntries, readField, readList, readText } from './field.ts'
import type { Labels } from './labels.ts'
import type { Problem } from '#base/problem.ts'

/**
 * A label selector as the scheduler reads it (scheduler specification, 1.1): an absent one selects
 * nothing, an empty one everything, and one ill-formed entry spoils the whole.
 */
export type LabelSelector =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'all-of'; readonly requirements: readonly LabelRequirement[] }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }

export interface LabelRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  /** Not empty for In and NotIn, empty for the others. */
  readonly values: readonly string[]
}

/** Reads `matchLabels` and `matchExpressions`. */
export function parseLabelSelector(raw: unknown, path: string): LabelSelector {
  if (raw === undefined || raw === null) return { kind: 'nothing' }
  const problems: Problem[] = []
  const requirements = readEntries(raw, 'matchLabels').map(([key, value]): LabelRequirement => {
    if (typeof value !== 'string') {
      problems.push(describeSelectorProblem(`${path}.matchLabels.${key}`, value, 'a text'))
    }
    return { key, operator: 'In', values: [String(value)] }
  })
  readList(raw, 'matchExpressions').forEach((expression, index) => {
    const requirement = parseLabelRequirement(expression)
    if (requirement !== undefined) requirements.push(requirement)
    else {
      const allowed = 'a key with In or NotIn and values, or with Exists or DoesNotExist and none'
      problems.push(
        describeSelectorProblem(`${path}.matchExpressions[${index}]`, expression, allowed),
      )
    }
  })
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'all-of', requirements }
}

/** A selector written as a plain map, such as a Service's: all entries must hold; empty selects everything. */
export function makeMapSelector(labels: Labels): LabelSelector {
  const requirements = Object.entries(labels).map(([key, value]): LabelRequirement => ({
    key,
    operator: 'In',
    values: [value],
  }))
  return { kind: 'all-of', requirements }
}

/** An invalid selector matches nothing. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return (
    selector.kind === 'all-of' &&
    selector.requirements.every((requirement) => matchesRequirement(requirement, labels))
  )
}

/** True for a selector without requirements, which several rules treat specially. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return selector.kind === 'all-of' && selector.requirements.length === 0
}

/** The selector with more requirements; `nothing` and `invalid` stay as they are. */
export function narrowSelector(
  selector: LabelSelector,
  requirements: readonly LabelRequirement[],
): LabelSelector {
  if (selector.kind !== 'all-of' || requirements.length === 0) return selector
  return { kind: 'all-of', requirements: [...selector.requirements, ...requirements] }
}

function matchesRequirement(requirement: LabelRequirement, labels: Labels): boolean {
  const value = findLabel(labels, requirement.key)
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value)
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}

function parseLabelRequirement(raw: unknown): LabelRequirement | undefined {
  const key = readText(raw, 'key')
  const operator = readText(raw, 'operator')
  const listed = readList(raw, 'values')
  const values = listed.filter((value) => typeof value === 'string')
  if (key === undefined || key === '' || values.length !== listed.length) return undefined
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? { key, operator, values } : undefined
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? { key, operator, values } : undefined
    default:
      return undefined
  }
}

function describeSelectorProblem(path: string, found: unknown, allowed: string): Problem {
  const text = JSON.stringify(readField(found) ?? null).slice(0, 120)
  return { code: 'kube/label-selector', path, message: `${text} is not ${allowed}` }
}
