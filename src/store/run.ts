import type { Picture } from '#cluster/picture.ts'
import { compareJudged } from '#worker/compare-judged.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { JudgeProgress, Judged, Replay, TargetSummary } from '#worker/protocol.ts'

/**
 * What the engine has said about a plan so far. After an edit the old verdicts stay, marked stale, until
 * each is replaced; the picture follows at once.
 */
export interface Run {
  /** The plan that is judged; `undefined` before the first. */
  readonly packed: PackedPlan | undefined
  readonly status: 'idle' | 'judging' | 'done' | 'stopped' | 'failed'
  readonly picture: Picture | undefined
  readonly targets: readonly TargetSummary[]
  /** By the pod's key, also under the keys of pods that share the result. */
  readonly judged: ReadonlyMap<string, Judged>
  /** Each result once, worst first. */
  readonly results: readonly Judged[]
  /** Keys of verdicts that were given before the last edit. */
  readonly stale: ReadonlySet<string>
  readonly progress: JudgeProgress | undefined
  readonly elapsedMs: number | undefined
  readonly message: string | undefined
  readonly replays: ReadonlyMap<string, Replay>
}

export const EMPTY_RUN: Run = {
  packed: undefined,
  status: 'idle',
  picture: undefined,
  targets: [],
  judged: new Map(),
  results: [],
  stale: new Set(),
  progress: undefined,
  elapsedMs: undefined,
  message: undefined,
  replays: new Map(),
}

export function startJudging(run: Run, packed: PackedPlan): Run {
  return {
    ...run,
    packed,
    status: 'judging',
    stale: new Set(run.judged.keys()),
    progress: undefined,
    elapsedMs: undefined,
    message: undefined,
    replays: new Map(),
  }
}

/** The picture of the plan as it is now, and the pods that will be judged: verdicts of others go. */
export function applyPicture(run: Run, picture: Picture, targets: readonly TargetSummary[]): Run {
  const keys = new Set(targets.map(({ key }) => key))
  const judged = new Map([...run.judged].filter(([, { key }]) => keys.has(key)))
  const stale = new Set([...run.stale].filter((key) => judged.has(key)))
  return { ...run, picture, targets, judged, stale, results: listResults(judged) }
}

export function applyVerdicts(run: Run, news: readonly Judged[]): Run {
  const judged = new Map(run.judged)
  const stale = new Set(run.stale)
  for (const one of news) {
    // A pod that shared the old result and does not share the new one is judged on its own.
    for (const key of run.judged.get(one.key)?.alsoFor ?? []) {
      if (judged.get(key)?.key === one.key) judged.delete(key)
    }
    for (const key of [one.key, ...one.alsoFor]) {
      judged.set(key, one)
      stale.delete(key)
    }
  }
  return { ...run, judged, stale, results: listResults(judged) }
}

export function finishJudging(run: Run, elapsedMs: number): Run {
  return { ...run, status: 'done', progress: undefined, elapsedMs }
}

/** Stopped by the person, or by a fault; verdicts that were there stay as they are. */
export function stopJudging(run: Run, message?: string): Run {
  const status = message === undefined ? 'stopped' : 'failed'
  return { ...run, status, progress: undefined, message }
}

export function addReplay(run: Run, replay: Replay): Run {
  return { ...run, replays: new Map(run.replays).set(replay.key, replay) }
}

/** The plan's own verdict: its worst, of which the first by name. */
export function findWorst(run: Run): Judged | undefined {
  return run.results[0]
}

function listResults(judged: ReadonlyMap<string, Judged>): readonly Judged[] {
  return [...judged].flatMap(([key, one]) => (key === one.key ? [one] : [])).sort(compareJudged)
}
