import { unreachable } from '#base/assert.ts'
import { canonicalizePlan } from './canonical.ts'
import { FORBIDDEN_CHARACTERS } from './plain-text.ts'
import { findNamedKeys, isFact, isReadLabel, isReadTag, type KeySet } from './read-labels.ts'
import { PLAN_API_VERSION, type Cluster, type Plan } from './schema.ts'
import { isPlainObject } from './schema-walk.ts'
import { PLAN_SHAPE, RESOURCE_SHAPES, type Field, type Shape } from './shareable-fields.ts'
import { makeStandIns, type StandIns } from './stand-ins.ts'

/**
 * The part of a plan that may leave the machine (share links L7): what changes a verdict or the picture, and
 * what a person typed. Ids, addresses, images, dates and what no rule reads stay behind. Verdicts are those
 * of the whole plan. Applied twice, it changes nothing.
 */
export function shareable(plan: Plan): Plan {
  // Stand-ins are numbered in the order of the document, which must not be that of the files.
  const ordered = orderPlan(plan)
  const all: Context = { named: EVERYTHING, standIns: makeStandIns(ordered, cleanName) }
  // Keys are named by what travels, not by what stays behind.
  const named = findNamedKeys(projectRow(all, ordered, PLAN_SHAPE.fields))
  const context: Context = { named, standIns: makeStandIns(ordered, cleanName) }
  const copy = projectRow(context, ordered, PLAN_SHAPE.fields)
  // Every required member of a plan is listed in its shape, and members keep their types.
  return canonicalizePlan({ apiVersion: PLAN_API_VERSION, kind: 'Plan', ...copy } as Plan)
}

/** By the names as they will be: what is numbered is numbered alike the second time. */
function orderPlan(plan: Plan): Plan {
  const designs = plan.designs.map((design) => ({
    ...design,
    clusters: design.clusters.map((cluster) => ({
      ...cluster,
      resources: cluster.resources.map(cleanIdentity),
    })),
  }))
  return canonicalizePlan({ ...plan, designs })
}

function cleanIdentity(object: KubeResource): KubeResource {
  const { name, namespace } = object.metadata
  const metadata = {
    ...object.metadata,
    name: cleanText(name, ''),
    ...(namespace === undefined ? {} : { namespace: cleanText(namespace, '') }),
  }
  return { ...object, metadata }
}

/** What `shareable` makes of a name of the plan. */
export function shareText(plan: Plan): (name: string) => string {
  const standIns = makeStandIns(orderPlan(plan), cleanName)
  return (name) => cleanName(standIns.replaceNames(name))
}

interface Context {
  readonly named: KeySet
  readonly standIns: StandIns
}

/** Of every label. */
const EVERYTHING: KeySet = { has: () => true }

type Row = Readonly<Record<string, unknown>>
type KubeResource = Cluster['resources'][number]

function project(context: Context, value: unknown, shape: Shape): unknown {
  switch (shape.type) {
    case 'text':
      return typeof value === 'string' ? projectText(context, value, shape.maxLength) : undefined
    case 'notes':
      return typeof value === 'string' ? cleanText(value.replaceAll('\r\n', '\n'), '\n') : undefined
    case 'words':
      return typeof value === 'string' ? value : undefined
    case 'whole':
      return projectWhole(value)
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'quantity':
      return projectQuantity(value)
    case 'scalar':
      return projectScalar(context, value)
    case 'list':
      return Array.isArray(value) ? projectList(context, value, shape.item) : undefined
    case 'textOrList':
      return Array.isArray(value)
        ? projectList(context, value, { type: 'text', maxLength: 253 })
        : projectScalar(context, value)
    case 'map':
      return isPlainObject(value) ? projectMap(context, value, shape) : undefined
    case 'row':
      return isPlainObject(value) ? projectRow(context, value, shape.fields) : undefined
    case 'resources':
      return Array.isArray(value) ? projectResources(context, value) : undefined
    default:
      return unreachable(shape)
  }
}

function projectRow(context: Context, row: Row, fields: readonly Field[]): Row {
  const entries = fields.flatMap(({ name, shape }) => {
    const value = Object.hasOwn(row, name) ? project(context, row[name], shape) : undefined
    if (value === undefined) return []
    return [[name, name === 'resources' ? dropCoveredLimits(value) : value] as const]
  })
  return Object.fromEntries(entries)
}

/** A limit is read only where nothing is requested; one that says no amount is kept, as it is told. */
function dropCoveredLimits(value: unknown): unknown {
  if (!isPlainObject(value)) return value
  const { limits, ...rest } = value
  if (!isPlainObject(limits)) return value
  const requests = isPlainObject(rest['requests']) ? rest['requests'] : {}
  const read = Object.entries(limits).filter(
    ([name, amount]) =>
      !Object.hasOwn(requests, name) || !/^\d+(?:m|[KMGT]i?)?$/.test(String(amount)),
  )
  return read.length === 0 ? rest : { ...rest, limits: Object.fromEntries(read) }
}

function projectList(context: Context, list: readonly unknown[], item: Shape): readonly unknown[] {
  return list.map((one) => project(context, one, item)).filter((one) => one !== undefined)
}

function projectMap(
  context: Context,
  map: Row,
  { value, keep }: Extract<Shape, { readonly type: 'map' }>,
): Row {
  const entries = Object.entries(map).flatMap(([name, raw]) => {
    const key = cleanText(name, '')
    const member = key === MIRROR ? 'mirror' : project(context, raw, value)
    const stays = member !== undefined && !isUnsafe(key) && isKept(context, keep, key, member)
    return stays ? [[key, member] as const] : []
  })
  return Object.fromEntries(entries)
}

const MIRROR = 'kubernetes.io/config.mirror'
/** Names that reach a prototype (L5.7). */
const UNSAFE: readonly string[] = ['__proto__', 'prototype', 'constructor']

function isUnsafe(key: string): boolean {
  return UNSAFE.includes(key)
}

type Keep = Extract<Shape, { readonly type: 'map' }>['keep']

function isKept({ named }: Context, keep: Keep, key: string, value: unknown): boolean {
  switch (keep) {
    case 'all':
      return true
    case 'labels':
      return isReadLabel(key, named)
    case 'tags':
      return isReadTag(key, named)
    case 'facts':
      return typeof value === 'string' && isFact(key, value)
    default:
      return unreachable(keep)
  }
}

function projectResources(context: Context, objects: readonly unknown[]): readonly unknown[] {
  return objects.flatMap((object) => {
    const kind = isPlainObject(object) ? object['kind'] : undefined
    const known = RESOURCE_SHAPES.find((one) => one.kind === kind)
    if (known === undefined || !isPlainObject(object)) return []
    const row = projectRow(context, object, known.shape.fields)
    return [hideIds(context, { ...row, kind: known.kind })]
  })
}

/** What is known of one kind's ids and free text (L7.1). */
function hideIds(context: Context, object: Row): Row {
  const metadata = hideMetadata(context, object)
  const spec = isPlainObject(object['spec']) ? object['spec'] : {}
  switch (object['kind']) {
    case 'Node':
      return { ...object, metadata, spec: hideProvider(object, spec) }
    case 'PersistentVolume':
      return { ...object, metadata, spec: hideVolume(context, spec) }
    case 'Pod':
      return {
        ...object,
        metadata,
        ...(isPlainObject(object['spec']) ? { spec: hidePodVolumes(context, spec) } : {}),
        ...hidePodStatus(object),
      }
    default:
      return { ...object, metadata, ...hideTemplate(context, object) }
  }
}

/** Only claims are asked for their id: a volume may be kept for an older claim of the same name (VB). */
function hideMetadata({ standIns }: Context, object: Row): Row {
  const { uid, ownerReferences, deletionTimestamp, ...rest } = (
    isPlainObject(object['metadata']) ? object['metadata'] : {}
  ) as Row
  const isClaim = object['kind'] === 'PersistentVolumeClaim'
  // The reader asks for the controller only.
  const owners = (Array.isArray(ownerReferences) ? ownerReferences : [])
    .filter((owner: Row) => owner['controller'] === true)
    .map(({ uid: _uid, ...owner }: Row) => owner)
  return {
    ...rest,
    ...(isClaim ? replaceUid({ uid }, standIns) : {}),
    ...(owners.length === 0 ? {} : { ownerReferences: owners }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp: SOME_TIME }),
  }
}

/** That an object is being deleted is a fact; since when is none. */
const SOME_TIME = '2000-01-01T00:00:00Z'

const ZONE_LABELS: readonly string[] = [
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/zone',
]

/** The provider's id says the zone of a node without a zone label (I10.3), and no more. */
function hideProvider(object: Row, { providerID, ...spec }: Row): Row {
  const metadata = isPlainObject(object['metadata']) ? object['metadata'] : {}
  const labels = isPlainObject(metadata['labels']) ? metadata['labels'] : {}
  const zone = /^aws:\/\/\/([a-z0-9-]+)\/i-[0-9a-f]+$/.exec(String(providerID ?? ''))?.[1]
  const isLabelled = ZONE_LABELS.some((key) => Object.hasOwn(labels, key) && labels[key] !== '')
  return zone === undefined || isLabelled ? spec : { ...spec, providerID: `aws:///${zone}/i-0` }
}

function hideVolume({ standIns }: Context, spec: Row): Row {
  const { csi, awsElasticBlockStore: ebs, claimRef, ...rest } = spec
  return {
    ...rest,
    ...(isPlainObject(csi)
      ? { csi: replaceMember(csi, 'volumeHandle', standIns.replaceVolume) }
      : {}),
    ...(isPlainObject(ebs)
      ? { awsElasticBlockStore: replaceMember(ebs, 'volumeID', standIns.replaceVolume) }
      : {}),
    ...(isPlainObject(claimRef) ? { claimRef: replaceUid(claimRef, standIns) } : {}),
  }
}

/** A pod may name an EBS volume by its id, without a claim. */
function hidePodVolumes({ standIns }: Context, spec: Row): Row {
  const { volumes } = spec
  if (!Array.isArray(volumes)) return spec
  return {
    ...spec,
    volumes: volumes.map((volume: Row) => {
      const ebs = volume['awsElasticBlockStore']
      if (!isPlainObject(ebs)) return volume
      const hidden = replaceMember(ebs, 'volumeID', standIns.replaceVolume)
      return { ...volume, awsElasticBlockStore: hidden }
    }),
  }
}

/** The same of the pods that a workload makes: its template stands in `spec`, a CronJob's in that of its jobs. */
function hideTemplate(context: Context, object: Row): Row {
  const { spec } = object
  if (!isPlainObject(spec)) return {}
  const { template, jobTemplate } = spec
  if (isPlainObject(jobTemplate)) {
    return {
      spec: { ...spec, jobTemplate: { ...jobTemplate, ...hideTemplate(context, jobTemplate) } },
    }
  }
  const podSpec = isPlainObject(template) ? template['spec'] : undefined
  if (!isPlainObject(template) || !isPlainObject(podSpec)) return {}
  const hidden = hidePodVolumes(context, podSpec)
  return { spec: { ...spec, template: { ...template, spec: hidden } } }
}

function replaceUid({ uid, ...rest }: Row, { replaceUid: replace }: StandIns): Row {
  const standIn = typeof uid === 'string' ? replace(uid) : undefined
  return standIn === undefined ? rest : { ...rest, uid: standIn }
}

function replaceMember(row: Row, name: string, replace: (text: string) => string): Row {
  const value = row[name]
  return typeof value === 'string' && value !== '' ? { ...row, [name]: replace(value) } : row
}

const READ_CONDITIONS: readonly unknown[] = ['PodScheduled', 'DisruptionTarget', 'PodResizePending']

/** Of a pod's conditions those that rules read, with the scheduler's own words and nobody else's. */
function hidePodStatus(object: Row): Row {
  const status = object['status']
  if (!isPlainObject(status) || !Array.isArray(status['conditions'])) return {}
  const conditions = status['conditions']
    .filter((condition: Row) => READ_CONDITIONS.includes(condition['type']))
    .map(({ message, ...condition }: Row) =>
      typeof message === 'string' && /^\d+\/\d+ nodes are available: /.test(message)
        ? { ...condition, message }
        : condition,
    )
  return { status: { ...status, conditions } }
}

function projectText({ standIns }: Context, text: string, maxLength: number): string {
  // What is cut may end in half a character.
  return cleanText(cleanText(standIns.replaceNames(text), '').slice(0, maxLength), '')
}

/** As a name: without line feeds, and no longer than any. */
function cleanName(text: string): string {
  return cleanText(cleanText(text, '').slice(0, MAX_NAME), '')
}

const MAX_NAME = 253

/** L3.7, L5.3: composed characters, and none that controls the terminal or the direction of text. */
function cleanText(text: string, allowed: string): string {
  return text
    .replace(FORBIDDEN_CHARACTERS, (character) =>
      character === allowed ? character : replaceControl(character),
    )
    .normalize('NFC')
}

/** Something stays in its place, so that no name becomes empty. */
function replaceControl(character: string): string {
  return character === '\n' || character === '\t' || character === '\r' ? ' ' : '\ufffd'
}

function projectWhole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && !Object.is(number, -0)
    ? number
    : undefined
}

function projectQuantity(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.length <= 64 ? cleanText(value, '') : undefined
}

function projectScalar(context: Context, value: unknown): unknown {
  if (typeof value === 'string') return projectText(context, value, 1024)
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined
  return typeof value === 'boolean' ? value : undefined
}
