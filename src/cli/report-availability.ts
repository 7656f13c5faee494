import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { parsePriors } from '#availability/priors.ts'
import type { PriceList } from '#aws/price.ts'
import { assessControlPlane } from '#risk/assess-control-plane.ts'
import type { AssessmentPlace, ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { applyVectors } from './member-vectors.ts'
import type { Vectors } from './member-vectors.ts'

/** A cluster's control plane, with what its figures rest on. */
export interface PlacedReport extends ControlPlaneAssessment {
  readonly design: string
  readonly cluster: string
  readonly region: string
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
    const assumptions = { ...design.assumptions, ...options.assumed }
    const priors = parsePriors(assumptions, `${path}.assumptions`)
    if (priors.kind === 'failed') {
      problems.push(...priors.problems)
      return
    }
    design.clusters.forEach((cluster, index) => {
      const place = {
        path: `${path}.clusters[${index}]`,
        assumptionsPath: `${path}.assumptions`,
        assumptions,
      }
      const report = reportCluster(cluster, place, options)
      if (report.kind === 'failed') problems.push(...report.problems)
      else reports.push({ ...report.value, design: design.id })
    })
  })
  return problems.length > 0 ? failed(problems) : ok(reports)
}

function reportCluster(
  cluster: Cluster,
  place: AssessmentPlace,
  { vectors, list }: ReportOptions,
): Result<Omit<PlacedReport, 'design'>, Problem> {
  const changed = vectors === undefined ? ok(cluster) : applyVectors(cluster, vectors)
  if (changed.kind === 'failed') return changed
  const assessed = assessControlPlane(changed.value, place, list)
  if (assessed.kind === 'failed') return assessed
  const { name, region } = cluster
  return ok({ cluster: name, region, ...assessed.value })
}
