import { compileCluster } from '#cluster/compile.ts'
import { readOutageHours } from '#losses/outage-hours.ts'
import { startMatrix } from '#losses/start-matrix.ts'
import type { Desk } from './desk.ts'
import type { LossAnswer, LossProgress, LossQuery } from './loss-query.ts'

const SLICE_STATES = 1_000
const SLICE_MS = 24
const REPORT_MS = 80

/** Judges the zone-loss matrix of one cluster, in slices. */
export async function judgeLosses(
  { packed, place, bound, patience, limitMs }: LossQuery,
  { resources, cache, nowMs, pause, report }: Desk<LossProgress>,
): Promise<LossAnswer> {
  const startedAtMs = nowMs()
  const plan = await resources.unpack(packed)
  const design = plan.designs[place.design]
  const cluster = design?.clusters[place.cluster]
  if (cluster === undefined || !(await pause())) return { elapsedMs: 0, left: 0 }
  const path = `designs[${place.design}].clusters[${place.cluster}]`
  const compiled = compileCluster(cluster, path)
  if (!(await pause())) return { elapsedMs: 0, left: 0 }
  const outageHours = readOutageHours(design?.assumptions)
  const run = startMatrix(cluster, compiled, { bound, cache, outageHours, patience })
  report({ matrix: run.matrix, cells: run.takeCells(), ...run.progress() })
  let sliceAtMs = nowMs()
  let reportedAtMs = sliceAtMs
  while (!run.advance(SLICE_STATES)) {
    const now = nowMs()
    if (now - sliceAtMs < SLICE_MS) continue
    if (now - reportedAtMs >= REPORT_MS) {
      report({ cells: run.takeCells(), ...run.progress() })
      reportedAtMs = now
    }
    if (!(await pause()) || now - startedAtMs >= limitMs) break
    sliceAtMs = nowMs()
  }
  const { done, total } = run.progress()
  report({ cells: run.takeCells(), done, total })
  return { elapsedMs: nowMs() - startedAtMs, left: total - done }
}
