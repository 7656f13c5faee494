import type { SceneGroup } from './scene.ts'
import type { Zoom } from './zoom.ts'

/** Whether the next node tells the reader something: the group has a choice, or the two differ. */
export function showsNextNode(row: SceneGroup, zoom: Zoom): boolean {
  const { believedZones, actualZones } = row
  if (believedZones.length === 0 || actualZones.length === 0) return false
  const differ = actualZones.some((zone) => !believedZones.includes(zone))
  const hasFinding = row.findings.length > 0
  switch (zoom) {
    case 'cards':
      return differ || row.cells.filter((cell) => cell.isInGroup).length > 1
    case 'tiles':
      return differ || hasFinding
    case 'groups':
      return differ && hasFinding
  }
}
