import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ImportProgress } from '#importers/importer.ts'
import type { ImportFile, ImportOutcome } from '#worker/protocol.ts'
import { renamePlan } from '#plan/edit.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import { saveStore } from './autosave.ts'
import { makeFreeName } from './free-name.ts'
import { makePlanId, openPlan, planStore } from './plan-store.ts'
import { FIRST_PLACE } from './route.ts'
import { adoptSession } from './run-store.ts'
import { startRunSession } from './run-session.ts'
import type { RunSession } from './run-session.ts'

/** An import from the first file to its application; the open plan is not touched before. */
export interface ImportState {
  readonly files: readonly ImportFile[]
  readonly variables: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, string>>
  /** Guesses that the person has said are right. */
  readonly confirmed: ReadonlySet<string>
  readonly isReading: boolean
  readonly progress: ImportProgress | undefined
  /** Of the files and answers as they were when last read. */
  readonly outcome: ImportOutcome | undefined
  readonly failure: string | undefined
  /** Judges the plan in the preview; becomes the open plan's session. */
  readonly session: RunSession | undefined
  /** The open plan that `outcome` was read against. */
  readonly base: PackedPlan | undefined
}

const EMPTY: ImportState = {
  files: [],
  variables: {},
  choices: {},
  confirmed: new Set(),
  isReading: false,
  progress: undefined,
  outcome: undefined,
  failure: undefined,
  session: undefined,
  base: undefined,
}

export const importStore = createStore<ImportState>(() => EMPTY)

export function useImport<T>(select: (state: ImportState) => T): T {
  return useStore(importStore, select)
}

/** Adds files, or text that was pasted, and reads all of them together. */
export function addFiles(files: readonly ImportFile[]): void {
  if (files.length === 0) return
  importStore.setState((state) => ({ files: appendFiles(state.files, files) }))
  void readFiles()
}

export function removeFile(label: string): void {
  const files = importStore.getState().files.filter((file) => file.label !== label)
  if (files.length === 0) {
    cancelImport()
    return
  }
  importStore.setState({ files })
  void readFiles()
}

/** Takes another reading of a guess; what depends on it is read again. */
export function answerGuess(id: string, value: string): void {
  importStore.setState(({ choices, confirmed }) => ({
    choices: { ...choices, [id]: value },
    confirmed: new Set(confirmed).add(id),
  }))
  void readFiles()
}

export function confirmGuesses(ids: readonly string[]): void {
  importStore.setState(({ confirmed }) => ({ confirmed: new Set([...confirmed, ...ids]) }))
}

export function fillPlaceholder(variable: string, value: string): void {
  importStore.setState(({ variables }) => ({ variables: { ...variables, [variable]: value } }))
  void readFiles()
}

/** Ends the reading and forgets the files; the open plan is as it was. */
export function cancelImport(): void {
  importStore.getState().session?.end()
  importStore.setState(EMPTY)
}

/** Stops the reading that goes on, and keeps what was read before it. */
export function stopReading(): void {
  const { session, outcome } = importStore.getState()
  if (outcome === undefined) {
    cancelImport()
    return
  }
  session?.end()
  importStore.setState({ isReading: false, progress: undefined, session: undefined })
}

/** Whether the import is one plan file and nothing else, which takes nothing of the open plan. */
export function isPlanFile(outcome: ImportOutcome): boolean {
  const { sources } = outcome.result
  return (
    outcome.packed !== undefined &&
    sources.length > 0 &&
    sources.every(({ format }) => format === 'Neverpending plan')
  )
}

/**
 * Opens the imported plan; undo brings the old one back. `isOwn`: as a plan beside the open one, under a
 * name that is free, even where the open plan bears the same.
 */
export function applyImport({ isOwn = false }: { readonly isOwn?: boolean } = {}): void {
  const { outcome, session, files } = importStore.getState()
  if (outcome?.packed === undefined) return
  const { current } = planStore.getState()
  const isSamePlan = !isOwn && current?.packed.shell.name === outcome.packed.shell.name
  const packed = isOwn ? renameFreely(outcome.packed) : outcome.packed
  const labels = files.map((file) => file.label)
  if (session !== undefined) adoptSession(session)
  importStore.setState(EMPTY)
  openPlan(
    {
      id: isSamePlan ? current.id : makePlanId(),
      packed,
      ...(isSamePlan ? { isEdited: true as const } : {}),
      origin: { kind: 'files', labels },
    },
    `import of ${labels.length === 1 ? labels[0] : `${labels.length} files`}`,
  )
}

function renameFreely(packed: PackedPlan): PackedPlan {
  const taken = [
    ...saveStore.getState().recent.map((line) => line.name),
    ...(planStore.getState().current === undefined
      ? []
      : [planStore.getState().current?.packed.shell.name ?? '']),
  ]
  const { shell } = packed
  return { ...packed, shell: renamePlan(shell, makeFreeName(shell.name, taken)) }
}

/** Reads the same files against the open plan as it is now; what was answered stays. */
export function readAgain(): void {
  if (importStore.getState().files.length > 0) void readFiles()
}

let lastReading = 0

async function readFiles(): Promise<void> {
  const reading = ++lastReading
  const isLatest = () => reading === lastReading && importStore.getState().files.length > 0
  const { files, variables, choices, session: old, isReading } = importStore.getState()
  // A worker that is reading cannot be interrupted, only ended.
  if (isReading) old?.end()
  const session = isReading || old === undefined ? startRunSession() : old
  importStore.setState({ session, isReading: true, progress: undefined, failure: undefined })
  const base = planStore.getState().current?.packed
  try {
    const outcome = await session.engine.importFiles(files, {
      answers: { variables, choices },
      base,
      onProgress: (progress) => {
        if (isLatest()) importStore.setState({ progress })
      },
    })
    if (!isLatest()) return
    importStore.setState({ outcome, base, isReading: false, progress: undefined })
    if (outcome.packed === undefined) session.reset()
    else session.judge(outcome.packed, FIRST_PLACE)
  } catch (error) {
    if (!isLatest()) return
    const failure = error instanceof Error ? error.message : String(error)
    importStore.setState({ isReading: false, progress: undefined, failure })
  }
}

/** The same label twice is a newer version of the file, unless it was pasted. */
function appendFiles(
  known: readonly ImportFile[],
  added: readonly ImportFile[],
): readonly ImportFile[] {
  const labels = new Set(added.map((file) => file.label))
  return [...known.filter((file) => !labels.has(file.label)), ...added]
}
