/** The zone-loss matrix as text: a line a row, a column an event, the second lines beside the words. */
import type { LossCell, LossColumn, LossMatrix } from '#losses/matrix.ts'
import { LOSS_SECTIONS } from '#losses/matrix.ts'

/** The matrix of one cluster, every cell judged. */
export interface JudgedMatrix {
  readonly design: string
  readonly cluster: string
  readonly matrix: LossMatrix
  readonly cells: readonly LossCell[]
}

const SECTION_NAMES = {
  workloads: 'Workloads',
  volumes: 'Volumes',
  'control-plane': 'Control plane',
} as const

export function renderLosses({ design, cluster, matrix, cells }: JudgedMatrix): string {
  const byPlace = new Map(cells.map((cell) => [`${cell.row}\n${cell.column}`, cell]))
  const head = ['', ...matrix.columns.map(nameColumn)]
  const sections = LOSS_SECTIONS.flatMap((section) => {
    const rows = matrix.rows.filter((row) => row.section === section)
    if (rows.length === 0) return []
    const lines = rows.map((row) => [
      `  ${row.name} (${row.detail})`,
      ...matrix.columns.map(({ key }) => renderCell(byPlace.get(`${row.key}\n${key}`))),
    ])
    return [[SECTION_NAMES[section]], ...lines]
  })
  const table = [head, ...sections]
  const widths = head.map((_, at) =>
    Math.max(...table.map((line) => (line.length === 1 ? 0 : (line[at]?.length ?? 0)))),
  )
  const lines = table.map((line) =>
    line
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `design ${design}, cluster ${cluster}\n${lines.join('\n')}\n`
}

function nameColumn({ event }: LossColumn): string {
  switch (event.kind) {
    case 'zoneOutage':
      return `lose ${event.zone}`
    case 'nodeLoss':
      return 'lose one node'
    case 'scaleToZero':
      return 'to zero and back'
  }
}

function renderCell(cell: LossCell | undefined): string {
  if (cell === undefined) return '-'
  const { verdict, disturbances, note } = cell
  const words = {
    'pending-forever': 'pending for ever',
    'at-risk': `at risk (${disturbances?.total ?? 0})`,
    'waits-for-zone': 'waits for zone',
    ok: 'ok',
    unknown: 'unknown',
  }
  return note === '' ? words[verdict] : `${words[verdict]}, ${note}`
}
