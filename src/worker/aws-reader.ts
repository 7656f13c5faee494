import type { AwsRequest, AwsResponse } from './aws-protocol.ts'
import { startAwsWorker } from './trusted.ts'

/** The page's side of one worker that talks to AWS. */
export interface AwsReader {
  readonly send: (request: AwsRequest) => void
  /** The hard stop: requests are cut, keys are gone. */
  readonly end: () => void
}

export function startAwsReader(listen: (response: AwsResponse) => void): AwsReader {
  const worker = startAwsWorker()
  let isEnded = false
  worker.addEventListener('message', (event: MessageEvent<AwsResponse>) => {
    if (!isEnded) listen(event.data)
  })
  worker.addEventListener('error', () => {
    if (!isEnded)
      listen({ kind: 'failed', message: 'the part that talks to AWS could not be started' })
  })
  return {
    send: (request) => {
      if (!isEnded) worker.postMessage(request)
    },
    end: () => {
      isEnded = true
      worker.postMessage({ kind: 'stop' } satisfies AwsRequest)
      worker.terminate()
    },
  }
}
