import { registerOfflineWorker } from '#worker/trusted.ts'

const OFFLINE_KEY = 'neverpending-offline'

/** Whether this browser keeps the page's files, so that it opens without a network (L9.4). On, unless switched off. */
export function isOfflineKept(): boolean {
  try {
    return localStorage.getItem(OFFLINE_KEY) !== 'off'
  } catch {
    return true
  }
}

/** Keeps the page's files in this browser; without it the page works, but for offline. */
export async function startOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !isOfflineKept()) return
  await registerOfflineWorker().catch(() => undefined)
}

/** Keeps the files from now on, or forgets them; plans are not touched. */
export async function keepOffline(isKept: boolean): Promise<void> {
  localStorage.setItem(OFFLINE_KEY, isKept ? 'on' : 'off')
  if (isKept) {
    await startOffline()
    return
  }
  // Another page of the same host may have workers and caches of its own.
  const here = new URL('./', document.baseURI).href
  const registration = await navigator.serviceWorker.getRegistration(here)
  if (registration?.scope === here) await registration.unregister()
  const names = await caches.keys()
  const ours = names.filter((name) => name.startsWith('neverpending-'))
  await Promise.all(ours.map((name) => caches.delete(name)))
}
