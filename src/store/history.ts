/** Undo and redo by snapshots, which share what did not change. */
export interface History<T> {
  readonly current: T | undefined
  readonly past: readonly HistoryStep<T>[]
  readonly future: readonly HistoryStep<T>[]
}

/** A change: what stood on its other side, and what it did in a few words ("min 2 → 3 in workers"). */
export interface HistoryStep<T> {
  readonly value: T | undefined
  readonly label: string
}

const MAX_STEPS = 200

export const EMPTY_HISTORY: History<never> = { current: undefined, past: [], future: [] }

/** A change of the present value; one that changes nothing is no step. */
export function recordChange<T>(history: History<T>, value: T, label: string): History<T> {
  if (value === history.current) return history
  const past = [...history.past, { value: history.current, label }].slice(-MAX_STEPS)
  return { current: value, past, future: [] }
}

export function undoChange<T>(history: History<T>): History<T> {
  const step = history.past.at(-1)
  if (step === undefined) return history
  return {
    current: step.value,
    past: history.past.slice(0, -1),
    future: [{ value: history.current, label: step.label }, ...history.future],
  }
}

export function redoChange<T>(history: History<T>): History<T> {
  const [step, ...future] = history.future
  if (step === undefined) return history
  return {
    current: step.value,
    past: [...history.past, { value: history.current, label: step.label }],
    future,
  }
}
