import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { startEngine } from '#worker/engine-client.ts'
import type { EngineClient, JudgeListener } from '#worker/engine-client.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { Place, Replay } from '#worker/protocol.ts'
import { FIRST_PLACE } from './route.ts'
import {
  EMPTY_RUN,
  addReplay,
  applyPicture,
  applyVerdicts,
  finishJudging,
  startJudging,
  stopJudging,
} from './run.ts'
import type { Run } from './run.ts'

/** XS4: states of one question while a person looks on, and where they ask to search on. */
export const INTERACTIVE_BOUND = 50_000
export const SEARCH_ON_BOUND = 300_000

/** One worker and what it has said. The import's becomes the open plan's when it is applied. */
export interface RunSession {
  readonly run: StoreApi<Run>
  readonly engine: EngineClient
  readonly judge: (packed: PackedPlan, place: Place) => void
  /** Asks again for one pod: with a higher bound, or one that no verdict was asked for. */
  readonly judgePod: (key: string, bound: number) => void
  readonly stop: () => void
  /** Forgets what was said of another plan. */
  readonly reset: () => void
  /** The frames of a pod's trace; kept until the next edit. */
  readonly loadReplay: (key: string) => Promise<Replay | undefined>
  readonly end: () => void
}

export function startRunSession(): RunSession {
  const run = createStore<Run>(() => EMPTY_RUN)
  const engine = startEngine()
  let cancel = () => {}
  let lastPlace = FIRST_PLACE

  const listener: JudgeListener = {
    onPicture: (picture, targets) => run.setState((now) => applyPicture(now, picture, targets)),
    onVerdicts: (judged) => run.setState((now) => applyVerdicts(now, judged)),
    onProgress: (progress) => run.setState({ progress }),
    onDone: (elapsedMs) => run.setState((now) => finishJudging(now, elapsedMs)),
    onFailed: (message) => run.setState((now) => stopJudging(now, message)),
  }

  const judge = (packed: PackedPlan, place: Place) => {
    lastPlace = place
    run.setState((now) => startJudging(now, packed))
    cancel = engine.judge({ packed, place, bound: INTERACTIVE_BOUND }, listener)
  }

  return {
    run,
    engine,
    judge,
    judgePod: (key, bound) => {
      const { packed, status } = run.getState()
      run.setState({ status: 'judging' })
      // What it interrupts goes on afterwards; what was answered already comes from the cache.
      const onDone = (elapsedMs: number) => {
        listener.onDone(elapsedMs)
        if (status === 'judging' && packed !== undefined) judge(packed, lastPlace)
      }
      cancel = engine.judgePod({ key, bound }, { ...listener, onDone })
    },
    stop: () => {
      cancel()
      run.setState((now) => stopJudging(now))
    },
    reset: () => {
      cancel()
      run.setState(EMPTY_RUN)
    },
    loadReplay: async (key) => {
      const known = run.getState().replays.get(key)
      if (known !== undefined) return known
      const { packed } = run.getState()
      const replay = await engine.replay(key)
      if (replay !== undefined && run.getState().packed === packed) {
        run.setState((now) => addReplay(now, replay))
      }
      return replay
    },
    end: () => {
      cancel()
      engine.end()
    },
  }
}
