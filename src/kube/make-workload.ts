import type { Problem } from '#base/problem.ts'
import { readField, readList, readText, readTextMap, readTexts, readWhole } from './field.ts'
import { ZONE_KEYS, ZONE_LABEL } from './labels.ts'
import { checkLabelName, checkObjectName } from './object-name.ts'
import type { KubeObject } from './object.ts'
import { parseQuantity } from './quantity.ts'
import { setFields } from './set-field.ts'
import { EFFECTS } from './taint.ts'

export const SKETCHED_KINDS = ['StatefulSet', 'Deployment', 'DaemonSet'] as const
export type SketchedKind = (typeof SKETCHED_KINDS)[number]

/** How strictly the pods of a workload are spread over zones (PTS). */
export const ZONE_SPREADS = ['none', 'DoNotSchedule', 'ScheduleAnyway'] as const
export type ZoneSpread = (typeof ZONE_SPREADS)[number]

/** A workload as a form holds it: what decides where its pods run. Texts are as they were typed. */
export interface WorkloadSketch {
  readonly kind: SketchedKind
  readonly name: string
  readonly namespace: string
  readonly replicas: string
  /** Requests of the first container; empty: none. */
  readonly cpu: string
  readonly memory: string
  /** `key=value`, one an item. */
  readonly nodeSelector: readonly string[]
  /** Zones of the required node affinity; empty: any. */
  readonly zones: readonly string[]
  /** `key=value:Effect`, `key:Effect`, `key` or `*`, one an item. */
  readonly tolerations: readonly string[]
  readonly zoneSpread: ZoneSpread
  /** StatefulSet: the claims of its template, of which a form has one; absent: none. */
  readonly claim?: ClaimSketch
}

export interface ClaimSketch {
  readonly name: string
  readonly sizeGiB: string
  /** Empty: the default class. */
  readonly className: string
}

export const NEW_WORKLOAD: WorkloadSketch = {
  kind: 'StatefulSet',
  name: '',
  namespace: 'default',
  replicas: '1',
  cpu: '500m',
  memory: '1Gi',
  nodeSelector: [],
  zones: [],
  tolerations: [],
  zoneSpread: 'none',
}

/** A workload whose pods are the sketch's; pods that it implies start pending (XC4). */
export function makeWorkload(sketch: WorkloadSketch): KubeObject {
  const labels = { app: sketch.name }
  const bare: KubeObject = {
    apiVersion: 'apps/v1',
    kind: sketch.kind,
    metadata: { name: sketch.name, namespace: sketch.namespace, labels },
    spec: {
      ...(sketch.kind === 'StatefulSet' ? { serviceName: sketch.name } : {}),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: sketch.name.slice(0, 63) }] },
      },
    },
  }
  return changeWorkload(bare, sketch)
}

/** What the form shows of a workload of a kind that it knows. */
export function readWorkloadSketch(object: KubeObject): WorkloadSketch | undefined {
  const kind = SKETCHED_KINDS.find((each) => each === object.kind)
  if (kind === undefined) return undefined
  const spec = readField(object, ...POD_SPEC)
  const [container] = readList(spec, 'containers')
  const claim = readClaim(object)
  const spread = findZoneSpread(spec)
  return {
    kind,
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? 'default',
    replicas: kind === 'DaemonSet' ? '' : String(readWhole(object, 'spec', 'replicas') ?? 1),
    cpu: readAmount(container, 'cpu'),
    memory: readAmount(container, 'memory'),
    nodeSelector: Object.entries(readTextMap(spec, 'nodeSelector')).map(
      ([key, value]) => `${key}=${value}`,
    ),
    zones: readZones(spec),
    tolerations: readList(spec, 'tolerations').map(renderToleration),
    zoneSpread: spread,
    ...(claim === undefined ? {} : { claim }),
  }
}

/**
 * The workload with what the sketch says. A part that the sketch leaves as it reads stays as it is
 * written, so nothing that a form does not show is lost. Name and kind are never changed.
 */
export function changeWorkload(object: KubeObject, sketch: WorkloadSketch): KubeObject {
  const before = readWorkloadSketch(object)
  const isChanged = (field: keyof WorkloadSketch) =>
    JSON.stringify(before?.[field]) !== JSON.stringify(sketch[field])
  const has = (field: keyof WorkloadSketch, change: (one: KubeObject) => KubeObject) =>
    isChanged(field) ? change : (one: KubeObject) => one
  const changes = [
    (one: KubeObject) =>
      sketch.kind === 'DaemonSet' ? one : setReplicas(one, Number(sketch.replicas)),
    has('cpu', (one) => setRequest(one, 'cpu', sketch.cpu)),
    has('memory', (one) => setRequest(one, 'memory', sketch.memory)),
    has('nodeSelector', (one) => setNodeSelector(one, sketch.nodeSelector)),
    has('zones', (one) => setZones(one, sketch.zones)),
    has('tolerations', (one) => setTolerations(one, sketch.tolerations)),
    has('zoneSpread', (one) => setZoneSpread(one, sketch.zoneSpread)),
    has('claim', (one) => setClaim(one, sketch.claim)),
  ]
  return changes.reduce((one, change) => change(one), object)
}

/** How many pods are wanted. */
export function setReplicas(object: KubeObject, replicas: number): KubeObject {
  return setFields(object, [[['spec', 'replicas'], replicas]])
}

/** What is wrong with the sketch; each problem's path is the field's name. */
export function checkWorkload(
  sketch: WorkloadSketch,
  known: {
    readonly zones: readonly string[]
    /** Names of storage classes; empty ones are not checked. */
    readonly classes: readonly string[]
    /** `Kind namespace/name` of other workloads. */
    readonly taken: readonly string[]
  },
): readonly Problem[] {
  const problems: Problem[] = [
    // Pods of a StatefulSet bear its name and a number as their host name.
    ...(sketch.kind === 'StatefulSet'
      ? checkLabelName(sketch.name, 'name')
      : checkObjectName(sketch.name, 'name')),
    ...checkLabelName(sketch.namespace, 'namespace'),
  ]
  if (known.taken.includes(`${sketch.kind} ${sketch.namespace}/${sketch.name}`)) {
    const message = `${sketch.kind} ${sketch.namespace}/${sketch.name} is there already`
    problems.push({ code: 'kube/repeated-name', path: 'name', message })
  }
  if (sketch.kind !== 'DaemonSet') {
    problems.push(...checkWhole(sketch.replicas, 'replicas', { least: 0, most: 10_000 }))
  }
  problems.push(...checkAmount(sketch.cpu, 'cpu'), ...checkAmount(sketch.memory, 'memory'))
  for (const zone of sketch.zones) {
    if (known.zones.includes(zone)) continue
    const message = `"${zone}" is not one of ${known.zones.join(', ')}`
    problems.push({ code: 'kube/unknown-zone', path: 'zones', message })
  }
  problems.push(
    ...sketch.nodeSelector.flatMap((line) => checkPair(line, 'nodeSelector')),
    ...sketch.tolerations.flatMap((line) => checkToleration(line)),
  )
  if (sketch.claim !== undefined) problems.push(...checkClaim(sketch.claim, known.classes))
  return problems
}

/** A whole number within bounds, as it was typed. */
export function checkWhole(
  typed: string,
  path: string,
  { least, most }: { readonly least: number; readonly most: number },
): readonly Problem[] {
  const value = /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : undefined
  if (value !== undefined && value >= least && value <= most) return []
  const found = typed.trim() === '' ? 'missing' : JSON.stringify(typed.trim().slice(0, 40))
  const message = `${found}; a whole number from ${least} to ${most.toLocaleString('en-US')} is expected`
  return [{ code: 'kube/whole', path, message }]
}

const POD_SPEC = ['spec', 'template', 'spec']

function readAmount(container: unknown, resource: string): string {
  const amount = readField(container, 'resources', 'requests', resource)
  return typeof amount === 'string' || typeof amount === 'number' ? String(amount) : ''
}

function setRequest(object: KubeObject, resource: string, typed: string): KubeObject {
  const containers = readList(object, ...POD_SPEC, 'containers')
  const [first, ...others] = containers.length === 0 ? [{ name: object.metadata.name }] : containers
  const changed = setFields(first as object, [
    [['resources', 'requests', resource], typed.trim() === '' ? undefined : typed.trim()],
  ])
  return setFields(object, [
    [
      [...POD_SPEC, 'containers'],
      [changed, ...others],
    ],
  ])
}

function setNodeSelector(object: KubeObject, lines: readonly string[]): KubeObject {
  const selector = Object.fromEntries(lines.map(splitPair))
  return setFields(object, [
    [[...POD_SPEC, 'nodeSelector'], lines.length === 0 ? undefined : selector],
  ])
}

const AFFINITY_TERMS = [
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
  'nodeSelectorTerms',
]

function readZones(spec: unknown): readonly string[] {
  const zones = readList(spec, ...AFFINITY_TERMS).flatMap((term) =>
    readList(term, 'matchExpressions')
      .filter(isZoneChoice)
      .flatMap((one) => readTexts(one, 'values')),
  )
  return [...new Set(zones)]
}

/** Terms are alternatives: the zones hold in each of them. */
function setZones(object: KubeObject, zones: readonly string[]): KubeObject {
  const terms = readList(object, ...POD_SPEC, ...AFFINITY_TERMS)
  const choice = { key: ZONE_LABEL, operator: 'In', values: zones }
  const changed = (terms.length === 0 ? [{}] : terms).flatMap((term) => {
    const others = readList(term, 'matchExpressions').filter((one) => !isZoneChoice(one))
    const expressions = zones.length === 0 ? others : [...others, choice]
    const rest = setFields(term as object, [
      [['matchExpressions'], expressions.length === 0 ? undefined : expressions],
    ])
    return Object.keys(rest).length === 0 ? [] : [rest]
  })
  if (changed.length > 0) {
    return setFields(object, [[[...POD_SPEC, ...AFFINITY_TERMS], changed]])
  }
  // Nothing is required any more; what is only preferred stays.
  const affinity = readField(object, ...POD_SPEC, 'affinity')
  const { requiredDuringSchedulingIgnoredDuringExecution: _left, ...preferred } = {
    ...(readField(affinity, 'nodeAffinity') as object | undefined),
  } as Readonly<Record<string, unknown>>
  const { nodeAffinity: _node, ...others } = { ...(affinity as object | undefined) } as Readonly<
    Record<string, unknown>
  >
  const left = Object.keys(preferred).length === 0 ? others : { ...others, nodeAffinity: preferred }
  return setFields(object, [
    [[...POD_SPEC, 'affinity'], Object.keys(left).length === 0 ? undefined : left],
  ])
}

function isZoneChoice(expression: unknown): boolean {
  return (
    ZONE_KEYS.includes(readText(expression, 'key') ?? '') &&
    readText(expression, 'operator') === 'In'
  )
}

function renderToleration(raw: unknown): string {
  const key = readText(raw, 'key') ?? ''
  const value = readText(raw, 'value') ?? ''
  const effect = readText(raw, 'effect') ?? ''
  const pair = key === '' ? '*' : readText(raw, 'operator') === 'Exists' ? key : `${key}=${value}`
  return effect === '' ? pair : `${pair}:${effect}`
}

function setTolerations(object: KubeObject, lines: readonly string[]): KubeObject {
  // One that was there already keeps what a line does not show (tolerationSeconds).
  const known = new Map(
    readList(object, ...POD_SPEC, 'tolerations').map((raw) => [renderToleration(raw), raw]),
  )
  const tolerations = lines.map((line) => known.get(line) ?? makeToleration(line))
  return setFields(object, [
    [[...POD_SPEC, 'tolerations'], tolerations.length === 0 ? undefined : tolerations],
  ])
}

function makeToleration(line: string): object {
  const [, pair = '', effect] = /^(.*?)(?::([A-Za-z]+))?$/.exec(line.trim()) ?? []
  const last = effect === undefined ? {} : { effect }
  if (pair === '*') return { operator: 'Exists', ...last }
  if (!pair.includes('=')) return { key: pair, operator: 'Exists', ...last }
  const [key, value] = splitPair(pair)
  return { key, operator: 'Equal', value, ...last }
}

function findZoneSpread(spec: unknown): ZoneSpread {
  const found = readList(spec, 'topologySpreadConstraints').find(isZoneSpread)
  if (found === undefined) return 'none'
  return readText(found, 'whenUnsatisfiable') === 'ScheduleAnyway'
    ? 'ScheduleAnyway'
    : 'DoNotSchedule'
}

function setZoneSpread(object: KubeObject, spread: ZoneSpread): KubeObject {
  const path = [...POD_SPEC, 'topologySpreadConstraints']
  const all = readList(object, ...path)
  const others = all.filter((one) => !isZoneSpread(one))
  const found = all.find(isZoneSpread) ?? {
    maxSkew: 1,
    topologyKey: ZONE_LABEL,
    labelSelector: {
      matchLabels: readTextMap(object, 'spec', 'template', 'metadata', 'labels'),
    },
  }
  const constraints =
    spread === 'none' ? others : [...others, { ...(found as object), whenUnsatisfiable: spread }]
  return setFields(object, [[path, constraints.length === 0 ? undefined : constraints]])
}

function isZoneSpread(constraint: unknown): boolean {
  return ZONE_KEYS.includes(readText(constraint, 'topologyKey') ?? '')
}

function readClaim(object: KubeObject): ClaimSketch | undefined {
  const [template] = readList(object, 'spec', 'volumeClaimTemplates')
  const name = readText(template, 'metadata', 'name')
  if (name === undefined) return undefined
  const bytes = parseQuantity(
    readField(template, 'spec', 'resources', 'requests', 'storage'),
    'storage',
  )
  return {
    name,
    sizeGiB: bytes.kind === 'ok' ? String(Number(bytes.value / 1_000_000_000n) / 2 ** 30) : '',
    className: readText(template, 'spec', 'storageClassName') ?? '',
  }
}

function setClaim(object: KubeObject, claim: ClaimSketch | undefined): KubeObject {
  const path = ['spec', 'volumeClaimTemplates']
  const [first, ...others] = readList(object, ...path)
  if (claim === undefined) {
    return setFields(object, [[path, others.length === 0 ? undefined : others]])
  }
  const template = setFields((first ?? {}) as object, [
    [['metadata', 'name'], claim.name],
    ...(first === undefined ? [[['spec', 'accessModes'], ['ReadWriteOnce']] as const] : []),
    [['spec', 'resources', 'requests', 'storage'], `${claim.sizeGiB.trim()}Gi`],
    [['spec', 'storageClassName'], claim.className === '' ? undefined : claim.className],
  ])
  const mounted = readList(object, ...POD_SPEC, 'containers').map((container, index) =>
    index > 0 || first !== undefined
      ? container
      : { ...(container as object), volumeMounts: [{ name: claim.name, mountPath: '/data' }] },
  )
  return setFields(object, [
    [path, [template, ...others]],
    [[...POD_SPEC, 'containers'], mounted],
  ])
}

function checkAmount(typed: string, path: string): readonly Problem[] {
  if (typed.trim() === '') return []
  const parsed = parseQuantity(typed.trim(), path)
  if (parsed.kind === 'failed') return parsed.problems
  if (parsed.value >= 0n) return []
  const message = `${JSON.stringify(typed)}: at least 0 is expected`
  return [{ code: 'kube/quantity', path, message }]
}

function checkPair(line: string, path: string): readonly Problem[] {
  if (/^[^=\s]+=[^=\s]*$/.test(line)) return []
  const message = `${JSON.stringify(line.slice(0, 80))} is not key=value`
  return [{ code: 'kube/pair', path, message }]
}

function checkToleration(line: string): readonly Problem[] {
  const match = /^(\*|[^=:\s*]+(?:=[^=:\s]*)?)(?::([^:\s]+))?$/.exec(line)
  const effect = match?.[2]
  if (match !== null && (effect === undefined || EFFECTS.includes(effect))) return []
  const message = `${JSON.stringify(line.slice(0, 80))} is not key=value:Effect, key:Effect or *, with one of ${EFFECTS.join(', ')}`
  return [{ code: 'kube/toleration', path: 'tolerations', message }]
}

function checkClaim(claim: ClaimSketch, classes: readonly string[]): readonly Problem[] {
  const problems = [
    ...checkLabelName(claim.name, 'claimName'),
    ...checkWhole(claim.sizeGiB, 'sizeGiB', { least: 1, most: 65_536 }),
  ]
  if (claim.className === '' || classes.includes(claim.className)) return problems
  const allowed = classes.length === 0 ? 'there is none yet' : `those are ${classes.join(', ')}`
  const message = `"${claim.className}" is not a storage class of the plan; ${allowed}`
  return [...problems, { code: 'kube/unknown-class', path: 'className', message }]
}

function splitPair(line: string): readonly [string, string] {
  const at = line.indexOf('=')
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
}
