import { createHelperSender } from '#aws-client/helper-sender.ts'
import { createSender } from '#aws-client/send-call.ts'
import type { Sender } from '#aws-client/send-call.ts'
import { createSession } from '#aws-client/session.ts'
import type { AwsSession } from '#aws-client/session.ts'
import { createVault } from '#aws-client/vault.ts'
import type { AwsRequest, AwsResponse } from './aws-protocol.ts'

/**
 * The worker that talks to AWS: keys, signatures and answers are here and not in the page, which gets
 * reduced answers only. It is started when somebody connects, and ended with the reading.
 */
const controller = new AbortController()
const vault = createVault((run, afterMs) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
})

// TypeScript's DOM library takes `self` for a window; in a worker it sends to the page.
const scope = self as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>

let session: AwsSession | undefined
let resume: ((hasKeys: boolean) => void) | undefined

scope.addEventListener('message', (event: MessageEvent<AwsRequest>) => {
  answer(event.data).catch((error: unknown) => {
    vault.wipe()
    if (controller.signal.aborted) return
    reply({ kind: 'failed', message: error instanceof Error ? error.name : 'Error' })
  })
})

async function answer(request: AwsRequest): Promise<void> {
  switch (request.kind) {
    case 'open': {
      vault.put(request.credentials)
      session = open(request.loopback)
      const identified = await session.identify(request.region)
      if (identified.kind === 'refused') vault.wipe()
      reply({ kind: 'opened', identified })
      return
    }
    case 'open-helper': {
      session = openWith(
        createHelperSender({
          token: request.token,
          fetch: fetchHere,
          signal: () => controller.signal,
        }),
      )
      reply({ kind: 'opened', identified: await session.identify(request.region) })
      return
    }
    case 'list-vpcs': {
      const { region } = request
      reply({ kind: 'vpcs', region, vpcs: (await session?.listVpcs(region)) ?? [] })
      return
    }
    case 'read': {
      const readings = (await session?.read(request.regions, request.wish)) ?? []
      vault.wipe()
      reply({ kind: 'read-done', readings })
      return
    }
    case 'renew':
      if (request.credentials !== undefined) vault.put(request.credentials)
      resume?.(true)
      return
    case 'give-up':
      vault.wipe()
      resume?.(false)
      return
    case 'stop':
      controller.abort()
      vault.wipe()
      return
  }
}

function open(loopback: string | undefined): AwsSession {
  const { signal } = controller
  const sender = createSender(vault.get, {
    fetch: fetchHere,
    signal: () => signal,
    ...(loopback === undefined ? {} : { loopback }),
  })
  return openWith(sender)
}

const fetchHere: typeof fetch = (address, init) => fetch(address, init)

function openWith(sender: Sender): AwsSession {
  const { signal } = controller
  const surroundings = { nowMs: () => Date.now(), sleep, random: drawNumber, signal }
  return createSession(sender, surroundings, {
    onProgress: (calls) => reply({ kind: 'progress', calls }),
    askForKeys: (refusal) => {
      reply({ kind: 'paused', refusal })
      return new Promise((resolve) => {
        resume = resolve
      })
    },
  })
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    const cancel = () => {
      clearTimeout(timer)
      reject(new DOMException('cancelled', 'AbortError'))
    }
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
  })
}

/** 0 ≤ x < 1, for the jitter of waits: no run of the engine depends on it. */
function drawNumber(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return drawn / 2 ** 32
}

function reply(response: AwsResponse): void {
  scope.postMessage(response)
}
