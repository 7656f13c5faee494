import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Problem } from '#base/problem.ts'
import { makeBusy } from '#share/link-problem.ts'
import type { LinkPreview } from '#worker/read-link.ts'
import { forgetReplaced } from './kept-plans.ts'
import { isLinkFragment } from './find-link.ts'
import { makePlanId, openPlan, planStore } from './plan-store.ts'
import type { Route } from './route.ts'
import { adoptSession, getSession } from './run-store.ts'
import { startRunSession } from './run-session.ts'
import type { RunSession } from './run-session.ts'
import { navigate, restoreAddress, showClean } from './view-store.ts'

/** A link that came in, from its arrival to the person's choice; the open plan is not touched before (L6.1). */
export interface IncomingLink {
  /** A fragment, from `plan=` on, or the text of a share file. */
  readonly text: string
  readonly from: LinkSource
  readonly state:
    | { readonly kind: 'reading' }
    | { readonly kind: 'failed'; readonly problem: Problem }
    | { readonly kind: 'read'; readonly preview: LinkPreview }
}

/** The address has no privilege (L5.9), but it is cleaned afterwards (L6.2). */
export type LinkSource = 'address' | 'text' | 'share-file'

const linkStore = createStore<{ readonly link: IncomingLink | undefined }>(() => ({
  link: undefined,
}))

export function useIncomingLink(): IncomingLink | undefined {
  return useStore(linkStore, ({ link }) => link)
}

/** While a link asks for a choice, keys of the screen behind it do nothing. */
export function isLinkIncoming(): boolean {
  return linkStore.getState().link !== undefined
}

/** The hard stop of L5.1: what has not answered by then is ended with its worker. */
const READING_MS = 5_000
/** A worker that is not even running by then never will be. */
const STARTING_MS = 20_000

let session: RunSession | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Follows the address; once, when the page starts (L6.3). */
export function startLinks(): void {
  const take = () => {
    if (isLinkFragment(location.hash)) receiveLink(location.hash.slice(1), 'address')
  }
  window.addEventListener('hashchange', take)
  take()
}

/** Reads what came in. Of two in a row the last counts; the other's reading is ended (L6.3). */
export function receiveLink(text: string, from: LinkSource): void {
  endReading()
  const reader = startReader()
  session = reader
  const link = { text, from, state: { kind: 'reading' } } as const
  linkStore.setState({ link })
  const isLatest = () => linkStore.getState().link === link
  const settle = (state: IncomingLink['state']) => {
    if (!isLatest()) return
    clearTimeout(timer)
    linkStore.setState({ link: { ...link, state } })
  }
  const endAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      endReading()
      settle({ kind: 'failed', problem: makeBusy() })
    }, ms)
  }
  endAfter(STARTING_MS)
  const onProgress = () => {
    if (isLatest()) endAfter(READING_MS)
  }
  reader.engine.ask('read-link', text, { onProgress }).then(
    (reading) => settle(reading),
    (error: unknown) => {
      const message = `This link could not be read: ${error instanceof Error ? error.message : String(error)}`
      settle({ kind: 'failed', problem: { code: 'share/fault', path: '', message } })
    },
  )
}

/** Opens the plan of the link: beside the open one, or instead of it; undo brings that back either way. */
export function openLink({ isReplacing, route }: { isReplacing: boolean; route: Route }): void {
  const { link } = linkStore.getState()
  if (link?.state.kind !== 'read' || session === undefined) return
  const { packed } = link.state.preview
  const before = planStore.getState().current
  if (session !== getSession()) adoptSession(session)
  session = undefined
  linkStore.setState({ link: undefined })
  openPlan(
    { id: makePlanId(), packed, origin: { kind: 'link', isOwn: false } },
    `opening of ${packed.shell.name} from a link`,
  )
  if (isReplacing && before !== undefined) void forgetReplaced(before.id)
  if (link.from === 'address') showClean(route)
  else navigate(route.screen, route)
}

/** Leaves everything as it was before the link came (S7). */
export function cancelLink(): void {
  const { link } = linkStore.getState()
  endReading()
  linkStore.setState({ link: undefined })
  if (link?.from === 'address') restoreAddress()
}

/** A worker of its own; with no plan open, the one that waits for a plan already. */
function startReader(): RunSession {
  return planStore.getState().current === undefined ? getSession() : startRunSession()
}

function endReading(): void {
  clearTimeout(timer)
  const { link } = linkStore.getState()
  if (session === undefined) return
  // A worker cannot be interrupted, only ended.
  if (session !== getSession()) session.end()
  else if (link?.state.kind === 'reading') adoptSession(startRunSession())
  session = undefined
}
