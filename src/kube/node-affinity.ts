import { findLabel } from './labels.ts'
import {
  hasObject,
  mapList,
  readField,
  readList,
  readText,
  readTextMap,
  readWhole,
} from './field.ts'
import type { Labels } from './labels.ts'

/** What a pod, or a volume, demands of the node it runs on (NA-2, NA-3). */
export interface NodeAffinity {
  /** `nodeSelector`: every entry must be on the node. */
  readonly nodeSelector: Labels
  /** Required terms, one of which must hold; absent: no demand; an empty list matches no node. */
  readonly requiredTerms?: readonly NodeSelectorTerm[]
}

/** A term that a pod would like its node to match (NA-5). */
export interface PreferredNodeTerm {
  readonly weight: number
  readonly term: NodeSelectorTerm
}

/** All requirements of a term must hold. A term that is empty or has an invalid one matches nothing. */
export interface NodeSelectorTerm {
  readonly expressions: readonly NodeSelectorRequirement[]
  /** Fields: only `metadata.name` exists. */
  readonly fields: readonly NodeSelectorRequirement[]
  readonly isValid: boolean
}

export interface NodeSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values: readonly string[]
}

/** A node as far as selectors see it; a volume's affinity is asked without the name (VB-5). */
export interface SelectableNode {
  readonly name: string
  readonly labels: Labels
}

/** The node selector and required node affinity of a pod. */
export function readNodeAffinity(podSpec: unknown): NodeAffinity {
  const nodeSelector = readTextMap(podSpec, 'nodeSelector')
  const required = readField(
    podSpec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  )
  return hasObject(required)
    ? {
        nodeSelector,
        requiredTerms: readNodeSelectorTerms(readField(required, 'nodeSelectorTerms')),
      }
    : { nodeSelector }
}

/** The preferred terms of a pod. */
export function readPreferredNodeTerms(podSpec: unknown): readonly PreferredNodeTerm[] {
  const field = 'preferredDuringSchedulingIgnoredDuringExecution'
  return mapList(readList(podSpec, 'affinity', 'nodeAffinity', field), (raw) => ({
    weight: readWhole(raw, 'weight') ?? 0,
    term: readNodeSelectorTerm(readField(raw, 'preference')),
  }))
}

/** Terms of a NodeSelector. */
export function readNodeSelectorTerms(raw: unknown): readonly NodeSelectorTerm[] {
  return readList(raw).map(readNodeSelectorTerm)
}

/** False when NodeAffinity has nothing to check (NA-1). */
export function hasNodeDemand(affinity: NodeAffinity): boolean {
  return affinity.requiredTerms !== undefined || Object.keys(affinity.nodeSelector).length > 0
}

/** NA-2: the selector and one of the required terms. */
export function matchesNodeAffinity(affinity: NodeAffinity, node: SelectableNode): boolean {
  return (
    Object.entries(affinity.nodeSelector).every(
      ([key, value]) => findLabel(node.labels, key) === value,
    ) &&
    (affinity.requiredTerms === undefined || matchesTerms(affinity.requiredTerms, node))
  )
}

/** NA-3: terms are alternatives. */
export function matchesTerms(terms: readonly NodeSelectorTerm[], node: SelectableNode): boolean {
  return terms.some((term) => matchesTerm(term, node))
}

/** The zones, without repeats and in order, of those candidates that the pod's demands accept. */
export function zonesAllowedBy(
  affinity: NodeAffinity,
  candidates: readonly { readonly zone: string; readonly node: SelectableNode }[],
): readonly string[] {
  const accepted = candidates.filter((candidate) => matchesNodeAffinity(affinity, candidate.node))
  return [...new Set(accepted.map((candidate) => candidate.zone))]
}

function matchesTerm(term: NodeSelectorTerm, node: SelectableNode): boolean {
  if (!term.isValid || term.expressions.length + term.fields.length === 0) return false
  return (
    term.expressions.every((expression) => matchesExpression(expression, node.labels)) &&
    term.fields.every((field) => (field.operator === 'In') === field.values.includes(node.name))
  )
}

function matchesExpression(expression: NodeSelectorRequirement, labels: Labels): boolean {
  const value = findLabel(labels, expression.key)
  switch (expression.operator) {
    case 'In':
      return value !== undefined && expression.values.includes(value)
    case 'NotIn':
      return value === undefined || !expression.values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
    case 'Lt': {
      const present = parseInt64(value)
      const bound = parseInt64(expression.values[0])
      if (present === undefined || bound === undefined) return false
      return expression.operator === 'Gt' ? present > bound : present < bound
    }
  }
}

function readNodeSelectorTerm(raw: unknown): NodeSelectorTerm {
  const expressions = readList(raw, 'matchExpressions').map(readRequirement)
  const fields = readList(raw, 'matchFields').map(readRequirement)
  return {
    expressions: expressions.filter((expression) => expression !== undefined),
    fields: fields.filter((field) => field !== undefined),
    isValid:
      expressions.every((item) => item !== undefined && isValidExpression(item)) &&
      fields.every((item) => item !== undefined && isValidField(item)),
  }
}

function readRequirement(raw: unknown): NodeSelectorRequirement | undefined {
  const key = readText(raw, 'key')
  const operator = readText(raw, 'operator')
  const listed = readList(raw, 'values')
  const values = listed.filter((value) => typeof value === 'string')
  if (key === undefined || values.length !== listed.length) return undefined
  switch (operator) {
    case 'In':
    case 'NotIn':
    case 'Exists':
    case 'DoesNotExist':
    case 'Gt':
    case 'Lt':
      return { key, operator, values }
    default:
      return undefined
  }
}

const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/

function isValidExpression({ key, operator, values }: NodeSelectorRequirement): boolean {
  if (!LABEL_KEY.test(key) || !values.every((value) => LABEL_VALUE.test(value))) return false
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
    case 'Gt':
    case 'Lt':
      return values.length === 1 && parseInt64(values[0]) !== undefined
  }
}

function isValidField({ key, operator, values }: NodeSelectorRequirement): boolean {
  return (
    key === 'metadata.name' && (operator === 'In' || operator === 'NotIn') && values.length === 1
  )
}

/** Go's `ParseInt(text, 10, 64)`, as far as it is compared here. */
function parseInt64(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[+-]?\d{1,40}$/.test(text)) return undefined
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  return BigInt.asIntN(64, value) === value ? value : undefined
}
