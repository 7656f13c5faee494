import type { Place } from '#worker/protocol.ts'

/** The screens that exist, in the order of the navigation. */
export const SCREENS = [
  'start',
  'plans',
  'new-plan',
  'topology',
  'findings',
  'zone-loss',
  'scheduling',
  'control-plane',
  'compare',
  'import',
  'source',
  'incidents',
] as const
export type Screen = (typeof SCREENS)[number]

/** Keys: `namespace/name` of pods and volumes, names of the others. */
export interface Selection {
  readonly kind: (typeof SELECTION_KINDS)[number]
  readonly key: string
}

export const SELECTION_KINDS = ['pod', 'node', 'volume', 'group', 'zone'] as const

/** The trace that is played: of which pod, and after which step the board is drawn (0: today). */
export interface PlayerPosition {
  readonly key: string
  readonly step: number
  /** The only event that happens in it: `zone/eu-west-1c`; absent: the trace of the pod's verdict. */
  readonly event?: string | undefined
  /** It plays as soon as its frames are there; no part of the address. */
  readonly startsPlaying?: boolean | undefined
}

/** What the address says of the view. The plan is never part of it. */
export interface Route {
  readonly screen: Screen
  readonly place: Place
  readonly selection: Selection | undefined
  readonly player: PlayerPosition | undefined
  /** The finding or the incident that is open. */
  readonly open: string | undefined
}

export const FIRST_PLACE: Place = { design: 0, cluster: 0 }

/** `#/topology?pod=monitoring/prometheus-0&trace=monitoring/prometheus-0&step=2`; what it cannot read it leaves out. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const fields = new URLSearchParams(query)
  const kind = SELECTION_KINDS.find((each) => fields.has(each))
  const key = kind === undefined ? null : fields.get(kind)
  const trace = fields.get('trace')
  return {
    screen: SCREENS.find((screen) => screen === path) ?? 'start',
    place: { design: readCount(fields, 'design'), cluster: readCount(fields, 'cluster') },
    selection: kind === undefined || !key ? undefined : { kind, key },
    player: trace
      ? { key: trace, step: readCount(fields, 'step'), ...readEvent(fields) }
      : undefined,
    open: fields.get('open') ?? undefined,
  }
}

export function renderRoute({ screen, place, selection, player, open }: Route): string {
  const fields = new URLSearchParams()
  if (place.design > 0) fields.set('design', String(place.design))
  if (place.cluster > 0) fields.set('cluster', String(place.cluster))
  if (open !== undefined) fields.set('open', open)
  if (selection !== undefined) fields.set(selection.kind, selection.key)
  if (player !== undefined) {
    fields.set('trace', player.key)
    fields.set('step', String(player.step))
    if (player.event !== undefined) fields.set('event', player.event)
  }
  const query = fields.toString().replaceAll('%2F', '/')
  return `#/${screen === 'start' ? '' : screen}${query === '' ? '' : `?${query}`}`
}

function readEvent(fields: URLSearchParams): Pick<PlayerPosition, 'event'> {
  const event = fields.get('event')
  return event ? { event } : {}
}

function readCount(fields: URLSearchParams, name: string): number {
  const text = fields.get(name) ?? ''
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
