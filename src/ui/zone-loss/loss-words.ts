import type { LossCell, LossColumn, LossSection } from '#losses/matrix.ts'
import type { ChipVerdict } from '../parts/verdict-chip.tsx'

export const SECTION_NAMES: Readonly<Record<LossSection, string>> = {
  workloads: 'Workloads',
  volumes: 'Volumes',
  'control-plane': 'Control plane',
}

export function nameColumn({ event }: LossColumn): string {
  switch (event.kind) {
    case 'zoneOutage':
      return `Lose ${event.zone}`
    case 'nodeLoss':
      return 'Lose one node'
    case 'scaleToZero':
      return 'To zero and back'
  }
}

/** What a mark needs of a cell; what no exploration judges is drawn as searched. */
export function toChip(cell: LossCell): ChipVerdict {
  const { verdict, disturbances, zoneBack, starvable, proof } = cell
  return {
    verdict,
    ...(disturbances === undefined ? {} : { disturbances }),
    ...(zoneBack === undefined ? {} : { zoneBack }),
    ...(starvable === undefined ? {} : { starvable }),
    proof: proof ?? { kind: 'search', states: 0, complete: true, bound: 0 },
  }
}

/** The word of a cell: its attributes stand in the second line. */
export function renderWord(cell: LossCell): string {
  switch (cell.verdict) {
    case 'pending-forever':
      return 'pending for ever'
    case 'at-risk':
      return `at risk (${cell.disturbances?.total ?? 0})`
    case 'waits-for-zone':
      return 'waits for zone'
    case 'ok':
      return 'ok'
    case 'unknown':
      return 'unknown'
  }
}
