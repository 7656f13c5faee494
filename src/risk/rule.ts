/** What a rule of the catalogue is, and what it may say (risks specification 2.1). */
import type { Priors } from '#availability/priors.ts'
import type { Question } from '#availability/control-plane-layout.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'

/** From worst to harmless (2.1). */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const

export type Severity = (typeof SEVERITIES)[number]

export interface RuleContext {
  readonly cluster: Cluster
  /** Of the cluster in the plan. */
  readonly path: string
  readonly priors: Priors
  /** What a person says of the design that the plan has no field for. */
  readonly assumptions?: Readonly<Record<string, string | number | boolean>>
}

/** Assumptions that rules read, beside the priors. */
export const RULE_ASSUMPTIONS: readonly string[] = ['dnsHealthChecks']

/** A change that may clear a finding: an edit is tried on a copy, a task is for a person. */
export type Proposal =
  | { readonly kind: 'edit'; readonly text: string; readonly controlPlane: ControlPlane }
  | { readonly kind: 'task'; readonly text: string }

/** What a rule found: no finding without its evidence, and no pass where a field is not known. */
export type Flag =
  | {
      readonly kind: 'flagged'
      readonly severity: Severity
      /** What it is of, and when: "Without eu-west-1a, etcd main has no quorum". */
      readonly headline: string
      /** Places in the plan. */
      readonly subjects: readonly string[]
      /** The formula that is broken and the values that break it. */
      readonly witness: Readonly<Record<string, string | number>>
      readonly fixes: readonly Proposal[]
    }
  | { readonly kind: 'unknown'; readonly questions: readonly Question[] }

export interface Rule {
  /** For ever. */
  readonly id: string
  readonly title: string
  readonly why: string
  readonly sources: readonly string[]
  readonly check: (context: RuleContext) => readonly Flag[]
}
