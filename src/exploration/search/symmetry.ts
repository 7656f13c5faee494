/**
 * XS6, symmetry: states that a renaming of zones, groups and classes turns into each other are one.
 *
 * Sound because a renaming that keeps the rules and the target (`automorphisms.ts`) maps every step to a
 * step of the same kind, served states to served, waiting to waiting, and a state with a zone down to
 * one with a zone down. So the states with their representatives are bisimilar: distances, stuck states
 * and idle cycles are the same (a cycle of representatives is a walk without end among finitely many
 * states, thus a cycle).
 */
import { findRenamings } from './automorphisms.ts'
import type { Renaming } from './automorphisms.ts'
import { findTwins } from './find-twins.ts'
import { readValues, writeValue } from './layout.ts'
import { countsOf, internKind } from './node-kinds.ts'
import type { Space } from './space.ts'
import { growTable } from './tables.ts'
import type { Ints } from './tables.ts'
import { createTwinSettler } from './twins.ts'
import { addToContent, internContent, startContent } from './zone-contents.ts'

export interface Symmetry {
  /** Puts the state that begins there into the form that stands for all it is like. */
  readonly settle: (words: Ints, from: number) => void
  /** By zone: the zones that it may be renamed to. */
  readonly zoneOrbits: readonly (readonly number[])[]
}

interface Image {
  readonly renaming: Renaming
  readonly workloads: readonly number[]
  /** By content, by kind: what becomes of it; -1 not yet known. */
  contents: Ints
  kinds: Ints
  readonly words: Ints
}

/** The symmetry of the space's model; undefined where it has none. */
export function createSymmetry(space: Space): Symmetry | undefined {
  const { compiled, layout } = space
  const twins = findTwins(compiled.model, (one, other) => isClassAlike(space, one, other))
  const renamings = findRenamings(compiled.model, twins).filter((one) => isStoredAlike(space, one))
  if (renamings.length === 0 && twins.length === 0) return undefined
  const settleTwins = twins.length === 0 ? undefined : createTwinSettler(space, twins)
  const values = new Int32Array(layout.slots)
  const images = renamings.map((renaming) => createImage(space, renaming))
  return {
    settle: (words, from) => {
      settleTwins?.(words, from)
      if (images.length === 0) return
      readValues(layout, words.subarray(from, from + layout.words), values)
      let least: Ints | undefined
      for (const image of images) {
        applyImage(space, image, { words, from, values })
        settleTwins?.(image.words, 0)
        const isLess =
          least === undefined ? isBefore(image.words, words, from) : isBefore(image.words, least, 0)
        if (isLess) least = image.words
      }
      if (least !== undefined) words.set(least, from)
    },
    zoneOrbits: compiled.model.zones.map((_, zone) =>
      renamings.map((renaming) => renaming.zones[zone] ?? zone),
    ),
  }
}

function createImage(space: Space, renaming: Renaming): Image {
  const { layout } = space
  return {
    renaming,
    workloads: renameWorkloads(space, renaming),
    contents: new Int32Array(64).fill(-1),
    kinds: new Int32Array(64).fill(-1),
    words: new Int32Array(layout.words),
  }
}

function renameWorkloads({ compiled }: Space, renaming: Renaming): readonly number[] {
  return compiled.workloads.map((_, workload) => {
    const pod = compiled.workload.indexOf(workload)
    return compiled.workload[renaming.classes[pod] ?? -1] ?? -1
  })
}

/** What is stored of a thing must be stored of the one that it becomes. */
function isStoredAlike(space: Space, renaming: Renaming): boolean {
  const { mask, desired, memory, bound, finished, absent } = space.layout
  const isAlike = (start: number, to: readonly number[]) =>
    to.every((one, from) => mask[start + from] === mask[start + one])
  return (
    isAlike(desired, renaming.groups) &&
    isAlike(memory, renaming.groups) &&
    isAlike(bound, renaming.classes) &&
    isAlike(finished, renaming.classes) &&
    isAlike(absent, renameWorkloads(space, renaming))
  )
}

function isClassAlike({ layout }: Space, one: number, other: number): boolean {
  const { mask, bound, finished } = layout
  return (
    mask[bound + one] === mask[bound + other] && mask[finished + one] === mask[finished + other]
  )
}

function isBefore(a: Ints, b: Ints, from: number): boolean {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[from + at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Writes the state, renamed, into the image's words. */
function applyImage(
  space: Space,
  image: Image,
  state: { readonly words: Ints; readonly from: number; readonly values: Ints },
): void {
  const { compiled, layout } = space
  const { renaming, words } = image
  const { values } = state
  const zoneTo = (value: number): number =>
    value === 0 || value > compiled.zones ? value : (renaming.zones[value - 1] ?? 0) + 1
  const set = (slot: number, value: number) => writeValue(layout, words, slot, value)
  words.fill(0)
  for (let zone = 0; zone < compiled.zones; zone++) {
    const content = state.words[state.from + zone] ?? 0
    words[renaming.zones[zone] ?? 0] = contentImage(space, image, content)
  }
  for (let group = 0; group < compiled.groups; group++) {
    const to = renaming.groups[group] ?? 0
    set(layout.desired + to, values[layout.desired + group] ?? 0)
    set(layout.memory + to, zoneTo(values[layout.memory + group] ?? 0))
  }
  for (let pod = 0; pod < compiled.classes; pod++) {
    const to = renaming.classes[pod] ?? 0
    set(layout.bound + to, zoneTo(values[layout.bound + pod] ?? 0))
    set(layout.finished + to, values[layout.finished + pod] ?? 0)
  }
  for (let workload = 0; workload < compiled.workloads.length; workload++) {
    const to = image.workloads[workload] ?? 0
    set(layout.absent + to, values[layout.absent + workload] ?? 0)
  }
  set(layout.down, zoneTo(values[layout.down] ?? 0))
  for (let slot = layout.nodeLoss; slot <= layout.autoscalerRestart; slot++) {
    set(slot, values[slot] ?? 0)
  }
}

function contentImage(space: Space, image: Image, content: number): number {
  if (content >= image.contents.length) {
    image.contents = growTable(image.contents, content + 1, -1)
  }
  const known = image.contents[content] ?? -1
  if (known >= 0) return known
  const { contents } = space
  const to = contents.entryFrom[content + 1] ?? 0
  startContent(contents)
  for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
    const kind = kindImage(space, image, contents.entryKind[entry] ?? 0)
    addToContent(contents, kind, contents.entryNodes[entry] ?? 0)
  }
  const found = internContent(contents, image.renaming.zones[contents.zone[content] ?? 0] ?? 0)
  image.contents[content] = found
  return found
}

function kindImage(space: Space, image: Image, kind: number): number {
  if (kind >= image.kinds.length) image.kinds = growTable(image.kinds, kind + 1, -1)
  const known = image.kinds[kind] ?? -1
  if (known >= 0) return known
  const { kinds, compiled } = space.contents
  const { renaming } = image
  const counts = new Int32Array(compiled.classes)
  countsOf(kinds, kind).forEach((count, pod) => {
    counts[renaming.classes[pod] ?? 0] = count
  })
  const found = internKind(kinds, renaming.groups[kinds.group[kind] ?? 0] ?? 0, counts)
  image.kinds[kind] = found
  return found
}
