import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { TriedChange } from '#scheduler/try-changes.ts'
import type { PlacementAnswer, PlacementQuery } from '#worker/placement-query.ts'
import { getSession } from './run-store.ts'

/** What the scheduler does with one pod, and what would have to change; after an edit the old answer stays until the new one. */
interface PlacementRun {
  readonly query: PlacementQuery | undefined
  readonly status: 'idle' | 'asking' | 'done' | 'missing' | 'stopped' | 'failed'
  /** Of the pod of `query`, maybe from before the last edit. */
  readonly answer: PlacementAnswer | undefined
  readonly message: string | undefined
  readonly changes: ChangesRun
}

export interface ChangesRun {
  readonly status: 'idle' | 'trying' | 'done' | 'stopped' | 'failed'
  readonly tried: readonly TriedChange[]
  readonly done: number
  readonly total: number
}

const NO_CHANGES: ChangesRun = { status: 'idle', tried: [], done: 0, total: 0 }

const placementStore = createStore<PlacementRun>(() => ({
  query: undefined,
  status: 'idle',
  answer: undefined,
  message: undefined,
  changes: NO_CHANGES,
}))

export function usePlacement<T>(select: (run: PlacementRun) => T): T {
  return useStore(placementStore, select)
}

let withdraw = () => {}

/** Asks the worker about a pod; an earlier question is withdrawn. */
export function askPlacement(query: PlacementQuery): void {
  withdraw()
  const controller = new AbortController()
  withdraw = () => controller.abort()
  const { signal } = controller
  placementStore.setState((now) => ({
    query,
    status: 'asking',
    answer: now.query?.key === query.key ? now.answer : undefined,
    message: undefined,
    changes: NO_CHANGES,
  }))
  getSession()
    .engine.ask('explain-placement', query, { signal })
    .then((answer) => {
      if (signal.aborted) return
      placementStore.setState({ answer, status: answer === undefined ? 'missing' : 'done' })
      if (answer !== undefined && needsChanges(answer)) tryChanges(query, signal)
    })
    .catch((error: unknown) => {
      if (!signal.aborted) placementStore.setState({ status: 'failed', message: sayError(error) })
    })
}

/** Only a pod that gets no node needs a change. */
function needsChanges({ placement: { outcome } }: PlacementAnswer): boolean {
  return outcome.kind === 'unschedulable' || outcome.kind === 'gated' || outcome.kind === 'error'
}

function tryChanges(query: PlacementQuery, signal: AbortSignal): void {
  const change = (part: (now: ChangesRun) => Partial<ChangesRun>) => {
    if (signal.aborted) return
    placementStore.setState(({ changes }) => ({ changes: { ...changes, ...part(changes) } }))
  }
  change(() => ({ status: 'trying' }))
  getSession()
    .engine.ask('try-changes', query, {
      signal,
      onProgress: ({ tried, done, total }) =>
        change((now) => ({ tried: [...now.tried, ...tried], done, total })),
    })
    .then(() => change(() => ({ status: 'done' })))
    .catch(() => change(() => ({ status: 'failed' })))
}

/** Nothing more is asked; what is known stays. */
export function stopAsking(): void {
  withdraw()
  placementStore.setState(({ status, changes }) => ({
    status: status === 'asking' ? 'stopped' : status,
    changes: changes.status === 'trying' ? { ...changes, status: 'stopped' } : changes,
  }))
}

/** Asks the last question once more. */
export function askAgain(): void {
  const { query } = placementStore.getState()
  if (query !== undefined) askPlacement(query)
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
