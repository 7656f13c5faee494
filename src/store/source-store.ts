import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { PlaceChange } from '#plan/text/list-repairs.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { PlanTextReading, TextFormat } from '#worker/plan-text.ts'
import { isWithoutObjects } from '#worker/plan-text.ts'
import { amendPlan, planStore, replacePlan } from './plan-store.ts'
import type { OpenPlan } from './plan-store.ts'
import { getSession } from './run-store.ts'
import { keepDraft, loadDraft } from './source-draft.ts'
import { createTextMemory } from './text-memory.ts'

/**
 * The open plan as text, and how far both are the same. Text that says a whole plan becomes a step of
 * undo; text that doesn't changes nothing, and is kept until it does.
 */
export interface Source {
  /** The plan that the text is of. */
  readonly planId: string | undefined
  readonly format: TextFormat
  readonly text: string
  /** Grows when the text was changed by anything but typing: the editor has to take it over. */
  readonly revision: number
  /** The plan that the text said when it last said one. */
  readonly base: PackedPlan | undefined
  /** `apart`: what was typed says no whole plan. */
  readonly status: 'loading' | 'whole' | 'typing' | 'apart'
  /** What was last read, perhaps of an older text. */
  readonly reading: PlanTextReading | undefined
  readonly apartSinceMs: number | undefined
  /** What a person should know of the last change: comments that could not be kept, a fault. */
  readonly note: string | undefined
}

const EMPTY: Source = {
  planId: undefined,
  format: 'yaml',
  text: '',
  revision: 0,
  base: undefined,
  status: 'loading',
  reading: undefined,
  apartSinceMs: undefined,
  note: undefined,
}

export const sourceStore = createStore<Source>(() => EMPTY)

export function useSource<T>(select: (source: Source) => T): T {
  return useStore(sourceStore, select)
}

const READ_DELAY_MS = 300
/** Typing that goes on within this time is one step of undo. */
const BURST_MS = 2_000
const TYPED = 'edit of the text'
const REWRITTEN =
  'The text was written anew: its form could not be changed in place, so comments in it are gone.'

/** Texts of plans that were open before, so that undo brings their comments back too. */
const memory = createTextMemory()
/** Unfinished texts of the plans of this session. */
const drafts = new Map<string, Source>()
/** The text in the notation that is not shown, as it was left. */
let notations = new Map<TextFormat, { readonly text: string; readonly base: PackedPlan }>()

let timer: ReturnType<typeof setTimeout> | undefined
let lastTyped: { readonly packed: PackedPlan; readonly atMs: number } | undefined
/** A turn makes those before it void. */
let turn = 0

/** What was typed and is not in the plan yet; undone and done again where it was typed. */
export interface TypingHistory {
  /** False: nothing is left to undo. */
  readonly undo: () => boolean
  readonly redo: () => boolean
}

let typing: TypingHistory | undefined

/** Lets undo begin with what was typed last; returns what ends that. */
export function lendTypingHistory(history: TypingHistory): () => void {
  typing = history
  return () => {
    if (typing === history) typing = undefined
  }
}

export function undoTyping(): boolean {
  return typing?.undo() === true
}

export function redoTyping(): boolean {
  return typing?.redo() === true
}

/** Follows the open plan while the screen is shown; returns what stops that. */
export function startSource(): () => void {
  const unsubscribe = planStore.subscribe(() => void followPlan())
  void followPlan()
  return unsubscribe
}

/** What a person typed. It is read a moment later. */
export function typeText(text: string): void {
  if (text === sourceStore.getState().text) return
  sourceStore.setState({ text, status: 'typing', note: undefined })
  clearTimeout(timer)
  timer = setTimeout(() => void readText(TYPED), READ_DELAY_MS)
}

/** An edit of one place, from the form or a repair: in the text first, and so in the plan. */
export async function changePlace(change: PlaceChange, label: string): Promise<void> {
  const before = sourceStore.getState()
  const { text, format } = before
  const changed = await getSession().engine.ask('change-plan-text', { text, format, change })
  if (sourceStore.getState().text !== text) return
  if (changed.followed === 'not') {
    sourceStore.setState({ note: 'The form can’t edit a text that is no YAML.' })
    return
  }
  showText(changed.text, changed.followed === 'anew' ? REWRITTEN : undefined)
  await readText(label)
}

/** The same plan in the other notation; only for a text that says a whole plan. */
export async function setFormat(format: TextFormat): Promise<void> {
  const { status, format: before, text, base } = sourceStore.getState()
  if (format === before || status !== 'whole') return
  const { current } = planStore.getState()
  if (current === undefined || base === undefined) return
  notations.set(before, { text, base })
  sourceStore.setState({ format })
  const other = notations.get(format)
  if (other === undefined || memory.find(current.packed, format) !== undefined) {
    await showPlan(current)
    return
  }
  sourceStore.setState({ text: other.text, base: other.base })
  await takeOver(current, other)
}

/** Lets what was typed go and shows the plan as it is. */
export async function dropDraft(): Promise<void> {
  const { current } = planStore.getState()
  if (current !== undefined) await showPlan(current)
}

async function followPlan(): Promise<void> {
  const { current } = planStore.getState()
  const { planId, base, status, format, text } = sourceStore.getState()
  if (current === undefined) return
  if (planId !== current.id) {
    await openText(current)
    return
  }
  if (base === current.packed || base === undefined) return
  const known = status === 'whole' ? memory.find(current.packed, format) : undefined
  if (known !== undefined) {
    showText(known)
    sourceStore.setState({ base: current.packed, status: 'whole', apartSinceMs: undefined })
    await readText(TYPED)
    return
  }
  await takeOver(current, { text, base })
}

/** Brings what was changed elsewhere into the text. */
async function takeOver(
  current: OpenPlan,
  before: { readonly text: string; readonly base: PackedPlan },
): Promise<void> {
  const { format } = sourceStore.getState()
  const mine = ++turn
  const rendered = await getSession().engine.ask('render-plan-text', {
    packed: current.packed,
    format,
    from: { text: before.text, packed: before.base },
  })
  if (mine !== turn || sourceStore.getState().text !== before.text) return
  if (rendered.followed === 'not') return
  clearTimeout(timer)
  showText(rendered.text, rendered.followed === 'anew' ? REWRITTEN : undefined)
  sourceStore.setState({ base: current.packed })
  await readText(TYPED)
}

async function openText(current: OpenPlan): Promise<void> {
  const before = sourceStore.getState()
  if (before.planId !== undefined && before.status !== 'loading') drafts.set(before.planId, before)
  clearTimeout(timer)
  const kept = drafts.get(current.id) ?? loadDraft(current)
  notations = new Map()
  if (kept === undefined) {
    sourceStore.setState({ ...EMPTY, format: before.format, revision: before.revision + 1 })
    sourceStore.setState({ planId: current.id })
    await showPlan(current)
    return
  }
  sourceStore.setState({ ...EMPTY, status: 'apart', ...kept, revision: before.revision + 1 })
  if (kept.base !== undefined && kept.base !== current.packed) await followPlan()
  else await readText(TYPED)
}

async function showPlan(current: OpenPlan): Promise<void> {
  const { format } = sourceStore.getState()
  const mine = ++turn
  clearTimeout(timer)
  const text =
    memory.find(current.packed, format) ??
    (await getSession().engine.ask('render-plan-text', { packed: current.packed, format })).text
  if (mine !== turn) return
  showText(text)
  sourceStore.setState({ base: current.packed, status: 'whole', apartSinceMs: undefined })
  await readText(TYPED)
}

function showText(text: string, note?: string): void {
  sourceStore.setState((source) => ({ text, note, revision: source.revision + 1 }))
}

/** Reads the text: a whole plan becomes the open one, under the label. */
async function readText(label: string): Promise<void> {
  clearTimeout(timer)
  const { current } = planStore.getState()
  const { text, planId, base } = sourceStore.getState()
  if (current === undefined || current.id !== planId) return
  const mine = ++turn
  let reading: PlanTextReading
  try {
    reading = await getSession().engine.ask('read-plan-text', { text, packed: current.packed })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    sourceStore.setState({ status: 'apart', note: `The text could not be read: ${message}` })
    return
  }
  if (mine !== turn || sourceStore.getState().text !== text) return
  if (planStore.getState().current !== current) return
  // A change from elsewhere that the text could not take in while it was no YAML.
  if (base !== undefined && base !== current.packed && reading.shell !== undefined) {
    await takeOver(current, { text, base })
    return
  }
  applyReading(reading, { label, open: current.packed })
}

function applyReading(
  reading: PlanTextReading,
  { label, open }: { readonly label: string; readonly open: PackedPlan },
): void {
  const { apartSinceMs, text, format, base } = sourceStore.getState()
  // The open plan came back as a copy: here a plan is known by its identity.
  const packed = reading.isSame ? open : reading.packed
  if (packed === undefined) {
    sourceStore.setState({
      reading,
      status: 'apart',
      apartSinceMs: apartSinceMs ?? Date.now(),
    })
    keepText()
    return
  }
  memory.keep(packed, format, text)
  // Before the plan changes, so that the change is not taken for one from elsewhere.
  sourceStore.setState({ reading, status: 'whole', base: packed, apartSinceMs: undefined })
  if (!reading.isSame) putPlan(packed, label)
  keepText()
  const { current } = planStore.getState()
  const isCut = base !== undefined && isWithoutObjects(base) !== isWithoutObjects(packed)
  if (isCut && current !== undefined) void showPlan(current)
}

function keepText(): void {
  const { planId, base, format, text } = sourceStore.getState()
  if (planId !== undefined && base !== undefined) keepDraft({ planId, base, format, text })
}

function putPlan(packed: PackedPlan, label: string): void {
  const now = Date.now()
  const { current } = planStore.getState()
  const isBurst =
    label === TYPED &&
    lastTyped !== undefined &&
    lastTyped.packed === current?.packed &&
    now - lastTyped.atMs < BURST_MS
  if (isBurst) amendPlan(packed)
  else replacePlan(packed, label)
  lastTyped = label === TYPED ? { packed, atMs: now } : undefined
}
