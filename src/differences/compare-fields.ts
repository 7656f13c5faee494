import { compareText } from '#base/compare.ts'
import { parseQuantity } from '#kube/quantity.ts'
import { isApiDefault } from './api-defaults.ts'
import type { FieldDifference } from './difference.ts'
import { isEqual } from './is-equal.ts'

/** Which fields differ, each by its path with both values in words. */
export interface FieldComparison {
  readonly fields: readonly FieldDifference[]
  readonly more: number
}

/** So many fields of one thing are told one by one. */
const MAX_FIELDS = 24
const MAX_TEXT = 160

/**
 * Compares two values field by field. Fields that nothing here turns on are passed over, quantities are
 * compared by what they amount to, and what the API server would fill in counts as said.
 *
 * @param kind of Kubernetes object, for its defaults; a thing of the plan itself has none
 */
export function compareFields(mine: unknown, theirs: unknown, kind = ''): FieldComparison {
  const found: FieldDifference[] = []
  let more = 0
  const add = (path: string, a: unknown, b: unknown) => {
    if (found.length === MAX_FIELDS) more++
    else {
      found.push({
        path: path === '' ? 'all of it' : path,
        ...(a === undefined ? {} : { mine: renderValue(a) }),
        ...(b === undefined ? {} : { theirs: renderValue(b) }),
      })
    }
  }
  const walk = ({ path, pattern }: Place, a: unknown, b: unknown) => {
    if (a === b || isPassedOver(kind, pattern)) return
    const isOneAbsent = a === undefined || a === null || b === undefined || b === null
    if (isOneAbsent && isSilent(kind, pattern, a) && isSilent(kind, pattern, b)) return
    if (isRecord(a) && isRecord(b)) {
      // Most of what was changed is as it was: its paths need not be spelt.
      if (isEqual(a, b)) return
      for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(compareText)) {
        walk(step({ path, pattern }, key), own(a, key), own(b, key))
      }
      return
    }
    if (Array.isArray(a) && Array.isArray(b)) {
      walkLists({ path, pattern }, a, b)
      return
    }
    if (isSameScalar(pattern, a, b) || isSameText(a, b)) return
    add(path, a, b)
  }
  const walkLists = (
    { path, pattern }: Place,
    a: readonly unknown[],
    b: readonly unknown[],
  ): void => {
    const key = LIST_KEYS.find((each) => isKeyedBy(a, each) && isKeyedBy(b, each))
    if (key !== undefined) {
      const names = [...new Set([...a, ...b].map((item) => String(own(item, key))))]
      for (const name of names) {
        const find = (list: readonly unknown[]) =>
          list.find((item) => String(own(item, key)) === name)
        walk({ path: `${path}[${name}]`, pattern: `${pattern}[]` }, find(a), find(b))
      }
      return
    }
    if (a.length === b.length && [...a, ...b].every(isRecord)) {
      a.forEach((item, index) => {
        walk({ path: `${path}[${index}]`, pattern: `${pattern}[]` }, item, b[index])
      })
      return
    }
    if (!isSameText(a, b)) add(path, a, b)
  }
  walk({ path: '', pattern: '' }, mine, theirs)
  return { fields: found, more }
}

interface Place {
  readonly path: string
  /** The path with `[]` for every item of a list. */
  readonly pattern: string
}

/** Members by which items of Kubernetes' and the plan's own lists are known. */
const LIST_KEYS = ['name', 'key', 'containerPort', 'topologyKey']

function isKeyedBy(list: readonly unknown[], key: string): boolean {
  const names = list.map((item) => own(item, key))
  return (
    names.every((name) => typeof name === 'string' || typeof name === 'number') &&
    new Set(names).size === names.length
  )
}

function step({ path, pattern }: Place, key: string): Place {
  const shown = /[.[\]/]/.test(key) ? `[${key}]` : path === '' ? key : `.${key}`
  return { path: path + shown, pattern: pattern === '' ? key : `${pattern}.${key}` }
}

/** Nothing, or only what would be filled in anyway. */
function isSilent(kind: string, pattern: string, value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  if (isRecord(value)) {
    return Object.entries(value).every(([key, member]) =>
      isSilent(kind, step({ path: '', pattern }, key).pattern, member),
    )
  }
  return isApiDefault(kind, pattern, value)
}

/** Known by the API server or the kubelet, or without effect on where pods can run (I10.2). */
const PASSED_OVER = new Set([
  'apiVersion',
  'kind',
  'status',
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.managedFields',
  'metadata.selfLink',
  'metadata.finalizers',
  'metadata.generateName',
  'metadata.ownerReferences',
  'spec.claimRef.uid',
  'spec.claimRef.resourceVersion',
  'spec.claimRef.apiVersion',
  'spec.claimRef.kind',
])

const PASSED_OVER_IN_PODS = new Set([
  'env',
  'envFrom',
  'command',
  'args',
  'lifecycle',
  'volumeMounts',
  'volumeDevices',
  'tty',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'securityContext',
  'imagePullPolicy',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'workingDir',
  'stdin',
  'dnsPolicy',
  'serviceAccount',
  'serviceAccountName',
  'enableServiceLinks',
  'imagePullSecrets',
  'creationTimestamp',
])

/** Annotations that the simulation reads. */
const ANNOTATIONS = new Set([
  'storageclass.kubernetes.io/is-default-class',
  'cluster-autoscaler.kubernetes.io/safe-to-evict',
  'karpenter.sh/do-not-disrupt',
])

function isPassedOver(kind: string, pattern: string): boolean {
  if (kind === '') return pattern === 'name'
  if (PASSED_OVER.has(pattern)) return true
  const last = pattern.slice(pattern.lastIndexOf('.') + 1)
  if (PASSED_OVER_IN_PODS.has(last) && /(?:^|\.)spec\./.test(pattern)) return true
  const at = pattern.indexOf('metadata.annotations.')
  return at !== -1 && !ANNOTATIONS.has(pattern.slice(at + 'metadata.annotations.'.length))
}

const QUANTITIES =
  /(?:^|\.)(?:requests|limits|capacity|overhead|kubeReserved|systemReserved|hard)\.[^.]+$|sizeLimit$/

function isSameScalar(pattern: string, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined || !QUANTITIES.test(pattern)) return false
  const one = parseQuantity(a, '')
  const other = parseQuantity(b, '')
  return one.kind === 'ok' && other.kind === 'ok' && one.value === other.value
}

function isSameText(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && renderWhole(a) === renderWhole(b)
}

/** A value in one line. */
function renderValue(value: unknown): string {
  const text = renderWhole(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

function renderWhole(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    return value
      .map((item) => (isRecord(item) ? `{${renderWhole(item)}}` : renderWhole(item)))
      .join(', ')
  }
  if (!isRecord(value)) return String(value)
  const members = Object.entries(value).toSorted(([a], [b]) => compareText(a, b))
  return members
    .map(([key, member]) => {
      const text = renderWhole(member)
      return typeof member === 'object' && member !== null ? `${key}: {${text}}` : `${key}: ${text}`
    })
    .join(', ')
}

function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
