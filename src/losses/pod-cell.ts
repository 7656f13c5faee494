import { unreachable } from '#base/assert.ts'
import type { CompiledCluster, CompiledPod } from '#cluster/compiled.ts'
import type { LossEvent } from '#exploration/event.ts'
import type { JudgeResult } from '#exploration/judge.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { PodRow } from './list-rows.ts'
import type { LossCell } from './matrix.ts'

/** One member's judgement under a column's event. */
export interface MemberResult {
  readonly pod: CompiledPod
  readonly result: Pick<JudgeResult, 'report' | 'words'>
}

/** The worst verdict first, then the fewest disturbances. */
function isWorse(a: VerdictReport, b: VerdictReport): boolean {
  const order = VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict)
  const total = (report: VerdictReport) => report.disturbances?.total ?? 0
  return order < 0 || (order === 0 && total(a) < total(b))
}

/** A cell of a row of pods: the worst of its members (exploration specification, section 1). */
export function makePodCell(
  cluster: CompiledCluster,
  {
    row,
    column,
    event,
  }: { readonly row: PodRow; readonly column: string; readonly event: LossEvent },
  members: readonly MemberResult[],
): LossCell | undefined {
  const [first] = members
  if (first === undefined) return undefined
  const { pod, result } = members.reduce((worst, one) =>
    isWorse(one.result.report, worst.result.report) ? one : worst,
  )
  const { report, words } = result
  const { disturbances, zoneBack, starvable, steps, trace, verdict, proof } = report
  const isTouched = row.all.some((one) => isTouchedBy(cluster, event, one))
  const key = `${pod.namespace}/${pod.name}`
  const hasTrace = (trace?.length ?? 0) > 0
  return {
    row: row.key,
    column,
    verdict,
    ...(disturbances === undefined ? {} : { disturbances }),
    ...(zoneBack === undefined ? {} : { zoneBack }),
    ...(starvable === undefined ? {} : { starvable }),
    ...(steps === undefined ? {} : { steps }),
    proof,
    note: noteOf(report, isTouched),
    headline: words.headline,
    chain: words.chain,
    proofSentence: words.proofSentence,
    pod: key,
    ...(hasTrace ? { plays: key } : {}),
  }
}

/** Whether the event takes a pod of the row away, or the only zone that it could use. */
function isTouchedBy(cluster: CompiledCluster, event: LossEvent, pod: CompiledPod): boolean {
  if (event.kind !== 'zoneOutage') return true
  const node = cluster.nodes[pod.node ?? -1]
  if (node?.zone !== undefined) return node.zone === event.zone
  return pod.claims.every(({ state }) => state.kind !== 'zonal' || state.zones.includes(event.zone))
}

/** The second line of a cell: what the verdict's word leaves open, in a few words. */
function noteOf(
  { verdict, zoneBack, starvable, steps, proof, unknown }: VerdictReport,
  isTouched: boolean,
): string {
  switch (verdict) {
    case 'pending-forever':
      return 'stuck already'
    case 'at-risk':
      if (zoneBack === true) return 'zone back, pod not'
      return steps === 1 ? 'in 1 step' : `in ${steps ?? 0} steps`
    case 'waits-for-zone':
      return 'till it is back'
    case 'unknown':
      return unknown?.bound === undefined ? (unknown?.reason ?? '') : 'bound reached'
    case 'ok':
      if (starvable === true) return 'unlucky ties'
      if (!isTouched) return 'not touched'
      return proof.kind === 'theorem' ? `proven by ${proof.id}` : 'search ended'
    default:
      return unreachable(verdict)
  }
}
