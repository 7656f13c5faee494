import { VERDICTS } from '#exploration/verdict.ts'
import { compareText } from '#base/compare.ts'
import type { DesignVerdict, JudgedDesign } from '#worker/judged-design.ts'
import type { VerdictSummary } from '#worker/compare-verdicts.ts'

/** Pods that have the same verdicts in the same designs, worst first. */
export interface VerdictRow {
  /** Names without their namespace; so many more. */
  readonly names: readonly string[]
  readonly more: number
  /** By design; absent: it has no such pod, or is not judged yet. */
  readonly cells: readonly (DesignVerdict | undefined)[]
}

const MAX_NAMES = 3

/** The pods whose verdicts differ between the judged designs, and how many are the same everywhere. */
export function listVerdictRows(designs: readonly (JudgedDesign | undefined)[]): {
  readonly rows: readonly VerdictRow[]
  readonly equal: number
} {
  const verdicts = designs.map((design) => indexVerdicts(design))
  const keys = [...new Set(verdicts.flatMap((one) => [...one.keys()]))].sort(compareText)
  const judged = verdicts.filter((_, index) => designs[index] !== undefined)
  const rows = new Map<string, { names: string[]; cells: VerdictRow['cells'] }>()
  let equal = 0
  for (const key of keys) {
    const cells = verdicts.map((one) => one.get(key))
    const told = new Set(judged.map((one) => renderSummary(one.get(key)?.summary)))
    if (told.size < 2) {
      equal++
      continue
    }
    const alike = cells.map((cell) => renderSummary(cell?.summary)).join('\n')
    const known = rows.get(alike)
    const name = key.slice(key.indexOf('/') + 1)
    if (known === undefined) rows.set(alike, { names: [name], cells })
    else known.names.push(name)
  }
  const sorted = [...rows.values()].toSorted(
    (a, b) =>
      worstOf(a.cells) - worstOf(b.cells) || compareText(a.names[0] ?? '', b.names[0] ?? ''),
  )
  return {
    equal,
    rows: sorted.map(({ names, cells }) => ({
      names: names.slice(0, MAX_NAMES),
      more: Math.max(0, names.length - MAX_NAMES),
      cells,
    })),
  }
}

/** The worst verdict of a design; absent: no pod is judged, or none was yet. */
export function findWorstVerdict(design: JudgedDesign | undefined): DesignVerdict | undefined {
  const worst = (design?.clusters ?? []).flatMap(({ verdicts }) => verdicts.slice(0, 1))
  return worst.toSorted((a, b) => rankVerdict(a.summary) - rankVerdict(b.summary))[0]
}

/** How many pods have each word, worst first. */
export function countVerdicts(
  design: JudgedDesign,
): readonly { readonly summary: VerdictSummary; readonly count: number }[] {
  const counts = new Map<string, { summary: VerdictSummary; count: number }>()
  for (const { summary } of design.clusters.flatMap(({ verdicts }) => verdicts)) {
    const key = `${summary.verdict} ${summary.disturbances?.total ?? ''}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { summary, count: 1 })
    else known.count++
  }
  return [...counts.values()].toSorted((a, b) => rankVerdict(a.summary) - rankVerdict(b.summary))
}

/** Lower is worse: the word, then how few disturbances it takes. */
export function rankVerdict({ verdict, disturbances }: VerdictSummary): number {
  return VERDICTS.indexOf(verdict) * 1_000 + Math.min(999, disturbances?.total ?? 0)
}

/**
 * Which of these numbers are better than others, the highest; none where all are the same.
 *
 * @param ranks by design; absent: not known, which is neither
 */
export function findBetter(ranks: readonly (number | undefined)[]): readonly boolean[] {
  const known = ranks.filter((rank) => rank !== undefined)
  const best = Math.max(...known)
  const isDecided = known.length > 1 && known.some((rank) => rank !== best)
  return ranks.map((rank) => isDecided && rank === best)
}

function indexVerdicts(design: JudgedDesign | undefined): ReadonlyMap<string, DesignVerdict> {
  const several = (design?.clusters.length ?? 0) > 1
  return new Map(
    (design?.clusters ?? []).flatMap(({ name, verdicts }) =>
      verdicts.map((one) => [several ? `${name}/${one.key}` : one.key, one] as const),
    ),
  )
}

/** Facts of a proof bear names and numbers that two designs need not share: the theorem is what counts. */
function renderSummary(summary: VerdictSummary | undefined): string {
  if (summary === undefined) return ''
  const { proof, verdict, disturbances, zoneBack, starvable } = summary
  const way = proof.kind === 'theorem' ? proof.id : 'search'
  return JSON.stringify([
    verdict,
    disturbances?.total,
    disturbances?.kinds,
    zoneBack,
    starvable,
    way,
  ])
}

function worstOf(cells: VerdictRow['cells']): number {
  return Math.min(
    ...cells.flatMap((cell) => (cell === undefined ? [] : [rankVerdict(cell.summary)])),
  )
}
