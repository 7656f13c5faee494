import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LossPlay } from '#worker/loss-play.ts'
import type { Judged, Replay } from '#worker/protocol.ts'
import { NO_LOSSES, applyLosses, finishLosses, startLosses, stopLosses } from './losses.ts'
import type { Losses } from './losses.ts'
import { planStore } from './plan-store.ts'
import type { PlayerPosition } from './route.ts'
import { INTERACTIVE_BOUND } from './run-session.ts'
import { getSession, sessionStore, useRun } from './run-store.ts'
import { viewStore } from './view-store.ts'

const lossStore = createStore<Losses>(() => NO_LOSSES)

export function useLosses<T>(select: (losses: Losses) => T): T {
  return useStore(lossStore, select)
}

export function getLosses(): Losses {
  return lossStore.getState()
}

/** The matrix stops after so long, and a person may let it go on, more patiently. */
const LIMIT_MS = 20_000
const PATIENT_MS = 300_000
const PATIENCE = 20
/** A plan up to this size has its matrix judged unasked, so that the navigation can tell of it. */
const SMALL_PODS = 1_000
const SMALL_NODES = 120
const SMALL_MS = 3_000

let withdraw = () => {}

/** Judges the matrix of the plan as it is now; cells that are known come from the cache. */
export function judgeLosses({ isPatient = false }: { readonly isPatient?: boolean } = {}): void {
  const session = getSession()
  const { packed } = session.run.getState()
  const { place } = viewStore.getState()
  if (packed === undefined) return
  withdraw()
  const controller = new AbortController()
  withdraw = () => controller.abort()
  const change = (news: (now: Losses) => Losses) => {
    if (!controller.signal.aborted) lossStore.setState(news)
  }
  change((now) => startLosses(now, packed))
  session.engine
    .ask(
      'losses',
      {
        packed,
        place,
        bound: INTERACTIVE_BOUND,
        patience: isPatient ? PATIENCE : 1,
        limitMs: isPatient ? PATIENT_MS : LIMIT_MS,
      },
      {
        signal: controller.signal,
        onProgress: (progress) => change((now) => applyLosses(now, progress)),
      },
    )
    .then((answer) => change((now) => finishLosses(now, answer)))
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      change((now) => stopLosses(now, message))
    })
}

export function stopJudgingLosses(): void {
  withdraw()
  lossStore.setState((now) => stopLosses(now))
}

/** Judges the matrix once the plan's own verdicts are there; once, when the page starts. */
export function startLossRuns(): void {
  let asked: unknown
  let subject = ''
  const follow = () => {
    const { run } = getSession()
    const { packed, status, picture, elapsedMs } = run.getState()
    const { place, screen } = viewStore.getState()
    const now = `${planStore.getState().current?.id ?? ''} ${place.design} ${place.cluster}`
    if (now !== subject) {
      subject = now
      asked = undefined
      withdraw()
      lossStore.setState(NO_LOSSES)
    }
    // What was asked of the plan before an edit is answered no more.
    if (asked !== undefined && asked !== packed && lossStore.getState().status === 'judging') {
      withdraw()
      lossStore.setState((before) => stopLosses(before))
    }
    const isSmall =
      picture !== undefined &&
      picture.pods.names.length <= SMALL_PODS &&
      picture.nodes.length <= SMALL_NODES &&
      (elapsedMs ?? Infinity) <= SMALL_MS
    const isIdle = status !== 'judging' && status !== 'idle'
    if (packed === undefined || packed === asked || !isIdle) return
    if (packed !== planStore.getState().current?.packed) return
    if (!isSmall && screen !== 'zone-loss') return
    asked = packed
    judgeLosses()
  }
  let unfollow = getSession().run.subscribe(follow)
  sessionStore.subscribe(({ session }) => {
    unfollow()
    unfollow = session.run.subscribe(follow)
    asked = undefined
    follow()
  })
  viewStore.subscribe(follow)
  planStore.subscribe(follow)
  follow()
}

/** A loss as the player plays it. */
export interface PlayedLoss extends Pick<Replay, 'frames' | 'end'> {
  readonly judged: Judged
}

function toPlayed(key: string, { report, words, frames, end }: LossPlay): PlayedLoss {
  const judged = { key, alsoFor: [], report, ...words }
  return { judged, frames, ...(end === undefined ? {} : { end }) }
}

/** Traces of cells, of the plan as it is. */
const playStore = createStore<{
  readonly packed: unknown
  readonly plays: ReadonlyMap<string, PlayedLoss | 'none'>
}>(() => ({ packed: undefined, plays: new Map() }))

/** The trace of what one loss does, asked for when it is first played; `none` where there is nothing to play. */
export function useLossPlay(position: PlayerPosition | undefined): PlayedLoss | 'none' | undefined {
  const packed = useRun((run) => run.packed)
  const event = position?.event
  const key = event === undefined ? undefined : position?.key
  const known = useStore(playStore, (state) =>
    state.packed === packed && event !== undefined
      ? state.plays.get(`${event} ${key ?? ''}`)
      : undefined,
  )
  useEffect(() => {
    if (packed === undefined || event === undefined || key === undefined) return undefined
    if (known !== undefined) return undefined
    const controller = new AbortController()
    const { place } = viewStore.getState()
    const question = { packed, place, bound: INTERACTIVE_BOUND, event, key }
    const keep = (play: PlayedLoss | 'none') => {
      if (controller.signal.aborted) return
      playStore.setState((now) => ({
        packed,
        plays: new Map(now.packed === packed ? now.plays : []).set(`${event} ${key ?? ''}`, play),
      }))
    }
    getSession()
      .engine.ask('play-loss', question, { signal: controller.signal })
      .then((play) => keep(play === undefined ? 'none' : toPlayed(key, play)))
      .catch(() => keep('none'))
    return () => controller.abort()
  }, [packed, event, key, known])
  return known
}
