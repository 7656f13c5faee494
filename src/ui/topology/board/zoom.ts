import type { Picture } from '#cluster/picture.ts'

/** How near the board is looked at: a card a node, a tile a node, or a card a group and zone. */
export type Zoom = 'cards' | 'tiles' | 'groups'

export const ZOOMS: readonly Zoom[] = ['groups', 'tiles', 'cards']

const MAX_CARDS_A_ZONE = 12
const MAX_TILES = 300
/** In one cell, whatever the person asks for: beyond it the next coarser drawing is taken. */
const MAX_CARDS_A_CELL = 40
const MAX_TILES_A_CELL = 240
/** On a board of more nodes than this, tiles are for small cells only. */
const LARGE_BOARD = 1_200
const MAX_TILES_A_CELL_OF_LARGE = 40

/** The nearest look at which a plan is still legible. */
export function fitZoom(picture: Picture): Zoom {
  if (picture.nodes.length > MAX_TILES) return 'groups'
  const counts = new Map<string, number>()
  for (const node of picture.nodes) {
    const zone = node.zone ?? ''
    counts.set(zone, (counts.get(zone) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) > MAX_CARDS_A_ZONE ? 'tiles' : 'cards'
}

/** What a cell of so many nodes is drawn as, on a board of so many. */
export function zoomOfCell(zoom: Zoom, nodeCount: number, boardCount: number): Zoom {
  const maxTiles = boardCount > LARGE_BOARD ? MAX_TILES_A_CELL_OF_LARGE : MAX_TILES_A_CELL
  const maxCards = boardCount > LARGE_BOARD ? 0 : MAX_CARDS_A_CELL
  if (zoom === 'cards' && nodeCount > maxCards) return zoomOfCell('tiles', nodeCount, boardCount)
  return zoom === 'tiles' && nodeCount > maxTiles ? 'groups' : zoom
}

export function stepZoom(zoom: Zoom, by: 1 | -1): Zoom {
  const at = ZOOMS.indexOf(zoom) + by
  return ZOOMS[Math.min(Math.max(at, 0), ZOOMS.length - 1)] ?? zoom
}
