/** A verdict as text for people: what, why, how it came there, what proves it. */
import { styleText } from 'node:util'
import type { Fact } from '#exploration/explain.ts'
import { sideOf } from '#exploration/trace.ts'
import type { TraceStep, VerdictReport, VerdictWord } from '#exploration/verdict.ts'
import type { JudgedPod } from './judge-plan.ts'
import { renderKey } from './judge-plan.ts'

type Style = Parameters<typeof styleText>[0]

const STYLES: Readonly<Record<VerdictWord, Style>> = {
  'pending-forever': ['bold', 'red'],
  'at-risk': ['red'],
  'waits-for-zone': ['magenta'],
  ok: ['green'],
  unknown: ['yellow'],
}

/** Several lines, the last one ended. */
export function renderReport(judged: JudgedPod, hasColor: boolean): string {
  const { report, words } = judged
  const paint = (style: Style, text: string) => (hasColor ? styleText(style, text) : text)
  const others = judged.alsoFor.length
  const also = others === 0 ? '' : ` and ${others} more like it`
  const lines = [
    `${renderKey(report.subject)}${also}: ${paint(STYLES[report.verdict], renderVerdict(report))}`,
    `  ${words.headline}`,
    ...renderChain(judged),
    ...(report.causes === undefined ? [] : [`  because of ${report.causes.join(', ')}`]),
    ...(report.trace ?? []).map((step, index) => `  ${index + 1}. ${renderStep(step)}`),
    ...renderEnd(report),
    ...(isSearchless(report) ? [] : [`  ${paint('dim', words.proofSentence)}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** The verdict's word with its attributes. */
export function renderVerdict(report: VerdictReport): string {
  const { verdict, disturbances, proof } = report
  const total = disturbances?.total ?? 0
  switch (verdict) {
    case 'pending-forever':
      return 'pending for ever'
    case 'at-risk':
      return `at risk (${total})${report.zoneBack === true ? ', zone back' : ''}`
    case 'waits-for-zone':
      return 'waits for zone'
    case 'ok':
      if (report.starvable === true) return 'ok, unlucky ties'
      return proof.kind === 'theorem' ? `ok, proven by ${proof.id}` : 'ok, searched'
    case 'unknown':
      return 'unknown'
  }
}

/** What is missing is said below, with its place. */
function renderChain({ report, words }: JudgedPod): readonly string[] {
  if (report.verdict === 'unknown' || words.chain.length === 0) return []
  return [`  ${words.chain.map(renderFact).join(' → ')}`]
}

/** A field is missing: nothing was searched, and nothing proven. */
function isSearchless({ verdict, proof }: VerdictReport): boolean {
  return verdict === 'unknown' && proof.kind === 'search' && proof.states === 0
}

function renderFact({ text, bold, tail = '' }: Fact): string {
  return `${text}${bold}${tail}`
}

function renderStep(step: TraceStep): string {
  const side = sideOf(step.step)
  const mark = side === 'disturbance' ? 'DISTURBANCE ' : side === 'ends' ? 'ENDS ' : ''
  return `${mark}${step.text}`
}

function renderEnd({ unknown, waitsFor, minimal, trace }: VerdictReport): readonly string[] {
  const place = unknown?.path === undefined ? '' : ` (${unknown.path})`
  return [
    ...(unknown === undefined ? [] : [`  missing: ${unknown.reason}${place}`]),
    ...(waitsFor === undefined ? [] : [`  waits while ${waitsFor} is down`]),
    ...(trace !== undefined && minimal === false ? ['  a shorter way may exist'] : []),
  ]
}
