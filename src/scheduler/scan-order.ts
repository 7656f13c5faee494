import {
  BETA_REGION_LABEL,
  BETA_ZONE_LABEL,
  REGION_LABEL,
  ZONE_LABEL,
  findLabel,
} from '#kube/labels.ts'
import type { Labels } from '#kube/labels.ts'

/** NT-1 to NT-3: one node of each zone in turn; zones and their nodes in the order of first appearance. */
export function orderForScan<T extends { readonly labels: Labels }>(
  nodes: readonly T[],
): readonly T[] {
  const byZone = new Map<string, T[]>()
  for (const node of nodes) {
    const key = makeZoneKey(node.labels)
    const same = byZone.get(key)
    if (same === undefined) byZone.set(key, [node])
    else same.push(node)
  }
  const zones = [...byZone.values()]
  const longest = Math.max(0, ...zones.map((zone) => zone.length))
  return Array.from({ length: longest }, (_, index) =>
    zones.flatMap((zone) => zone.slice(index, index + 1)),
  ).flat()
}

/** NT-1: here the old label wins, also when it is empty. */
function makeZoneKey(labels: Labels): string {
  const zone = findLabel(labels, BETA_ZONE_LABEL) ?? findLabel(labels, ZONE_LABEL) ?? ''
  const region = findLabel(labels, BETA_REGION_LABEL) ?? findLabel(labels, REGION_LABEL) ?? ''
  return zone === '' && region === '' ? '' : `${region}:\0:${zone}`
}
