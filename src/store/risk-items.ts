import type { Question } from '#availability/control-plane-layout.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { Finding } from '#risk/evaluate.ts'
import type { Severity } from '#risk/rule.ts'

/** A severity, or a rule that asks something before it can tell. */
export type SeverityWord = Severity | 'unknown'

/** A finding of the rules, or what must be asked before they can tell: an entry of the list of findings. */
export type RiskItem =
  | {
      readonly kind: 'finding'
      readonly key: string
      readonly severity: SeverityWord
      readonly finding: Finding
    }
  | {
      readonly kind: 'question'
      readonly key: string
      readonly severity: 'unknown'
      readonly question: Question
      /** Rules that turn on it. */
      readonly rules: readonly string[]
    }

/** Findings worst first, then what is asked, each question once. */
export function listRiskItems(assessment: ControlPlaneAssessment | undefined): readonly RiskItem[] {
  if (assessment === undefined) return []
  const { report, risks } = assessment
  // A master and the etcd member on it are asked for in the same words, and one answer settles both.
  const asked = new Map<string, { readonly question: Question; readonly rules: string[] }>()
  for (const question of report.questions) {
    if (!asked.has(question.question)) asked.set(question.question, { question, rules: [] })
  }
  for (const { rule, questions } of risks.unknown) {
    for (const question of questions) {
      const known = asked.get(question.question) ?? { question, rules: [] }
      if (!known.rules.includes(rule)) known.rules.push(rule)
      asked.set(question.question, known)
    }
  }
  return [
    ...risks.findings.map((finding): RiskItem => {
      return { kind: 'finding', key: keyOf(finding), severity: finding.severity, finding }
    }),
    ...[...asked.values()].map((one): RiskItem => {
      return { kind: 'question', key: `question/${one.question.path}`, severity: 'unknown', ...one }
    }),
  ]
}

/** Stays the same while other findings come and go: the rule, and which etcd cluster it is of. */
function keyOf({ rule, witness }: Finding): string {
  const { etcd } = witness
  return etcd === undefined ? rule : `${rule}/${etcd}`
}
