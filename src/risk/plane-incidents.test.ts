import { describe, expect, it } from 'vitest'
import { loadPrices } from '#aws/price.ts'
import { PLANE_INCIDENTS } from '#incidents/plane-library.ts'
import { parsePlan } from '#plan/validate.ts'
import type { Plan } from '#plan/schema.ts'
import { assessControlPlane } from './assess-control-plane.ts'

const prices = await loadPrices()

function listRules(plan: Plan): readonly string[] {
  const [cluster] = plan.designs[0]?.clusters ?? []
  if (cluster === undefined) throw new Error('the plan has no cluster')
  const path = 'designs[0].clusters[0]'
  const place = { path, assumptionsPath: 'designs[0].assumptions', assumptions: {} }
  const assessed = assessControlPlane(cluster, place, prices)
  if (assessed.kind === 'failed') throw new Error('the control plane cannot be assessed')
  return assessed.value.risks.findings.map((finding) => finding.rule)
}

describe('incidents of control planes', () => {
  it.each(PLANE_INCIDENTS)('$id is a plan, and so is its twin', ({ plan, repaired }) => {
    expect(parsePlan(plan)).toEqual({ kind: 'ok', value: plan })
    expect(parsePlan(repaired.plan)).toEqual({ kind: 'ok', value: repaired.plan })
  })

  it.each(PLANE_INCIDENTS)('$id gets its finding: $title', ({ plan, expected }) => {
    expect(listRules(plan)).toEqual([expected.rule])
  })

  it.each(PLANE_INCIDENTS)('$id gets none once it is repaired', ({ repaired }) => {
    expect(listRules(repaired.plan)).toEqual([])
  })
})
