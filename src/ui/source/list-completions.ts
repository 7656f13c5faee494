import type { Field, FieldType, NamedThing } from '#plan/fields/field.ts'
import type { TextHelp } from '#worker/plan-text.ts'
import type { Caret } from './find-caret.ts'

/** What can be written at a caret. */
export interface Completion {
  readonly label: string
  readonly does: string
  readonly isDefault: boolean
  /** "required", or what absent means. */
  readonly detail: string
  /** What is put into the text. */
  readonly insert: string
}

export interface CompletionContext {
  readonly help: TextHelp
  /** The plan as it was last read, without objects. */
  readonly shell: unknown
  /** The kind of the Kubernetes object around the caret. */
  readonly resourceKind: string | undefined
}

const MAX_NAMES = 60

export function listCompletions(caret: Caret, context: CompletionContext): readonly Completion[] {
  const place = findType(caret.path, context)
  if (place === undefined) return []
  const { type, value } = place
  const isKey = caret.at === 'key' && (type.kind === 'map' || type.kind === 'choice')
  if (isKey) return listKeys(type, { value, caret, context })
  if (type.kind === 'resource') return listResourceKeys(caret, context)
  // In a block list the dash is there already: what is written is the item.
  return listValues(type, { caret, context })
}

/** The type of a place, and what stands there. */
export function findType(
  path: readonly (string | number)[],
  { help, shell, resourceKind }: CompletionContext,
): { readonly type: FieldType; readonly value: unknown; readonly field?: Field } | undefined {
  let type: FieldType = help.plan
  let value: unknown = shell
  let field: Field | undefined
  for (const part of path) {
    if (type.kind === 'resource') type = { kind: 'map', fields: listKindFields(help, resourceKind) }
    const next = stepInto(type, value, part)
    if (next === undefined) return undefined
    field = next.field ?? field
    type = next.type
    value = readMember(value, part)
  }
  if (type.kind === 'resource' && resourceKind !== undefined) {
    type = { kind: 'map', fields: listKindFields(help, resourceKind) }
  }
  return { type, value, ...(field === undefined ? {} : { field }) }
}

function stepInto(
  type: FieldType,
  value: unknown,
  part: string | number,
): { readonly type: FieldType; readonly field?: Field } | undefined {
  if (typeof part === 'number') {
    const list = type.kind === 'either' ? type.types.find((one) => one.kind === 'list') : type
    return list?.kind === 'list' ? { type: list.of } : undefined
  }
  const field = listFields(type, value).find(({ name }) => name === part)
  return field === undefined ? undefined : { type: field.type, field }
}

/** The fields of a map; of one whose kind decides them, those of its kind. */
export function listFields(type: FieldType, value: unknown): readonly Field[] {
  if (type.kind === 'map') return type.fields
  if (type.kind !== 'choice') return []
  const kind = readMember(value, 'kind')
  const chosen = type.options.find((option) => option.value === kind)
  if (chosen !== undefined) return chosen.fields
  const all = type.options.flatMap((option) => option.fields)
  return all.filter((field, index) => all.findIndex(({ name }) => name === field.name) === index)
}

function readMember(value: unknown, part: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? (Reflect.get(value, part) as unknown)
    : undefined
}

function listKindFields(help: TextHelp, kind: string | undefined): readonly Field[] {
  const known = help.kinds.find((one) => one.kind === kind)
  if (known !== undefined) return known.fields
  // The kind is not written yet: what every object has.
  return help.kinds[0]?.fields.filter(({ name }) => HEAD.has(name)) ?? []
}

const HEAD = new Set(['apiVersion', 'kind', 'metadata'])

function listKeys(
  type: FieldType,
  place: { readonly value: unknown; readonly caret: Caret; readonly context: CompletionContext },
): readonly Completion[] {
  const { value, caret } = place
  return listFields(type, value)
    .filter(({ name }) => readMember(value, name) === undefined || caret.typed.includes(name))
    .map((field): Completion => {
      const isBlock = isContainer(field.type) && !caret.isFlow
      return {
        label: field.name,
        does: field.does,
        isDefault: false,
        detail: field.isRequired
          ? 'required'
          : field.byDefault === undefined
            ? ''
            : `absent: ${field.byDefault}`,
        insert: `${quoteKey(field.name, caret)}:${isBlock ? '' : ' '}`,
      }
    })
}

function isContainer(type: FieldType): boolean {
  return (
    type.kind === 'map' || type.kind === 'choice' || type.kind === 'record' || type.kind === 'list'
  )
}

function quoteKey(name: string, caret: Caret): string {
  return caret.typed.startsWith('"') ? JSON.stringify(name) : name
}

/** A new object: its version and kind at once, or the fields that every object has. */
function listResourceKeys(caret: Caret, { help }: CompletionContext): readonly Completion[] {
  if (caret.isFlow) return []
  return help.kinds.map(({ kind, apiVersion, does }) => ({
    label: kind,
    does,
    isDefault: false,
    detail: apiVersion,
    insert: `apiVersion: ${apiVersion}\n  kind: ${kind}\n  metadata:\n    name: `,
  }))
}

function listValues(
  type: FieldType,
  place: { readonly caret: Caret; readonly context: CompletionContext },
): readonly Completion[] {
  const { caret, context } = place
  switch (type.kind) {
    case 'enum':
      if (caret.path[4] === 'resources' && caret.path.length === 7) {
        const head = listResourceHeads(String(caret.path[6]), context.help)
        if (head.length > 0) return head.map((one) => withQuotes(one, caret))
      }
      return type.values.map(({ value, does, isDefault }) =>
        withQuotes(
          { label: value, does, isDefault, detail: isDefault ? 'default' : '', insert: value },
          caret,
        ),
      )
    case 'boolean':
      return ['true', 'false'].map((label) => toName(label, ''))
    case 'either':
      return type.types
        .filter((one) => one.kind !== 'list' || caret.at === 'key')
        .flatMap((one) => listValues(one, place))
    case 'text':
      return type.names === undefined
        ? []
        : listNames(type.names, context, caret).map((one) => withQuotes(one, caret))
    case 'list':
      // Behind the key: a list on one line.
      return caret.at === 'value' && !caret.isFlow && !caret.typed.startsWith('[')
        ? listValues(type.of, place).map((one) => ({ ...one, insert: `[${one.insert}]` }))
        : []
    default:
      return []
  }
}

/** `apiVersion` and `kind` of a Kubernetes object: all that are read, whatever stands there now. */
function listResourceHeads(field: string, { kinds }: TextHelp): readonly Completion[] {
  if (field === 'kind') return kinds.map(({ kind, does }) => toName(kind, does))
  if (field !== 'apiVersion') return []
  const versions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))]
  return versions.map((version) => {
    const names = kinds.filter(({ apiVersion }) => apiVersion === version).map(({ kind }) => kind)
    return toName(version, names.join(', '))
  })
}

function listNames(
  names: NamedThing,
  { help, shell }: CompletionContext,
  { path, typed }: Caret,
): readonly Completion[] {
  const cluster = path.slice(0, 4).reduce<unknown>(readMember, shell)
  const listOwn = (list: string) => {
    const items = readMember(cluster, list)
    return Array.isArray(items)
      ? items.flatMap((item: unknown) => {
          const name = readMember(item, 'name')
          return typeof name === 'string' ? [name] : []
        })
      : []
  }
  switch (names) {
    case 'zone':
      return listOwn('zones').map((name) => toName(name, 'A zone of this cluster.'))
    case 'node-group':
      return listOwn('nodeGroups').map((name) => toName(name, 'A node group of this cluster.'))
    case 'region':
      return help.regions.map(({ code, name }) => toName(code, name))
    case 'region-zone':
      return help.zones.map(({ name, zoneId }) => toName(name, zoneId ?? 'A zone of the region.'))
    case 'zone-id':
      return help.zones.flatMap(({ name, zoneId }) =>
        zoneId === undefined
          ? []
          : [toName(zoneId, `Mostly ${name}; it differs between accounts.`)],
      )
    case 'instance-type': {
      const start = typed.replace(/^["']/, '').toLowerCase()
      return help.instanceTypes
        .filter(({ name }) => name.startsWith(start))
        .slice(0, MAX_NAMES)
        .map((type) => toName(type.name, renderInstanceType(type)))
    }
  }
}

/** "2 vCPU, 8 GiB, 0.107 USD an hour". */
export function renderInstanceType(type: TextHelp['instanceTypes'][number]): string {
  const price =
    type.price === undefined ? '' : `, ${type.price.toFixed(3)} ${type.currency ?? ''} an hour`
  return `${type.vcpu} vCPU, ${Number(type.memoryGiB.toFixed(1))} GiB${price}`
}

function toName(label: string, does: string): Completion {
  return { label, does, isDefault: false, detail: '', insert: label }
}

function withQuotes(completion: Completion, { typed, isFlow }: Caret): Completion {
  const isQuoted = typed.startsWith('"')
  return isQuoted && isFlow
    ? { ...completion, insert: JSON.stringify(completion.insert) }
    : completion
}
