import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type {
  DesignComparison,
  DifferenceChoice,
  DifferenceChoices,
} from '#differences/difference.ts'
import { startEngine } from '#worker/engine-client.ts'
import type { EngineClient } from '#worker/engine-client.ts'
import type { ComparisonProgress } from '#worker/compare-verdicts.ts'
import type { JudgedDesign } from '#worker/judged-design.ts'
import type { DesignMerge, DesignSource } from '#worker/design-questions.ts'
import { planStore, replacePlan } from './plan-store.ts'
import { INTERACTIVE_BOUND } from './run-session.ts'
import { viewStore } from './view-store.ts'

/** Designs that are held against each other: the first is that of the open plan, which is shown. */
export interface ComparedDesign {
  /** Where it comes from, so that it is added once: `kept/1f-1/0`, `import`. */
  readonly id: string
  readonly name: string
  /** "kept in this browser", "incident R03, repaired". */
  readonly from: string
  readonly source: DesignSource
  /** Of `source` as it is; absent: not judged yet. */
  readonly judged?: JudgedDesign
}

export interface Comparing {
  readonly designs: readonly ComparedDesign[]
  /** The design whose differences from the first are told. */
  readonly other: string | undefined
  readonly differences: DesignComparison | undefined
  readonly choices: DifferenceChoices
  /** What the choices lead to; absent while it is made, or where nothing is chosen. */
  readonly merge: DesignMerge | undefined
  /** What is being done, and how far it is. */
  readonly work: CompareWork | undefined
  readonly isStopped: boolean
  readonly failure: string | undefined
}

export interface CompareWork {
  readonly step: 'compare' | 'judge' | 'merge'
  /** The name of the design that is judged. */
  readonly name: string
  readonly progress?: ComparisonProgress
}

export const MAX_DESIGNS = 4

const NO_CHOICES: DifferenceChoices = { kinds: {}, things: {} }

const EMPTY: Comparing = {
  designs: [],
  other: undefined,
  differences: undefined,
  choices: NO_CHOICES,
  merge: undefined,
  work: undefined,
  isStopped: false,
  failure: undefined,
}

export const compareStore = createStore<Comparing>(() => EMPTY)

export function useComparing<T>(select: (state: Comparing) => T): T {
  return useStore(compareStore, select)
}

let engine: EngineClient | undefined
let withdraw = () => {}

/** Follows the open plan while the screen is shown; returns what ends it. */
export function startComparing(): () => void {
  const stops = [planStore.subscribe(followPlan), viewStore.subscribe(followPlan)]
  followPlan()
  run()
  return () => {
    for (const stop of stops) stop()
    withdraw()
    engine?.end()
    engine = undefined
    compareStore.setState({ work: undefined })
  }
}

/** Adds a design beside the others; one that is there already is shown anew. False: there is no room. */
export function addDesign(design: Omit<ComparedDesign, 'judged'>): boolean {
  followPlan()
  const { designs } = compareStore.getState()
  const known = designs.find(({ id }) => id === design.id)
  if (known === undefined && designs.length >= MAX_DESIGNS) return false
  const isSame = known !== undefined && known.source.packed === design.source.packed
  compareStore.setState({
    designs:
      known === undefined
        ? [...designs, design]
        : isSame
          ? designs
          : designs.map((one) => (one === known ? design : one)),
  })
  chooseOther(design.id)
  return true
}

export function removeDesign(id: string): void {
  const { designs, other } = compareStore.getState()
  const left = designs.filter((design) => design.id !== id)
  compareStore.setState({ designs: left })
  if (other === id) chooseOther(left[1]?.id)
}

/** Tells the differences of another design; what was chosen of the last is forgotten. */
export function chooseOther(id: string | undefined): void {
  compareStore.setState({
    other: id,
    differences: undefined,
    choices: NO_CHOICES,
    merge: undefined,
  })
  run()
}

export function chooseForThing(id: string, choice: DifferenceChoice): void {
  compareStore.setState(({ choices }) => ({
    choices: { ...choices, things: { ...choices.things, [id]: choice } },
    merge: undefined,
  }))
  run()
}

/** Of all of a kind: what was chosen of single ones goes with it. */
export function chooseForKinds(
  kinds: readonly string[],
  choice: DifferenceChoice,
  things: readonly string[],
): void {
  compareStore.setState(({ choices }) => ({
    choices: {
      kinds: { ...choices.kinds, ...Object.fromEntries(kinds.map((key) => [key, choice])) },
      things: Object.fromEntries(
        Object.entries(choices.things).filter(([id]) => !things.includes(id)),
      ),
    },
    merge: undefined,
  }))
  run()
}

export function forgetChoices(): void {
  compareStore.setState({ choices: NO_CHOICES, merge: undefined })
  run()
}

/** Puts a newer state of a design in its place; what was chosen stays. */
export function renewDesign(id: string, source: DesignSource): void {
  const { designs, other } = compareStore.getState()
  compareStore.setState({
    designs: designs.map((one) => (one.id === id ? withoutVerdicts({ ...one, source }) : one)),
    ...(other === id ? { differences: undefined, merge: undefined } : {}),
  })
  run()
}

/** Stops judging; what was judged stays. */
export function stopComparing(): void {
  withdraw()
  compareStore.setState({ work: undefined, isStopped: true })
}

export function goOnComparing(): void {
  run()
}

/** One step of undo: the open plan with what was chosen. False while that is not made yet. */
export function applyMerge(label: string): boolean {
  const { merge, designs } = compareStore.getState()
  const { current } = planStore.getState()
  if (merge?.kind !== 'merged' || current === undefined) return false
  if (designs[0]?.source.packed !== current.packed) return false
  compareStore.setState({ choices: NO_CHOICES, merge: undefined })
  replacePlan(merge.packed, label)
  return true
}

/** The first design is the shown one of the open plan, as it is now. */
function followPlan(): void {
  const { current } = planStore.getState()
  const { designs, other } = compareStore.getState()
  if (current === undefined) {
    if (designs.length > 0) compareStore.setState(EMPTY)
    return
  }
  const { place } = viewStore.getState()
  const [first] = designs
  const id = `open/${current.id}/${place.design}`
  const isSame = first?.id === id && first.source.packed === current.packed
  if (isSame) return
  const { shell } = current.packed
  const design = shell.designs[place.design]
  const mine: ComparedDesign = {
    id,
    name: shell.designs.length > 1 ? `${shell.name}: ${design?.name ?? ''}` : shell.name,
    from: 'the open plan',
    source: { packed: current.packed, design: place.design },
  }
  // A design of the open plan is compared as it is in the plan.
  const others = designs.slice(1).flatMap((one): readonly ComparedDesign[] => {
    if (one.id === id || one.id.startsWith(`kept/${current.id}/`)) return []
    if (!one.id.startsWith('open/')) return [one]
    if (!one.id.startsWith(`open/${current.id}/`)) return []
    return [{ ...one, source: { ...one.source, packed: current.packed } }].map(withoutVerdicts)
  })
  const isThere = others.some((one) => one.id === other)
  compareStore.setState({
    designs: [mine, ...others],
    other: isThere ? other : others[0]?.id,
    differences: undefined,
    merge: undefined,
    ...(isThere && first?.id === id ? {} : { choices: NO_CHOICES }),
  })
  run()
}

function withoutVerdicts({ judged: _judged, ...design }: ComparedDesign): ComparedDesign {
  return design
}

/** Does what is not done yet, one after the other; whatever changes begins anew, and keeps what is done. */
function run(): void {
  withdraw()
  const controller = new AbortController()
  withdraw = () => controller.abort()
  compareStore.setState({ isStopped: false, failure: undefined })
  // Outside of its screen nothing is followed.
  if (compareStore.getState().designs.length === 0) return
  engine ??= startEngine()
  work(engine, controller.signal).catch((error: unknown) => {
    if (controller.signal.aborted) return
    const failure = error instanceof Error ? error.message : String(error)
    compareStore.setState({ failure, work: undefined })
  })
}

async function work(client: EngineClient, signal: AbortSignal): Promise<void> {
  const set = (state: Partial<Comparing>) => {
    if (!signal.aborted) compareStore.setState(state)
  }
  const { designs, other } = compareStore.getState()
  const [mine] = designs
  const theirs = designs.find(({ id }) => id === other)
  if (mine === undefined) return
  if (theirs !== undefined && compareStore.getState().differences === undefined) {
    set({ work: { step: 'compare', name: theirs.name } })
    const pair = { mine: mine.source, theirs: theirs.source }
    const differences = await client.ask('compare-designs', pair, { signal })
    set({ differences })
  }
  for (const { id } of designs) {
    const design = compareStore.getState().designs.find((one) => one.id === id)
    if (signal.aborted || design === undefined || design.judged !== undefined) continue
    const { name, source } = design
    set({ work: { step: 'judge', name } })
    const judged = await client.ask(
      'judge-design',
      { source, bound: INTERACTIVE_BOUND },
      { signal, onProgress: (progress) => set({ work: { step: 'judge', name, progress } }) },
    )
    if (judged === undefined) continue
    set({
      designs: compareStore
        .getState()
        .designs.map((one) => (one.id === id && one.source === source ? { ...one, judged } : one)),
    })
  }
  await mergeChosen(client, signal)
  set({ work: undefined })
}

async function mergeChosen(client: EngineClient, signal: AbortSignal): Promise<void> {
  const { designs, other, choices, merge } = compareStore.getState()
  const [mine] = designs
  const theirs = designs.find(({ id }) => id === other)
  const chosen = [...Object.values(choices.kinds), ...Object.values(choices.things)]
  if (merge !== undefined || mine === undefined || theirs === undefined || signal.aborted) return
  if (chosen.every((choice) => choice === 'keep')) return
  const { name } = mine
  compareStore.setState({ work: { step: 'merge', name } })
  const made = await client.ask(
    'merge-designs',
    { mine: mine.source, theirs: theirs.source, choices, bound: INTERACTIVE_BOUND },
    {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted) compareStore.setState({ work: { step: 'merge', name, progress } })
      },
    },
  )
  if (!signal.aborted) compareStore.setState({ merge: made })
}
