import type { Scene, SceneVolume } from './scene.ts'

/**
 * Ties from a volume to its pod run in a gutter at the left of each zone's cells, one lane a node, so
 * that none crosses a card. Each cell draws its own piece; there are no coordinates.
 */
export interface Lane {
  readonly id: string
  /** Place in the gutter, 0 at its left to 1. */
  readonly at: number
  /** Of a pending pod. */
  readonly isHot: boolean
  readonly isStuck: boolean
  readonly isSelected: boolean
  /** Row in which it begins: -1 pending, else the index in `scene.rows`. */
  readonly startRow: number
}

export interface ZoneTies {
  readonly lanes: readonly Lane[]
  readonly ofNode: ReadonlyMap<string, Lane>
  /** By the pod's key. */
  readonly ofPending: ReadonlyMap<string, Lane>
  readonly ofVolume: ReadonlyMap<string, Lane>
}

export const PENDING_ROW = -1

/** Healthy ties are drawn up to so many volumes in a zone, else on selection. */
const MAX_HEALTHY_TIES = 12
const MAX_LANES = 4

export interface TieInput {
  readonly scene: Scene
  /** Are nodes drawn as cards, with chips that a tie can begin at. */
  readonly hasCards: boolean
  /** Keys of the selected pod, node or volume. */
  readonly selectedKey: string | undefined
}

/** The ties of each zone, by its name. */
export function layTies({ scene, hasCards, selectedKey }: TieInput): ReadonlyMap<string, ZoneTies> {
  const rowOfGroup = new Map(
    scene.rows.flatMap(({ members }, row) => members.map(({ index }) => [index, row] as const)),
  )
  return new Map(
    scene.zones.map((zone) => {
      const volumes = scene.volumes.filter((entry) => entry.volume.zone === zone.name)
      const showsAll = hasCards && volumes.length <= MAX_HEALTHY_TIES
      const ties = volumes.flatMap((entry) => {
        const tie = makeTie(entry, rowOfGroup, selectedKey)
        return tie !== undefined && (tie.isHot || tie.isSelected || showsAll) ? [tie] : []
      })
      return [zone.name, spreadLanes(ties)]
    }),
  )
}

interface Tie {
  readonly volume: string
  readonly node: string | undefined
  readonly pending: string | undefined
  readonly isHot: boolean
  readonly isStuck: boolean
  readonly isSelected: boolean
  readonly startRow: number
}

function makeTie(
  entry: SceneVolume,
  rowOfGroup: ReadonlyMap<number, number>,
  selectedKey: string | undefined,
): Tie | undefined {
  const isSelected =
    selectedKey !== undefined &&
    (selectedKey === entry.key ||
      selectedKey === entry.node?.name ||
      entry.pods.includes(selectedKey))
  if (entry.pendingPod !== undefined) {
    return {
      volume: entry.key,
      node: undefined,
      pending: entry.pendingPod.facts.key,
      isHot: true,
      isStuck: entry.pendingPod.isStuck,
      isSelected,
      startRow: PENDING_ROW,
    }
  }
  const { node } = entry
  const row = node === undefined ? undefined : rowOfGroup.get(node.group)
  if (node === undefined || row === undefined || node.zone !== entry.volume.zone) return undefined
  return {
    volume: entry.key,
    node: node.name,
    pending: undefined,
    isHot: false,
    isStuck: false,
    isSelected,
    startRow: row,
  }
}

function spreadLanes(ties: readonly Tie[]): ZoneTies {
  const ids = [...new Set(ties.map(laneId))].toSorted(
    (a, b) => Number(isNodeLane(a)) - Number(isNodeLane(b)),
  )
  const shown = Math.min(ids.length, MAX_LANES)
  const lanes = new Map<string, Lane>()
  for (const [index, id] of ids.entries()) {
    const own = ties.filter((tie) => laneId(tie) === id)
    lanes.set(id, {
      id,
      at: (Math.min(index, MAX_LANES - 1) + 1) / (shown + 1),
      isHot: own.some((tie) => tie.isHot),
      isStuck: own.some((tie) => tie.isStuck),
      isSelected: own.some((tie) => tie.isSelected),
      startRow: Math.min(...own.map((tie) => tie.startRow)),
    })
  }
  const by = (key: (tie: Tie) => string | undefined): ReadonlyMap<string, Lane> =>
    new Map(
      ties.flatMap((tie) => {
        const name = key(tie)
        const lane = lanes.get(laneId(tie))
        return name === undefined || lane === undefined ? [] : [[name, lane] as const]
      }),
    )
  return {
    lanes: [...lanes.values()],
    ofNode: by((tie) => tie.node),
    ofPending: by((tie) => tie.pending),
    ofVolume: by((tie) => tie.volume),
  }
}

const laneId = (tie: Tie): string =>
  tie.node === undefined ? `pod ${tie.pending}` : `node ${tie.node}`

const isNodeLane = (id: string): boolean => id.startsWith('node ')
