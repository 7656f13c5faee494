import { compareText } from '#base/compare.ts'
import { readEntries, readField, readList, readText } from '#kube/field.ts'
import { isAwsTagRead, type AwsTags } from '../../aws-tags.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import { copyByShape } from '../../shape.ts'
import { DATA_TYPES, SHAPES } from './shapes.ts'

/** A resource of the allow-list as it was copied (I8.2). */
export interface Resource {
  readonly type: string
  /** With the keys of count and for_each: what findings name it by (I8.5). */
  readonly address: string
  /** Address of the module that holds it, empty for the root. */
  readonly module: string
  /** `aws_subnet.private` in its module, whatever the keys. */
  readonly block: string
  /** By its key, else by its name: what it is called where nothing else says it. */
  readonly key: string
  readonly copy: unknown
  readonly tags: AwsTags
  /** Its base is the address. */
  readonly document: SourceDocument
}

/** A resource as it stands in a document, before anything of it is read. */
interface RawResource {
  readonly type: string
  readonly name: string
  readonly mode: string
  readonly module: string
  readonly index: unknown
  readonly values: unknown
  /** True, or a tree that is true where a value is sensitive. */
  readonly sensitive: unknown
  /** An old object that stands until it is destroyed, beside the one that took its place. */
  readonly isDeposed: boolean
}

/** The resources of one plan or state, and what of it was left out, told by type. */
export function readResources(task: MapTask, document: SourceDocument): readonly Resource[] {
  const raw = Object.hasOwn(document.value, 'format_version')
    ? listShown(task, document)
    : listState(task, document)
  const skipped = new Map<string, number>()
  const counts = { sensitive: 0, tags: 0 }
  const resources = raw.flatMap((one) => {
    const isRead = SHAPES.has(one.type) && (one.mode !== 'data' || DATA_TYPES.includes(one.type))
    if (isRead && one.isDeposed) {
      const message = `${one.type}.${one.name}: an old object that waits to be destroyed; not imported`
      tell(task, document, { code: 'tf-deposed', severity: 'info', message })
      return []
    }
    if (isRead) return [readResource(task, document, one, counts)]
    const what = one.mode === 'data' ? `data.${one.type}` : one.type
    skipped.set(what, (skipped.get(what) ?? 0) + 1)
    return []
  })
  reportSkipped(task, document, skipped)
  if (counts.sensitive > 0) {
    const message = `${counts.sensitive} ${counts.sensitive === 1 ? 'value is' : 'values are'} marked sensitive: not read`
    tell(task, document, {
      code: 'tf-sensitive',
      severity: 'dropped',
      message,
      count: counts.sensitive,
    })
  }
  if (counts.tags > 0) {
    const message = `${counts.tags} ${counts.tags === 1 ? 'tag says' : 'tags say'} nothing of clusters: not read`
    tell(task, document, { code: 'tf-tags', severity: 'dropped', message, count: counts.tags })
  }
  return resources.toSorted(
    (a, b) => compareText(a.address, b.address) || compareText(a.type, b.type),
  )
}

function tell(task: MapTask, document: SourceDocument, told: Parameters<typeof report>[1]): void {
  report(task.context, told, placeOf(document, ''))
}

/** Deeper modules are no module that anyone wrote (I8.1). */
const MAX_MODULES = 32

function listShown(task: MapTask, document: SourceDocument): readonly RawResource[] {
  const { value } = document
  const root =
    readField(value, 'planned_values', 'root_module') ?? readField(value, 'values', 'root_module')
  const listed: RawResource[] = []
  const waiting = [{ module: root, depth: 0 }]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next === undefined || next.module === undefined) continue
    const address = readText(next.module, 'address') ?? ''
    for (const resource of readList(next.module, 'resources')) {
      listed.push({
        type: readText(resource, 'type') ?? '',
        name: readText(resource, 'name') ?? '',
        mode: readText(resource, 'mode') ?? 'managed',
        module: address,
        index: readField(resource, 'index'),
        values: readField(resource, 'values'),
        sensitive: readField(resource, 'sensitive_values'),
        isDeposed: readField(resource, 'deposed_key') !== undefined,
      })
    }
    const children = readList(next.module, 'child_modules')
    if (children.length > 0 && next.depth >= MAX_MODULES) {
      const message = `modules nested deeper than ${MAX_MODULES} levels are not read`
      tell(task, document, { code: 'tf-depth', severity: 'error', message })
      continue
    }
    for (const module of children) waiting.push({ module, depth: next.depth + 1 })
  }
  return listed
}

function listState(task: MapTask, document: SourceDocument): readonly RawResource[] {
  let flat = 0
  const listed = readList(document.value, 'resources').flatMap((resource) =>
    readList(resource, 'instances').map((instance): RawResource => {
      if (readField(instance, 'attributes_flat') !== undefined) flat += 1
      return {
        type: readText(resource, 'type') ?? '',
        name: readText(resource, 'name') ?? '',
        mode: readText(resource, 'mode') ?? 'managed',
        module: readText(resource, 'module') ?? '',
        index: readField(instance, 'index_key'),
        values: readField(instance, 'attributes'),
        sensitive: toTree(readList(instance, 'sensitive_attributes')),
        isDeposed: readField(instance, 'deposed') !== undefined,
      }
    }),
  )
  if (flat > 0) {
    const message = `${flat} resources as Terraform before 0.12 wrote them are not read; terraform show -json gives them as they are now`
    tell(task, document, { code: 'tf-flat', severity: 'error', message, count: flat })
  }
  return listed
}

/** Paths of sensitive values, `[{type: "get_attr", value: "password"}]`, as a tree that is true there. */
function toTree(paths: readonly unknown[]): unknown {
  const heads = paths.map((path) => (Array.isArray(path) ? path : [path]) as readonly unknown[])
  if (heads.some((path) => path.length === 0)) return true
  const byName = new Map<string, unknown[]>()
  for (const [head, ...rest] of heads) {
    const value = readField(head, 'value')
    const step = typeof value === 'object' && value !== null ? readField(value, 'value') : value
    const name = typeof head === 'string' ? head : String(step)
    byName.set(name, [...(byName.get(name) ?? []), rest])
  }
  return new Map([...byName].map(([name, rest]) => [name, toTree(rest)] as const))
}

function findMember(sensitive: unknown, key: string): unknown {
  if (sensitive === true) return true
  return sensitive instanceof Map ? sensitive.get(key) : readField(sensitive, key)
}

function readResource(
  task: MapTask,
  document: SourceDocument,
  raw: RawResource,
  counts: { sensitive: number; tags: number },
): Resource {
  const { type, name, index, module, mode } = raw
  const key =
    typeof index === 'string' ? `["${index}"]` : typeof index === 'number' ? `[${index}]` : ''
  const block = `${mode === 'data' ? 'data.' : ''}${type}.${name}`
  const address = `${module === '' ? '' : `${module}.`}${block}${key}`.slice(0, 1024)
  const values = withoutSensitive(raw.values, raw.sensitive, counts)
  const own = { ...document, base: address, value: Object.fromEntries(listRead(values)) }
  return {
    type,
    address,
    module,
    block,
    key: findKey(index, module, name),
    copy: copyByShape({ ...task, document: own, kind: type }, SHAPES.get(type) ?? EMPTY),
    tags: readTags(values, counts),
    document: own,
  }
}

const EMPTY = { type: 'object', fields: new Map(), dropped: new Set<string>() } as const

/** Tags are read by their own list, and not by the shape. */
const TAG_FIELDS: readonly string[] = ['tag', 'tags', 'tag_specifications']

function listRead(values: unknown): readonly (readonly [string, unknown])[] {
  return readEntries(values).filter(([field]) => !TAG_FIELDS.includes(field))
}

/** `web` of `aws_eks_node_group.this["web"]`, of `module.pool["web"].aws_eks_node_group.this[0]`, else `this`. */
function findKey(index: unknown, module: string, name: string): string {
  if (typeof index === 'string' && index !== '') return index.slice(0, 253)
  const last = /\["([^"]+)"\]$/.exec(module)?.[1]
  if (last !== undefined) return last.slice(0, 253)
  return (typeof index === 'number' && index > 0 ? `${name}-${index}` : name).slice(0, 253)
}

/** What a provider or a person marked is not copied (I8.2). */
function withoutSensitive(
  value: unknown,
  sensitive: unknown,
  counts: { sensitive: number },
): unknown {
  if (sensitive === true) {
    if (value !== null && value !== undefined) counts.sensitive += 1
    return undefined
  }
  if (typeof sensitive !== 'object' || sensitive === null) return value
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      withoutSensitive(item, findMember(sensitive, String(index)), counts),
    )
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      withoutSensitive(member, findMember(sensitive, key), counts),
    ]),
  )
}

/** I12.1, in the three forms that the provider has: a map, a list of pairs, and a template's for its instances. */
function readTags(values: unknown, counts: { tags: number }): AwsTags {
  const tags = new Map<string, string>()
  const take = (key: unknown, value: unknown): void => {
    if (typeof key !== 'string' || key.length > 317) return
    if (!isAwsTagRead(key)) {
      counts.tags += 1
      return
    }
    const text = typeof value === 'string' ? value : value === null ? '' : String(value)
    if (text.length <= 1024) tags.set(key, text)
  }
  const given = readList(values, 'tag_specifications').filter(
    (one) => readText(one, 'resource_type') === 'instance',
  )
  for (const one of given) {
    for (const [key, value] of readEntries(one, 'tags')) take(key, value)
  }
  for (const [key, value] of readEntries(values, 'tags')) take(key, value)
  const pairs = [...readList(values, 'tags'), ...readList(values, 'tag')]
  for (const pair of pairs) take(readField(pair, 'key'), readField(pair, 'value'))
  return tags
}

function reportSkipped(
  task: MapTask,
  document: SourceDocument,
  skipped: ReadonlyMap<string, number>,
): void {
  for (const [type, count] of [...skipped].toSorted(([a], [b]) => compareText(a, b))) {
    const why = /^(?:kubernetes_|helm_release|kubectl_manifest)/.test(type)
      ? 'what runs in the cluster is read from kubectl output'
      : 'a type that a plan does not use'
    const message = `${count} ${type.slice(0, 80)}: ${why}; not stored`
    task.context.findings.push({
      code: 'tf-type',
      severity: 'unknown',
      message,
      ...placeOf(document, ''),
      count,
    })
  }
}
