import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { evaluateControlPlane } from '#availability/evaluate-control-plane.ts'
import type { ControlPlaneReport } from '#availability/evaluate-control-plane.ts'
import { parsePriors } from '#availability/priors.ts'
import type { Priors } from '#availability/priors.ts'
import { findPrice } from '#aws/price.ts'
import type { Price, PriceList } from '#aws/price.ts'
import { evaluateRisks } from '#risk/evaluate.ts'
import type { RiskReport } from '#risk/evaluate.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { applyVectors } from './member-vectors.ts'
import type { Vectors } from './member-vectors.ts'

/** A cluster's control plane, with what its figures rest on. */
export interface PlacedReport {
  readonly design: string
  readonly cluster: string
  readonly region: string
  readonly priors: Priors
  /** Prices of machines that are in the figures. */
  readonly prices: readonly (Price & { readonly instanceType: string })[]
  readonly report: ControlPlaneReport
  readonly risks: RiskReport
}

export interface ReportOptions {
  readonly assumed: Readonly<Record<string, string>>
  readonly vectors: Vectors | undefined
  readonly list: PriceList
}

/** The control plane of every cluster of the plan, or what is wrong with the assumptions. */
export function reportPlan(
  plan: Plan,
  options: ReportOptions,
): Result<readonly PlacedReport[], Problem> {
  const reports: PlacedReport[] = []
  const problems: Problem[] = []
  plan.designs.forEach((design, designIndex) => {
    const path = `designs[${designIndex}]`
    const priors = parsePriors({ ...design.assumptions, ...options.assumed }, `${path}.assumptions`)
    if (priors.kind === 'failed') {
      problems.push(...priors.problems)
      return
    }
    design.clusters.forEach((cluster, index) => {
      const place = { design: design.id, path: `${path}.clusters[${index}]`, priors: priors.value }
      const report = reportCluster(cluster, place, options)
      if (report.kind === 'failed') problems.push(...report.problems)
      else reports.push(report.value)
    })
  })
  return problems.length > 0 ? failed(problems) : ok(reports)
}

function reportCluster(
  cluster: Cluster,
  {
    design,
    path,
    priors,
  }: { readonly design: string; readonly path: string; readonly priors: Priors },
  { vectors, list }: ReportOptions,
): Result<PlacedReport, Problem> {
  const changed = vectors === undefined ? ok(cluster) : applyVectors(cluster, vectors)
  if (changed.kind === 'failed') return changed
  const { name, region } = cluster
  const prices = new Map<string, Price>()
  const priceOf = (instanceType: string): number | undefined => {
    const price = findPrice(list, { region, instanceType })
    // The prices of managed control planes are in USD: others cannot stand beside them.
    if (price === undefined || price.currency !== 'USD') return undefined
    prices.set(instanceType, price)
    return price.pricePerHour
  }
  const report = evaluateControlPlane(changed.value, { path, priors, priceOf })
  const used = [...prices].map(([instanceType, price]) => ({ instanceType, ...price }))
  const risks = evaluateRisks({ cluster: changed.value, path, priors, priceOf })
  return ok({ design, cluster: name, region, priors, prices: used, report, risks })
}
