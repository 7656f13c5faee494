import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { BridgeStatus } from '#aws-client/bridge-protocol.ts'
import { findHelperStatus } from '#aws-client/helper-sender.ts'

/** The local helper (`neverpending serve`), as far as this page knows. */
export type HelperState =
  /** The page comes from somewhere else. */
  | { readonly kind: 'absent' }
  /** It was opened by the helper, and a reload has lost the token: it is in memory alone (I17.2). */
  | { readonly kind: 'lost' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'there'; readonly status: BridgeStatus }
  /** It has ended. */
  | { readonly kind: 'gone' }

/** Never in a state that is kept, shown or sent anywhere but to the helper itself. */
let token: string | undefined

const helperStore = createStore<HelperState>(() => ({ kind: 'absent' }))

export function useHelper(): HelperState {
  return useStore(helperStore, (state) => state)
}

export function findHelperToken(): string | undefined {
  return token
}

/** In this tab only, and not the token: that the helper was here. */
const WAS_HERE_KEY = 'neverpending-helper'

/** True for a page that the helper serves: it comes from this machine, and needs no copy for offline. */
export function isFromHelper(): boolean {
  return helperStore.getState().kind !== 'absent'
}

/**
 * Takes the helper's token out of the address into memory, before anything else of the page reads the address
 * (I17.2); also when the address is opened again in this tab.
 */
export function takeHelperToken(): void {
  if (!takeFromAddress() && wasHere()) helperStore.setState({ kind: 'lost' }, true)
  window.addEventListener('hashchange', (event) => {
    // A reading of an address that has become empty changes nothing: what is shown stays.
    if (takeFromAddress()) event.stopImmediatePropagation()
  })
}

function takeFromAddress(): boolean {
  if (!location.hash.startsWith('#t=')) return false
  const given = /^#t=([\w-]{43})$/.exec(location.hash)?.[1]
  history.replaceState(history.state, '', `${location.pathname}${location.search}`)
  if (given === undefined) return true
  token = given
  helperStore.setState({ kind: 'asking' }, true)
  try {
    sessionStorage.setItem(WAS_HERE_KEY, 'yes')
  } catch {
    // A browser that keeps nothing: after a reload the page does not know that it had a helper.
  }
  return true
}

function wasHere(): boolean {
  try {
    return sessionStorage.getItem(WAS_HERE_KEY) === 'yes'
  } catch {
    return false
  }
}

/** Asks whether the helper is still there, and how it was started. */
export async function askHelper(): Promise<void> {
  const asked = token
  if (asked === undefined) return
  const status = await findHelperStatus({
    token: asked,
    fetch: (address, init) => fetch(address, init),
    signal: () => undefined,
  })
  if (token !== asked) return
  helperStore.setState(status === undefined ? { kind: 'gone' } : { kind: 'there', status }, true)
}
