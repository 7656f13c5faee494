import awsWorkerUrl from './aws-worker.ts?worker&url'
import workerUrl from './engine-worker.ts?worker&url'

/**
 * The only module that makes the page's Trusted Types policy, and the only one that starts a worker or
 * registers the service worker: the policy lets exactly these three addresses be scripts.
 */
interface ScriptPolicy {
  readonly createScriptURL: (address: string) => string
}

// TypeScript's DOM library does not know Trusted Types yet.
interface TrustedGlobals {
  readonly trustedTypes?: {
    readonly createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy
  }
}

const offlineUrl = new URL('./sw.js', document.baseURI).href
const allowed = new Set([workerUrl, awsWorkerUrl, offlineUrl])

const rules: ScriptPolicy = {
  createScriptURL: (address) => {
    if (!allowed.has(address)) throw new TypeError('not a script of this page')
    return address
  },
}

const policy =
  (globalThis as TrustedGlobals).trustedTypes?.createPolicy('plan-worker', rules) ?? rules

export function startWorker(): Worker {
  return new Worker(policy.createScriptURL(workerUrl), { type: 'module' })
}

/** The only part of the page that talks to AWS, loaded when somebody connects (I13.7). */
export function startAwsWorker(): Worker {
  return new Worker(policy.createScriptURL(awsWorkerUrl), { type: 'module' })
}

/** Makes the built page work without a network after its first load. */
export async function registerOfflineWorker(): Promise<void> {
  await navigator.serviceWorker.register(policy.createScriptURL(offlineUrl))
}
