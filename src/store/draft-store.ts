import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Problem } from '#base/problem.ts'
import type { Alternative } from '#shapes/list-alternatives.ts'
import type { PlanChoices } from '#shapes/plan-choices.ts'
import type { Trial } from '#worker/draft.ts'
import type { DrawnDraft } from '#worker/questions.ts'
import { EMPTY_HISTORY, recordChange, redoChange, undoChange } from './history.ts'
import type { History } from './history.ts'
import { getSession } from './run-store.ts'

/** A plan that is being drawn: what was chosen, and what the worker has said of it. */
export interface Draft {
  readonly choices: History<PlanChoices>
  /** Of the last choices that made a plan; it stays while newer ones are judged. */
  readonly drawn: DrawnDraft | undefined
  /** The choices that `drawn` is of. */
  readonly drawnFor: PlanChoices | undefined
  readonly problems: readonly Problem[]
  /** By the key of the alternative. */
  readonly trials: ReadonlyMap<string, Trial>
  /** Keys of trials that are of the present choices. */
  readonly fresh: ReadonlySet<string>
  readonly failure: string | undefined
}

const EMPTY: Draft = {
  choices: EMPTY_HISTORY,
  drawn: undefined,
  drawnFor: undefined,
  problems: [],
  trials: new Map(),
  fresh: new Set(),
  failure: undefined,
}

export const draftStore = createStore<Draft>(() => EMPTY)

export function useDraft<T>(select: (draft: Draft) => T): T {
  return useStore(draftStore, select)
}

/** What may be chosen instead; given by the screen, so that its data is loaded with it. */
export type ListAlternatives = (choices: PlanChoices) => readonly Alternative[]

let listAlternatives: ListAlternatives = () => []
let withdraw = () => {}

/** Opens the form where it was left, or with these choices. */
export function openDraft(choices: PlanChoices, list: ListAlternatives): void {
  listAlternatives = list
  if (draftStore.getState().choices.current === undefined) {
    draftStore.setState({ choices: { ...EMPTY_HISTORY, current: choices } })
  }
  void judge()
}

/** Ends what is being judged; what was chosen stays until the plan is made or the form is cancelled. */
export function leaveDraft(): void {
  withdraw()
}

export function forgetDraft(): void {
  withdraw()
  draftStore.setState(EMPTY)
}

/** One step of the form's own undo; typing on in one field is one step. */
export function changeDraft(change: (choices: PlanChoices) => PlanChoices, label: string): void {
  draftStore.setState(({ choices }) => {
    const { current, past } = choices
    if (current === undefined) return {}
    const changed = change(current)
    if (changed === current) return {}
    const isTypedOn = label.startsWith('typing ') && past.at(-1)?.label === label
    return {
      choices: isTypedOn
        ? { ...choices, current: changed, future: [] }
        : recordChange(choices, changed, label),
    }
  })
  void judge()
}

/** What was undone, for people. */
export function undoDraft(): string | undefined {
  const label = draftStore.getState().choices.past.at(-1)?.label
  draftStore.setState(({ choices }) => ({ choices: undoChange(choices) }))
  void judge()
  return label
}

export function redoDraft(): string | undefined {
  const label = draftStore.getState().choices.future[0]?.label
  draftStore.setState(({ choices }) => ({ choices: redoChange(choices) }))
  void judge()
  return label
}

/** Draws the present choices, then tries the others; a newer change withdraws both questions. */
async function judge(): Promise<void> {
  withdraw()
  const controller = new AbortController()
  const { signal } = controller
  withdraw = () => controller.abort()
  draftStore.setState({ fresh: new Set(), failure: undefined })
  const choices = draftStore.getState().choices.current
  if (choices === undefined) return
  try {
    const { engine } = getSession()
    const answer = await engine.ask('draw-draft', { choices }, { signal })
    if (signal.aborted || answer === undefined) return
    if (answer.kind === 'refused') {
      draftStore.setState({ problems: answer.problems })
      return
    }
    draftStore.setState({ drawn: answer, drawnFor: choices, problems: [] })
    await engine.ask(
      'try-alternatives',
      { alternatives: listAlternatives(choices) },
      {
        signal,
        onProgress: ({ key, trial }) => {
          if (signal.aborted) return
          draftStore.setState(({ trials, fresh }) => ({
            trials: new Map(trials).set(key, trial),
            fresh: new Set(fresh).add(key),
          }))
        },
      },
    )
  } catch (error) {
    if (signal.aborted) return
    draftStore.setState({ failure: error instanceof Error ? error.message : String(error) })
  }
}

/** Tries choices that are not the form's own: the shapes to start from, the types of a list. */
export async function tryChoices(
  alternatives: readonly Alternative[],
  onTried: (key: string, trial: Trial) => void,
  signal: AbortSignal,
): Promise<void> {
  await getSession().engine.ask(
    'try-alternatives',
    { alternatives },
    {
      signal,
      onProgress: ({ key, trial }) => {
        if (!signal.aborted) onTried(key, trial)
      },
    },
  )
}
