import { readField, readList, readText, readTexts } from '#kube/field.ts'
import type { SourceDocument } from '../../import-context.ts'
import type { Resource } from './read-resources.ts'

/** The resources of a type that an attribute of a resource refers to, in the document's own configuration. */
export type ReferenceFinder = (
  resource: Resource,
  attribute: string,
  type: string,
) => readonly Resource[]

/** A chain of variables and outputs longer than this leads nowhere that anyone wrote. */
const MAX_STEPS = 200

/**
 * Ids of what is still to be made are not in a plan; which resource an attribute refers to is, also
 * through variables and outputs of modules (I8.3). Values of the configuration are never read.
 */
export function makeReferenceFinder(
  resources: readonly Resource[],
  documents: readonly SourceDocument[],
): ReferenceFinder {
  const configurations = new Map(
    documents.map((document) => [
      keyOf(document),
      readField(document.value, 'configuration', 'root_module'),
    ]),
  )
  return (resource, attribute, type) => {
    const root = configurations.get(keyOf(resource.document))
    if (root === undefined) return []
    const found = new Set<Resource>()
    const own = findModule(root, resource.module)
    const block = readList(own, 'resources').find((one) => nameBlock(one) === resource.block)
    const waiting = listReferences(readField(block, 'expressions', attribute)).map((text) => ({
      text,
      module: resource.module,
    }))
    const seen = new Set<string>()
    while (waiting.length > 0 && seen.size < MAX_STEPS) {
      const next = waiting.pop()
      if (next === undefined) break
      const key = `${next.module}\n${next.text}`
      if (seen.has(key)) continue
      seen.add(key)
      for (const one of resources) {
        const isMeant = one.type === type && isIn(one, resource, next.module)
        if (isMeant && refersTo(next.text, one.block)) found.add(one)
      }
      for (const step of follow(root, next)) waiting.push(step)
    }
    return [...found]
  }
}

function keyOf({ file, document }: SourceDocument): string {
  return `${document} ${file}`
}

/** The same document, and the same module whatever the keys of its calls. */
function isIn(one: Resource, other: Resource, module: string): boolean {
  return (
    keyOf(one.document) === keyOf(other.document) && withoutKeys(one.module) === withoutKeys(module)
  )
}

function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:"[^"]*"|\d+)\]/g, '')
}

function refersTo(reference: string, block: string): boolean {
  return (
    reference === block || reference.startsWith(`${block}.`) || reference.startsWith(`${block}[`)
  )
}

function nameBlock(resource: unknown): string {
  const prefix = readText(resource, 'mode') === 'data' ? 'data.' : ''
  return `${prefix}${readText(resource, 'type') ?? ''}.${readText(resource, 'name') ?? ''}`
}

/** Names of the calls from the root to a module: `module.a["x"].module.b` is `a`, `b`. */
function listCalls(module: string): readonly string[] {
  return [...withoutKeys(module).matchAll(/module\.([^.]+)/g)].map(([, name]) => name ?? '')
}

function findModule(root: unknown, module: string): unknown {
  return listCalls(module).reduce(
    (current: unknown, call) => readField(current, 'module_calls', call, 'module'),
    root,
  )
}

/** An expression, or a block of expressions: `[{"id": {"references": […]}}]`. */
function listReferences(expression: unknown, depth = 0): string[] {
  if (depth > 6 || typeof expression !== 'object' || expression === null) return []
  const own = readTexts(expression, 'references')
  if (own.length > 0) return [...own]
  return Object.values(expression).flatMap((member) => listReferences(member, depth + 1))
}

interface Step {
  readonly text: string
  readonly module: string
}

function follow(root: unknown, { text, module }: Step): readonly Step[] {
  const variable = /^var\.([^.[]+)/.exec(text)?.[1]
  if (variable !== undefined) {
    const calls = listCalls(module)
    const call = calls.at(-1)
    if (call === undefined) return []
    const parent = calls
      .slice(0, -1)
      .map((name) => `module.${name}`)
      .join('.')
    const expressions = readField(findModule(root, parent), 'module_calls', call, 'expressions')
    return listReferences(readField(expressions, variable)).map((one) => ({
      text: one,
      module: parent,
    }))
  }
  const [, call, output] = /^module\.([^.[]+)(?:\[[^\]]*\])?\.([^.[]+)/.exec(text) ?? []
  if (call === undefined || output === undefined) return []
  const child = [...listCalls(module), call].map((name) => `module.${name}`).join('.')
  const expression = readField(findModule(root, child), 'outputs', output, 'expression')
  return listReferences(expression).map((one) => ({ text: one, module: child }))
}
