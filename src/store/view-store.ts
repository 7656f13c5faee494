import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { isLinkFragment } from './find-link.ts'
import { parseRoute, renderRoute } from './route.ts'
import type { PlayerPosition, Route, Screen, Selection } from './route.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What floats over the screen; at most one. */
export type Overlay = 'palette' | 'keys' | 'menu' | 'share' | 'aws'

export interface View extends Route {
  readonly theme: Theme
  readonly overlay: Overlay | undefined
}

const THEME_KEY = 'neverpending-theme'

export const viewStore = createStore<View>(() => ({
  ...parseRoute(findAddress(globalThis.location?.hash ?? '')),
  theme: loadTheme(),
  overlay: undefined,
}))

export function useView<T>(select: (view: View) => T): T {
  return useStore(viewStore, select)
}

export function useSelection(): Selection | undefined {
  return useView((view) => view.selection)
}

export function usePlayer(): PlayerPosition | undefined {
  return useView((view) => view.player)
}

/** Goes to another screen; the back button returns. */
export function navigate(screen: Screen, change: Partial<Route> = {}): void {
  const { place } = viewStore.getState()
  const route = { screen, place, selection: undefined, player: undefined, open: undefined }
  history.pushState(null, '', renderRoute({ ...route, ...change }))
  viewStore.setState({ ...route, ...change, overlay: undefined })
  window.scrollTo(0, 0)
}

/** Shows a view whose address stays empty: a plan that came in the address leaves it so (L6.2). */
export function showClean(route: Route): void {
  const { pathname, search } = location
  history.replaceState({ route: renderRoute(route) }, '', `${pathname}${search}`)
  viewStore.setState({ ...route, overlay: undefined })
  window.scrollTo(0, 0)
}

/** Puts the address of what is shown in the place of a plan's (L6.2). */
export function restoreAddress(): void {
  const { screen } = viewStore.getState()
  const { pathname, search } = location
  const address = screen === 'start' ? '' : renderRoute(viewStore.getState())
  history.replaceState(null, '', `${pathname}${search}${address}`)
}

/** Changes what the screen shows; the back button does not go through each of these. */
export function changeView(change: Partial<Omit<Route, 'screen'>>): void {
  viewStore.setState(change)
  const address = renderRoute(viewStore.getState())
  if (address !== location.hash) history.replaceState(null, '', address)
}

export function select(selection: Selection | undefined): void {
  changeView({ selection })
}

/** Shows the board after a step of a pod's trace; `undefined` shows today. */
export function showStep(player: PlayerPosition | undefined): void {
  changeView({ player })
}

export function showOverlay(overlay: Overlay | undefined): void {
  viewStore.setState({ overlay })
}

export function setTheme(theme: Theme): void {
  viewStore.setState({ theme })
  applyTheme(theme)
  try {
    localStorage.setItem(THEME_KEY, theme)
  } catch {
    // A browser that keeps nothing: the theme lasts as long as the page.
  }
}

/** Follows the address and puts the chosen theme on the page; once, when it starts. */
export function startView(): void {
  applyTheme(viewStore.getState().theme)
  const follow = () => {
    // A plan in the address is no view: what is shown stays (L6.3).
    if (isLinkFragment(location.hash)) return
    const kept: unknown = history.state?.route
    const address = location.hash === '' && typeof kept === 'string' ? kept : location.hash
    viewStore.setState({ ...parseRoute(address), overlay: undefined })
  }
  window.addEventListener('hashchange', follow)
  window.addEventListener('popstate', follow)
}

/** A plan in the address is taken before it is read as a view (L5.1 step 1). */
function findAddress(hash: string): string {
  return isLinkFragment(hash) ? '' : hash
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

function loadTheme(): Theme {
  try {
    const saved = globalThis.localStorage?.getItem(THEME_KEY)
    return saved === 'light' || saved === 'dark' ? saved : 'system'
  } catch {
    return 'system'
  }
}
