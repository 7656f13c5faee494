/** Runs the catalogue over a cluster, and tries each fix on a copy before it is offered (2.1). */
import { compareText } from '#base/compare.ts'
import { readLayout, toPlacement } from '#availability/control-plane-layout.ts'
import { findMembersPrice } from '#availability/evaluate-control-plane.ts'
import type { PriceOf } from '#availability/evaluate-control-plane.ts'
import { findDowntime } from '#availability/downtime.ts'
import type { Question } from '#availability/control-plane-layout.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { CATALOGUE } from './catalogue.ts'
import { SEVERITIES } from './rule.ts'
import type { Flag, Proposal, Rule, RuleContext, Severity } from './rule.ts'

/** A fix with what it does: to the findings, and to the minutes a year without the API. */
export type TriedFix =
  | { readonly kind: 'task'; readonly text: string }
  | {
      readonly kind: 'edit'
      readonly text: string
      /** Where `value` is to be set. */
      readonly path: string
      readonly value: ControlPlane
      /** Ids of the rules that no longer flag, and of those that newly do. */
      readonly clears: readonly string[]
      readonly raises: readonly string[]
      /** Central prior, planned work included; absent where one of the two is not known. */
      readonly minutesPerYearChange?: number
      /** USD, machines only; absent where a price is not known. */
      readonly pricePerMonthChange?: number
    }

export interface RiskContext extends RuleContext {
  readonly priceOf: PriceOf
}

export interface Finding {
  readonly rule: string
  readonly headline: string
  readonly title: string
  readonly why: string
  readonly sources: readonly string[]
  readonly severity: Severity
  readonly subjects: readonly string[]
  readonly witness: Readonly<Record<string, string | number>>
  readonly fixes: readonly TriedFix[]
}

export interface RiskReport {
  /** Worst first, then by id and place. */
  readonly findings: readonly Finding[]
  /** Rules that could not be decided, with what to ask. */
  readonly unknown: readonly { readonly rule: string; readonly questions: readonly Question[] }[]
}

/** Every finding of the catalogue; a fix that clears nothing is not offered (2.1). */
export function evaluateRisks(context: RiskContext): RiskReport {
  const flags = listFlags(context)
  const findings = flags.flatMap(({ rule, flag }): readonly Finding[] =>
    flag.kind === 'unknown' ? [] : [toFinding(rule, flag, context)],
  )
  const unknown = flags.flatMap(({ rule, flag }) =>
    flag.kind === 'unknown' ? [{ rule: rule.id, questions: flag.questions }] : [],
  )
  return { findings: [...findings].sort(compareFindings), unknown }
}

function toFinding(
  { id, title, why, sources }: Rule,
  flag: Extract<Flag, { readonly kind: 'flagged' }>,
  context: RiskContext,
): Finding {
  const { severity, headline, subjects, witness } = flag
  const fixes = flag.fixes
    .map((fix) => tryFix(fix, context))
    .filter((fix) => fix.kind === 'task' || fix.clears.includes(id))
  return { rule: id, headline, title, why, sources, severity, subjects, witness, fixes }
}

function tryFix(fix: Proposal, context: RiskContext): TriedFix {
  if (fix.kind === 'task') return fix
  const cluster = { ...context.cluster, controlPlane: fix.controlPlane }
  const before = listFlaggedIds(context)
  const after = listFlaggedIds({ ...context, cluster })
  const minutes = findChange(findMinutes(context.cluster, context), findMinutes(cluster, context))
  const price = findChange(
    findMembersPrice(context.cluster, context.priceOf),
    findMembersPrice(cluster, context.priceOf),
  )
  return {
    kind: 'edit',
    text: fix.text,
    path: `${context.path}.controlPlane`,
    value: fix.controlPlane,
    clears: before.filter((id) => !after.includes(id)),
    raises: after.filter((id) => !before.includes(id)),
    ...(minutes === undefined ? {} : { minutesPerYearChange: minutes }),
    ...(price === undefined ? {} : { pricePerMonthChange: price }),
  }
}

function findChange(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before
}

function findMinutes(cluster: Cluster, { path, priors }: RuleContext): number | undefined {
  const reading = readLayout(cluster, path)
  if (reading.kind !== 'self-managed') return undefined
  return findDowntime(toPlacement(reading.layout), priors).withPlanned.central
}

function listFlags(context: RuleContext) {
  return CATALOGUE.flatMap((rule) => rule.check(context).map((flag) => ({ rule, flag })))
}

function listFlaggedIds(context: RuleContext): readonly string[] {
  const flagged = listFlags(context).filter(({ flag }) => flag.kind === 'flagged')
  return [...new Set(flagged.map(({ rule }) => rule.id))]
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subjects.join(), b.subjects.join())
  )
}
