import { evaluateControlPlane } from '#availability/evaluate-control-plane.ts'
import type { ControlPlaneReport } from '#availability/evaluate-control-plane.ts'
import { parsePriors } from '#availability/priors.ts'
import { findPrice } from '#aws/price.ts'
import type { PriceList } from '#aws/price.ts'
import type { Picture } from '#cluster/picture.ts'
import type { Cluster, Design, Plan } from '#plan/schema.ts'
import { compareJudged } from './compare-judged.ts'
import type { Desk } from './desk.ts'
import type { JudgedDraft, PlaneVerdict, Trial } from './draft.ts'
import { judgeSubjects, startJudgingCluster } from './judge-cluster.ts'
import { priceCluster } from './price-cluster.ts'
import type { Judged } from './protocol.ts'

/** Judges the first cluster of a small plan; `undefined` when the question was withdrawn. */
export async function judgeDraft(
  plan: Plan,
  { prices, bound }: { readonly prices: PriceList; readonly bound: number },
  { cache, nowMs, pause }: Pick<Desk<never>, 'cache' | 'nowMs' | 'pause'>,
): Promise<JudgedDraft | undefined> {
  const cluster = plan.designs[0]?.clusters[0]
  if (cluster === undefined) return undefined
  const judged: Judged[] = []
  let picture: Picture | undefined
  let isWithdrawn = false
  const surroundings = {
    send: (response: Parameters<Parameters<typeof judgeSubjects>[3]['send']>[0]) => {
      if (response.kind === 'picture') picture = response.picture
      if (response.kind === 'verdicts') judged.push(...response.judged)
    },
    pause: async () => {
      isWithdrawn = !(await pause())
      return !isWithdrawn
    },
    nowMs,
    cache,
  }
  const started = startJudgingCluster(cluster, PATH, surroundings)
  await judgeSubjects(started, started.compiler.subjects, bound, surroundings)
  if (isWithdrawn || picture === undefined) return undefined
  const sorted = judged.toSorted(compareJudged)
  const [worst] = sorted
  return {
    picture,
    judged: sorted,
    ...(worst === undefined ? {} : { worst }),
    ...judgePlane(cluster, prices, {}),
  }
}

const PATH = 'designs[0].clusters[0]'

/** What the control plane withstands under these assumptions, and the price of the whole cluster. */
export function judgePlane(
  cluster: Cluster,
  prices: PriceList,
  assumptions: NonNullable<Design['assumptions']>,
): Pick<Trial, 'plane' | 'price'> {
  const priors = parsePriors(assumptions, 'assumptions')
  if (priors.kind === 'failed') {
    const reason = priors.problems[0]?.message ?? 'an assumption is wrong'
    return { plane: { kind: 'unknown', reason }, price: priceCluster(cluster, prices) }
  }
  const report = evaluateControlPlane(cluster, {
    path: PATH,
    priors: priors.value,
    priceOf: (instanceType) =>
      findPrice(prices, { region: cluster.region, instanceType })?.pricePerHour,
  })
  return { plane: describePlane(report), price: priceCluster(cluster, prices) }
}

function describePlane(report: ControlPlaneReport): PlaneVerdict {
  switch (report.kind) {
    case 'managed': {
      const { boundMinutesPerYear } = report
      return {
        kind: 'managed',
        ...(boundMinutesPerYear === undefined ? {} : { boundMinutesPerYear }),
      }
    }
    case 'self-managed':
      return {
        kind: 'self-managed',
        zonesThatEndIt: report.tolerance.zonesThatEndIt,
        minutesPerYear: report.minutesPerYear.withPlanned,
      }
    case 'unknown':
      return { kind: 'unknown', reason: report.questions[0]?.question ?? '' }
  }
}
