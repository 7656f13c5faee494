import { loadPrices } from '#aws/price.ts'
import type { Problem } from '#base/problem.ts'
import type { Result } from '#base/result.ts'
import { assessControlPlane } from '#risk/assess-control-plane.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { ControlPlaneQuestion } from './questions.ts'

/** The figures and findings of a control plane: a few milliseconds, so it is done in one piece. */
export async function answerControlPlane({
  cluster,
  ...place
}: ControlPlaneQuestion): Promise<Result<ControlPlaneAssessment, Problem>> {
  return assessControlPlane(cluster, place, await loadPrices())
}
