import type { z } from 'zod'
import type { Problem } from '#base/problem.ts'
import { failed, ok, type Result } from '#base/result.ts'
import { parseYamlDocuments, type ManifestDocument } from '#kube/manifest.ts'
import { findCrossProblems } from './cross-checks.ts'
import { findNearestName } from './nearest-name.ts'
import { isPlainObject, listSchemaKeys, stepInto, type Schema } from './schema-walk.ts'
import { planSchema, type Plan } from './schema.ts'

/** Deeper than any plan; checked before anything recurses (import specification I3.5). */
const MAX_DEPTH = 64
/** Problems told at once; a plan with more is not a plan. */
const MAX_PROBLEMS = 200

/**
 * Checks a value and gives the plan, or every problem found: the form by the schema, then what one
 * field says of another (`plan/unknown-zone`, `plan/size-order`, …).
 */
export function parsePlan(value: unknown): Result<Plan, Problem> {
  const unsafe = findUnsafe(value)
  if (unsafe !== undefined) return failed([unsafe])
  const parsed = planSchema.safeParse(value)
  if (!parsed.success) {
    return failed(
      parsed.error.issues
        .slice(0, MAX_PROBLEMS)
        .flatMap((issue) => renderIssue(issue, value))
        .slice(0, MAX_PROBLEMS),
    )
  }
  // The schema has just checked it; the type only adds `readonly`.
  const plan = parsed.data as Plan
  const problems = findCrossProblems(plan)
  return problems.length > 0 ? failed(problems.slice(0, MAX_PROBLEMS)) : ok(plan)
}

/** A value that has the form of a plan, whatever its fields say of each other. */
export function findPlanForm(value: unknown): Plan | undefined {
  if (findUnsafe(value) !== undefined) return undefined
  const parsed = planSchema.safeParse(value)
  return parsed.success ? (parsed.data as Plan) : undefined
}

/** Reads YAML or JSON text; problems bear the line of the place they speak of. */
export function parsePlanText(text: string): Result<Plan, Problem> {
  const { documents, notes } = parseYamlDocuments(text)
  const fatal = notes.filter((note) => note.isFatal).concat(documents.flatMap(listFatalNotes))
  if (fatal.length > 0) {
    return failed(
      fatal.map((note) => ({
        code: `plan/${note.code}`,
        path: '',
        message: note.message,
        ...(note.line === undefined ? {} : { line: note.line }),
      })),
    )
  }
  const filled = documents.filter((document) => document.value !== null)
  const [document] = filled
  if (document === undefined || filled.length > 1) {
    const message = `${filled.length} documents found, a plan file holds one`
    return failed([{ code: 'plan/one-document', path: '', message }])
  }
  const result = parsePlan(document.value)
  return result.kind === 'ok' ? result : failed(addLines(result.problems, document))
}

function listFatalNotes(document: ManifestDocument): ManifestDocument['notes'] {
  return document.notes.filter((note) => note.isFatal || note.code === 'duplicate-key')
}

function addLines(problems: readonly Problem[], document: ManifestDocument): Problem[] {
  return problems.map((problem) => {
    const line = document.findLine(problem.path)
    return line === undefined ? problem : { ...problem, line }
  })
}

/** Keys that could reach a prototype, and nesting that could end the stack (I3.4, I3.5). */
function findUnsafe(value: unknown): Problem | undefined {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value, path: '', depth: 0 },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth >= MAX_DEPTH) {
      const message = `nested deeper than ${MAX_DEPTH} levels`
      return { code: 'plan/too-deep', path: next.path.slice(0, 200), message }
    }
    for (const key of Object.keys(next.value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        const message = `the key "${key}" is not allowed`
        return { code: 'plan/unsafe-key', path: next.path, message }
      }
      const member = (next.value as Readonly<Record<string, unknown>>)[key]
      if (typeof member !== 'object') continue
      const path = Array.isArray(next.value) ? `${next.path}[${key}]` : joinPath(next.path, key)
      open.push({ value: member, path, depth: next.depth + 1 })
    }
  }
  return undefined
}

function renderIssue(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const path = renderPath(issue.path)
  const found = lookUp(root, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => renderUnknownKey(key, issue.path, root))
    case 'invalid_union': {
      const nested = issue.errors.flat()
      const discriminator = issue.discriminator
      if (discriminator !== undefined) {
        const place = [...issue.path.slice(0, -1), discriminator]
        return [renderWrongKind(place, root)]
      }
      const messages = nested.map((inner) => renderExpectation(inner)).join(', or ')
      return [toProblem('plan/wrong-value', path, `${quote(found)} is not allowed: ${messages}`)]
    }
    case 'invalid_type':
      if (found === undefined) {
        return [toProblem('plan/missing', path, `missing; ${renderExpectation(issue)}`)]
      }
      if (found === null) {
        return [toProblem('plan/wrong-type', path, `no value; ${renderExpectation(issue)}`)]
      }
      return [toProblem('plan/wrong-type', path, `${quote(found)}: ${renderExpectation(issue)}`)]
    case 'invalid_value': {
      const values = issue.values.map(String)
      const nearest = typeof found === 'string' ? findNearestName(found, values) : undefined
      if (found === undefined) {
        return [toProblem('plan/missing', path, `missing; ${renderExpectation(issue)}`)]
      }
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
      const message = `${quote(found)} is not one of ${values.join(', ')}${hint}`
      return [toProblem('plan/wrong-value', path, message)]
    }
    default:
      return [toProblem('plan/wrong-value', path, `${quote(found)}: ${renderExpectation(issue)}`)]
  }
}

function renderExpectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${renderArticle(issue.expected)} is expected`
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')} is expected`
    case 'too_small':
      return `at least ${String(issue.minimum)}${renderUnit(issue.origin)} is expected`
    case 'too_big':
      return `at most ${String(issue.maximum)}${renderUnit(issue.origin)} is allowed`
    case 'invalid_format':
      return `the form of ${issue.message.replace(/^Invalid.*/, issue.format)} is expected`
    default:
      return issue.message
  }
}

function renderArticle(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a map',
    record: 'a map',
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
  }
  return Object.hasOwn(names, expected) ? String(names[expected]) : expected
}

function renderUnit(origin: string): string {
  if (origin === 'string') return ' characters'
  if (origin === 'array' || origin === 'set' || origin === 'map') return ' items'
  return ''
}

function renderUnknownKey(key: string, at: readonly PropertyKey[], root: unknown): Problem {
  const allowed = findAllowedKeys(at, root)
  const nearest = findNearestName(key, allowed)
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  const message = `"${key}" is not a field here (${allowed.join(', ')})${hint}`
  return toProblem('plan/unknown-field', joinPath(renderPath(at), key), message)
}

function renderWrongKind(place: readonly PropertyKey[], root: unknown): Problem {
  const found = lookUp(root, place)
  const allowed = findAllowedKinds(place, root)
  const nearest = typeof found === 'string' ? findNearestName(found, allowed) : undefined
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  const said = found === undefined ? 'missing; ' : `${quote(found)} is not one of `
  const lead = found === undefined ? `${said}one of ` : said
  return toProblem('plan/wrong-kind', renderPath(place), `${lead}${allowed.join(', ')}${hint}`)
}

function findAllowedKeys(at: readonly PropertyKey[], root: unknown): readonly string[] {
  const place = walk(at, root)
  return listSchemaKeys(place.schema, place.value) ?? []
}

/** The `kind`s of the union that the place belongs to. */
function findAllowedKinds(place: readonly PropertyKey[], root: unknown): readonly string[] {
  let union = walk(place.slice(0, -1), root).schema
  while (union?._zod.def.type === 'optional')
    union = (union as z.core.$ZodOptional)._zod.def.innerType
  if (union?._zod.def.type !== 'union') return []
  return (union as z.core.$ZodUnion)._zod.def.options.flatMap((option) => {
    const key = String(place.at(-1))
    const member = stepInto(option, undefined, key)
    return [...(member?._zod.values ?? [])].map(String)
  })
}

function walk(
  path: readonly PropertyKey[],
  root: unknown,
): { readonly schema: Schema; readonly value: unknown } {
  let schema: Schema = planSchema
  let value = root
  for (const key of path) {
    schema = stepInto(schema, value, typeof key === 'symbol' ? '' : key)
    value = lookUp(value, [key])
  }
  return { schema, value }
}

function lookUp(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}

function toProblem(code: string, path: string, message: string): Problem {
  return { code, path, message }
}

function quote(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isPlainObject(value)) return 'a map'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text
}

export function renderPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : joinPath(text, String(key))),
    '',
  )
}

function joinPath(path: string, key: string): string {
  const plain = /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key)
  return path === '' ? plain : `${path}.${plain}`
}
