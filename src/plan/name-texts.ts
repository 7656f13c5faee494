import { unreachable } from '#base/assert.ts'
import { hasPublicValues } from './public-names.ts'
import { isPlainObject } from './schema-walk.ts'
import { RESOURCE_SHAPES, type NameRole, type Shape } from './shareable-fields.ts'

/** What a text of a plan may name; `note` is free text, `fact` an annotation, `tag` one of a group. */
export type TextRole = NameRole | ObjectRole | 'note' | 'fact' | 'tag'

/** By the kind of the object that bears the name. */
export type ObjectRole =
  | 'app'
  | 'attachment'
  | 'budget'
  | 'capacity'
  | 'claim'
  | 'class'
  | 'driver'
  | 'namespace'
  | 'node'
  | 'pod'
  | 'priority'
  | 'volume'

const ROLES: ReadonlyMap<string, ObjectRole> = new Map([
  ['CSIDriver', 'driver'],
  ['CSINode', 'node'],
  ['CSIStorageCapacity', 'capacity'],
  ['Namespace', 'namespace'],
  ['Node', 'node'],
  ['PersistentVolume', 'volume'],
  ['PersistentVolumeClaim', 'claim'],
  ['Pod', 'pod'],
  ['PodDisruptionBudget', 'budget'],
  ['PriorityClass', 'priority'],
  ['StorageClass', 'class'],
  ['VolumeAttachment', 'attachment'],
])

/** Told of every text that may be somebody's word, with what it names; gives what takes its place. */
export type ReplaceText = (role: TextRole, text: string) => string

/** A copy of what may be shared of a plan, its texts replaced; everything else stays as it is. */
export function mapTexts(value: unknown, shape: Shape, replace: ReplaceText): unknown {
  return mapShape({ replace, role: 'app', key: undefined }, value, shape)
}

interface Context {
  readonly replace: ReplaceText
  /** Of `metadata.name`. */
  readonly role: ObjectRole
  /** The label key that the values here belong to. */
  readonly key: string | undefined
}

function mapShape(context: Context, value: unknown, shape: Shape): unknown {
  switch (shape.type) {
    case 'text':
      return typeof value === 'string' ? mapText(context, shape.role, value) : value
    case 'notes':
      return typeof value === 'string' ? context.replace('note', value) : value
    case 'list':
      return Array.isArray(value) ? value.map((one) => mapShape(context, one, shape.item)) : value
    case 'textOrList':
      return Array.isArray(value)
        ? value.map((one) => context.replace('group', String(one)))
        : value
    case 'map':
      return isPlainObject(value) ? mapMap(context, value, shape) : value
    case 'row':
      return isPlainObject(value) ? mapRow(context, value, shape) : value
    case 'resources':
      return Array.isArray(value) ? value.map((one) => mapResource(context, one)) : value
    case 'whole':
    case 'number':
    case 'boolean':
    case 'quantity':
    case 'scalar':
    case 'words':
      return value
    default:
      return unreachable(shape)
  }
}

function mapText(context: Context, role: NameRole | undefined, text: string): string {
  if (role === undefined) return text
  if (role === 'object') return context.replace(context.role, text)
  if (role === 'value' && context.key !== undefined && hasPublicValues(context.key)) return text
  return context.replace(role, text)
}

function mapRow(
  context: Context,
  row: Readonly<Record<string, unknown>>,
  { fields }: Extract<Shape, { readonly type: 'row' }>,
): Readonly<Record<string, unknown>> {
  const key = typeof row['key'] === 'string' ? row['key'] : undefined
  const inner = { ...context, key }
  const shapes = new Map(fields.map(({ name, shape }) => [name, shape]))
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const shape = shapes.get(name)
      return [name, shape === undefined ? value : mapShape(inner, value, shape)]
    }),
  )
}

function mapMap(
  { replace }: Context,
  map: Readonly<Record<string, unknown>>,
  shape: Extract<Shape, { readonly type: 'map' }>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value]
      if (shape.role === 'labels') {
        return [replace('key', key), hasPublicValues(key) ? value : replace('value', value)]
      }
      if (shape.keep === 'facts') return [key, mapFact(replace, key, value)]
      return shape.keep === 'tags' ? mapTag(replace, key, value) : [key, value]
    }),
  )
}

function mapFact(replace: ReplaceText, key: string, value: string): string {
  switch (key) {
    case 'volume.kubernetes.io/selected-node':
      return replace('node', value)
    case 'volume.beta.kubernetes.io/storage-class':
      return replace('class', value)
    case 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes':
      return value
        .split(',')
        .map((name) => replace('part', name.trim()))
        .join(',')
    default:
      return value
  }
}

const AUTOSCALER = 'k8s.io/cluster-autoscaler/'
const OF_LABELS = `${AUTOSCALER}node-template/label/`
const OF_TAINTS = `${AUTOSCALER}node-template/taint/`

function mapTag(replace: ReplaceText, key: string, value: string): readonly [string, string] {
  if (key.startsWith(OF_LABELS)) {
    const label = key.slice(OF_LABELS.length)
    const own = hasPublicValues(label) ? value : replace('value', value)
    return [OF_LABELS + replace('key', label), own]
  }
  if (key.startsWith(OF_TAINTS)) {
    const [own = '', ...effects] = value.split(':')
    const taint = key.slice(OF_TAINTS.length)
    return [OF_TAINTS + replace('key', taint), [replace('value', own), ...effects].join(':')]
  }
  return [mapDiscovery(replace, key), isTagWord(value) ? value : replace('value', value)]
}

function isTagWord(value: string): boolean {
  return value === 'owned' || value === 'shared' || /^[\d.]+[a-zA-Z]{0,3}$/.test(value)
}

/** `k8s.io/cluster-autoscaler/<cluster>`; `enabled`, resources and options are the autoscaler's own. */
export function mapDiscovery(replace: ReplaceText, key: string): string {
  if (!key.startsWith(AUTOSCALER)) return replace('key', key)
  const rest = key.slice(AUTOSCALER.length)
  return rest === 'enabled' || rest.includes('/') ? key : AUTOSCALER + replace('cluster', rest)
}

function mapResource(context: Context, object: unknown): unknown {
  const kind = isPlainObject(object) ? String(object['kind']) : ''
  const known = RESOURCE_SHAPES.find((one) => one.kind === kind)
  if (known === undefined) return object
  return mapShape({ ...context, role: ROLES.get(kind) ?? 'app' }, object, known.shape)
}
