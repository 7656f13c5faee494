/** Everything that is told of a cluster's control plane at once: figures, findings, and what they rest on. */
import type { Problem } from '#base/problem.ts'
import { ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { evaluateControlPlane } from '#availability/evaluate-control-plane.ts'
import type { ControlPlaneReport } from '#availability/evaluate-control-plane.ts'
import { parsePriors } from '#availability/priors.ts'
import type { Priors } from '#availability/priors.ts'
import { findPrice } from '#aws/price.ts'
import type { Price, PriceList } from '#aws/price.ts'
import type { Cluster, Design } from '#plan/schema.ts'
import { evaluateRisks } from './evaluate.ts'
import type { RiskReport } from './evaluate.ts'

export interface ControlPlaneAssessment {
  readonly priors: Priors
  /** Prices of machines that are in the figures. */
  readonly prices: readonly (Price & { readonly instanceType: string })[]
  readonly report: ControlPlaneReport
  readonly risks: RiskReport
}

export interface AssessmentPlace {
  /** Of the cluster in the plan. */
  readonly path: string
  /** Of the assumptions, for what is wrong with them. */
  readonly assumptionsPath: string
  readonly assumptions: NonNullable<Design['assumptions']>
}

/** Assesses the control plane at `path`, or says what is wrong with the assumptions (3.3). */
export function assessControlPlane(
  cluster: Cluster,
  { path, assumptionsPath, assumptions }: AssessmentPlace,
  list: PriceList,
): Result<ControlPlaneAssessment, Problem> {
  const priors = parsePriors(assumptions, assumptionsPath)
  if (priors.kind === 'failed') return priors
  const { region } = cluster
  const prices = new Map<string, Price>()
  const priceOf = (instanceType: string): number | undefined => {
    const price = findPrice(list, { region, instanceType })
    // The prices of managed control planes are in USD: others cannot stand beside them.
    if (price === undefined || price.currency !== 'USD') return undefined
    prices.set(instanceType, price)
    return price.pricePerHour
  }
  const context = { path, priors: priors.value, priceOf }
  const report = evaluateControlPlane(cluster, context)
  const used = [...prices].map(([instanceType, price]) => ({ instanceType, ...price }))
  const risks = evaluateRisks({ ...context, cluster, assumptions })
  return ok({ priors: priors.value, prices: used, report, risks })
}
