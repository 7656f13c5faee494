import type { RowShape } from '#plan/shareable-fields.ts'

/**
 * What a link says of the view (L3.4), as plain data: the page maps its own address to this and back. Theme,
 * language and units are the reader's own and never here. Names in it are those of the plan beside it.
 */
export interface LinkView {
  /** A screen's name, `topology`; a page that does not have it shows the plan's first screen. */
  readonly screen: string
  /** Which design and which cluster of it, from 0. */
  readonly place: LinkPlace
  /** `namespace/name` of pods and volumes' claims, names of the others. */
  readonly selection?: { readonly kind: string; readonly key: string }
  /** The trace that is played, of which pod, and after which step; 0 is today. */
  readonly player?: { readonly key: string; readonly step: number }
  /** The finding or the incident that is open, by its key. */
  readonly open?: string
}

export interface LinkPlace {
  readonly design: number
  readonly cluster: number
}

const SCREEN = /^[a-z][a-z-]{0,31}$/
const MAX_STEP = 100_000

/** Positions on the wire; new fields are appended, with a new wire version (L8.4). */
export const VIEW_SHAPE: RowShape = {
  type: 'row',
  fields: [
    { name: 'screen', shape: { type: 'text', maxLength: 32 } },
    { name: 'design', shape: { type: 'whole' } },
    { name: 'cluster', shape: { type: 'whole' } },
    { name: 'kind', shape: { type: 'text', maxLength: 32 } },
    { name: 'key', shape: { type: 'text', maxLength: 512 } },
    { name: 'trace', shape: { type: 'text', maxLength: 512 } },
    { name: 'step', shape: { type: 'whole' } },
    { name: 'open', shape: { type: 'text', maxLength: 512 } },
  ],
}

type Row = Readonly<Record<string, unknown>>

/** The view as a row of the wire; what is as at the start is left out. */
export function packView({ screen, place, selection, player, open }: LinkView): Row {
  return {
    screen,
    ...(place.design === 0 ? {} : { design: place.design }),
    ...(place.cluster === 0 ? {} : { cluster: place.cluster }),
    ...(selection === undefined ? {} : selection),
    ...(player === undefined ? {} : { trace: player.key }),
    ...(player === undefined || player.step === 0 ? {} : { step: player.step }),
    ...(open === undefined ? {} : { open }),
  }
}

/** Undefined for a row that `packView` does not make. */
export function unpackView(row: Row): LinkView | undefined {
  const { screen, design, cluster, kind, key, trace, step, open } = row
  if (typeof screen !== 'string' || !SCREEN.test(screen)) return undefined
  if (design === 0 || cluster === 0 || step === 0) return undefined
  const place = { design: toIndex(design), cluster: toIndex(cluster) }
  const at = toIndex(step)
  if (place.design > 25 || place.cluster > 49 || at > MAX_STEP) return undefined
  if (typeof kind !== typeof key || (step !== undefined && trace === undefined)) return undefined
  return {
    screen,
    place,
    ...(typeof kind === 'string' && typeof key === 'string' ? { selection: { kind, key } } : {}),
    ...(typeof trace === 'string' ? { player: { key: trace, step: at } } : {}),
    ...(typeof open === 'string' ? { open } : {}),
  }
}

/** A number that stands for no place is beyond all of them. */
function toIndex(value: unknown): number {
  if (value === undefined) return 0
  return typeof value === 'number' && value >= 0 ? value : Infinity
}

/** `topology?pod=monitoring/prometheus-0&trace=monitoring/prometheus-0&step=2`, as the page's address says it. */
export function renderLinkView({ screen, place, selection, player, open }: LinkView): string {
  const fields = new URLSearchParams()
  if (place.design > 0) fields.set('design', String(place.design))
  if (place.cluster > 0) fields.set('cluster', String(place.cluster))
  if (open !== undefined) fields.set('open', open)
  if (selection !== undefined) fields.set(selection.kind, selection.key)
  if (player !== undefined) {
    fields.set('trace', player.key)
    fields.set('step', String(player.step))
  }
  const query = fields.toString().replaceAll('%2F', '/')
  return query === '' ? screen : `${screen}?${query}`
}

/** The inverse; undefined for a text that no address of the page says. */
export function parseLinkView(text: string): LinkView | undefined {
  const [screen = '', query = ''] = text.replace(/^.*#\/?|^\//, '').split('?')
  const row: Record<string, unknown> = { screen }
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'trace' || name === 'open') row[name] = value
    else if (!COUNTS.has(name)) {
      row['kind'] = name
      row['key'] = value
    } else if (!/^\d{1,6}$/.test(value)) return undefined
    else if (Number(value) > 0) row[name] = Number(value)
  }
  return unpackView(row)
}

const COUNTS: ReadonlySet<string> = new Set(['design', 'cluster', 'step'])
