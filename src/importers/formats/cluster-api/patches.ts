import { readBoolean, readField, readList, readText, readTexts } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { CapiObject } from './objects.ts'
import { READ_PATHS } from './read-paths.ts'

/** What a template is used for in a topology, by which patches choose it. */
export interface PatchTarget {
  readonly role: 'infrastructure' | 'control-plane' | 'MachineDeployment' | 'MachinePool'
  readonly className?: string | undefined
  /** `variables.overrides` of the group. */
  readonly overrides?: unknown
}

interface Patching {
  readonly clusterClass: CapiObject
  readonly topology: unknown
  readonly target: PatchTarget
}

/** The value of a variable; not found where neither the topology nor the class has one. */
type VariableValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'open' }
  | { readonly kind: 'none' }

/**
 * A template with the patches of its class, as far as they set values: from variables or plain. What
 * only Cluster API can compute is told where it is, and the value that it would replace counts as
 * missing.
 */
export function applyPatches(task: MapTask, object: CapiObject, patching: Patching): unknown {
  const { clusterClass, target } = patching
  return readList(clusterClass.copy, 'spec', 'patches').reduce<unknown>((patched, patch, index) => {
    const operations = readList(patch, 'definitions')
      .filter((definition) => isMeant(readField(definition, 'selector'), object, target))
      .flatMap((definition) => readList(definition, 'jsonPatches'))
      .filter((operation) => READ_PATHS.test(readText(operation, 'path') ?? ''))
    if (operations.length === 0) return patched
    const condition = readText(patch, 'enabledIf')
    const isOn = condition === undefined ? true : isEnabled(condition, patching)
    if (isOn === false) return patched
    if (isOn === undefined) {
      tell(task, clusterClass, index, `whether it applies depends on ${condition ?? ''}`)
      return patched
    }
    return operations.reduce<unknown>((value, operation) => {
      const next = applyOperation(value, operation, patching)
      if (next.isClear) return next.value
      tell(task, clusterClass, index, `it computes ${readText(operation, 'path') ?? 'a value'}`)
      return next.value
    }, patched)
  }, object.copy)
}

function tell(task: MapTask, { document }: CapiObject, index: number, why: string): void {
  report(
    task.context,
    {
      code: 'capi-patch',
      severity: 'ambiguous',
      message: `a patch of the ClusterClass is not applied: ${why.slice(0, 160)}`,
    },
    placeOf(document, `spec.patches[${index}]`),
  )
}

function isMeant(selector: unknown, object: CapiObject, target: PatchTarget): boolean {
  if (readText(selector, 'kind') !== object.kind) return false
  const match = readField(selector, 'matchResources')
  const names = (field: string): readonly string[] => readTexts(match, field, 'names')
  const hasClass = (list: readonly string[]): boolean =>
    list.includes('*') || list.includes(target.className ?? '')
  switch (target.role) {
    case 'infrastructure':
      return readBoolean(match, 'infrastructureCluster') === true
    case 'control-plane':
      return readBoolean(match, 'controlPlane') === true
    case 'MachineDeployment':
      return hasClass(names('machineDeploymentClass'))
    case 'MachinePool':
      return hasClass(names('machinePoolClass'))
  }
}

/** The conditions whose answer needs no template engine: a variable is set, or is a certain text. */
function isEnabled(condition: string, patching: Patching): boolean | undefined {
  const text = condition.trim()
  const whenSet = /^\{\{-?\s*if\s+\.([\w.]+)\s*-?\}\}true\{\{-?\s*end\s*-?\}\}$/.exec(text)?.[1]
  const [, word, compared, literal] = COMPARISON.exec(text) ?? []
  const name = whenSet ?? compared
  if (name === undefined) return undefined
  const found = findVariable(name, patching)
  if (found.kind === 'open') return undefined
  const value = found.kind === 'value' ? found.value : undefined
  if (whenSet !== undefined) {
    return value !== undefined && value !== '' && value !== false && value !== 0
  }
  // Of a variable without a value the engine of the templates knows no comparison.
  return typeof value === 'string' ? (value === literal) === (word === 'eq') : undefined
}

/** `{{ eq .name "text" }}` and `{{ ne .name "text" }}`. */
const COMPARISON = /^\{\{-?\s*(eq|ne)\s+\.([\w.]+)\s+"([^"]*)"\s*-?\}\}$/

/** Of the group, else of the topology, else the class' default. */
function findVariable(name: string, { clusterClass, topology, target }: Patching): VariableValue {
  const [head = '', ...path] = name.split('.')
  const said = [
    ...readList(target.overrides, 'overrides'),
    ...readList(topology, 'variables'),
  ].find((one) => readText(one, 'name') === head)
  if (said !== undefined) {
    const value = readField(said, 'value', ...path)
    return value === undefined ? { kind: 'open' } : { kind: 'value', value }
  }
  const declared = readList(clusterClass.copy, 'spec', 'variables').find(
    (one) => readText(one, 'name') === head,
  )
  const value = readField(declared, 'schema', 'openAPIV3Schema', 'default', ...path)
  return value === undefined ? { kind: 'none' } : { kind: 'value', value }
}

function applyOperation(
  value: unknown,
  operation: unknown,
  patching: Patching,
): { readonly value: unknown; readonly isClear: boolean } {
  const path = (readText(operation, 'path') ?? '').split('/').slice(1).map(unescapePointer)
  const set = (member: unknown): { readonly value: unknown; readonly isClear: boolean } => ({
    value: setAt(value, path, member),
    isClear: true,
  })
  if (path.length === 0) return { value, isClear: false }
  if (readText(operation, 'op') === 'remove') return set(undefined)
  const plain = readField(operation, 'value')
  if (plain !== undefined) return set(plain)
  const template = readText(operation, 'valueFrom', 'template')
  const name =
    readText(operation, 'valueFrom', 'variable') ??
    /^\{\{-?\s*\.([\w.]+)\s*-?\}\}$/.exec((template ?? '').trim())?.[1]
  if (name === undefined) return { value: setAt(value, path, undefined), isClear: false }
  const found = findVariable(name, patching)
  return set(found.kind === 'value' ? found.value : undefined)
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

const UNSAFE_KEYS: readonly string[] = ['__proto__', 'prototype', 'constructor']

/** A copy with the member at a path; lists are not walked into, what is read here stands in maps. */
function setAt(value: unknown, path: readonly string[], member: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return member
  if (Array.isArray(value) || UNSAFE_KEYS.includes(key)) return value
  const map = typeof value === 'object' && value !== null ? value : {}
  const next = rest.length === 0 ? member : setAt(readField(map, key), rest, member)
  const others = Object.entries(map).filter(([name]) => name !== key)
  return Object.fromEntries(next === undefined ? others : [...others, [key, next]])
}
