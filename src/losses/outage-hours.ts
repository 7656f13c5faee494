import { parsePriors } from '#availability/priors.ts'
import type { Plan } from '#plan/schema.ts'

type Assumptions = Plan['designs'][number]['assumptions']

/** Median hours that a zone is out: what the design assumes, else the planning prior (risks specification 3.3). */
export function readOutageHours(assumptions: Assumptions): number | undefined {
  const [assumed, prior] = [assumptions ?? {}, {}].map((one) => parsePriors(one, 'assumptions'))
  const read = assumed?.kind === 'ok' ? assumed : prior
  return read?.kind === 'ok' ? read.value.azOutageMedianHours : undefined
}
