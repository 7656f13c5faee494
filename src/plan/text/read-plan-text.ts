import type { Problem } from '#base/problem.ts'
import { splitPath } from '#base/split-path.ts'
import { parseYamlDocuments } from '#kube/manifest.ts'
import { isPlainObject } from '../schema-walk.ts'
import type { Plan } from '../schema.ts'
import { listUnknowns } from '../unknowns.ts'
import { findCrossProblems } from '../cross-checks.ts'
import { findPlanForm, parsePlan } from '../validate.ts'
import { cutObjects, type ObjectBlock } from './cut-objects.ts'
import type { TextPath } from './diff-values.ts'
import { listRepairs, type TextRepair } from './list-repairs.ts'
import { readAt } from './read-at.ts'
import { listTextObjects, type TextObject } from './text-objects.ts'
import { findRange, parseTextTree, type TextRange, type TextTree } from './text-places.ts'

/** What a text says, and where it says what. */
export interface TextReading {
  /** Undefined: it is no whole plan. */
  readonly plan: Plan | undefined
  /** As it was read, also where it is no whole plan; undefined: it is no YAML. */
  readonly value: unknown
  readonly problems: readonly TextProblem[]
  /** What a verdict may turn on and the plan does not say. */
  readonly unknowns: readonly TextNote[]
  readonly objects: readonly TextObject[]
}

export interface TextNote extends TextRange {
  readonly path: string
  readonly message: string
  /** 1-based. */
  readonly line: number
  readonly column: number
}

export interface TextProblem extends TextNote {
  readonly code: string
  readonly repairs: readonly TextRepair[]
}

/** Reads YAML or JSON; every problem bears the place of the text that it speaks of. */
export function readPlanText(text: string): TextReading {
  const lines = listLineStarts(text)
  const { documents, notes } = parseYamlDocuments(text)
  const fatal = notes
    .concat(documents.flatMap((document) => document.notes))
    .filter((note) => note.isFatal || note.code === 'duplicate-key')
  const isBounded = !fatal.some((note) => note.code.startsWith('limit-'))
  const getTree = isBounded ? makeTrees(text) : () => ({ text, root: undefined, errors: [] })
  const filled = documents.filter((document) => document.value !== null)
  const [document] = filled
  if (fatal.length > 0 || document === undefined || filled.length > 1) {
    const message = `${filled.length} documents found, a plan file holds one`
    const said =
      fatal.length > 0
        ? fatal
        : [{ code: 'one-document', message, line: filled.length > 1 ? lines.length : 1 }]
    return {
      plan: undefined,
      value: undefined,
      problems: said.map((note) => toSyntaxProblem(note, getTree('whole'), lines)),
      unknowns: [],
      objects: [],
    }
  }
  const { value } = document
  const { plan, problems, healed } = judge(value)
  return {
    plan,
    value,
    problems: problems
      .map((problem) => {
        const isInObject = problem.path.includes('.resources[')
        return toTextProblem(problem, value, getTree(isInObject ? 'whole' : 'plan'), lines)
      })
      .sort((a, b) => a.from - b.from),
    unknowns: (healed === undefined ? [] : listUnknowns(healed))
      // What is wrong is not missing.
      .filter(({ path }) => !problems.some((problem) => problem.path === path))
      .map((unknown) => ({
        ...unknown,
        ...toPlace(findRange(getTree('plan'), splitPath(unknown.path)), lines),
      })),
    objects: listObjects(value, getTree),
  }
}

/** Trees of the whole text, or of the plan without its objects; each is made once it is asked for. */
function makeTrees(text: string): (part: 'whole' | 'plan') => CutTree {
  const cut = cutObjects(text)
  const trees = new Map<string, CutTree>()
  return (part) => {
    const name = cut.blocks.length === 0 ? 'whole' : part
    const known = trees.get(name)
    if (known !== undefined) return known
    const tree =
      name === 'whole' ? parseTextTree(text) : { ...parseTextTree(cut.text), blocks: cut.blocks }
    trees.set(name, tree)
    return tree
  }
}

interface CutTree extends TextTree {
  readonly blocks?: readonly ObjectBlock[]
}

function listObjects(
  value: unknown,
  getTree: (part: 'whole' | 'plan') => CutTree,
): readonly TextObject[] {
  const tree = getTree('plan')
  const waiting = [...(tree.blocks ?? [])]
  const blocks = new Map<string, ObjectBlock>()
  for (const { path, count } of listResourceLists(value)) {
    if (waiting[0]?.items.length !== count) continue
    const block = waiting.shift()
    if (block !== undefined) blocks.set(JSON.stringify(path), block)
  }
  // The lines say something else than the value: only the tree knows.
  return waiting.length > 0
    ? listTextObjects(getTree('whole'), value, new Map())
    : listTextObjects(tree, value, blocks)
}

function listResourceLists(
  value: unknown,
): readonly { readonly path: TextPath; readonly count: number }[] {
  const count = (path: TextPath) => {
    const list = readAt(value, path)
    return Array.isArray(list) ? list.length : 0
  }
  return Array.from({ length: count(['designs']) }, (_, design) => {
    const clusters = ['designs', design, 'clusters']
    return Array.from({ length: count(clusters) }, (__, cluster) => {
      const path = [...clusters, cluster, 'resources']
      return { path, count: count(path) }
    })
  }).flat()
}

/**
 * Problems of the form hide those of what one field says of another; with the wrong fields left out
 * both are told.
 */
function judge(value: unknown): {
  readonly plan: Plan | undefined
  readonly problems: readonly Problem[]
  readonly healed: Plan | undefined
} {
  const parsed = parsePlan(value)
  if (parsed.kind === 'ok') return { plan: parsed.value, problems: [], healed: parsed.value }
  const { problems } = parsed
  if (problems.some(({ code }) => code === 'plan/too-deep' || code === 'plan/unsafe-key')) {
    return { plan: undefined, problems, healed: undefined }
  }
  const rest = leaveOutProblems(value, problems)
  const isListed = (one: Problem) => problems.some((known) => known.path === one.path)
  // Items that were left out would shift the paths of those behind them.
  const isShifted = problems.some((problem) => problem.path.endsWith(']'))
  const form = findPlanForm(rest)
  const more =
    form === undefined || isShifted
      ? []
      : findCrossProblems(form).filter((one) => one.code === 'plan/size-order' && !isListed(one))
  return {
    plan: undefined,
    problems: [...problems, ...more],
    healed: findPlanForm(value) ?? (isShifted ? undefined : form),
  }
}

/** The value without the fields and items that are wrong. */
export function leaveOutProblems(value: unknown, problems: readonly Problem[]): unknown {
  // From the end, so that what stands before keeps its place in its list.
  return problems
    .map((problem) => splitPath(problem.path))
    .toReversed()
    .reduce((whole, path) => leaveOut(whole, path), value)
}

function leaveOut(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(value)) {
    const index = Number(key)
    return rest.length === 0
      ? value.toSpliced(index, 1)
      : value.map((item, at): unknown => (at === index ? leaveOut(item, rest) : item))
  }
  if (!isPlainObject(value) || !Object.hasOwn(value, key)) return value
  const { [key]: member, ...others } = value
  return rest.length === 0 ? others : { ...value, [key]: leaveOut(member, rest) }
}

function toTextProblem(
  problem: Problem,
  value: unknown,
  tree: TextTree,
  lines: readonly number[],
): TextProblem {
  const { code, path, message } = problem
  const parts = splitPath(path)
  const range = findRange(tree, parts, code === 'plan/unknown-field' ? 'key' : 'value')
  return {
    code,
    path,
    message,
    ...toPlace(range, lines),
    repairs: listRepairs(problem, toTextPath(parts, value), value),
  }
}

/** Numbers where a list is walked into, texts where a map is. */
function toTextPath(parts: readonly string[], value: unknown): TextPath {
  return parts.map((part, index) =>
    Array.isArray(readAt(value, parts.slice(0, index))) ? Number(part) : part,
  )
}

function toSyntaxProblem(
  note: { readonly code: string; readonly message: string; readonly line?: number },
  tree: TextTree,
  lines: readonly number[],
): TextProblem {
  const from = lines[(note.line ?? 1) - 1] ?? 0
  const end = lines[note.line ?? 1] ?? tree.text.length + 1
  const exact = tree.errors.find((error) => error.from >= from && error.from < end)
  const start = exact?.from ?? from + (/^\s*/.exec(tree.text.slice(from, end))?.[0].length ?? 0)
  const range = { from: Math.min(start, tree.text.length), to: Math.max(start, end - 1) }
  return {
    code: `plan/${note.code}`,
    path: '',
    message: note.message,
    ...toPlace(range, lines),
    repairs: [],
  }
}

function listLineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function toPlace(
  range: TextRange,
  lines: readonly number[],
): TextRange & { readonly line: number; readonly column: number } {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle] ?? 0) <= range.from) low = middle
    else high = middle - 1
  }
  return { ...range, line: low + 1, column: range.from - (lines[low] ?? 0) + 1 }
}
