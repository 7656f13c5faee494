/**
 * Judges the zone-loss matrix of a cluster, cell by cell and in slices, so that a worker can show what it
 * has and drop the rest. Reaching a bound is `unknown`, never `ok` (XS4).
 */
import type { CompiledCluster, CompiledPod } from '#cluster/compiled.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { renderEvent } from '#exploration/event.ts'
import type { LossEvent } from '#exploration/event.ts'
import { startJudgement } from '#exploration/judge.ts'
import type { JudgeOptions } from '#exploration/judge.ts'
import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { Target } from '#exploration/target.ts'
import type { Cluster } from '#plan/schema.ts'
import { makeControlPlaneCell, makeControlPlaneRow } from './control-plane-cells.ts'
import { listPodRows } from './list-rows.ts'
import type { PodRow } from './list-rows.ts'
import type { LossCell, LossColumn, LossMatrix } from './matrix.ts'
import { LOSS_SECTIONS } from './matrix.ts'
import { makePodCell } from './pod-cell.ts'
import type { MemberResult } from './pod-cell.ts'
import { listVolumeRows, makeVolumeCell } from './volume-cells.ts'

export interface MatrixOptions {
  /** XS4: states of one question. */
  readonly bound: number
  readonly cache: JudgementCache
  /** Median length of a zone's outage (`outage-hours.ts`). */
  readonly outageHours: number | undefined
  /** How many times the matrix's own bounds a cell may take; 1 while a person looks on. */
  readonly patience: number
}

export interface MatrixRun {
  readonly matrix: LossMatrix
  /** Looks at about so many states more; true when every cell is there. */
  readonly advance: (states: number) => boolean
  /** Cells that came since the last call. */
  readonly takeCells: () => readonly LossCell[]
  readonly progress: () => { readonly done: number; readonly total: number }
}

/**
 * States, weighed by how large they are, that one cell may take: a workload without claims is asked about
 * for completeness, and mostly a theorem answers.
 */
const CELL_STATES = 400_000
const PLAIN_CELL_STATES = 50_000
/** Of the whole matrix. */
const MATRIX_STATES = 3_000_000

export function startMatrix(
  cluster: Cluster,
  compiled: CompiledCluster,
  options: MatrixOptions,
): MatrixRun {
  const columns = listColumns(compiled)
  const podRows = listPodRows(compiled)
  const volumeRows = listVolumeRows(compiled)
  const { row: planeRow, reading } = makeControlPlaneRow(cluster, compiled.path)
  const fresh: LossCell[] = []
  const events = columns.map(({ event }) => event)
  for (const event of events) {
    for (const row of volumeRows) {
      fresh.push(makeVolumeCell(compiled, row, { event, outageHours: options.outageHours }))
    }
    const cell = makeControlPlaneCell(reading, event)
    if (cell !== undefined) fresh.push(cell)
  }
  const known = fresh.length
  const total = known + podRows.length * columns.length
  const meter: Meter = { left: 0, spent: 0 }
  let judged = 0
  const run = judgeRows(compiled, { podRows, columns, options }, meter, (cell) => {
    judged++
    fresh.push(cell)
  })
  let isDone = false
  const rows = [...podRows.map(toPlainRow), ...volumeRows.map(toPlainRow), planeRow]
  return {
    matrix: {
      columns,
      rows: LOSS_SECTIONS.flatMap((section) => rows.filter((row) => row.section === section)),
      nodes: compiled.nodes.length,
      pods: compiled.pods.length + compiled.daemonPods.length,
      pending: compiled.pods.filter(({ node }) => node === undefined).length,
    },
    advance: (states) => {
      meter.left = states
      isDone = isDone || run.next().done === true
      return isDone
    },
    takeCells: () => fresh.splice(0),
    progress: () => ({ done: known + judged, total }),
  }
}

/** What crosses to the page: the row without the compiled pods. */
function toPlainRow({
  key,
  section,
  name,
  namespace,
  detail,
  zone,
  pods,
}: LossMatrix['rows'][number]) {
  return {
    key,
    section,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    detail,
    ...(zone === undefined ? {} : { zone }),
    pods,
  }
}

function listColumns({ zones, nodes, pods, daemonPods }: CompiledCluster): readonly LossColumn[] {
  const zoneOf = (node: number | undefined) => nodes[node ?? -1]?.zone
  const byZone = zones.map((zone): LossColumn => {
    const event: LossEvent = { kind: 'zoneOutage', zone }
    const there = [...pods, ...daemonPods].filter(({ node }) => zoneOf(node) === zone)
    return {
      key: renderEvent(event),
      event,
      nodes: nodes.filter((node) => node.zone === zone).length,
      pods: there.length,
    }
  })
  const others: readonly LossEvent[] = [{ kind: 'nodeLoss' }, { kind: 'scaleToZero' }]
  return [...byZone, ...others.map((event) => ({ key: renderEvent(event), event }))]
}

interface Meter {
  /** Weighed states that may still be looked at before the caller is asked again. */
  left: number
  /** Of the whole matrix. */
  spent: number
}

interface Asked {
  readonly podRows: readonly PodRow[]
  readonly columns: readonly LossColumn[]
  readonly options: MatrixOptions
}

function* judgeRows(
  compiled: CompiledCluster,
  { podRows, columns, options }: Asked,
  meter: Meter,
  keep: (cell: LossCell) => void,
): Generator<void, void, void> {
  const compiler = startTargets(compiled)
  for (const row of podRows) {
    const results = columns.map((): MemberResult[] => [])
    for (const pod of row.members) {
      const target = compiler.compile({ kind: 'Pod', namespace: pod.namespace, name: pod.name })
      if (target === undefined) continue
      for (const [index, { event }] of columns.entries()) {
        const most = options.patience * (row.hasClaims ? CELL_STATES : PLAIN_CELL_STATES)
        const result = yield* judgeCell(target, pod, { ...options, event, most }, meter)
        results[index]?.push(result)
      }
      yield* pause(meter)
    }
    for (const [index, { event, key: column }] of columns.entries()) {
      const cell = makePodCell(compiled, { row, column, event }, results[index] ?? [])
      if (cell !== undefined) keep(cell)
    }
  }
}

interface CellOptions extends JudgeOptions {
  readonly cache: JudgementCache
  readonly most: number
  readonly patience: number
}

function* judgeCell(
  target: Target,
  pod: CompiledPod,
  { bound, event, cache, most, patience }: CellOptions,
  meter: Meter,
): Generator<void, MemberResult, void> {
  const known = cache.find(target, { bound, event })
  if (known !== undefined) return { pod, result: known }
  const judgement = startJudgement(target, { bound, event })
  for (let spent = 0; !judgement.advance(SLICE_STATES);) {
    spent += SLICE_STATES
    meter.spent += SLICE_STATES
    meter.left -= SLICE_STATES
    if (spent >= most || meter.spent >= patience * MATRIX_STATES) {
      const { states } = judgement.progress()
      return { pod, result: giveUp(target, { bound, event }, states) }
    }
    yield* pause(meter)
  }
  meter.left -= CELL_COST
  const result = judgement.result()
  cache.keep(target, { bound, event }, result)
  return { pod, result }
}

const SLICE_STATES = 1_000
/** A cell that a theorem answers is worth so many states. */
const CELL_COST = 50

function* pause(meter: Meter): Generator<void, void, void> {
  if (meter.left <= 0) yield
}

function giveUp(
  { subject }: Target,
  { bound }: JudgeOptions,
  states: number,
): MemberResult['result'] {
  const reason = `given up after ${states} states, so that the other cells are judged too`
  return {
    report: {
      subject,
      verdict: 'unknown',
      proof: { kind: 'search', states, complete: false, bound },
      unknown: { reason, bound: states },
    },
    words: {
      headline: `Can ${subject.name} be pending for ever?`,
      chain: [{ text: '', bold: 'unknown', tail: `: ${reason}` }],
      proofSentence: `search stopped after ${states.toLocaleString('en-US')} states`,
    },
  }
}
