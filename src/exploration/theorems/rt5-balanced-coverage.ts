import { countBalanced, floorOf } from './launches.ts'
import type { Theorem } from './theorem.ts'

/**
 * RT5: a rebalanced group over several zones. From every state the ASG's own moves lead to one where its
 * zones differ by at most one node, so each has at least ⌊min ÷ zones⌋.
 */
export const rt5BalancedCoverage: Theorem = {
  id: 'RT5',
  countNodes: (ground, group) => countBalanced(ground, group, floorOf(group)),
  listFigures: (group) => ({ min: floorOf(group), zones: group.zones.length }),
}
