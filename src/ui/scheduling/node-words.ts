import type { Picture } from '#cluster/picture.ts'
import type { PlacementAnswer } from '#worker/placement-query.ts'
import { renderMemory } from '../topology/render-amount.ts'

/** What is said of a node beside its outcome. */
export interface NodeWords {
  readonly find: (node: number) => {
    readonly name: string
    readonly zone?: string | undefined
    readonly about: string
  }
  /** Of many: their groups and zones. */
  readonly sayMany: (nodes: readonly number[]) => string
}

const MOST_GROUPS = 3

export function makeNodeWords(
  { placement, facts }: PlacementAnswer,
  picture: Picture | undefined,
): NodeWords {
  const groupOf = new Map(
    (picture?.nodes ?? []).map(({ name, group }) => [name, picture?.groups[group]?.name ?? '']),
  )
  return {
    find: (index) => {
      const node = placement.nodes[index]
      const left = facts.unrequested[index]
      const room =
        left === undefined
          ? ''
          : `${(Math.max(0, left.milliCpu) / 1000).toFixed(2)} vCPU and ${renderMemory(Math.max(0, left.memoryBytes))} free`
      const group = groupOf.get(node?.name ?? '') ?? ''
      return {
        name: node?.name ?? '',
        zone: node?.zone,
        about: [group, room].filter((part) => part !== '').join(', '),
      }
    },
    sayMany: (nodes) => {
      const zonesOf = new Map<string, Set<string>>()
      for (const index of nodes) {
        const node = placement.nodes[index]
        const group = groupOf.get(node?.name ?? '') || 'no group'
        const zones = zonesOf.get(group) ?? new Set<string>()
        if (node?.zone !== undefined) zones.add(node.zone.slice(-1))
        zonesOf.set(group, zones)
      }
      const parts = [...zonesOf].map(([group, zones]) =>
        zones.size === 0 ? group : `${group} in ${[...zones].sort().join(', ')}`,
      )
      const more = parts.length - MOST_GROUPS
      const shown = parts.slice(0, MOST_GROUPS).join('; ')
      return more > 0 ? `${shown} and ${more} more groups` : shown
    },
  }
}
