import { compareText } from '#base/compare.ts'
import type { FindingSeverity, Guess, ImportFinding, ImportOptions } from './importer.ts'

/**
 * What one import gathers while it runs: findings, guesses with the answers a person gave, placeholders
 * with their values. Made for one import and read at its end; nothing in it outlives the call.
 */
export interface ImportContext {
  readonly options: ImportOptions
  /** The cluster that is being settled, where there are several: what is asked names it. */
  readonly clusterName?: string
  readonly findings: ImportFinding[]
  readonly usedGuessIds: Set<string>
  /** Places by variable, of those without a value (I4.4). */
  readonly openPlaceholders: Map<string, Set<string>>
  /** How often each code was told of a file; after `MAX_ALIKE` only the count grows. */
  readonly tallies: Map<string, number>
}

/** A document, or an object of a list in it. */
export interface SourceDocument {
  readonly file: string
  /** 0-based index in the file. */
  readonly document: number
  /** Path of the value in its document: empty, or `items[3]`. */
  readonly base: string
  readonly value: Readonly<Record<string, unknown>>
  readonly findLine: (path: string) => number | undefined
}

export interface Place {
  readonly file: string
  readonly document?: number
  readonly path?: string
  readonly line?: number
}

/** Findings of one code told one by one for a file; more are counted. */
const MAX_ALIKE = 50

export function makeImportContext(options: ImportOptions): ImportContext {
  return {
    options,
    findings: [],
    usedGuessIds: new Set(),
    openPlaceholders: new Map(),
    tallies: new Map(),
  }
}

export interface Told {
  readonly code: string
  readonly severity: FindingSeverity
  readonly message: string
  readonly count?: number
}

export function report(context: ImportContext, told: Told, place: Place): void {
  const key = JSON.stringify([told.code, place.file])
  const before = context.tallies.get(key) ?? 0
  context.tallies.set(key, before + 1)
  if (before < MAX_ALIKE) {
    context.findings.push({ ...told, ...place })
    return
  }
  const last = context.findings.findLastIndex(
    (finding) => finding.code === told.code && finding.file === place.file,
  )
  const finding = context.findings[last]
  if (finding === undefined) return
  context.findings[last] = { ...finding, count: (finding.count ?? 1) + 1 }
}

/**
 * Takes a guess: the answer a person gave for its id, or the value named. Either way the finding says
 * what was taken and what else could be, so that one click changes it.
 */
export function decide(context: ImportContext, guess: GuessRequest, place: Place): string {
  const { clusterName } = context
  // Where there are several clusters each has its own question of a kind.
  const first = clusterName === undefined ? guess.id : `${clusterName}/${guess.id}`
  let id = first
  for (let next = 2; context.usedGuessIds.has(id); next += 1) id = `${first}#${next}`
  context.usedGuessIds.add(id)
  const { choices } = context.options
  const answer = choices !== undefined && Object.hasOwn(choices, id) ? choices[id] : undefined
  const taken = answer ?? guess.value
  const own = { value: guess.value, label: guess.label ?? guess.value }
  const alternatives = [own, ...guess.alternatives].filter(
    ({ value }, index, all) =>
      value !== taken && all.findIndex((other) => other.value === value) === index,
  )
  const subject = nameSubject(context, guess.subject)
  const shown: Guess = { id, subject, taken, alternatives }
  context.findings.push({
    code: guess.code,
    severity: guess.severity ?? 'assumed',
    message: nameCluster(context, guess.message),
    ...place,
    guess: guess.free === true ? { ...shown, free: true } : shown,
  })
  return taken
}

function nameCluster({ clusterName }: ImportContext, message: string): string {
  if (clusterName === undefined || message.includes(clusterName)) return message
  return `${clusterName}: ${message}`
}

function nameSubject({ clusterName }: ImportContext, subject: string): string {
  if (clusterName === undefined || subject.endsWith(` ${clusterName}`)) return subject
  return subject.endsWith(' the cluster')
    ? `${subject} ${clusterName}`
    : `${subject} in ${clusterName}`
}

export interface GuessRequest {
  readonly id: string
  readonly code: string
  readonly severity?: FindingSeverity
  readonly subject: string
  readonly message: string
  readonly value: string
  readonly label?: string
  readonly alternatives: Guess['alternatives']
  readonly free?: boolean
}

/** The place of a path in a document; the line where it is known. */
export function placeOf(document: SourceDocument, path: string): Place {
  const whole =
    document.base === ''
      ? path
      : path === ''
        ? document.base
        : `${document.base}${path.startsWith('[') ? '' : '.'}${path}`
  const line = document.findLine(whole)
  const place = { file: document.file, document: document.document, path: whole }
  return line === undefined ? place : { ...place, line }
}

const SEVERITY_ORDER: readonly FindingSeverity[] = [
  'error',
  'ambiguous',
  'assumed',
  'dropped',
  'unknown',
  'info',
]

/** Worst first; the same on every run over the same bytes (I1.2). */
export function sortFindings(findings: readonly ImportFinding[]): readonly ImportFinding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
      compareText(a.file, b.file) ||
      (a.document ?? -1) - (b.document ?? -1) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compareText(a.path ?? '', b.path ?? '') ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  )
}
