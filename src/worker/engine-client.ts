import type {
  ImportAnswers,
  ImportFile,
  ImportOutcome,
  JudgeProgress,
  Judged,
  Place,
  Replay,
  Request,
  Response,
  TargetSummary,
} from './protocol.ts'
import type { FixAnswer, FixProgress } from '#exploration/fixes/find-fixes.ts'
import type { ImportProgress } from '#importers/importer.ts'
import type { Picture } from '#cluster/picture.ts'
import type { PackedPlan } from './packed-plan.ts'
import type { Questions } from './questions.ts'
import { startWorker } from './trusted.ts'

/** The page's side of one worker. Answers to what was superseded, cancelled or ended never arrive. */
export interface EngineClient {
  readonly importFiles: (
    files: readonly ImportFile[],
    options: {
      readonly answers: ImportAnswers
      readonly base?: PackedPlan | undefined
      readonly onProgress: (progress: ImportProgress) => void
    },
  ) => Promise<ImportOutcome>
  /** Judges the pods of one cluster; returns what stops it. */
  readonly judge: (
    question: { readonly packed: PackedPlan; readonly place: Place; readonly bound: number },
    listener: JudgeListener,
  ) => () => void
  readonly judgePod: (
    question: { readonly key: string; readonly bound: number },
    listener: Pick<JudgeListener, 'onVerdicts' | 'onProgress' | 'onDone' | 'onFailed'>,
  ) => () => void
  readonly replay: (key: string) => Promise<Replay | undefined>
  /** Edits that clear a pod's finding; returns what stops the search. */
  readonly findFixes: (
    question: {
      readonly packed: PackedPlan
      readonly place: Place
      readonly key: string
      readonly bound: number
    },
    listener: FixListener,
  ) => () => void
  readonly exportPlan: (packed: PackedPlan, format: 'yaml' | 'json') => Promise<Blob>
  /** Asks one of `questions.ts`. One that is withdrawn by its signal is never answered. */
  readonly ask: <K extends keyof Questions>(
    name: K,
    question: Questions[K]['question'],
    options?: {
      readonly onProgress?: (progress: Questions[K]['progress']) => void
      readonly signal?: AbortSignal
    },
  ) => Promise<Questions[K]['answer']>
  /** The hard stop: whatever it was doing is gone. */
  readonly end: () => void
}

export interface JudgeListener {
  readonly onPicture: (picture: Picture, targets: readonly TargetSummary[]) => void
  readonly onVerdicts: (judged: readonly Judged[]) => void
  readonly onProgress: (progress: JudgeProgress) => void
  readonly onDone: (elapsedMs: number) => void
  readonly onFailed: (message: string) => void
}

export interface FixListener {
  readonly onProgress: (progress: FixProgress) => void
  readonly onDone: (answer: FixAnswer) => void
  readonly onFailed: (message: string) => void
}

/** What a client does with the answers to one request; true when it was the last one. */
type Listener = (response: Response) => boolean

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

export function startEngine(): EngineClient {
  const worker = startWorker()
  const listeners = new Map<number, Listener>()
  let lastId = 0
  let judging = 0
  let fixing = 0

  worker.addEventListener('message', (event: MessageEvent<Response>) => {
    const listener = listeners.get(event.data.id)
    if (listener?.(event.data) === true) listeners.delete(event.data.id)
  })
  // Only a worker that could not be started, or a bug in it, gets here.
  worker.addEventListener('error', (event) => {
    const message = event.message === '' ? 'the worker could not be started' : event.message
    for (const [id, listener] of listeners) listener({ kind: 'failed', id, message })
    listeners.clear()
  })

  const send = (request: WithoutId<Request>, listener: Listener): number => {
    const id = ++lastId
    listeners.set(id, listener)
    worker.postMessage({ ...request, id })
    return id
  }
  const cancel = (id: number) => {
    if (!listeners.delete(id)) return
    worker.postMessage({ kind: 'cancel', id })
  }
  const ask = <T>(request: WithoutId<Request>, read: (response: Response) => Answer<T>) =>
    new Promise<T>((resolve, reject) => {
      send(request, (response) => {
        if (response.kind === 'failed') reject(new Error(response.message))
        const answer = read(response)
        if (answer !== undefined) resolve(answer.value)
        return response.kind === 'failed' || answer !== undefined
      })
    })

  return {
    importFiles: (files, { answers, base, onProgress }) =>
      ask<ImportOutcome>(
        { kind: 'import', files, options: answers, ...(base === undefined ? {} : { base }) },
        (response) => {
          if (response.kind === 'import-progress') onProgress(response.progress)
          return response.kind === 'import-done' ? { value: response.outcome } : undefined
        },
      ),
    judge: (question, listener) => {
      listeners.delete(judging)
      const id = send({ kind: 'judge', ...question }, listenToJudging(listener))
      judging = id
      return () => cancel(id)
    },
    judgePod: (question, listener) => {
      const onPicture = () => undefined
      const id = send(
        { kind: 'judge-pod', ...question },
        listenToJudging({ ...listener, onPicture }),
      )
      return () => cancel(id)
    },
    replay: (key) =>
      ask<Replay | undefined>({ kind: 'replay', key }, (response) =>
        response.kind === 'replay-done' ? { value: response.replay } : undefined,
      ),
    findFixes: (question, { onProgress, onDone, onFailed }) => {
      listeners.delete(fixing)
      const id = send({ kind: 'fixes', ...question }, (response) => {
        if (response.kind === 'fixes-progress') onProgress(response.progress)
        if (response.kind === 'fixes-done') onDone(response.answer)
        if (response.kind === 'failed') onFailed(response.message)
        return response.kind !== 'fixes-progress'
      })
      fixing = id
      return () => cancel(id)
    },
    exportPlan: (packed, format) =>
      ask<Blob>({ kind: 'export', packed, format }, (response) =>
        response.kind === 'export-done' ? { value: response.content } : undefined,
      ),
    ask: <K extends keyof Questions>(
      name: K,
      question: Questions[K]['question'],
      options: Parameters<EngineClient['ask']>[2] = {},
    ) =>
      new Promise<Questions[K]['answer']>((resolve, reject) => {
        // A request is a union by name; TypeScript does not build one from a name that is data.
        const request = { kind: 'ask', name, question } as WithoutId<Request>
        const id = send(request, (response) => {
          if (response.kind === 'asked-progress') options.onProgress?.(response.progress as never)
          if (response.kind === 'asked-done') resolve(response.answer as Questions[K]['answer'])
          if (response.kind === 'failed') reject(new Error(response.message))
          return response.kind !== 'asked-progress'
        })
        options.signal?.addEventListener('abort', () => cancel(id), { once: true })
      }),
    end: () => {
      listeners.clear()
      worker.terminate()
    },
  }
}

type Answer<T> = { readonly value: T } | undefined

function listenToJudging(listener: JudgeListener): Listener {
  return (response) => {
    switch (response.kind) {
      case 'picture':
        listener.onPicture(response.picture, response.targets)
        return false
      case 'verdicts':
        listener.onVerdicts(response.judged)
        return false
      case 'judge-progress':
        listener.onProgress(response.progress)
        return false
      case 'judge-done':
        listener.onDone(response.elapsedMs)
        return true
      case 'failed':
        listener.onFailed(response.message)
        return true
      default:
        return true
    }
  }
}
