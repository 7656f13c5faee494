import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Picture } from '#cluster/picture.ts'
import type { Replay } from '#worker/protocol.ts'
import { planStore } from './plan-store.ts'
import { startRunSession } from './run-session.ts'
import type { RunSession } from './run-session.ts'
import type { Run } from './run.ts'
import { viewStore } from './view-store.ts'

/** The session of the open plan. */
export const sessionStore = createStore<{ readonly session: RunSession }>(() => ({
  session: startRunSession(),
}))

export function getSession(): RunSession {
  return sessionStore.getState().session
}

export function useRun<T>(select: (run: Run) => T): T {
  const { run } = useStore(sessionStore, (state) => state.session)
  return useStore(run, select)
}

/** Of a session that is not the open plan's: the import's preview. */
export function useSessionRun<T>({ run }: RunSession, select: (run: Run) => T): T {
  return useStore(run, select)
}

export function usePicture(): Picture | undefined {
  return useRun((run) => run.picture)
}

/** The frames of a pod's trace, asked for when they are first needed and again after an edit. */
export function useReplay(key: string | undefined): Replay | undefined {
  const session = useStore(sessionStore, (state) => state.session)
  const judged = useRun((run) => (key === undefined ? undefined : run.judged.get(key)))
  const isStale = useRun((run) => key !== undefined && run.stale.has(key))
  const replay = useRun((run) => (judged === undefined ? undefined : run.replays.get(judged.key)))
  const target = isStale || judged?.report.trace === undefined ? undefined : judged.key
  useEffect(() => {
    if (target !== undefined) void session.loadReplay(target)
  }, [session, target, judged])
  return replay
}

/** Puts another session, which has judged the plan already, in the place of the present one. */
export function adoptSession(session: RunSession): void {
  const old = getSession()
  sessionStore.setState({ session })
  old.end()
}

/** Judges the open plan, and again after every edit; once, when the page starts. */
export function startRuns(): void {
  let judged = { id: planStore.getState().current?.id, place: viewStore.getState().place }
  const follow = () => {
    const { current } = planStore.getState()
    const { place } = viewStore.getState()
    const session = getSession()
    const { packed } = session.run.getState()
    const isSameCluster =
      judged.id === current?.id &&
      judged.place.design === place.design &&
      judged.place.cluster === place.cluster
    if (packed === current?.packed && (isSameCluster || packed === undefined)) return
    const isAdopted = packed !== undefined && packed === current?.packed && judged.id !== current.id
    judged = { id: current?.id, place }
    if (isAdopted) return
    if (!isSameCluster) session.reset()
    if (current !== undefined) session.judge(current.packed, place)
  }
  planStore.subscribe(follow)
  viewStore.subscribe(follow)
  follow()
}
