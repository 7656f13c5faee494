import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { parseRoute, renderRoute } from './route.ts'
import type { PlayerPosition, Route, Screen, Selection } from './route.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What floats over the screen; at most one. */
export type Overlay = 'palette' | 'keys' | 'menu'

export interface View extends Route {
  readonly theme: Theme
  readonly overlay: Overlay | undefined
}

const THEME_KEY = 'neverpending-theme'

export const viewStore = createStore<View>(() => ({
  ...parseRoute(globalThis.location?.hash ?? ''),
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
  const follow = () => viewStore.setState({ ...parseRoute(location.hash), overlay: undefined })
  window.addEventListener('hashchange', follow)
  window.addEventListener('popstate', follow)
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
