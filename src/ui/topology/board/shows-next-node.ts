import type { SceneGroup } from './scene.ts'
import type { Zoom } from './zoom.ts'

/** Whether the next node tells the reader something: the group has a choice, or the two differ. */
export function showsNextNode(row: SceneGroup, zoom: Zoom): boolean {
  const { believedZones, actualZones } = row
  if (believedZones.length === 0 || actualZones.length === 0) return false
  const differ = actualZones.some((zone) => !believedZones.includes(zone))
  const hasFinding = row.findings.length > 0
  switch (zoom) {
    case 'cards': {
      const isFixed = row.group.min !== undefined && row.group.min === row.group.max
      const hasChoice = row.cells.filter((cell) => cell.isInGroup).length > 1
      return differ || hasFinding || (hasChoice && !isFixed)
    }
    case 'tiles':
      return differ || hasFinding
    case 'groups':
      return differ && hasFinding
  }
}
